import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { DataReader, DotStuffer } from '../../src/protocol/transparency.ts'

/** Feed `wire` in pieces cut at `cuts`, collect the message and what was left over. */
function readPieces(wire: string, cuts: readonly number[]) {
  const reader = new DataReader()
  const edges = [0, ...[...cuts].sort((a, b) => a - b), wire.length]
  let message = ''
  let rest = ''
  for (let i = 1; i < edges.length; i++) {
    const piece = fromLatin1(wire.slice(edges[i - 1], edges[i]))
    if (reader.isDone) {
      rest += latin1(piece)
      continue
    }
    const { used, data } = reader.read(piece)
    message += latin1(data)
    if (reader.isDone) rest += latin1(piece.subarray(used))
    else expect(used).toBe(piece.length)
  }
  expect(reader.size).toBe(message.length)
  const found = Object.fromEntries(reader.deviations.map(({ code, offset, count }) => [code, [offset, count]]))
  return { message, rest, done: reader.isDone, found }
}

const cases: readonly [name: string, wire: string, message: string, rest: string, found: object][] = [
  ['keeps the final CRLF', 'hi\r\n.\r\n', 'hi\r\n', '', {}],
  ['a dot as the first line ends an empty message', '.\r\n', '', '', {}],
  ['a first line of two dots is one dot', '..\r\n.\r\n', '.\r\n', '', {}],
  ['a stuffed dot loses one dot', 'a\r\n..b\r\n.\r\n', 'a\r\n.b\r\n', '', {}],
  ['a dot that was not stuffed is lost', 'a\r\n.b\r\n.\r\n', 'a\r\nb\r\n', '', {}],
  ['what follows is left for the commands', 'x\r\n.\r\nQUIT\r\n', 'x\r\n', 'QUIT\r\n', {}],
  ['LF.LF ends nothing', 'a\n.\nb\r\n.\r\n', 'a\n.\nb\r\n', '', { 'bare-lf': [1, 2] }],
  ['LF.CRLF ends nothing', 'a\n.\r\nb\r\n.\r\n', 'a\n.\r\nb\r\n', '', { 'bare-lf': [1, 1] }],
  ['CR.CR ends nothing', 'a\r.\rb\r\n.\r\n', 'a\r.\rb\r\n', '', { 'bare-cr': [1, 2] }],
  ['CRLF.LF ends nothing', 'a\r\n.\nb\r\n.\r\n', 'a\r\n\nb\r\n', '', { 'bare-lf': [3, 1] }],
  ['CRLF.CR ends nothing', 'a\r\n.\rb\r\n.\r\n', 'a\r\n\rb\r\n', '', { 'bare-cr': [3, 1] }],
  ['CRLF.CRCRLF ends nothing', 'a\r\n.\r\r\n.\r\n', 'a\r\n\r\r\n', '', { 'bare-cr': [3, 1] }],
  ['CR CR LF is a bare CR and a line end', 'a\r\r\n.\r\n', 'a\r\r\n', '', { 'bare-cr': [1, 1] }],
  ['CRLF NUL . CRLF ends nothing', 'a\r\n\0.\r\n.\r\n', 'a\r\n\0.\r\n', '', { nul: [3, 1] }],
  ['CRLF . NUL CRLF ends nothing', 'a\r\n.\0\r\n.\r\n', 'a\r\n\0\r\n', '', { nul: [3, 1] }],
  ['bare LF at the very beginning', '\na\r\n.\r\n', '\na\r\n', '', { 'bare-lf': [0, 1] }],
  ['998 octets and CRLF are a legal line', `${'x'.repeat(998)}\r\n.\r\n`, `${'x'.repeat(998)}\r\n`, '', {}],
  ['999 are not', `a\r\n${'x'.repeat(999)}\r\n.\r\n`, `a\r\n${'x'.repeat(999)}\r\n`, '', { 'line-too-long': [3, 1] }],
  ['the stuffed dot does not count', `.${'.'.repeat(998)}\r\n.\r\n`, `${'.'.repeat(998)}\r\n`, '', {}],
]

describe('DataReader', () => {
  it.each(cases)('%s', (_name, wire, message, rest, found) => {
    const whole = { message, rest, done: true, found }
    expect(readPieces(wire, [])).toEqual(whole)
    expect(
      readPieces(
        wire,
        [...wire].map((_, i) => i),
      ),
    ).toEqual(whole)
    for (let i = 1; i < wire.length; i++) expect(readPieces(wire, [i])).toEqual(whole)
  })

  it('gives the same whatever the pieces', () => {
    const soup = fc.array(fc.constantFrom('\r', '\n', '.', '\r\n', '\r\n.', 'a', '\0', '\xff'), { maxLength: 40 })
    fc.assert(
      fc.property(soup, fc.array(fc.nat(80), { maxLength: 6 }), (parts, cuts) => {
        const wire = parts.join('')
        expect(
          readPieces(
            wire,
            cuts.map((cut) => Math.min(cut, wire.length)),
          ),
        ).toEqual(readPieces(wire, []))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a Uint8Array', fromLatin1],
    // Whose slice() is a view, not a copy.
    ['a Buffer', (text: string) => Buffer.from(text)],
  ])('does not write into the chunk it was given, %s', (_, from) => {
    const text = 'a\r\n..b\r\n..c\r\n.\r\n'
    const wire = from(text)
    expect(latin1(new DataReader().read(wire).data)).toBe('a\r\n.b\r\n.c\r\n')
    expect(latin1(wire)).toBe(text)
  })
})

describe('DotStuffer', () => {
  it('is undone by DataReader for any message, in any pieces', () => {
    const soup = fc.array(fc.constantFrom('\r', '\n', '.', '\r\n', '\r\n.', 'a', '\0', '\xff'), { maxLength: 40 })
    fc.assert(
      fc.property(soup, fc.nat(80), (parts, cut) => {
        const message = fromLatin1(parts.join(''))
        const stuffer = new DotStuffer()
        const wire = concat([
          stuffer.write(message.subarray(0, cut)),
          stuffer.write(message.subarray(cut)),
          stuffer.end(),
        ])
        const reader = new DataReader()
        const { used, data } = reader.read(wire)
        expect(reader.isDone).toBe(true)
        expect(used).toBe(wire.length)
        const text = latin1(message)
        expect(latin1(data)).toBe(text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`)
      }),
      { numRuns: 2000 },
    )
  })
})
