const LINE = new Uint8Array(72).fill(0x78)
LINE.set([13, 10], 70)

/** So many octets of mail data, in pieces: lines of text, the last one ended. For what a recording left out. */
export function* filler(octets: number): Generator<Uint8Array> {
  const piece = new Uint8Array(Math.min(octets, LINE.length * 900))
  for (let at = 0; at < piece.length; at += LINE.length) piece.set(LINE.subarray(0, piece.length - at), at)
  let left = octets
  while (left > piece.length) {
    yield piece
    left -= piece.length
  }
  const last = piece.slice(0, left)
  if (left > 1) last.set([13, 10], left - 2)
  yield last
}
