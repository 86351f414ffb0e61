import { concat, CR, EMPTY, LF, NUL } from './bytes.ts'

/**
 * What has been received and not been read yet: chunks as they came, and a cursor into the first. Joins only what a
 * line is spread over, and remembers how far it has looked for the line's end, so that a line that drips in octet by
 * octet is searched once.
 */
export class InputBuffer {
  #chunk: Uint8Array = EMPTY
  #start = 0
  #searched = 0
  #later: Uint8Array[] = []
  #laterLength = 0

  get pending(): number {
    return this.#chunk.length - this.#start + this.#laterLength
  }

  /** As much of what is pending as lies in one piece, as a view. Empty only where nothing is pending. */
  get head(): Uint8Array {
    return this.#chunk.subarray(this.#start)
  }

  /** Everything pending. */
  get rest(): Uint8Array {
    return this.#later.length === 0 ? this.head : concat([this.head, ...this.#later])
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    if (this.#start === this.#chunk.length) return this.replace(bytes)
    this.#later.push(bytes)
    this.#laterLength += bytes.length
  }

  /**
   * The next line with its line end, which is LF (and the CR before it), or CR NUL where `crNul` says so.
   * A line that has reached `limit` octets without an end is handed out as it is. Null: no line yet.
   */
  nextLine(limit: number, crNul = false): Uint8Array | null {
    for (;;) {
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
      if (this.#later.length === 0) return null
      this.#join()
    }
  }

  /** Take up to `count` octets off the front, as a view: fewer where they do not lie in one piece. */
  take(count: number): Uint8Array {
    const from = this.#start
    const to = Math.min(from + count, this.#chunk.length)
    const taken = this.#chunk.subarray(from, to)
    this.#start = this.#searched = to
    if (to === this.#chunk.length && this.#later.length > 0) {
      this.#chunk = this.#next()
      this.#start = this.#searched = 0
    }
    return taken
  }

  /** Take everything. */
  clear(): Uint8Array {
    const { rest } = this
    this.replace(EMPTY)
    return rest
  }

  /** Put `bytes` where the pending octets were. */
  replace(bytes: Uint8Array): void {
    this.#chunk = bytes
    this.#start = this.#searched = this.#laterLength = 0
    if (this.#later.length > 0) this.#later = []
  }

  /** Make one piece of the first two. */
  #join(): void {
    this.#searched -= this.#start
    this.#chunk = concat([this.head, this.#next()])
    this.#start = 0
  }

  #next(): Uint8Array {
    const next = this.#later.shift()!
    this.#laterLength -= next.length
    return next
  }
}
