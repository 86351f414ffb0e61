import type { StoreEvent } from './store.ts'

/** Who wants to hear of what happens in a store. */
export class Feed {
  readonly #listeners = new Set<(event: StoreEvent) => void>()

  get isHeard(): boolean {
    return this.#listeners.size > 0
  }

  tell(event: StoreEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  onEvent(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
