/** The only two ways time comes into the house. Tests bring their own. */
export interface Clock {
  /** Milliseconds, monotonic, with fractions. */
  now(): number
  date(): Date
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
}
