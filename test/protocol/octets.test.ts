import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, decode, encode, equalBytes, fromLatin1, isAscii, isUtf8, latin1 } from '../../src/protocol/bytes.ts'
import { escapeBytes, escapeText, unescapeBytes } from '../../src/protocol/escapes.ts'
import { InputBuffer } from '../../src/protocol/input-buffer.ts'
import { isXtext, parseXtext, writeXtext } from '../../src/protocol/xtext.ts'

const anyOctets = fc.uint8Array({ maxLength: 200 })
const anyText = fc.string({ unit: 'grapheme' })

describe('bytes', () => {
  it('Latin-1 keeps every octet', () => {
    fc.assert(
      fc.property(anyOctets, (octets) => {
        expect(fromLatin1(latin1(octets))).toEqual(octets)
      }),
    )
    expect(latin1(new Uint8Array(100_000))).toHaveLength(100_000)
  })
  it('UTF-8 keeps every text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decode(encode(text))).toBe(text)
      }),
    )
    expect(decode(encode('\ufeffx'))).toBe('\ufeffx')
  })
  it('knows what is what', () => {
    expect(isAscii(encode('\0\x7f'))).toBe(true)
    expect(isAscii(encode('é'))).toBe(false)
    expect(isUtf8(encode('é😀'))).toBe(true)
    expect(isUtf8(fromLatin1('\xe9'))).toBe(false)
    expect(isUtf8(fromLatin1('\xed\xa0\x80'))).toBe(false) // a surrogate
    expect(decode(fromLatin1('a\xe9'))).toBe('a\ufffd')
  })
  it('joins and compares', () => {
    expect(concat([encode('a'), encode(''), encode('bc')])).toEqual(encode('abc'))
    expect(concat([])).toEqual(new Uint8Array(0))
    expect(equalBytes(encode('ab'), encode('ab'))).toBe(true)
    expect(equalBytes(encode('ab'), encode('ac'))).toBe(false)
    expect(equalBytes(encode('ab'), encode('abc'))).toBe(false)
  })
})

describe('escapes', () => {
  it.each([
    ['a\r\n.\r\n', 'a\\r\\n.\\r\\n'],
    ['\t\0\\', '\\t\\0\\\\'],
    ['\x1b[31m\x7f', '\\x1b[31m\\x7f'],
    ['\x85\u2028', '\\u{85}\\u{2028}'],
    ['né "x"', 'né "x"'],
  ])('%j', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
    expect(escapeBytes(encode(text))).toBe(escaped)
    expect(unescapeBytes(escaped)).toEqual(encode(text))
  })
  it('octets that are no UTF-8 are written one by one', () => {
    expect(escapeBytes(fromLatin1('\xe9\r\xff'))).toBe('\\xe9\\r\\xff')
  })
  it('more is read than is written', () => {
    expect(unescapeBytes('\\e\\f\\"\\\'\\ \\u{e9}\\xC3\\xa9')).toEqual(encode('\x1b\f"\' éé'))
  })
  it.each(['\\', 'a\\q', '\\x4', '\\xzz', '\\u', '\\u{}', '\\u{110000}', '\\u{1234567}'])(
    '"%s" is an error',
    (text) => {
      expect(() => unescapeBytes(text)).toThrow(/is not an escape/)
      expect(() => unescapeBytes(text)).toThrow(RangeError)
    },
  )
  it('are one printable line, and undone, for any octets', () => {
    fc.assert(
      fc.property(anyOctets, (octets) => {
        const escaped = escapeBytes(octets)
        expect(escaped).not.toMatch(/[\0-\x1f\x7f-\x9f\u2028\u2029]/)
        expect(unescapeBytes(escaped)).toEqual(octets)
      }),
    )
  })
})

// RFC 3461 §4
describe('xtext', () => {
  it.each([
    ['a@b', 'a@b'],
    ['a+b=c', 'a+2Bb+3Dc'],
    ['a b', 'a+20b'],
    ['é', '+C3+A9'],
    ['', ''],
  ])('%j', (text, written) => {
    expect(writeXtext(text)).toBe(written)
    expect(isXtext(written)).toBe(true)
    expect(parseXtext(written)).toBe(text)
  })
  it.each(['+', '+2', '+2b', '+GG', 'a b', 'a=b', 'é', '\x7f'])('"%s" is none', (text) =>
    expect(isXtext(text)).toBe(false),
  )
  it('is read with small letters and stray pluses too', () => expect(parseXtext('a+2bb+c+')).toBe('a+b+c+'))
  it('keeps any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(isXtext(writeXtext(text))).toBe(true)
        expect(parseXtext(writeXtext(text))).toBe(text)
      }),
    )
  })
})

describe('InputBuffer', () => {
  /** All lines of `wire`, fed in pieces. */
  function lines(wire: string, cuts: readonly number[], limit = 1000, crNul = false) {
    const buffer = new InputBuffer()
    const found: string[] = []
    const edges = [0, ...[...cuts].sort((a, b) => a - b), wire.length]
    for (let i = 1; i < edges.length; i++) {
      buffer.push(fromLatin1(wire.slice(edges[i - 1], edges[i])))
      for (let line = buffer.nextLine(limit, crNul); line; line = buffer.nextLine(limit, crNul))
        found.push(latin1(line))
    }
    return { found, rest: latin1(buffer.rest), pending: buffer.pending }
  }

  it('ends lines with LF, and with CR NUL where that is asked for', () => {
    expect(lines('a\r\nb\n\nc\0d\r\0e', [])).toEqual({ found: ['a\r\n', 'b\n', '\n'], rest: 'c\0d\r\0e', pending: 6 })
    expect(lines('a\r\nc\0d\r\0e', [], 1000, true)).toEqual({ found: ['a\r\n', 'c\0d\r\0'], rest: 'e', pending: 1 })
  })
  it('cuts a line that does not end', () => {
    expect(lines('aaaaaaa\nb\n', [], 3)).toMatchObject({ found: ['aaa', 'aaa', 'a\n', 'b\n'] })
    expect(lines('aa\nb\n', [], 3)).toMatchObject({ found: ['aa\n', 'b\n'] })
  })
  it('a line end at the very beginning of a chunk', () => {
    expect(lines('ab\ncd\r\n', [2, 6])).toMatchObject({ found: ['ab\n', 'cd\r\n'] })
    expect(lines('a\r\0b\n', [2], 1000, true)).toMatchObject({ found: ['a\r\0', 'b\n'] })
  })
  it('gives the same lines whatever the pieces', () => {
    const soup = fc.array(fc.constantFrom('a', 'bc', '\r', '\n', '\0', '\r\n', '\r\0'), { maxLength: 30 })
    fc.assert(
      fc.property(
        soup,
        fc.array(fc.nat(50), { maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (parts, cuts, limit, crNul) => {
          const wire = parts.join('')
          const places = cuts.map((cut) => Math.min(cut, wire.length))
          expect(lines(wire, places, limit, crNul)).toEqual(lines(wire, [], limit, crNul))
        },
      ),
      { numRuns: 1000 },
    )
  })
  it('takes, clears and replaces', () => {
    const buffer = new InputBuffer()
    buffer.push(encode('abcdef'))
    expect(latin1(buffer.take(2))).toBe('ab')
    buffer.push(encode('gh'))
    expect(latin1(buffer.take(3))).toBe('cde')
    expect(buffer.pending).toBe(3)
    expect([latin1(buffer.head), latin1(buffer.rest)]).toEqual(['f', 'fgh'])
    expect(latin1(buffer.take(3))).toBe('f')
    expect(latin1(buffer.head)).toBe('gh')
    buffer.replace(encode('x\ny'))
    expect(latin1(buffer.nextLine(100)!)).toBe('x\n')
    expect(latin1(buffer.take(100))).toBe('y')
    buffer.push(encode('z'))
    expect(latin1(buffer.clear())).toBe('z')
    expect(buffer.pending).toBe(0)
  })
})
