import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat } from '../../src/protocol/bytes.ts'
import { TypedDecoder, typedBytes } from '../../src/talk/octets.ts'

function decode(pieces: readonly Uint8Array[]): string {
  const decoder = new TypedDecoder()
  return pieces.map((piece) => decoder.decode(piece)).join('') + decoder.end()
}

describe('what is typed', () => {
  it('comes back octet for octet, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 8 }), (pieces) => {
        expect(typedBytes(decode(pieces))).toEqual(new Uint8Array(concat(pieces)))
      }),
    )
  })

  it('is text where it is UTF-8, however it is cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, cut) => {
        const bytes = new TextEncoder().encode(text)
        expect(decode([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(text)
      }),
    )
  })

  it.each([
    ['Latin-1', [0x68, 0xe9, 0x21], 'h\udce9!'],
    ['an overlong form', [0xc0, 0x80], '\udcc0\udc80'],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
    ['cut off', [0xe2, 0x82], '\udce2\udc82'],
    ['a character that has a surrogate of the same kind', [0xf0, 0x9f, 0x92, 0x80], '\u{1f480}'],
  ])('keeps %s', (_, octets, text) => {
    expect(decode([Uint8Array.from(octets)])).toBe(text)
    expect([...typedBytes(text)]).toEqual(octets)
  })
})
