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
