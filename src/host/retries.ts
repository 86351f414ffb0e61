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

/** When the next attempt is due. @param attempts how many there were, at least one */
export function nextAttempt(retries: Retries, attempts: number, now: Date): Date {
  const delay = retries.delays[Math.min(attempts, retries.delays.length) - 1] ?? hour
  return new Date(now.getTime() + delay)
}
