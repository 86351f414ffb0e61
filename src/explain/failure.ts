import type { FailedEvent, TlsDetails } from '../transcript/event.ts'
import { namesOf } from './certificate-names.ts'
import { distrusts, unknownDistrust, whyUntraced, type Distrust } from './data/certificates.ts'
import { failures, unknownFailure, type Failure } from './data/failures.ts'
import type { Confidence, Explanation, Topic } from './facts.ts'

/**
 * Why there is no conversation, or no more of it: a name, a socket, a handshake.
 * @param tls the handshake that came before it, whose certificate was to be believed
 */
export function explainFailure(
  event: Pick<FailedEvent, 'phase' | 'code' | 'message'>,
  tls: Pick<TlsDetails, 'certificate' | 'chain'> | null = null,
): Explanation {
  const distrust = event.phase === 'tls' && distrusts.find(({ codes }) => codes.includes(event.code))
  const topic = (distrust && topicOf(distrust, tls)) || failures.find((failure) => fits(failure, event))
  const said = [event.code, event.message].filter((text) => text !== '').join(': ')
  return explainEvent(topic ?? unknownFailure, {
    basis: 'system error',
    confidence: topic ? 'likely' : 'possible',
    references: references[event.phase],
    notes: said === '' ? [] : [`The system says: ${said}`],
  })
}

/** Whether a word is the code of a system error that has an explanation. */
export function isSystemCode(word: string): boolean {
  return failures.some(({ codes }) => codes?.includes(word))
}

const references: Readonly<Record<FailedEvent['phase'], readonly string[]>> = {
  resolve: ['RFC 5321 §5.1'],
  connect: ['RFC 5321 §4.5.4.1'],
  tls: ['RFC 3207 §4.1', 'RFC 8314 §3.3'],
  conversation: ['RFC 5321 §3.8'],
}

function fits({ phase, codes, words }: Failure, event: Pick<FailedEvent, 'phase' | 'code' | 'message'>): boolean {
  return (
    (phase === undefined || phase === event.phase) &&
    (codes === undefined || codes.includes(event.code)) &&
    (words === undefined || words.test(`${event.message} ${event.code.replaceAll('_', ' ')}`))
  )
}

function topicOf(distrust: Distrust, tls: Pick<TlsDetails, 'certificate' | 'chain'> | null): Topic {
  return distrust.isUntraced && tls ? whyUntraced(tls) : distrust
}

/** Why a certificate is not believed; null where it is. */
export function explainDistrust(
  tls: Pick<TlsDetails, 'distrust' | 'certificate' | 'chain' | 'servername'>,
): Explanation | null {
  const { distrust, certificate, servername } = tls
  if (distrust === null) return null
  const found = distrusts.find(({ codes, words }) => codes.includes(distrust) || words.test(distrust))
  const topic = found && topicOf(found, tls)
  return explainEvent(topic ?? unknownDistrust, {
    basis: 'system error',
    // What public authorities do is a custom, and no proof.
    confidence: !found ? 'possible' : found.isUntraced ? 'likely' : 'certain',
    references: ['RFC 7817 §3'],
    notes: [
      ...handshakeNotes(tls),
      ...(certificate && servername !== null ? [`The name asked for was ${servername}.`] : []),
    ],
  })
}

/** Those of the notes that a reader of the handshake knows: what the TLS library says, whom it is for and from whom. */
export function handshakeNotes({ distrust, certificate }: Pick<TlsDetails, 'distrust' | 'certificate'>): string[] {
  return [
    ...(distrust === null ? [] : [`The TLS library says: ${distrust}`]),
    ...(certificate
      ? [
          `It is for ${namesOf(certificate)}, valid from ${day(certificate.validFrom)} to ${day(certificate.validTo)}, issued by ${certificate.issuer}.`,
        ]
      : []),
  ]
}

/** An explanation of something that is no reply. */
export function explainEvent(
  topic: Topic,
  details: Pick<Explanation, 'references' | 'notes'> & { basis: 'system error' | 'event'; confidence: Confidence },
): Explanation {
  const { title, meaning, cause, fault, action, retry } = topic
  const { basis, confidence, references, notes } = details
  return {
    title,
    meaning,
    cause,
    fault,
    action,
    retry,
    references,
    code: null,
    enhanced: null,
    provider: null,
    confidence,
    readings: [{ basis, title, provider: null, confidence }],
    notes,
  }
}

function day(date: string): string {
  return date.slice(0, 10)
}
