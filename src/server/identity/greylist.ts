import { isIPv6 } from 'node:net'
import { ipOctets } from '../../wire/ip-octets.ts'
import type { Clock } from '../../wire/clock.ts'

/** Times are in milliseconds. */
export interface GreylistOptions {
  /** How long a client has to stay away. Default 60,000. */
  readonly delay: number
  /** How long it may take to come again. Default one day. */
  readonly window: number
  /** How long who has come again is known. Default 36 days. */
  readonly memory: number
  /** Triplets that are remembered; the oldest go first. Default 100,000. */
  readonly most: number
}

const DAY = 86_400_000

/** RFC 6647 §5 */
export const greylistDefaults: GreylistOptions = { delay: 60_000, window: DAY, memory: 36 * DAY, most: 100_000 }

interface Seen {
  readonly since: number
  readonly until: number
  readonly isKnown: boolean
}

/** Who has written to whom from where. RFC 6647 §2.4 */
export class Greylist {
  readonly #options: GreylistOptions
  readonly #clock: Clock
  readonly #seen = new Map<string, Seen>()

  constructor(clock: Clock, options: Partial<GreylistOptions> = {}) {
    this.#clock = clock
    this.#options = { ...greylistDefaults, ...options }
  }

  get size(): number {
    return this.#seen.size
  }

  /** @returns milliseconds that are still to be waited; 0: welcome */
  meet(client: string | null, sender: string, recipient: string): number {
    const key = [networkOf(client), sender, recipient].join(' ').toLowerCase()
    const { delay, window, memory } = this.#options
    const now = this.#clock.now()
    const seen = this.#seen.get(key)
    if (!seen || seen.until <= now) {
      this.#remember(key, { since: now, until: now + window, isKnown: false })
      return delay
    }
    const left = seen.isKnown ? 0 : Math.max(0, seen.since + delay - now)
    if (left === 0) this.#remember(key, { since: now, until: now + memory, isKnown: true })
    return left
  }

  #remember(key: string, seen: Seen): void {
    // Behind the others: the first of them is the one that was not met for longest.
    this.#seen.delete(key)
    this.#seen.set(key, seen)
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > this.#options.most && oldest !== undefined) this.#seen.delete(oldest)
  }
}

/** Large senders come again from another address nearby: /24 and /64. RFC 6647 §5, RFC 6647 §7 */
function networkOf(address: string | null): string {
  if (address === null) return '-'
  return ipOctets(address)
    .subarray(0, isIPv6(address) ? 8 : 3)
    .toString('hex')
}
