import type { MessageVerdicts } from './results-field.ts'
import { refusal, shown, shownName, unsure, type Refusal } from './refusal.ts'

/** Demands on the message itself: what is against it, or null. */
export function judgeMessage(verdicts: MessageVerdicts, demanded: ReadonlySet<string>): Refusal | null {
  const dkim = demanded.has('dkim') ? judgeDkim(verdicts) : null
  return dkim ?? (demanded.has('dmarc') ? judgeDmarc(verdicts) : null)
}

// RFC 7372 §3.1
function judgeDkim({ dkim }: MessageVerdicts): Refusal | null {
  const signatures = dkim ?? []
  if (signatures.some(({ result }) => result === 'pass')) return null
  const late = signatures.find(({ result }) => result === 'temperror')
  if (late) return unsure('whether the DKIM signature holds', late.reason)
  const remedy = 'Sign with DKIM as the last thing that is done to a message, with a key that is in the DNS'
  const [first] = signatures
  if (!first) return refusal(550, '5.7.20', 'The message has no DKIM signature', remedy)
  const why = `The DKIM signature of ${shownName(first.domain)} does not hold: ${shown(first.reason ?? first.result)}`
  return refusal(550, '5.7.20', why, remedy)
}

// RFC 7489 §6.6, RFC 7489 §10.3
function judgeDmarc({ dmarc }: MessageVerdicts): Refusal | null {
  if (!dmarc) return null
  const { result, domain, policy, reason } = dmarc
  if (result === 'temperror') return unsure(`what DMARC of ${shownName(domain)} says`, reason)
  if (result === 'permerror') {
    return refusal(550, '5.7.1', 'The From field does not name one domain', 'Write From: You <you@example.org>')
  }
  if (result !== 'fail' || policy !== 'reject') return null
  return refusal(
    550,
    '5.7.26',
    `The message claims to be from ${shownName(domain)}, whose DMARC record asks to reject what it has not sent`,
    `Send it through a host of ${shownName(domain)}: SPF must pass, or a DKIM signature hold, for that very domain`,
  )
}
