import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { latin1 } from '../../src/protocol/bytes.ts'
import { readScript } from '../../src/transcript/read-script.ts'
import { formatReadError, type Item, type Script } from '../../src/transcript/script.ts'
import { fillTemplate, type Template } from '../../src/transcript/template.ts'

function read(text: string): Script {
  const reading = readScript(text, { file: 'a.smtp' })
  if (!reading.ok) throw new Error(reading.errors.map(formatReadError).join('\n'))
  return reading.value
}

function errorsOf(text: string): string[] {
  const reading = readScript(text, { file: 'a.smtp' })
  return reading.ok ? [] : reading.errors.map(formatReadError)
}

function only<K extends Item['kind']>(text: string, kind: K): Extract<Item, { kind: K }> {
  const [item, ...rest] = read(text).items
  if (item?.kind !== kind || rest.length > 0) throw new Error(`no single ${kind}: ${JSON.stringify(read(text).items)}`)
  return item as Extract<Item, { kind: K }>
}

function octets(template: Template): string {
  return latin1(fillTemplate(template, new Map([['x', 'X']])))
}

const example = `
# Bare LF does not make an end of data.
@id      eod-lf-dot-lf
@title   LF.LF inside mail data is data
@ref     RFC 5321 §4.1.1.4, RFC 5321 §2.3.8
@level   MUST
@risk    intrusive
@needs   rcpt, AUTH PLAIN, !CHUNKING   # a recipient that is accepted; or a capability

S: 220 *
C: EHLO \${helo}
S: 250 *                            # consumes the whole multi-line reply
C| hi\\n.\\r\\nMAIL FROM:<evil@x>\\r\\n   # raw bytes with escapes, nothing added
S: 250 /queued as (?<id>\\S+)/ | 5xx  # a class, an alternative, a pattern
@closed by peer
= body  hi\\n.\\r\\nMAIL FROM:<evil@x>\\r\\n
= deviation bare-lf 1
`

describe('a script', () => {
  it('has a head', () => {
    expect(read(example)).toMatchObject({
      file: 'a.smtp',
      id: 'eod-lf-dot-lf',
      title: 'LF.LF inside mail data is data',
      refs: ['RFC 5321 §4.1.1.4', 'RFC 5321 §2.3.8'],
      level: 'MUST',
      risk: 'intrusive',
      needs: [
        { kind: 'recipient' },
        { kind: 'capability', keyword: 'AUTH', param: 'PLAIN', isNegated: false },
        { kind: 'capability', keyword: 'CHUNKING', param: null, isNegated: true },
      ],
      protocol: 'smtp',
      recording: null,
    })
  })

  it('has items, each with its line and its source', () => {
    expect(read(example).items.map(({ kind, line }) => `${line} ${kind}`)).toEqual([
      '2 comment',
      '10 reply',
      '11 client',
      '12 reply',
      '13 client',
      '14 reply',
      '15 closed',
      '16 outcome',
      '17 outcome',
    ])
    expect(read(example).items[3]).toMatchObject({ file: 'a.smtp', source: 'S: 250 *' })
  })

  it('reads the same from a file made on Windows, indented or not', () => {
    const lines = read(example).items.map(({ kind, source }) => `${kind} ${source}`)
    const other = read(`\ufeff${example.replaceAll('\n', '   \r\n    ')}`)
    expect(other.items.map(({ kind, source }) => `${kind} ${source}`)).toEqual(lines)
    expect(other.title).toBe('LF.LF inside mail data is data')
  })

  it('may be empty', () => {
    expect(read('').items).toEqual([])
  })
})

describe('what the client says', () => {
  it.each([
    ['C: QUIT', 'QUIT\r\n'],
    ['C:QUIT', 'QUIT\r\n'],
    ['C:', '\r\n'],
    ['C:  two', ' two\r\n'],
    ['C: trailing  ', 'trailing\r\n'],
    ['C: no  # comment', 'no  # comment\r\n'],
    ['C: no \\r escape', 'no \\r escape\r\n'],
    ['C: ${x} ${x*3} $${x} $$$${ $x {x}', 'X XXX ${x} $$${ $x {x}\r\n'],
    ['C: é', 'Ã©\r\n'],
    ['C| a\\r\\n', 'a\r\n'],
    ['C| a\\x00\\xff\\\\', 'a\0\xff\\'],
    ['C| a b  # comment', 'a b'],
    ['C| a #b\\x20', 'a #b '],
    ['C|  # comment', ''],
    ['C| ${x}\\n$${', 'X\n${'],
  ])('%j is %j', (line, wire) => {
    expect(octets(only(line, 'client').template)).toBe(wire)
  })

  it('says of a credential that it was left out', () => {
    const { template } = only('C: AUTH PLAIN ‹secret›', 'client')
    expect(template[1]).toEqual({ kind: 'secret' })
    expect(() => octets(template)).toThrow('credential')
  })
})

describe('what the server says', () => {
  const code = (digits: string, isNegated = false) => ({ digits, isNegated })
  const any = { kind: 'any' }

  it.each([
    ['S: 250', [{ codes: [code('250')], texts: [any] }]],
    ['S: 250 *', [{ codes: [code('250')], texts: [any] }]],
    ['S: 250|251 *', [{ codes: [code('250'), code('251')], texts: [any] }]],
    ['S: 2XX', [{ codes: [code('2xx')], texts: [any] }]],
    ['S: !5xx', [{ codes: [code('5xx', true)], texts: [any] }]],
    ['S: *', [{ codes: [], texts: [any] }]],
    [
      'S: 250 | 5xx  # comment',
      [
        { codes: [code('250')], texts: [any] },
        { codes: [code('5xx')], texts: [any] },
      ],
    ],
    [
      'S: 250 * | 45x * | 550',
      [
        { codes: [code('250')], texts: [any] },
        { codes: [code('45x')], texts: [any] },
        { codes: [code('550')], texts: [any] },
      ],
    ],
  ])('%s', (line, alternatives) => {
    expect(only(line, 'reply').alternatives).toEqual(alternatives)
  })

  it('is text where it is neither pattern nor alternative', () => {
    const { alternatives, lines } = only('S: 250 yes | no # 1', 'reply')
    expect(alternatives).toHaveLength(1)
    expect(lines.map(({ text }) => octets(text))).toEqual(['250 yes | no # 1'])
  })

  it('may be a pattern', () => {
    const [first, second] = only(String.raw`S: 250 /a[/|] \/ (?<id>\S+)/i | 5xx /b/`, 'reply').alternatives
    expect(first!.texts[0]).toEqual({ kind: 'pattern', pattern: /a[/|] \/ (?<id>\S+)/im })
    expect(second!.texts[0]).toEqual({ kind: 'pattern', pattern: /b/m })
  })

  it('is one reply however many lines it has, and stamps or comments between them', () => {
    const { items } = read('@at 1.5\nS: 250-a\n@at 2\n# and\nS: 250-/b/\nS: 250 * | 5xx\nS: 220 c')
    expect(items.map(({ kind, line, at }) => [kind, line, at])).toEqual([
      ['comment', 4, 2000],
      ['reply', 2, 1500],
      ['reply', 7, 2000],
    ])
    expect(items[1]).toMatchObject({
      source: 'S: 250-a\nS: 250-/b/\nS: 250 * | 5xx',
      alternatives: [{ texts: [{ kind: 'literal' }, { kind: 'pattern' }, any] }, { texts: [any] }],
      lines: [],
    })
  })

  it('may be octets', () => {
    expect(octets(only('S| 250-a\\n250 b', 'octets').template)).toBe('250-a\n250 b')
  })
})

describe('directives', () => {
  it.each([
    ['@wait 2s', { kind: 'wait', ms: 2000 }],
    ['@wait 0.5 s', { kind: 'wait', ms: 500 }],
    ['@within 20ms  # soon', { kind: 'within', ms: 20 }],
    ['@within 5m', { kind: 'within', ms: 300_000 }],
    ['@tls', { kind: 'tls', details: null }],
    ['@closed by client', { kind: 'closed', by: 'client' }],
    ['@closed by peer', { kind: 'closed', by: 'server' }],
    ['@closed by us', { kind: 'closed', by: 'client' }],
    ['@closed by timeout', { kind: 'closed', by: 'timeout' }],
    ['@role server\n@closed by us', { kind: 'closed', by: 'server' }],
    ['@role server\n@closed by peer', { kind: 'closed', by: 'client' }],
    ['@include ../a b.smtp', { kind: 'include', path: '../a b.smtp' }],
    ['@set from a@b', { kind: 'set', name: 'from' }],
    ['= state ready', { kind: 'outcome', outcome: { kind: 'state', state: 'ready' } }],
    ['= messages 2', { kind: 'outcome', outcome: { kind: 'messages', count: 2 } }],
    ['= deviation bare-lf', { kind: 'outcome', outcome: { kind: 'deviation', code: 'bare-lf', count: null } }],
    ['= deviation bare-lf 2', { kind: 'outcome', outcome: { kind: 'deviation', code: 'bare-lf', count: 2 } }],
    ['= deviation none', { kind: 'outcome', outcome: { kind: 'no deviation' } }],
    ['= code 2xx', { kind: 'outcome', outcome: { kind: 'code', codes: [{ digits: '2xx', isNegated: false }] } }],
  ])('%s', (text, expected) => {
    expect(read(text).items).toMatchObject([expected])
  })

  it('nest', () => {
    const [item] = read('@if STARTTLS\n@if !AUTH\nC: a\n@end\nC: b\n@end').items
    expect(item).toMatchObject({
      kind: 'if',
      line: 1,
      need: { keyword: 'STARTTLS', isNegated: false },
      items: [
        { kind: 'if', need: { keyword: 'AUTH', isNegated: true }, items: [{ kind: 'client' }] },
        { kind: 'client', line: 5 },
      ],
    })
  })

  it('tell a recording', () => {
    expect(read('@role server\n@peer "a b"\n@started 2026-01-31T12:00:00.000Z\n@protocol lmtp')).toMatchObject({
      protocol: 'lmtp',
      recording: { role: 'server', peer: 'a b', started: '2026-01-31T12:00:00.000Z' },
    })
  })
})

describe('mistakes', () => {
  it.each([
    ['HELO x', '"C:" or "S:"'],
    ['@foo', 'a directive: one of @id, @title'],
    ['@toString', 'a directive: one of'],
    ['@id a b', 'one word behind @id'],
    ['@title a\n@title b', '@title once only', 2],
    ['@ref RFC5321 4.1', 'references with commas'],
    ['@ref RFC 5321 §4.1,', 'references with commas'],
    ['@level must', 'one of: MUST, MUST NOT'],
    ['@risk high', 'one of: passive, active'],
    ['@needs size', 'a capability'],
    ['@needs SIZE,', 'a capability'],
    ['@if', 'a capability'],
    ['@wait soon', 'a time, as 500ms'],
    ['@closed by me', 'one of: client, server, timeout'],
    ['@include', 'a file name'],
    ['@set x', 'a name and a value'],
    ['@at now', 'seconds'],
    ['@started today', 'a time in UTC'],
    ['@role both', 'one of: client, server'],
    ['@open "a', '2 words'],
    ['@failed tls', '3 words'],
    ['@elided all', 'octets left out'],
    ['@tls "', 'words, and pairs'],
    ['@end', 'an @if before this @end'],
    ['@end x', 'nothing behind @end'],
    ['C: a\n@if AUTH\nC: b', '@end for this @if', 2],
    ['C: ${', 'a variable as'],
    ['C: ${a b}', 'a variable as'],
    ['C: ${a*0}', 'a variable as'],
    ['C: ${a*9999999}', 'a variable as'],
    ['C| \\q', '"\\q" is not an escape'],
    ['C| \\', 'is not an escape'],
    ['S: hello', 'a reply code'],
    ['S:', 'a reply code'],
    ['S: 25', 'a reply code'],
    ['S: 2500', 'a reply code'],
    ['S: 250|', 'a reply code'],
    ['S: 250|26 x', 'a reply code'],
    ['S: 050', 'a reply code'],
    ['S: 250 /a', 'a pattern as'],
    ['S: 250 /a/ b', 'a pattern as'],
    ['S: 250 /(/', 'a pattern that can be read'],
    ['S: 2xx-a', 'one code before the "-"'],
    ['S: 250|251-a', 'one code before the "-"'],
    ['S: 250-a | 550-b', 'one code before the "-"'],
    ['S: 250-a', '"S: 250 …", the last line of this reply'],
    ['S: 250-a\nC: b', '"S: 250 …", the last line of this reply', 1],
    ['S: 250-a\nS: 251 b', '250, the code that this reply began with', 2],
    ['= foo', 'an outcome'],
    ['= body \\q', 'is not an escape'],
    ['= messages many', 'a number of messages'],
    ['= code 2', 'reply codes'],
    ['= deviation bare', 'a deviation and how often'],
    ['= state happy', 'one of: connected'],
  ])('%j: expected %s', (text, expected, line = text.split('\n').length) => {
    const errors = errorsOf(text)
    expect(errors.join('\n')).toContain(`a.smtp:${line}: expected `)
    expect(errors.join('\n')).toContain(expected)
  })

  it('are told all at once, up to a number', () => {
    expect(errorsOf('x\nC: ok\ny')).toEqual([
      expect.stringMatching(/^a\.smtp:1: /),
      expect.stringMatching(/^a\.smtp:3: /),
    ])
    expect(errorsOf('x\n'.repeat(1000))).toHaveLength(20)
  })

  it('never throw', () => {
    const text = fc.string({ unit: fc.constantFrom(...'CS:|@=#$*{}250-x!/\\ \n[(?<"') })
    const lines = fc.array(fc.tuple(fc.constantFrom('S: ', 'C: ', 'C| ', 'S| ', '@', '= ', '@tls ', '@open '), text))
    fc.assert(
      fc.property(lines, (list) => {
        const file = list.map((line) => line.join('')).join('\n')
        for (const { line, expected } of ((reading) => (reading.ok ? [] : reading.errors))(readScript(file))) {
          expect(line).toBeGreaterThan(0)
          expect(expected).not.toBe('')
        }
      }),
    )
  })
})
