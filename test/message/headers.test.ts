import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { findHeaders, headerValue, readHeaders } from '../../src/message/headers.ts'

function read(text: string) {
  const message = fromLatin1(text)
  const { list, bodyOffset, deviations } = readHeaders(message)
  return {
    fields: list.map(({ name, value }) => [name, value]),
    body: text.slice(bodyOffset),
    found: Object.fromEntries(deviations.map(({ code, offset, count }) => [code, [offset, count]])),
  }
}

const cases: readonly [name: string, message: string, fields: [string, string][], body: string, found: object][] = [
  [
    'a plain header',
    'A: 1\r\nB:2\r\n\r\nbody\r\n',
    [
      ['A', '1'],
      ['B', '2'],
    ],
    'body\r\n',
    {},
  ],
  ['no body', 'A: 1\r\n\r\n', [['A', '1']], '', {}],
  ['no header', '\r\nbody', [], 'body', {}],
  ['nothing at all', '', [], '', {}],
  ['folding', 'A: one\r\n two\r\n\t three\r\n\r\n', [['A', 'one two\t three']], '', {}],
  ['a folded line that begins with the value', 'A:\r\n one\r\n\r\n', [['A', 'one']], '', {}],
  [
    'a line of white space continues, it does not end',
    'A: 1\r\n \r\nB: 2\r\n\r\n',
    [
      ['A', '1'],
      ['B', '2'],
    ],
    '',
    {},
  ],
  ['an empty value', 'A:\r\n\r\n', [['A', '']], '', {}],
  ['colons in the value', 'A: b: c\r\n\r\n', [['A', 'b: c']], '', {}],
  ['space before the colon', 'A : 1\r\n\r\n', [['A', '1']], '', {}],
  [
    'bare LF',
    'A: 1\n B\nC: 2\n\nx',
    [
      ['A', '1 B'],
      ['C', '2'],
    ],
    'x',
    { 'bare-lf': [4, 4] },
  ],
  ['bare CR', 'A: 1\rB: 2\r\n\r\n', [['A', '1 B: 2']], '', { 'bare-cr': [4, 1] }],
  ['NUL', 'A: 1\0\r\n\r\n', [['A', '1\0']], '', { nul: [4, 1] }],
  [
    'no header, as typed by hand',
    'testing\r\ntesting\r\n',
    [],
    'testing\r\ntesting\r\n',
    { 'header-no-colon': [0, 1] },
  ],
  [
    'body without a blank line',
    'A: 1\r\nHello there\r\n',
    [['A', '1']],
    'Hello there\r\n',
    { 'header-no-colon': [6, 1] },
  ],
  [
    'a sentence with a colon is no field',
    'A: 1\r\nNote well: x\r\n',
    [['A', '1']],
    'Note well: x\r\n',
    { 'header-no-colon': [6, 1] },
  ],
  ['header only', 'A: 1\r\n', [['A', '1']], '', { 'header-unfinished': [6, 1] }],
  ['header only, cut off', 'A: 1', [['A', '1']], '', { 'header-unfinished': [4, 1] }],
  [
    'white space first',
    ' A: 1\r\nB: 2\r\n\r\n',
    [
      ['A', '1'],
      ['B', '2'],
    ],
    '',
    { 'header-leading-space': [0, 1] },
  ],
  ['mbox', 'From a@b Sun Nov 22 08:05:09 2026\r\nA: 1\r\n\r\n', [['A', '1']], '', { 'header-mbox-line': [0, 1] }],
  ['UTF-8', 'A: \xc3\xa9\r\n\r\n', [['A', 'é']], '', { 'header-utf8': [0, 1] }],
  ['Latin-1', 'A: \xe9\r\n\r\n', [['A', 'é']], '', { 'header-8bit': [0, 1] }],
  ['998 characters', `A: ${'x'.repeat(995)}\r\n\r\n`, [['A', 'x'.repeat(995)]], '', {}],
  ['999 characters', `A: ${'x'.repeat(996)}\r\n\r\n`, [['A', 'x'.repeat(996)]], '', { 'line-too-long': [0, 1] }],
]

describe('readHeaders', () => {
  it.each(cases)('%s', (_name, message, fields, body, found) => {
    expect(read(message)).toEqual({ fields, body, found })
  })

  it('says where each field stands', () => {
    const { list } = readHeaders(encode('A: 1\r\n 2\r\nB: 3\r\n\r\nx'))
    expect(list.map(({ offset, raw }) => [offset, latin1(raw)])).toEqual([
      [0, 'A: 1\r\n 2\r\n'],
      [10, 'B: 3\r\n'],
    ])
  })

  it('can begin anywhere, and keep lines that are no field', () => {
    const message = encode('A: 1\r\n\r\nB: 2\r\nand more: so\r\nC: 3\r\n')
    const { list, bodyOffset } = readHeaders(message, { offset: 8, strayLines: 'continuation' })
    expect(list.map(({ name, value }) => [name, value])).toEqual([
      ['B', '2 and more: so'],
      ['C', '3'],
    ])
    expect(bodyOffset).toBe(message.length)
  })

  it('does not look at the body', () => {
    expect(read('A: 1\r\n\r\n\0\xe9\n').found).toEqual({})
  })

  it('gives up on a header without an end', () => {
    const { bodyOffset, deviations } = readHeaders(encode('A: 1\r\n'.repeat(400_000)))
    expect(bodyOffset).toBeLessThan(1_100_000)
    expect(deviations.map(({ code }) => code)).toEqual(['header-too-long'])
  })

  it('never throws, loses nothing, and keeps every octet in its place', () => {
    const soup = fc.array(
      fc.constantFrom('\r', '\n', '\r\n', ':', ' ', '\t', 'A', 'From ', 'é', '\0', '\xff').map(encode),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(fc.oneof(soup.map(concat), fc.uint8Array({ maxLength: 80 })), (message) => {
        const { list, bodyOffset } = readHeaders(message)
        for (const { raw, offset } of list) expect(message.subarray(offset, offset + raw.length)).toEqual(raw)
        expect(bodyOffset).toBeLessThanOrEqual(message.length)
        let end = 0
        for (const { raw, offset } of list) {
          expect(offset).toBeGreaterThanOrEqual(end)
          end = offset + raw.length
        }
        expect(end).toBeLessThanOrEqual(bodyOffset)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('finding fields', () => {
  const headers = readHeaders(encode('Received: 1\r\nSubject: hi\r\nreceived: 2\r\n\r\n'))

  it('finds by name in any case, in order', () => {
    expect(findHeaders(headers, 'RECEIVED').map(({ value }) => value)).toEqual(['1', '2'])
    expect(headerValue(headers, 'subject')).toBe('hi')
    expect(headerValue(headers, 'Date')).toBeNull()
  })
})
