import { createHmac } from 'node:crypto'
import { readBodies } from '../message/bodies.ts'
import { beginning } from '../store/beginning.ts'
import type { Store, StoredMessage } from '../store/store.ts'
import { rowOf } from './v2/row.ts'

export interface WebhookOptions {
  /** http: or https:, without a name and a password. */
  readonly url: string
  /** What requests are signed with; null: they are not. */
  readonly secret: string | null
  /** Milliseconds after each try that failed; there is one try more than there are of these. */
  readonly pauses?: readonly number[]
  /** Messages that wait, those that are told again among them. */
  readonly capacity?: number
  /** Milliseconds for one request. */
  readonly timeout?: number
  /** Told in a sentence of what was given up. */
  readonly onTrouble: (sentence: string) => void
}

/** What a webhook does that is told nothing. */
export const webhookDefaults = {
  pauses: [1000, 5000, 30_000, 120_000, 600_000],
  capacity: 1000,
  timeout: 10_000,
  /** Requests at one time. */
  atOnce: 4,
  /** Characters of a message's text that are told. */
  text: 256 * 1024,
} as const

interface Delivery {
  readonly message: StoredMessage
  /** Made for the first try: every try says the same. */
  body: string | null
  tries: number
  due: number
  isActive: boolean
}

/** Tells a program of every message that is kept, by POST. It never holds up the mail: it hears of it afterwards. */
export class Webhook {
  readonly #options: Required<WebhookOptions>
  readonly #waiting: Delivery[] = []
  readonly #stopping = new AbortController()
  readonly #unhear: () => void
  #active = 0
  #timer: NodeJS.Timeout | null = null
  #isBehind = false
  /** Requests that came to nothing, and messages that were given up. */
  #failures = 0
  #dropped = 0

  constructor(store: Pick<Store, 'onEvent'>, options: WebhookOptions) {
    const { pauses, capacity, timeout } = webhookDefaults
    this.#options = { pauses, capacity, timeout, ...options }
    this.#unhear = store.onEvent((event) => {
      if (event.kind === 'added') this.#enqueue(event.message)
    })
  }

  get counts() {
    return { failures: this.#failures, dropped: this.#dropped, waiting: this.#waiting.length }
  }

  /** Break off what is under way. What still waits is lost, and it is said. */
  close(): void {
    this.#unhear()
    this.#stopping.abort()
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#waiting.length > 0)
      this.#options.onTrouble(`the webhook was not told of ${this.#waiting.length} messages`)
    this.#waiting.length = 0
  }

  #enqueue(message: StoredMessage): void {
    if (this.#waiting.length >= this.#options.capacity) this.#dropOldest()
    this.#waiting.push({ message, body: null, tries: 0, due: 0, isActive: false })
    this.#soon(0)
  }

  #dropOldest(): void {
    const at = Math.max(
      0,
      this.#waiting.findIndex(({ isActive }) => !isActive),
    )
    const [oldest] = this.#waiting.splice(at, 1)
    this.#dropped++
    if (this.#isBehind) return
    this.#isBehind = true
    const { capacity, onTrouble } = this.#options
    onTrouble(
      `the webhook is behind: ${capacity} messages wait, and the oldest are dropped, first ${oldest!.message.id}`,
    )
  }

  #soon(ms: number): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#pump(), ms).unref()
  }

  #pump(): void {
    const now = performance.now()
    let next = Infinity
    for (const delivery of this.#waiting) {
      if (this.#active >= webhookDefaults.atOnce) return
      if (delivery.isActive) continue
      if (delivery.due <= now) void this.#deliver(delivery)
      else next = Math.min(next, delivery.due)
    }
    if (next < Infinity) this.#soon(next - now)
  }

  async #deliver(delivery: Delivery): Promise<void> {
    this.#active++
    delivery.isActive = true
    delivery.tries++
    const trouble = await this.#try(delivery).then(
      (status) => (status >= 200 && status < 300 ? null : `HTTP ${status}`),
      (error: unknown) => reasonOf(error as Error),
    )
    this.#active--
    delivery.isActive = false
    if (this.#stopping.signal.aborted) return
    this.#conclude(delivery, trouble)
    this.#pump()
  }

  #conclude(delivery: Delivery, trouble: string | null): void {
    const { pauses, onTrouble, capacity } = this.#options
    if (trouble !== null) {
      this.#failures++
      const pause = pauses[delivery.tries - 1]
      delivery.due = performance.now() + (pause ?? 0)
      if (pause !== undefined) return
      this.#dropped++
      const { id } = delivery.message
      onTrouble(`the webhook was not told of message ${id}: ${delivery.tries} tries failed, the last with ${trouble}`)
    }
    const at = this.#waiting.indexOf(delivery)
    if (at >= 0) this.#waiting.splice(at, 1)
    if (this.#waiting.length < capacity / 2) this.#isBehind = false
  }

  /** @returns the status of the answer */
  async #try(delivery: Delivery): Promise<number> {
    const { url, secret, timeout } = this.#options
    const body = (delivery.body ??= await describe(delivery.message))
    const response = await fetch(url, {
      method: 'POST',
      body,
      // Who answers for that address says where the mail goes: nobody else.
      redirect: 'manual',
      signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(timeout)]),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Parley',
        'parley-delivery': delivery.message.id,
        'parley-attempt': String(delivery.tries),
        ...(secret !== null && { 'parley-signature': sign(body, secret, Math.floor(Date.now() / 1000)) }),
      },
    })
    await response.body?.cancel()
    return response.status
  }
}

/** "t=1700000000,v1=…": when it was said, in seconds, and the HMAC-SHA256 of that and the body. */
export function sign(body: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}

async function describe(message: StoredMessage): Promise<string> {
  const [row, overview, octets] = await Promise.all([rowOf(message), message.overview(), beginning(message.content)])
  const { codes, links, verificationLink } = overview
  const text = readBodies(octets).text?.slice(0, webhookDefaults.text) ?? null
  return JSON.stringify({ event: 'message', message: { ...row, text, codes, links, verificationLink } })
}

function reasonOf({ name, message, cause }: Error): string {
  if (name === 'TimeoutError') return 'no answer in time'
  return cause instanceof Error && cause.message !== '' ? cause.message : message
}
