import type { Facts } from './facts.ts'

/** Octets before the facts of a message: the length of its facts and of its content, 4 octets each, big-endian. */
const HEAD = 8

/** Octets that a message takes in a group. */
export function roomFor(json: string, size: number): number {
  return HEAD + Buffer.byteLength(json) + size
}

/**
 * A group is what was committed together, one message behind the other: its head, its facts as JSON, its content.
 * @returns where the next one begins
 */
export function writeEntry(
  group: Buffer,
  at: number,
  { json, content, size }: { readonly json: string; readonly content: Iterable<Uint8Array>; readonly size: number },
): number {
  const length = group.write(json, at + HEAD, 'utf8')
  group.writeUInt32BE(length, at)
  group.writeUInt32BE(size, at + 4)
  let end = at + HEAD + length
  for (const piece of content) {
    group.set(piece, end)
    end += piece.length
  }
  return end
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
    const factsAt = at + HEAD
    const pos = factsAt + buffer.readUInt32BE(at)
    const end = pos + buffer.readUInt32BE(at + 4)
    const json = buffer.toString('utf8', factsAt, pos)
    yield { facts: JSON.parse(json) as Facts, json, pos, content: buffer.subarray(pos, end) }
    at = end
  }
}

export function countEntries(bytes: Uint8Array): number {
  const group = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let count = 0
  for (let at = 0; at < group.length; count++) at += HEAD + group.readUInt32BE(at) + group.readUInt32BE(at + 4)
  return count
}
