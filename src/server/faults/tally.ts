import type { Occasion } from './condition.ts'
import type { CountScope, FaultCount } from './fault.ts'

/** Of how many clients, senders and so on a fault keeps count; the one that was counted last stays longest. */
const KEPT = 10_000
const MINUTE = 60_000

interface Count {
  occasions: number
  fired: number
  /** When the first occasion was. */
  readonly since: number
  /** When those were that a rate limit let go by. */
  recent: number[]
}

/** Keeps count of a fault's occasions, and tells on which of them it strikes. */
export class Tally {
  readonly #count: FaultCount
  readonly #random: () => number
  readonly #counts = new Map<string, Count>()
  occasions = 0
  fired = 0

  constructor(count: FaultCount = {}) {
    this.#count = count
    this.#random = seededRandom(count.seed ?? 1)
  }

  /** Count this occasion. @param now milliseconds @returns whether the fault strikes */
  strikes(occasion: Occasion, now: number): boolean {
    this.occasions++
    const { per, probability } = this.#count
    // The dice are thrown on every occasion, so that which ones they take hangs on the seed alone.
    const dice = probability === undefined ? 0 : this.#random()
    const count = this.#countOf(per === undefined ? '' : keyOf(per, occasion), now)
    count.occasions++
    if (!this.#isDue(count, dice, now)) return false
    count.fired++
    this.fired++
    return true
  }

  #isDue(count: Count, dice: number, now: number): boolean {
    const { first = Infinity, after = 0, every = 1, probability = 1, perMinute, within = Infinity } = this.#count
    if (count.occasions <= after || count.fired >= first || now - count.since >= within) return false
    if ((count.occasions - after) % every !== 0 || dice >= probability) return false
    if (perMinute === undefined) return true
    count.recent = count.recent.filter((at) => at > now - MINUTE)
    if (count.recent.length >= perMinute) return true
    count.recent.push(now)
    return false
  }

  #countOf(key: string, now: number): Count {
    const known = this.#counts.get(key)
    const count = known ?? { occasions: 0, fired: 0, since: now, recent: [] }
    if (known) this.#counts.delete(key)
    else if (this.#counts.size >= KEPT) this.#counts.delete(this.#counts.keys().next().value!)
    this.#counts.set(key, count)
    return count
  }
}

function keyOf(scope: CountScope, { session, client, from, to }: Occasion): string {
  switch (scope) {
    case 'client':
      return client ?? ''
    case 'session':
      return session
    case 'sender':
      return (from ?? '').toLowerCase()
    case 'recipient':
      return to.join(' ').toLowerCase()
    case 'triplet':
      return [client, from, ...to].join(' ').toLowerCase()
  }
}

/** Numbers from 0 to 1 that look like chance and are the same for the same seed ("mulberry32"). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
