/** When mail that could not be delivered is tried again, and for how long. All in milliseconds. */
export interface Retries {
  /** Between one attempt and the next; the last one counts for all that follow. */
  readonly delays: readonly number[]
  /** After this the sender is told that it takes longer. Infinity: never. */
  readonly delayNotice: number
  /** After this it is given up. */
  readonly expiry: number
}

const minute = 60_000
const hour = 60 * minute

/**
 * Soon, for who greylists; then at ever greater distances. Four days at least, says the RFC, and at best thirty
 * minutes between attempts.
 * RFC 5321 §4.5.4.1
 */
export const usualRetries: Retries = {
  delays: [5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour],
  delayNotice: 4 * hour,
  expiry: 120 * hour,
}

/** What is known of a message that was tried. */
export interface Tried {
  /** Attempts that there were, at least one. */
  readonly tries: number
  readonly created: Date
  readonly isDelayReported: boolean
}

/** When the next attempt is due: in time for what the sender is to be told. */
export function nextAttempt(
  { delays, delayNotice, expiry }: Retries,
  { tries, created, isDelayReported }: Tried,
  now: Date,
): Date {
  const delay = delays[Math.min(tries, delays.length) - 1] ?? hour
  const ends = [...(isDelayReported ? [] : [delayNotice]), expiry].map((after) => created.getTime() + after)
  return new Date(Math.min(now.getTime() + delay, ...ends.filter((end) => end > now.getTime())))
}
