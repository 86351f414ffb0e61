import { memoryContent, type Content } from './content.ts'
import type { OutgoingMessage, OutgoingStore } from './outgoing.ts'

interface Waiting {
  message: OutgoingMessage
  readonly content: Uint8Array
  /** Somebody has taken it over until then. */
  claimedUntil: number
}

/** Mail that waits to be sent on, until the process ends. */
export class MemoryOutgoing implements OutgoingStore {
  readonly #waiting = new Map<string, Waiting>()
  readonly #changed: (id: string) => void

  constructor(changed: (id: string) => void) {
    this.#changed = changed
  }

  add(message: OutgoingMessage, content: Uint8Array): Promise<void> {
    this.#waiting.set(message.id, { message, content, claimedUntil: 0 })
    this.#changed(message.id)
    return Promise.resolve()
  }

  claim(now: Date, until: Date, limit: number): Promise<readonly OutgoingMessage[]> {
    const isDue = ({ message: { next }, claimedUntil }: Waiting) =>
      next !== null && next <= now && claimedUntil <= now.getTime()
    const due = [...this.#waiting.values()].filter(isDue).slice(0, limit)
    for (const each of due) each.claimedUntil = until.getTime()
    return Promise.resolve(due.map(({ message }) => message))
  }

  renew(id: string, ends: readonly Date[], until: Date): Promise<boolean> {
    const waiting = this.#waiting.get(id)
    const stands = waiting !== undefined && isClaimed(waiting, ends)
    if (stands) waiting.claimedUntil = until.getTime()
    return Promise.resolve(stands)
  }

  update(message: OutgoingMessage, ends?: readonly Date[]): Promise<void> {
    const waiting = this.#waiting.get(message.id)
    if (waiting && (!ends || isClaimed(waiting, ends))) {
      waiting.message = message
      waiting.claimedUntil = 0
      this.#changed(message.id)
    }
    return Promise.resolve()
  }

  content(id: string): Promise<Content | undefined> {
    const waiting = this.#waiting.get(id)
    return Promise.resolve(waiting && memoryContent([waiting.content], waiting.content.length))
  }

  get(id: string): Promise<OutgoingMessage | undefined> {
    return Promise.resolve(this.#waiting.get(id)?.message)
  }

  list(limit: number): Promise<readonly OutgoingMessage[]> {
    const messages = [...this.#waiting.values()].map(({ message }) => message)
    return Promise.resolve(messages.reverse().slice(0, limit))
  }

  delete(id: string): Promise<boolean> {
    const wasThere = this.#waiting.delete(id)
    if (wasThere) this.#changed(id)
    return Promise.resolve(wasThere)
  }

  waiting(): Promise<number> {
    let count = 0
    for (const { message } of this.#waiting.values()) if (message.next !== null) count++
    return Promise.resolve(count)
  }

  nextDue(): Promise<Date | null> {
    const times = [...this.#waiting.values()].flatMap(({ message: { next } }) => next ?? [])
    return Promise.resolve(times.reduce<Date | null>((first, each) => (first && first < each ? first : each), null))
  }
}

function isClaimed({ claimedUntil }: Waiting, ends: readonly Date[]): boolean {
  return ends.some((end) => end.getTime() === claimedUntil)
}
