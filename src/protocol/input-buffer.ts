import { concat, CR, EMPTY, LF, NUL } from './bytes.ts'

/**
 * What has been received and not been read yet: the current chunk and a cursor. Joins only what remains of a
 * partial line, and remembers how far it has looked for the line's end, so that a line that drips in octet by
 * octet is searched once.
 */
export class InputBuffer {
  #chunk: Uint8Array = EMPTY
  #start = 0
  #searched = 0

  get pending(): number {
    return this.#chunk.length - this.#start
  }

  /** Everything pending, as a view. */
  get rest(): Uint8Array {
    return this.#chunk.subarray(this.#start)
  }

  push(bytes: Uint8Array): void {
    if (this.#start === this.#chunk.length) {
      this.#chunk = bytes
      this.#searched = 0
    } else {
      this.#searched -= this.#start
      this.#chunk = concat([this.rest, bytes])
    }
    this.#start = 0
  }

  /**
   * The next line with its line end, which is LF (and the CR before it), or CR NUL where `crNul` says so.
   * A line that has reached `limit` octets without an end is handed out as it is. Null: no line yet.
   */
  nextLine(limit: number, crNul = false): Uint8Array | null {
    const chunk = this.#chunk
    const end = Math.min(chunk.length, this.#start + limit)
    let at = this.#searched
    for (; at < end; at++) {
      const octet = chunk[at]!
      if (octet > LF) continue
      if (octet === LF || (crNul && octet === NUL && at > this.#start && chunk[at - 1] === CR))
        return this.take(at + 1 - this.#start)
    }
    if (at - this.#start >= limit) return this.take(limit)
    this.#searched = at
    return null
  }

  /** Take `count` octets off the front, as a view. */
  take(count: number): Uint8Array {
    const from = this.#start
    this.#start = this.#searched = Math.min(from + count, this.#chunk.length)
    return this.#chunk.subarray(from, this.#start)
  }

  clear(): Uint8Array {
    return this.take(this.pending)
  }

  /** Put `bytes` where the pending octets were. */
  replace(bytes: Uint8Array): void {
    this.#chunk = bytes
    this.#start = this.#searched = 0
  }
}
