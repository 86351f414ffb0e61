import type { OutgoingStore } from '../store/outgoing.ts'
import type { Clock } from '../wire/clock.ts'

export interface LeaseOptions {
  readonly store: Pick<OutgoingStore, 'renew'>
  readonly clock: Clock
  /** Milliseconds that it holds unless it is renewed. */
  readonly length: number
  /** Told in a sentence where it cannot be renewed. */
  readonly onTrouble: (sentence: string) => void
}

/**
 * The right to send a message, which one machine has at a time. It is short, so that the mail of a machine that has died
 * is soon taken up by another, and is renewed while the machine lives. Where it cannot be renewed in time, or somebody
 * else has it, what goes on is broken off before two send the same.
 */
export class Lease {
  readonly #id: string
  readonly #options: LeaseOptions
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout
  /** Ends that may be written down: several while it is not known whether the last one was. */
  #ends: readonly Date[]
  #renewed = performance.now()
  #renewing: Promise<void> | null = null

  /** @param until as it was claimed */
  constructor(id: string, until: Date, options: LeaseOptions) {
    this.#id = id
    this.#options = options
    this.#ends = [until]
    this.#timer = setInterval(() => this.#tick(), options.length / 5).unref()
  }

  /** Aborted when the message is not ours any more. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** Renew it no more. @returns the ends by which the store knows it */
  async end(): Promise<readonly Date[]> {
    clearInterval(this.#timer)
    await this.#renewing
    return this.#ends
  }

  #tick(): void {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null))
    // Somebody else may have it soon.
    if (performance.now() - this.#renewed > this.#options.length * 0.8) this.#lose('its lease could not be renewed')
  }

  async #renew(): Promise<void> {
    const { store, clock, length, onTrouble } = this.#options
    const asked = performance.now()
    const until = new Date(clock.date().getTime() + length)
    try {
      const isOurs = await store.renew(this.#id, this.#ends, until)
      if (!isOurs) return this.#lose('another machine has taken it over, or it was deleted')
      this.#ends = [until]
      this.#renewed = asked
    } catch (error) {
      this.#ends = [...this.#ends, until]
      onTrouble(`the lease of message ${this.#id} cannot be renewed: ${(error as Error).message}`)
    }
  }

  #lose(why: string): void {
    if (this.#lost.signal.aborted) return
    clearInterval(this.#timer)
    this.#options.onTrouble(`message ${this.#id} of the outgoing queue is let go of: ${why}`)
    this.#lost.abort()
  }
}
