import { randomBytes } from 'node:crypto'
import type { DepartingMail } from '../server/departing-mail.ts'
import type { OwnMessage } from '../server/own-message.ts'
import type { OutgoingMessage, OutgoingRoute } from '../store/outgoing.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../wire/clock.ts'
import { attempt, type AttemptOptions } from './attempt.ts'
import { concluded, withoutContent } from './conclude.ts'
import { Lease } from './lease.ts'
import { sentReport } from './queue-report.ts'
import type { Retries } from './retries.ts'

export interface QueueOptions extends AttemptOptions {
  /** Its `outgoing` is the queue; its events tell when there is something new. */
  readonly store: Pick<Store, 'outgoing' | 'onEvent'>
  readonly clock: Clock
  readonly retries: Retries
  /** Messages that are being sent at one time. */
  readonly concurrency: number
  /** Milliseconds that a message belongs to the machine that has taken it over, unless it is renewed. */
  readonly lease: number
  /** Takes the reports for senders. */
  readonly report: (report: OwnMessage) => Promise<void>
  /** Where mail goes that nobody says a way for; null: there is no such way, and nothing can be sent. */
  readonly route: OutgoingRoute | null
  /** Told in a sentence of what goes wrong with the queue itself. */
  readonly onTrouble?: (sentence: string) => void
}

/** Milliseconds of one attempt. */
const ATTEMPT = 14 * 60_000
/** The longest that the queue sleeps: other machines put mail into it too. */
const LONGEST_SLEEP = 60_000
/** How long it sleeps where all that is due has been taken over. */
const TAKEN_SLEEP = 1_000

/** Sends on what waits in a store, when it is due. Several machines may share one. */
export class OutgoingQueue {
  readonly #options: QueueOptions
  readonly #active = new Map<string, Promise<void>>()
  readonly #stopping = new AbortController()
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null
  #looksAgain = false
  #unhear: (() => void) | null = null

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** Where mail goes that nobody says a way for; null: nothing is sent. */
  get route(): OutgoingRoute | null {
    return this.#options.route
  }

  get #outgoing() {
    return this.#options.store.outgoing
  }

  start(): void {
    this.#unhear ??= this.#options.store.onEvent((event) => {
      if (event.kind === 'outgoing') this.#wake()
    })
    this.#wake()
  }

  /** Begin nothing new, break off what goes on, and leave it to be taken up again. */
  async stop(): Promise<void> {
    this.#unhear?.()
    this.#unhear = null
    if (this.#timer) clearTimeout(this.#timer)
    this.#stopping.abort()
    // What is being taken over just now is let go of too: else it would be nobody's for as long as it was taken.
    await this.#looking
    await Promise.all(this.#active.values())
  }

  /**
   * Take over mail that is to be sent. It is safe when this resolves.
   * @throws StoreError where it cannot be kept
   */
  async enqueue(
    mail: Omit<DepartingMail, 'reason'> & Pick<OutgoingMessage, 'reason'>,
    route: OutgoingRoute | null = this.#options.route,
  ): Promise<OutgoingMessage> {
    if (!route) throw new TypeError('there is no way out: name a smart host, or turn on MX')
    const now = this.#options.clock.date()
    const { content, recipients, ...others } = mail
    const message: OutgoingMessage = {
      ...others,
      id: newId(),
      recipients: distinct(recipients).map((recipient) => ({ ...recipient, state: 'waiting', answer: null })),
      route,
      created: now,
      next: now,
      attempts: [],
      isDelayReported: false,
    }
    await this.#outgoing.add(message, content)
    this.#wake()
    return message
  }

  get(id: string): Promise<OutgoingMessage | undefined> {
    return this.#outgoing.get(id)
  }

  /** The newest first. */
  list(limit = 100): Promise<readonly OutgoingMessage[]> {
    return this.#outgoing.list(limit)
  }

  /** Try it now: what waits, and what was refused or given up as well. @returns how it stands; undefined: no such message */
  async retry(id: string): Promise<OutgoingMessage | undefined> {
    const message = await this.#outgoing.get(id)
    const now = this.#options.clock.date()
    // What is due is being tried, or will be in a moment: whoever has taken it over keeps it.
    if (!message || this.#active.has(id) || (message.next !== null && message.next <= now)) return message
    if (message.recipients.every(({ state }) => state === 'delivered')) return message
    const recipients = message.recipients.map((recipient) =>
      recipient.state === 'delivered' ? recipient : { ...recipient, state: 'waiting' as const },
    )
    const again = { ...message, recipients, next: now }
    await this.#outgoing.update(again)
    this.#wake()
    return again
  }

  /** Forget it. What is on its way already arrives. @returns whether it was there */
  delete(id: string): Promise<boolean> {
    return this.#outgoing.delete(id)
  }

  #wake(): void {
    if (this.#stopping.signal.aborted || !this.#unhear) return
    this.#looksAgain = true
    this.#looking ??= this.#look()
  }

  async #look(): Promise<void> {
    let sleep = LONGEST_SLEEP
    try {
      while (this.#looksAgain && !this.#stopping.signal.aborted) {
        this.#looksAgain = false
        await this.#takeOver()
        sleep = await this.#untilNext()
      }
    } catch (error) {
      this.#options.onTrouble?.(`the outgoing queue cannot be read: ${(error as Error).message}`)
      sleep = 5_000
    }
    this.#looking = null
    if (this.#stopping.signal.aborted) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#wake(), sleep).unref()
  }

  async #takeOver(): Promise<void> {
    const room = this.#options.concurrency - this.#active.size
    if (room <= 0) return
    const now = this.#options.clock.date()
    const { lease: length, clock, onTrouble = () => {} } = this.#options
    const until = new Date(now.getTime() + length)
    const due = await this.#outgoing.claim(now, until, room)
    for (const message of due) {
      const lease = new Lease(message.id, until, { store: this.#outgoing, clock, length, onTrouble })
      const done = this.#deliver(message, lease).finally(() => {
        this.#active.delete(message.id)
        this.#wake()
      })
      this.#active.set(message.id, done)
    }
  }

  async #untilNext(): Promise<number> {
    const next = await this.#outgoing.nextDue()
    if (!next) return LONGEST_SLEEP
    const left = next.getTime() - this.#options.clock.date().getTime()
    return left > 0 ? Math.min(LONGEST_SLEEP, left) : TAKEN_SLEEP
  }

  /** One attempt, and what follows from it. Never throws. */
  async #deliver(message: OutgoingMessage, lease: Lease): Promise<void> {
    const { clock, retries, hostname } = this.#options
    try {
      const content = await this.#outgoing.content(message.id)
      if (!content) return await this.#write(withoutContent(message), lease)
      const octets = await content.bytes()
      const signal = AbortSignal.any([this.#stopping.signal, lease.lost, AbortSignal.timeout(ATTEMPT)])
      const result = await attempt(message, octets, this.#options, { date: clock.date(), signal })
      const isBroken = this.#stopping.signal.aborted || lease.lost.aborted
      const after = concluded(message, result, { retries, now: clock.date(), isBroken })
      const report = sentReport(after, octets, { hostname, date: clock.date() })
      await this.#write(report ? await this.#told(after.message, message, report) : after.message, lease)
    } catch (error) {
      this.#options.onTrouble?.(`message ${message.id} of the outgoing queue: ${(error as Error).message}`)
      await this.#write({ ...message, next: new Date(clock.date().getTime() + 60_000) }, lease)
    }
  }

  /** Tell the sender. Where that cannot be done now, nobody is given up who was not told of: it is tried again. */
  async #told(after: OutgoingMessage, before: OutgoingMessage, content: Uint8Array): Promise<OutgoingMessage> {
    try {
      await this.#options.report({ to: after.reversePath, content, id: `${after.id}-${after.attempts.length}` })
      return after
    } catch (error) {
      this.#options.onTrouble?.(`no report on ${after.id} could be sent: ${(error as Error).message}`)
      const now = this.#options.clock.date().getTime()
      // Nor for ever.
      if (now > after.created.getTime() + 2 * this.#options.retries.expiry) return after
      const recipients = after.recipients.map((recipient) =>
        recipient.state === 'delivered' ? recipient : { ...recipient, state: 'waiting' as const },
      )
      return { ...after, recipients, next: new Date(now + 60_000), isDelayReported: before.isDelayReported }
    }
  }

  /** A store that is away for a moment must not make us send a message twice. */
  async #write(message: OutgoingMessage, lease: Lease): Promise<void> {
    const ends = await lease.end()
    for (const pause of [0, 100, 1_000, 5_000, 30_000]) {
      try {
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause).unref())
        return await this.#outgoing.update(message, ends)
      } catch (error) {
        this.#options.onTrouble?.(`how ${message.id} stands cannot be written down: ${(error as Error).message}`)
      }
    }
  }
}

function newId(): string {
  return `q${Date.now().toString(36)}${randomBytes(4).toString('hex')}`
}

function distinct(recipients: DepartingMail['recipients']): DepartingMail['recipients'] {
  const byAddress = new Map(recipients.map((recipient) => [recipient.address, recipient]))
  return [...byAddress.values()]
}
