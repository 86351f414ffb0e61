import { CR, LF } from '../protocol/bytes.ts'

/** Makes CRLF of every LF that stands alone, in text that comes in pieces. */
export class LineMender {
  #lastWasCr = false

  /** @returns the octets for this piece; the same array where nothing had to be mended */
  write(piece: Uint8Array): Uint8Array {
    const lone: number[] = []
    for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) {
      const isAfterCr = at === 0 ? this.#lastWasCr : piece[at - 1] === CR
      if (!isAfterCr) lone.push(at)
    }
    if (piece.length > 0) this.#lastWasCr = piece[piece.length - 1] === CR
    return lone.length === 0 ? piece : withCrs(piece, lone)
  }
}

/** A copy of `piece` with a CR before the octets at these places. */
function withCrs(piece: Uint8Array, places: readonly number[]): Uint8Array {
  const out = new Uint8Array(piece.length + places.length)
  let from = 0
  for (const [n, place] of places.entries()) {
    out.set(piece.subarray(from, place), from + n)
    out[place + n] = CR
    from = place
  }
  out.set(piece.subarray(from), from + places.length)
  return out
}
