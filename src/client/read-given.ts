import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { concat } from '../protocol/bytes.ts'
import { HEAD_SIZE, type GivenMessage } from './given-message.ts'

/**
 * A message in a file. What is no regular file is read as a pipe is.
 * @throws the system's error, as ENOENT
 */
export async function givenFile(path: string): Promise<GivenMessage> {
  const file = await open(path)
  const stat = await file.stat()
  if (!stat.isFile()) return givenStream(file.createReadStream())
  try {
    const head = new Uint8Array(Math.min(stat.size, HEAD_SIZE))
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    const isWhole = stat.size <= HEAD_SIZE
    return {
      head: head.subarray(0, bytesRead),
      rest: isWhole ? null : () => createReadStream(path, { start: bytesRead }),
      isLasting: true,
    }
  } finally {
    await file.close()
  }
}

/** A message that comes by once. */
export async function givenStream(stream: AsyncIterable<Uint8Array>): Promise<GivenMessage> {
  const pieces = stream[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  let size = 0
  while (size <= HEAD_SIZE) {
    const piece = await pieces.next()
    if (piece.done) return { head: concat(first), rest: null, isLasting: true }
    first.push(piece.value)
    size += piece.value.length
  }
  const rest = { [Symbol.asyncIterator]: () => pieces }
  return { head: concat(first), rest: () => rest, isLasting: false }
}
