import { isIPv6 } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ipOctets } from '../wire/ip-octets.ts'
import type { Clock } from '../wire/clock.ts'

/** How often, and how fast, somebody may guess. */
export interface AuthLimits {
  /** Failed logins on one connection before the server hangs up. */
  readonly perConnection: number
  /** Failed logins from one address, or one IPv6 network of 64 bits, before it is not asked any more. */
  readonly perAddress: number
  /** Milliseconds after which one failure of an address is forgotten. */
  readonly forgetAfter: number
  /** Milliseconds before the second failure in a row is answered; twice as many before each further one. */
  readonly delay: number
  /** Milliseconds that no answer takes longer than. */
  readonly longestDelay: number
}

export const defaultAuthLimits: AuthLimits = {
  perConnection: 5,
  perAddress: 20,
  forgetAfter: 60_000,
  delay: 500,
  longestDelay: 10_000,
}

/** Addresses that are remembered; the ones that failed the longest ago are forgotten first. */
const MOST_ADDRESSES = 10_000

/**
 * Makes guessing slow. Each address has a level, which rises by one with a failure and falls with time. A login counts
 * as failed from its beginning until it has succeeded, so that many at once are as slow as one after the other.
 */
export class AuthGuard {
  readonly #limits: AuthLimits
  readonly #clock: Clock
  readonly #sleep: (ms: number) => Promise<unknown>
  readonly #levels = new Map<string, { level: number; at: number }>()

  constructor(
    limits: AuthLimits,
    clock: Clock,
    pause: (ms: number) => Promise<unknown> = (ms) => sleep(ms, undefined, { ref: false }),
  ) {
    this.#limits = limits
    this.#clock = clock
    this.#sleep = pause
  }

  /** Whether a login from here may be tried; it counts as failed until {@link succeeded}. */
  begin(address: string | null): boolean {
    const key = networkOf(address)
    const level = this.#level(key)
    if (level + 1 > this.#limits.perAddress) return false
    this.#set(key, level + 1)
    return true
  }

  succeeded(address: string | null): void {
    const key = networkOf(address)
    this.#set(key, Math.max(0, this.#level(key) - 1))
  }

  /** Wait before the failure is told: longer with each. */
  async holdBack(address: string | null): Promise<void> {
    const { delay, longestDelay } = this.#limits
    const earlier = Math.ceil(this.#level(networkOf(address))) - 1
    if (earlier > 0 && delay > 0) await this.#sleep(Math.min(delay * 2 ** (earlier - 1), longestDelay))
  }

  #level(key: string): number {
    const known = this.#levels.get(key)
    if (!known) return 0
    return Math.max(0, known.level - (this.#clock.now() - known.at) / this.#limits.forgetAfter)
  }

  #set(key: string, level: number): void {
    this.#levels.delete(key)
    if (level > 0) this.#levels.set(key, { level, at: this.#clock.now() })
    if (this.#levels.size <= MOST_ADDRESSES) return
    for (const oldest of this.#levels.keys()) {
      this.#levels.delete(oldest)
      break
    }
  }
}

/** Whoever has one IPv6 address has the other 2^64 of its network. */
function networkOf(address: string | null): string {
  if (address === null || !isIPv6(address)) return address ?? ''
  return ipOctets(address).subarray(0, 8).toString('hex')
}
