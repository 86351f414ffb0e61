import { EMPTY } from '../protocol/bytes.ts'

/** Octets, appended. Copies what it is given, so that no small record holds on to a large receive buffer. */
export class ByteLog {
  #bytes: Uint8Array = EMPTY
  #length = 0

  get length(): number {
    return this.#length
  }

  append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(512, this.#bytes.length * (this.#bytes.length < 8192 ? 4 : 2), needed))
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#bytes.set(bytes, this.#length)
    this.#length = needed
  }

  slice(from: number, to: number): Uint8Array {
    return this.#bytes.subarray(from, to)
  }

  /** Where `sought` stands last between `from` and `to`; -1 where it does not. */
  lastIndexOf(sought: Uint8Array, from: number, to: number): number {
    for (let at = to - sought.length; at >= from; at--) {
      let n = 0
      while (n < sought.length && this.#bytes[at + n] === sought[n]) n++
      if (n === sought.length) return at
    }
    return -1
  }
}
