import { concat, EMPTY, encode } from '../protocol/bytes.ts'

/**
 * What comes from a keyboard as text, octet for octet: UTF-8 where it is that; any other octet becomes a lone surrogate,
 * U+DC80 to U+DCFF, which no UTF-8 makes. {@link typedBytes} undoes it exactly.
 */
export class TypedDecoder {
  #begun = EMPTY

  /** What can be told so far; the beginning of a character is kept until the rest has come. */
  decode(bytes: Uint8Array): string {
    const all = concat([this.#begun, bytes])
    let text = ''
    let at = 0
    while (at < all.length) {
      const length = sequenceLength(all, at)
      if (length === null) break
      text += length === 0 ? surrogate(all[at]!) : decoder.decode(all.subarray(at, at + length))
      at += length || 1
    }
    this.#begun = all.slice(at)
    return text
  }

  /** The beginning of a character that will not be completed. */
  end(): string {
    const rest = this.#begun
    this.#begun = EMPTY
    return Array.from(rest, surrogate).join('')
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function surrogate(octet: number): string {
  return String.fromCharCode(0xdc00 + octet)
}

/** Octets of the character at `at`; 0 where it is none, null where it has not come whole. RFC 3629 §4 */
function sequenceLength(bytes: Uint8Array, at: number): number | null {
  const lead = bytes[at]!
  if (lead < 0x80) return 1
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  for (let i = 1; i < length; i++) {
    const octet = bytes[at + i]
    if (octet === undefined) return null
    if (octet < lowest(lead, i) || octet > highest(lead, i)) return 0
  }
  return length
}

function lowest(lead: number, nth: number): number {
  return nth > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
}

function highest(lead: number, nth: number): number {
  return nth > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
}

/** The octets that were typed. */
export function typedBytes(text: string): Uint8Array {
  // Every other part is a lone surrogate; those of a pair are one character to this pattern.
  const parts = text.split(/([\udc80-\udcff])/u)
  return concat(parts.map((part, i) => (i % 2 === 0 ? encode(part) : Uint8Array.of(part.charCodeAt(0) - 0xdc00))))
}
