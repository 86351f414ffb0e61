import { memoryContent, type Content } from '../content.ts'
import type { OutgoingMessage, OutgoingStore } from '../outgoing.ts'
import type { Thread } from './thread.ts'

/** Mail that waits to be sent on, in the database. */
export class SqliteOutgoing implements OutgoingStore {
  readonly #thread: Thread
  readonly #changed: (id: string) => void

  constructor(thread: Thread, changed: (id: string) => void) {
    this.#thread = thread
    this.#changed = changed
  }

  async add(message: OutgoingMessage, content: Uint8Array): Promise<void> {
    await this.#thread.call('outgoingAdd', message, content)
    this.#changed(message.id)
  }

  async claim(now: Date, until: Date, limit: number): Promise<readonly OutgoingMessage[]> {
    return (await this.#thread.call('outgoingClaim', now.getTime(), until.getTime(), limit)).map(readOutgoing)
  }

  renew(id: string, ends: readonly Date[], until: Date): Promise<boolean> {
    return this.#thread.call('outgoingRenew', id, ends.map(Number), until.getTime())
  }

  async update(message: OutgoingMessage, ends?: readonly Date[]): Promise<void> {
    if (await this.#thread.call('outgoingUpdate', message, ends?.map(Number) ?? null)) this.#changed(message.id)
  }

  async content(id: string): Promise<Content | undefined> {
    const bytes = await this.#thread.call('outgoingContent', id)
    return bytes && memoryContent([bytes], bytes.length)
  }

  async get(id: string): Promise<OutgoingMessage | undefined> {
    const json = await this.#thread.call('outgoingGet', id)
    return json === undefined ? undefined : readOutgoing(json)
  }

  async list(limit: number): Promise<readonly OutgoingMessage[]> {
    return (await this.#thread.call('outgoingList', limit)).map(readOutgoing)
  }

  async delete(id: string): Promise<boolean> {
    const wasThere = await this.#thread.call('outgoingDelete', id)
    if (wasThere) this.#changed(id)
    return wasThere
  }

  waiting(): Promise<number> {
    return this.#thread.call('outgoingWaiting')
  }

  async nextDue(): Promise<Date | null> {
    const due = await this.#thread.call('outgoingNextDue')
    return due === null ? null : new Date(due)
  }
}

function readOutgoing(json: string): OutgoingMessage {
  const message = JSON.parse(json) as Omit<OutgoingMessage, 'created' | 'next'> & {
    created: string
    next: string | null
  }
  return { ...message, created: new Date(message.created), next: message.next === null ? null : new Date(message.next) }
}
