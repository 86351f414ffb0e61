import { concat, CRLF } from '../protocol/bytes.ts'

/** Octets of a line, line end included. */
const LINE = 72
const LINES_AT_ONCE = 900

/** So many octets of mail data, lines of text, in pieces: for what a recording left out. */
export function* filler(octets: number): Generator<Uint8Array> {
  let left = octets
  while (left > 0) {
    const lines: Uint8Array[] = []
    while (left > 0 && lines.length < LINES_AT_ONCE) {
      // A line needs two octets for its end, so none of one octet may be left over.
      const length = left === LINE + 1 ? LINE - 1 : Math.min(left, LINE)
      lines.push(fillLine(length))
      left -= length
    }
    yield concat(lines)
  }
}

function fillLine(length: number): Uint8Array {
  const line = new Uint8Array(length).fill(0x78)
  if (length > 1) line.set(CRLF, length - 2)
  return line
}
