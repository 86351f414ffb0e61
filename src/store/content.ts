import { open, unlink, type FileHandle } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { concat } from '../protocol/bytes.ts'

/** The octets of a message, exactly as they came. */
export interface Content {
  readonly size: number
  /** All of them at once. */
  bytes(): Promise<Uint8Array>
  /** Piece by piece, for messages that had better not be in memory at once. */
  stream(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** Let go of them. */
  discard(): Promise<void>
}

/** Octets above which a message goes to a file instead of memory. */
const IN_MEMORY = 8 * 1024 * 1024
/** Octets of all messages under way that are in memory; beyond that any message that is no short one goes to a file. */
const ALL_IN_MEMORY = 256 * 1024 * 1024
const SHORT = 64 * 1024
/** Pieces below this are copied together, so that a short message does not hold on to large receive buffers. */
const SMALL = 8 * 1024
const SLAB = 256 * 1024

/** Octets of a message in which its header is read. */
const HEADER = 64 * 1024

let slab = new Uint8Array(0)
let slabUsed = 0

/** Of all writers together. */
let heldInMemory = 0

/** A copy of `bytes`, many of which share one buffer. */
function compact(bytes: Uint8Array): Uint8Array {
  if (slabUsed + bytes.length > slab.length) {
    slab = new Uint8Array(SLAB)
    slabUsed = 0
  }
  const copy = slab.subarray(slabUsed, slabUsed + bytes.length)
  copy.set(bytes)
  slabUsed += bytes.length
  return copy
}

/** Takes in a message of any size in bounded memory: what is large is spooled to a temporary file. */
export class ContentWriter {
  #pieces: Uint8Array[] = []
  #size = 0
  #file: Promise<FileHandle> | null = null
  /** Of what is in the file. */
  #beginning: Uint8Array | null = null

  write(octets: Uint8Array): void | Promise<void> {
    this.#size += octets.length
    if (this.#file) return this.#append(octets)
    this.#pieces.push(octets.length < SMALL ? compact(octets) : octets)
    heldInMemory += octets.length
    if (this.#size > IN_MEMORY || (heldInMemory > ALL_IN_MEMORY && this.#size > SHORT)) return this.#spill()
  }

  /** Its header, and perhaps more. To be asked for before it is finished. */
  beginning(): Uint8Array {
    return this.#beginning ?? beginningOf(this.#pieces)
  }

  async finish(): Promise<Content> {
    return this.#file ? fileContent(await this.#file, this.#size) : this.#takeFromMemory()
  }

  /** As {@link finish}, at once: null where the message went to a file. */
  finishNow(): Content | null {
    return this.#file ? null : this.#takeFromMemory()
  }

  abort(): void {
    if (!this.#file) this.#takeFromMemory()
    this.#file?.then((file) => file.close()).catch(() => {}) // there was none
  }

  async #append(octets: Uint8Array): Promise<void> {
    const file = await this.#file!
    await file.writeFile(octets) // from where the last one ended
  }

  async #spill(): Promise<void> {
    this.#beginning = beginningOf(this.#pieces).slice()
    const content = this.#takeFromMemory()
    this.#file = openNameless()
    const file = await this.#file
    for (const piece of content.stream() as Iterable<Uint8Array>) await file.writeFile(piece)
  }

  #takeFromMemory(): Content {
    const pieces = this.#pieces
    this.#pieces = []
    heldInMemory -= pieces.reduce((sum, { length }) => sum + length, 0)
    return memoryContent(pieces, this.#size)
  }
}

function beginningOf(pieces: readonly Uint8Array[]): Uint8Array {
  const [first = new Uint8Array(0)] = pieces
  if (pieces.length < 2 || first.length >= HEADER) return first.subarray(0, HEADER)
  let length = 0
  const end = pieces.findIndex((piece) => (length += piece.length) >= HEADER)
  return concat(end < 0 ? pieces : pieces.slice(0, end + 1)).subarray(0, HEADER)
}

/** A temporary file that has no name any more: it goes when the process does, whatever ends it. */
async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `parley-${randomBytes(9).toString('base64url')}.eml`)
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  return file
}

export function memoryContent(pieces: readonly Uint8Array[], size: number): Content {
  return {
    size,
    bytes: () => Promise.resolve(concat(pieces)),
    stream: () => pieces,
    discard: () => Promise.resolve(),
  }
}

function fileContent(file: FileHandle, size: number): Content {
  const stream = async function* () {
    const buffer = new Uint8Array(256 * 1024)
    for (let at = 0; at < size;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.slice(0, bytesRead)
    }
  }
  return {
    size,
    stream,
    async bytes() {
      const pieces: Uint8Array[] = []
      for await (const piece of stream()) pieces.push(piece)
      return concat(pieces)
    },
    discard: () => file.close(),
  }
}
