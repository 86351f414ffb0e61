import type { Store, StoredMessage } from './store.ts'

/** How much a {@link MemoryStore} keeps before the oldest messages go. */
export interface MemoryLimits {
  /** Messages kept; the oldest go first. Default 1,000. */
  readonly messages?: number
  /** Octets kept. Default 256 MiB, of which messages over 8 MiB lie in temporary files. */
  readonly octets?: number
}

/** Keeps messages until the process ends, or until newer ones need the room. */
export class MemoryStore implements Store {
  readonly #messages = new Map<string, StoredMessage>()
  readonly #listeners = new Set<(message: StoredMessage) => void>()
  readonly #limits: Required<MemoryLimits>
  #octets = 0

  constructor({ messages = 1000, octets = 256 * 1024 * 1024 }: MemoryLimits = {}) {
    this.#limits = { messages, octets }
  }

  add(message: StoredMessage): void {
    this.#messages.set(message.id, message)
    this.#octets += message.content.size
    this.#makeRoom()
    for (const listener of this.#listeners) listener(message)
  }

  list(): readonly StoredMessage[] {
    return [...this.#messages.values()]
  }

  get(id: string): StoredMessage | undefined {
    return this.#messages.get(id)
  }

  delete(id: string): boolean {
    const message = this.#messages.get(id)
    if (!message) return false
    this.#messages.delete(id)
    this.#octets -= message.content.size
    void message.content.discard()
    return true
  }

  clear(): void {
    for (const id of [...this.#messages.keys()]) this.delete(id)
  }

  onAdd(listener: (message: StoredMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The newest message always stays, however large. */
  #makeRoom(): void {
    while (
      this.#messages.size > 1 &&
      (this.#messages.size > this.#limits.messages || this.#octets > this.#limits.octets)
    ) {
      const [oldest] = this.#messages.keys()
      this.delete(oldest!)
    }
  }
}
