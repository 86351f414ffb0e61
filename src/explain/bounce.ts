import { parseEnhancedCode } from '../protocol/reply.ts'
import type { Dsn, DsnAction, DsnRecipient } from '../message/dsn.ts'
import { headerValue, readHeaders } from '../message/headers.ts'
import { decodeWords } from '../message/words.ts'
import { fates, unexplained } from './data/fates.ts'
import { describeFault, type Explanation } from './facts.ts'
import { explainEvent } from './failure.ts'
import { explainReply, explainSaid } from './reply.ts'
import { classDigit, hearText, type Said } from './said.ts'

/** What a notification says of one recipient, with all that an explanation has. */
export interface BouncedRecipient extends Explanation {
  readonly address: string
  /** Null where it is not said. */
  readonly fate: DsnAction | null
  /** The host that refused, where it is named. */
  readonly remoteMta: string | null
  /** Its words; null where the notification does not quote them. */
  readonly diagnostic: string | null
}

/** What a notification about delivery says (RFC 3464). */
export interface BounceExplanation {
  /** In a sentence or two. */
  readonly summary: string
  readonly recipients: readonly BouncedRecipient[]
  /** The server that wrote the notification. */
  readonly reportingMta: string | null
  /** Of the message that came back, as far as it did. */
  readonly original: {
    readonly subject: string | null
    readonly messageId: string | null
    readonly date: string | null
  }
}

/**
 * What a bounce, or another notification about delivery, means; null where the message is none. What takes messages
 * apart is loaded when there is one.
 */
export async function explainBounce(message: Uint8Array | Dsn): Promise<BounceExplanation | null> {
  const { readDsn } = await import('../message/read-dsn.ts')
  const dsn = message instanceof Uint8Array ? readDsn(message) : message
  if (dsn) {
    const recipients = dsn.recipients.map((recipient) => explainRecipient(recipient, dsn.humanText))
    return { summary: summarize(recipients), recipients, reportingMta: dsn.reportingMta, original: originalOf(dsn) }
  }
  if (!(message instanceof Uint8Array)) return null
  const { readBodies } = await import('../message/bodies.ts')
  const recipients = recipientsInWords(message, readBodies(message).text ?? '')
  if (recipients.length === 0) return null
  return {
    summary: summarize(recipients),
    recipients,
    reportingMta: null,
    original: { subject: null, messageId: null, date: null },
  }
}

function explainRecipient(recipient: DsnRecipient, humanText: string): BouncedRecipient {
  const { finalRecipient, action, status, remoteMta, diagnosticCode, willRetryUntil } = recipient
  const explanation = explainStatus(recipient, humanText)
  const until = willRetryUntil ? ` until ${willRetryUntil.toISOString().slice(0, 16).replace('T', ' ')} UTC` : ''
  const patience = `The server goes on trying${until}: do not send the message again.`
  return {
    ...explanation,
    enhanced: explanation.enhanced ?? status,
    notes: action === 'delayed' ? [...explanation.notes, patience] : explanation.notes,
    address: finalRecipient,
    fate: action,
    remoteMta,
    diagnostic: diagnosticCode?.text ?? null,
  }
}

/** By the words of the host that refused, the status, or what the text for people says of the address. */
function explainStatus(
  { finalRecipient, action, status, diagnosticCode }: DsnRecipient,
  humanText: string,
): Explanation {
  const references = ['RFC 3464 §2.3.3']
  if (action !== null && action !== 'failed' && action !== 'delayed') {
    return explainEvent(fates[action], { basis: 'event', confidence: 'certain', references, notes: [] })
  }
  const quoted = hearText(diagnosticCode?.text ?? '')
  const said = { ...quoted, enhanced: quoted.enhanced ?? (status === null ? null : parseEnhancedCode(status)) }
  if (classDigit(said) !== null) return explainSaid(said, {})
  const inWords = explainReply(said.text === '' ? paragraphOn(finalRecipient, humanText) : said.text)
  if (inWords.readings[0]!.basis !== 'first digit') return inWords
  return explainEvent(unexplained, { basis: 'event', confidence: 'possible', references, notes: [] })
}

/** What stands behind the address, up to the next empty line. */
function paragraphOn(address: string, text: string): string {
  const at = text.indexOf(address)
  return at < 0 ? '' : text.slice(at + address.length).split(/\n\s*\n|\n\s*\S+@\S+\s*\n/, 1)[0]!
}

/** QUIRK: bounces without a part for machines and without a known form: an address, and a refusal close behind it. */
function recipientsInWords(message: Uint8Array, text: string): BouncedRecipient[] {
  const from = headerValue(readHeaders(message), 'From') ?? ''
  if (!/mailer-daemon|postmaster|mail delivery|microsoftexchange/i.test(from)) return []
  const found = new Map<string, Said>()
  let address: string | null = null
  for (const line of text.split('\n')) {
    if (/^-{3,}|^(?:Received|Return-Path):/.test(line)) break
    address = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+\.[a-z0-9]+/i.exec(line)?.[0] ?? address
    const said = hearText(line)
    if (address === null || found.has(address) || (classDigit(said) ?? 0) < 4) continue
    found.set(address, said)
  }
  return [...found].map(([to, said]) => ({
    ...explainSaid(said, {}),
    address: to,
    fate: 'failed',
    remoteMta: null,
    diagnostic: said.text,
  }))
}

function originalOf({ original }: Dsn): BounceExplanation['original'] {
  const subject = original && headerValue(original, 'Subject')
  return {
    subject: subject === null ? null : decodeWords(subject),
    messageId: original && headerValue(original, 'Message-ID'),
    date: original && headerValue(original, 'Date'),
  }
}

const endings: Readonly<Record<DsnAction, string>> = {
  failed: 'did not get the message',
  delayed: 'has not got the message yet',
  delivered: 'got the message',
  relayed: 'is behind a server that took the message and sends no further report',
  expanded: 'is a list, to whose members the message was sent on',
}

function summarize(recipients: readonly BouncedRecipient[]): string {
  const [first, ...others] = recipients
  if (!first) return 'The notification names no recipient.'
  const { address, fate, title, fault } = first
  const isBad = fate === null || fate === 'failed' || fate === 'delayed'
  const reason = isBad ? `: ${title}. ${describeFault(fault)}` : '.'
  const more = others.length === 0 ? '' : ` There ${others.length === 1 ? 'is 1 more' : `are ${others.length} more`}.`
  return `${address} ${endings[fate ?? 'failed']}${reason}${more}`
}
