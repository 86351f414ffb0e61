import { roomFor, writeEntry } from './group.ts'

/** Octets of a tray. */
const TRAY = 1024 * 1024
/** Octets before the trays. */
const HEAD = 16

/** Words of the head; the first two say how far each tray is filled. */
const OPEN = 2
const IDLE = 3

/** In place of how far a tray is filled: nothing is laid into it now. */
const SHUT = -1

/**
 * Two trays in memory that two threads see, one of them open. The thread that serves lays messages into it, as entries
 * of a group. The one that commits takes all that has gathered there as soon as it is done with what it took before,
 * without a word between them, and opens the other.
 */
function traysOf(memory: SharedArrayBuffer): { readonly words: Int32Array; readonly trays: readonly Buffer[] } {
  const tray = (n: number) => Buffer.from(memory as unknown as ArrayBuffer, HEAD + n * TRAY, TRAY)
  return { words: new Int32Array(memory, 0, HEAD / 4), trays: [tray(0), tray(1)] }
}

export interface Entry {
  /** The facts. */
  readonly json: string
  readonly content: Iterable<Uint8Array>
  /** Of the content, in octets. */
  readonly size: number
}

/** The side of the thread that serves. */
export class FillingSide {
  readonly memory = new SharedArrayBuffer(HEAD + 2 * TRAY)
  readonly #words: Int32Array
  readonly #trays: readonly Buffer[]

  constructor() {
    const { words, trays } = traysOf(this.memory)
    this.#words = words
    this.#trays = trays
    words.set([0, SHUT, 0, 1])
  }

  /** Whether the entry would find room in an empty tray. */
  fits({ json, size }: Entry): boolean {
    return roomFor(json, size) <= TRAY
  }

  /** Whether it has found room in the tray that is open. */
  put(entry: Entry): boolean {
    const words = this.#words
    for (;;) {
      const open = Atomics.load(words, OPEN)
      const used = Atomics.load(words, open)
      if (used === SHUT) continue // it was just taken
      if (used + roomFor(entry.json, entry.size) > TRAY) return false
      const end = writeEntry(this.#trays[open]!, used, entry)
      // Where it was taken meanwhile, this has been seen by nobody.
      if (Atomics.compareExchange(words, open, used, end) === used) return true
    }
  }

  get isIdle(): boolean {
    return Atomics.load(this.#words, IDLE) === 1
  }
}

/** The side of the thread that commits. */
export class TakingSide {
  readonly #words: Int32Array
  readonly #trays: readonly Buffer[]

  constructor(memory: SharedArrayBuffer) {
    const { words, trays } = traysOf(memory)
    this.#words = words
    this.#trays = trays
  }

  /** @returns a copy of what has gathered, which is no other thread's; null where nothing has */
  take(): Buffer | null {
    const words = this.#words
    const open = Atomics.load(words, OPEN)
    if (Atomics.load(words, open) === 0) return null
    const next = open === 0 ? 1 : 0
    Atomics.store(words, next, 0)
    Atomics.store(words, OPEN, next)
    const used = Atomics.exchange(words, open, SHUT)
    const copy = Buffer.allocUnsafeSlow(used)
    copy.set(this.#trays[open]!.subarray(0, used))
    return copy
  }

  /** Whether the other thread has to say when there is something to take. */
  set isIdle(isIdle: boolean) {
    Atomics.store(this.#words, IDLE, isIdle ? 1 : 0)
  }
}
