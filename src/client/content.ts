/** A message, whole or in pieces of any size. */
export type MessageContent = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** In pieces that leave room for other work, and for the server to say no. */
export async function* piecesOf(content: MessageContent): AsyncGenerator<Uint8Array, void> {
  if (content instanceof Uint8Array) {
    for (let from = 0; from < content.length || from === 0; from += 65_536) yield content.subarray(from, from + 65_536)
  } else yield* content
}

/** In pieces of `size` octets, the last one what is left: at least one, which may be empty. @throws RangeError where `size` is no whole number above 0 */
export async function* chunksOf(content: MessageContent, size: number): AsyncGenerator<Uint8Array, void> {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`a chunk has 1 octet or more, not ${size}`)
  let chunk = new Uint8Array(size)
  let filled = 0
  let isEmpty = true
  for await (let piece of piecesOf(content)) {
    while (piece.length > 0) {
      const taken = Math.min(piece.length, size - filled)
      chunk.set(piece.subarray(0, taken), filled)
      filled += taken
      piece = piece.subarray(taken)
      if (filled === size) {
        yield chunk
        isEmpty = false
        chunk = new Uint8Array(size)
        filled = 0
      }
    }
  }
  if (filled > 0 || isEmpty) yield chunk.subarray(0, filled)
}
