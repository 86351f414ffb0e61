import { findHeaders, readHeaders, type Header } from '../../message/headers.ts'
import { concat, LF } from '../../protocol/bytes.ts'

/** Octets of header that are waited for. */
const CEILING = 1_048_576

/** Holds the header of a message back until all of it is there. */
export class HeaderGate {
  #pieces: Uint8Array[] = []
  #size = 0
  /** The last octets before what comes: an empty header ends with the first line end. */
  #tail: Uint8Array = new Uint8Array([LF])

  /** The header was too long, and nothing more is kept of it. */
  get isOverfull(): boolean {
    return this.#size > CEILING
  }

  /** @returns the octets up to and with the header's end, and more, once it is there */
  push(octets: Uint8Array): Uint8Array | null {
    const isThere = endsHeader(this.#tail, octets)
    this.#size += octets.length
    if (this.isOverfull) this.#pieces = []
    else this.#pieces.push(octets)
    this.#tail = concat([this.#tail, octets.subarray(-2)]).subarray(-2)
    return isThere && !this.isOverfull ? this.take() : null
  }

  /** What there is: the message has no body. */
  take(): Uint8Array {
    const all = concat(this.#pieces)
    this.#pieces = []
    return all
  }
}

/** An empty line, LF LF or LF CR LF, in the octets or where they join what was before. */
function endsHeader(tail: Uint8Array, octets: Uint8Array): boolean {
  const joint = concat([tail, octets.subarray(0, 2)])
  return [joint, octets].some((each) => {
    const buffer = Buffer.from(each.buffer, each.byteOffset, each.length)
    return buffer.includes('\n\r\n') || buffer.includes('\n\n')
  })
}

/** A message, or the beginning of one, without some of its fields. */
export function withoutFields(octets: Uint8Array, isUnwanted: (field: Header) => boolean): Uint8Array {
  const { list } = readHeaders(octets, { strayLines: 'continuation' })
  const pieces: Uint8Array[] = []
  let from = 0
  for (const field of list.filter(isUnwanted)) {
    pieces.push(octets.subarray(from, field.offset))
    from = field.offset + field.raw.length
  }
  return pieces.length === 0 ? octets : concat([...pieces, octets.subarray(from)])
}

/** Signatures of one message that are looked at: each costs a look-up, and arithmetic. RFC 6376 §6.1 */
const MOST_SIGNATURES = 10

/** What is given to the verifier: whose body may have been added to, and who comes too late, is left out. */
export function readableSignatures(octets: Uint8Array): {
  readonly octets: Uint8Array
  readonly left: readonly Header[]
} {
  const signatures = findHeaders(readHeaders(octets, { strayLines: 'continuation' }), 'dkim-signature')
  const good = signatures.filter(({ value }) => !isPartial(value)).slice(0, MOST_SIGNATURES)
  const offsets = new Set(good.map(({ offset }) => offset))
  const left = signatures.filter(({ offset }) => !offsets.has(offset))
  const isLeft = ({ name, offset }: Header) => name.toLowerCase() === 'dkim-signature' && !offsets.has(offset)
  return { octets: left.length === 0 ? octets : withoutFields(octets, isLeft), left }
}

/** It covers a part of the body only (l=): anybody may have put the rest there. RFC 6376 §3.5 */
export function isPartial(signature: string): boolean {
  return /(?:^|;)\s*l\s*=/i.test(signature)
}
