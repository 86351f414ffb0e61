import type { Transaction } from '../protocol/server-events.ts'
import type { Occasion } from '../protocol/transitions.ts'

/** What a server has done since it was made. Kept where it happens: a number that grows by one costs nothing. */
export class Tally {
  sessions = 0
  /** Faults that fired. */
  faults = 0
  /** Senders, recipients and messages that were refused, for whatever reason but that it was no SMTP, or out of turn. */
  refusals = 0
  /** Replies by their code. */
  readonly replies = new Float64Array(1000)
}

/** Whether it refuses what could have been accepted: not what is no SMTP, or out of turn. RFC 5321 §4.2.4 */
export function isRefusal(code: number, due: Occasion | null, transaction: Transaction | null): boolean {
  if (code < 400 || code === 421 || (code >= 500 && code <= 504)) return false
  if (due === 'MAIL' || due === 'RCPT') return true
  // DATA for nobody is refused because all of its recipients were.
  return (due === 'DATA' || due === 'BDAT LAST' || due === 'end-of-data') && (transaction?.recipients.length ?? 0) > 0
}
