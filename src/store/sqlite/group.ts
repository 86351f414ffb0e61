import type { Facts } from './facts.ts'

/**
 * Messages that are committed together, in one buffer: for each the length of its facts and of its content, 4 octets
 * each, big-endian, then both.
 */
export class GroupWriter {
  #buffer: Buffer
  #used = 0
  #count = 0

  constructor(room: number) {
    this.#buffer = Buffer.from(new ArrayBuffer(room))
  }

  get count(): number {
    return this.#count
  }

  get used(): number {
    return this.#used
  }

  add(facts: Facts, content: Iterable<Uint8Array>, size: number): void {
    const json = JSON.stringify(facts)
    this.#makeRoom(8 + json.length * 3 + size)
    const factsAt = this.#used + 8
    const length = this.#buffer.write(json, factsAt, 'utf8')
    this.#buffer.writeUInt32BE(length, this.#used)
    this.#buffer.writeUInt32BE(size, this.#used + 4)
    this.#used = factsAt + length
    for (const piece of content) {
      this.#buffer.set(piece, this.#used)
      this.#used += piece.length
    }
    this.#count++
  }

  /** The buffer goes away with it: this writer is of no more use. */
  finish(): { readonly buffer: ArrayBuffer; readonly length: number; readonly count: number } {
    return { buffer: this.#buffer.buffer as ArrayBuffer, length: this.#used, count: this.#count }
  }

  #makeRoom(more: number): void {
    if (this.#used + more <= this.#buffer.length) return
    const grown = Buffer.from(new ArrayBuffer(Math.max(this.#buffer.length * 2, this.#used + more)))
    grown.set(this.#buffer.subarray(0, this.#used))
    this.#buffer = grown
  }
}

export interface GroupEntry {
  readonly facts: Facts
  /** The facts as they stand. */
  readonly json: string
  /** Where the content begins in the group. */
  readonly pos: number
  readonly content: Uint8Array
}

export function* readGroup(bytes: Uint8Array): Generator<GroupEntry> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < buffer.length;) {
    const factsAt = at + 8
    const pos = factsAt + buffer.readUInt32BE(at)
    const end = pos + buffer.readUInt32BE(at + 4)
    const json = buffer.toString('utf8', factsAt, pos)
    yield { facts: JSON.parse(json) as Facts, json, pos, content: buffer.subarray(pos, end) }
    at = end
  }
}
