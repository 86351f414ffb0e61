import { concat } from '../protocol/bytes.ts'
import type { Content } from './content.ts'

/** Octets of a message that its overview is made of. */
export const BEGINNING = 8 * 1024 * 1024

/** As much of a message as is read for its overview. */
export async function beginning(content: Content): Promise<Uint8Array> {
  if (content.size <= BEGINNING) return content.bytes()
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of content.stream()) {
    pieces.push(piece)
    if ((length += piece.length) >= BEGINNING) break
  }
  return concat(pieces).subarray(0, BEGINNING)
}
