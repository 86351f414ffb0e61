import { classOf, formatEnhancedCode, isPositive, replyText, type Reply } from '../protocol/reply.ts'

/** What one attempt has come to, for one recipient. */
export interface AttemptFate {
  /** "waiting": it may work later. */
  readonly state: 'delivered' | 'waiting' | 'failed'
  /** "5.1.1" */
  readonly status: string
  /** "smtp" for a reply, "x-parley" for our own words. */
  readonly type: 'smtp' | 'x-parley'
  /** The reply, or what went wrong. */
  readonly answer: string
  /** The host that said so; null where it came to no host. */
  readonly host: string | null
  /** Whether the host that has it now reports to the sender itself, as it was asked to. RFC 3461 §5.2.1 */
  readonly isReportedThere: boolean
}

/** What a reply means for a recipient. */
export function fateOf(reply: Reply, host: string, isReportedThere = false): AttemptFate {
  const isTaken = isPositive(reply)
  const state = isTaken ? 'delivered' : classOf(reply.code) === 'permanent' ? 'failed' : 'waiting'
  const klass = { delivered: 2, waiting: 4, failed: 5 }[state]
  const { code, enhanced } = reply
  const said = enhanced && formatEnhancedCode(enhanced)
  const status = said !== null && enhanced?.[0] === klass ? said : `${klass}.0.0`
  const answer = [code, said, replyText(reply).replace(/\s+/g, ' ')].filter((part) => part !== null).join(' ')
  return { state, status, type: 'smtp', answer, host, isReportedThere: isReportedThere && isTaken }
}

/** A refusal that says it is for good and is only for this transaction. RFC 5321 §4.5.3.1.10 */
export function fateInAnother(refusal: Reply, host: string): AttemptFate {
  return { ...fateOf(refusal, host), state: 'waiting', status: '4.5.3' }
}

/** What we found out without being told by a reply. */
export function ownFate(
  state: 'waiting' | 'failed',
  status: string,
  answer: string,
  host: string | null = null,
): AttemptFate {
  return { state, status, type: 'x-parley', answer, host, isReportedThere: false }
}
