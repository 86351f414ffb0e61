import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { parseCapabilities, Capabilities } from '../../src/protocol/capabilities.ts'
import { ceilings } from '../../src/protocol/limits.ts'
import {
  classOf,
  createReply,
  formatEnhancedCode,
  isPositive,
  parseEnhancedCode,
  replyText,
  writeReply,
  type Reply,
} from '../../src/protocol/reply.ts'
import { parseReply, ReplyReader } from '../../src/protocol/reply-reader.ts'

/** Feed `wire` in pieces cut at `cuts`; each reply with what matters of it, and the one that was cut off at the end. */
function readAll(wire: Uint8Array, cuts: readonly number[] = []) {
  const reader = new ReplyReader()
  const replies: Reply[] = []
  const edges = [0, ...[...cuts].sort((a, b) => a - b), wire.length]
  for (let i = 1; i < edges.length; i++) {
    reader.receive(wire.subarray(edges[i - 1], edges[i]))
    for (let reply = reader.next(); reply; reply = reader.next()) replies.push(reply)
  }
  return { replies: replies.map(gist), rest: gistOf(reader.end()) }
}

const gistOf = (reply: Reply | null) => reply && gist(reply)
const gist = ({ code, enhanced, lines, deviations }: Reply) => ({
  code,
  enhanced,
  lines: lines.map((line) => [line.code, line.sep, line.text, line.eol]),
  raw: latin1(concat([new Uint8Array(0), ...lines.map((line) => line.raw)])),
  found: deviations.map((found) => [found.code, found.offset]),
})

// RFC 5321 §4.2, RFC 5321 §4.2.1
describe('ReplyReader', () => {
  const good: readonly [wire: string, code: number, texts: readonly string[]][] = [
    ['250 OK\r\n', 250, ['OK']],
    ['250 \r\n', 250, ['']],
    ['250\r\n', 250, ['']],
    ['354 Start mail input; end with <CRLF>.<CRLF>\r\n', 354, ['Start mail input; end with <CRLF>.<CRLF>']],
    [
      '250-First line\r\n250-Second line\r\n250-234 Text beginning with numbers\r\n250 The last line\r\n',
      250,
      ['First line', 'Second line', '234 Text beginning with numbers', 'The last line'],
    ],
    ['250-a\r\n250\r\n', 250, ['a', '']],
    ['250-\r\n250 \r\n', 250, ['', '']],
    ['220 a\tb\r\n', 220, ['a\tb']],
    [`250 ${'x'.repeat(506)}\r\n`, 250, ['x'.repeat(506)]],
  ]
  // RFC 4954 §4
  it('takes a challenge of 12,288 octets, and no more', () => {
    const found = [12_282, 12_283].map((length) => readAll(encode(`334 ${'x'.repeat(length)}\r\n`)).replies[0]!.found)
    expect(found).toEqual([[], [['reply-too-long', 12_288]]])
  })

  it.each(good)('%j', (wire, code, texts) => {
    const { replies, rest } = readAll(encode(wire))
    expect(rest).toBeNull()
    expect(replies).toEqual([expect.objectContaining({ code, raw: wire, found: [] })])
    expect(replies[0]!.lines.map(([, , text]) => text)).toEqual(texts)
  })

  const wrong: readonly [wire: string, code: number, found: readonly [string, number][]][] = [
    ['250 OK\n', 250, [['reply-bare-lf', 6]]],
    ['250-a\n250 b\r\n', 250, [['reply-bare-lf', 5]]],
    ['OK\r\n', 0, [['reply-no-code', 0]]],
    ['\r\n', 0, [['reply-no-code', 0]]],
    ['25 OK\r\n', 0, [['reply-no-code', 0]]],
    ['2500 OK\r\n', 0, [['reply-no-code', 0]]],
    ['HTTP/1.1 400 Bad Request\r\n', 0, [['reply-no-code', 0]]],
    ['150 what\r\n', 150, [['reply-code-range', 0]]],
    ['650 what\r\n', 650, [['reply-code-range', 0]]],
    ['260 what\r\n', 260, [['reply-code-range', 0]]],
    ['250OK\r\n', 250, [['reply-separator', 3]]],
    ['250\tOK\r\n', 250, [['reply-separator', 3]]],
    ['250=OK\r\n', 250, [['reply-separator', 3]]],
    ['250-a\r\n550 b\r\n', 550, [['reply-mixed-codes', 0]]],
    ['250-a\r\n251-b\r\n250 c\r\n', 250, [['reply-mixed-codes', 0]]],
    ['250-a\r\nwhat\r\n250 b\r\n', 250, [['reply-no-code', 0]]],
    [`250 ${'x'.repeat(507)}\r\n`, 250, [['reply-too-long', 512]]],
    ['250 a\x07b\r\n', 250, [['reply-control', 5]]],
    ['250 a\rb\r\n', 250, [['reply-control', 5]]],
    ['250 a\0b\r\n', 250, [['reply-control', 5]]],
    ['250 \xe9t\xe9\r\n', 250, [['reply-8bit', 4]]],
    ['250 5.1.1 OK\r\n', 250, [['enhanced-class', 4]]],
    ['550 2.1.1 no\r\n', 550, [['enhanced-class', 4]]],
  ]
  it.each(wrong)('%j', (wire, code, found) => {
    const { replies, rest } = readAll(fromLatin1(wire))
    expect(rest).toBeNull()
    expect(replies).toEqual([expect.objectContaining({ code, raw: wire, found })])
  })

  it('UTF-8 is text, other octets are Latin-1', () => {
    expect(parseReply('250 é\r\n')!.lines[0]!.text).toBe('é')
    expect(parseReply(fromLatin1('250 \xe9\r\n'))!.lines[0]!.text).toBe('é')
  })

  it('waits for the last line', () => {
    const reader = new ReplyReader()
    expect(reader.isMidReply).toBe(false)
    reader.receive(encode('250-a\r\n250 b\r'))
    expect(reader.next()).toBeNull()
    expect(reader.isMidReply).toBe(true)
    reader.receive(encode('\n220 next\r\n'))
    expect(reader.next()).toMatchObject({ code: 250 })
    expect(reader.next()).toMatchObject({ code: 220 })
    expect(reader.isMidReply).toBe(false)
  })

  it('hands out what was cut off when the server closes', () => {
    expect(readAll(encode('250-a\r\n'))).toMatchObject({
      replies: [],
      rest: { code: 250, found: [['reply-unfinished', 0]] },
    })
    expect(readAll(encode('250-a\r\n250 b'))).toMatchObject({
      rest: {
        code: 250,
        lines: [
          [250, '-', 'a', 'crlf'],
          [250, ' ', 'b', 'none'],
        ],
      },
    })
    expect(readAll(encode('55'))).toMatchObject({
      rest: {
        code: 0,
        found: [
          ['reply-no-code', 0],
          ['reply-unfinished', 0],
        ],
      },
    })
    expect(readAll(encode('250 OK\r\n'))).toMatchObject({ rest: null })
  })

  it('forgets what it is told to forget', () => {
    const reader = new ReplyReader()
    reader.receive(encode('220 go ahead\r\n250-injected\r\n250'))
    expect(reader.next()).toMatchObject({ code: 220 })
    expect(reader.next()).toBeNull()
    expect(latin1(reader.discard())).toBe('250')
    reader.receive(encode('220 new\r\n'))
    expect(reader.next()).toMatchObject({ code: 220, deviations: [] })
  })
})

describe('a server without measure', () => {
  it('10,000 lines are one reply, of which the beginning and the last line are kept', () => {
    const wire = encode(`${Array.from({ length: 9_999 }, (_, n) => `250-${n}\r\n`).join('')}250 end\r\n220 next\r\n`)
    const { replies, rest } = readAll(wire)
    expect(rest).toBeNull()
    expect(replies.map(({ code }) => code)).toEqual([250, 220])
    expect(replies[0]!.lines).toHaveLength(ceilings.replyLines)
    expect(replies[0]!.lines[1]).toEqual([250, '-', '1', 'crlf'])
    expect(replies[0]!.lines.at(-1)).toEqual([250, ' ', 'end', 'crlf'])
    expect(replies[0]!.found).toEqual([['reply-endless', 0]])
  })

  it('another code among lines that are not kept is noticed', () => {
    const wire = encode(`${'250-x\r\n'.repeat(3_000)}550-y\r\n${'250-x\r\n'.repeat(10)}250 end\r\n`)
    expect(readAll(wire).replies[0]!.found).toContainEqual(['reply-mixed-codes', 0])
  })

  it('a reply that never ends is ended', () => {
    const reader = new ReplyReader()
    const piece = encode('250-x\r\n'.repeat(1000))
    let reply = null
    for (let n = 0; n < 200 && !reply; n++) {
      reader.receive(piece)
      reply = reader.next()
    }
    expect(reply).toMatchObject({ code: 250, deviations: [{ code: 'reply-endless' }] })
  })

  it('a line that never ends is cut off, and its rest is no reply', () => {
    const { replies, rest } = readAll(encode(`250 ${'x'.repeat(30_000)}\r\n220 next\r\n`), [9_000, 9_001, 20_000])
    expect(rest).toBeNull()
    expect(replies.map(({ code, found }) => [code, found])).toEqual([
      [250, [['reply-too-long', 512]]],
      [220, []],
    ])
    expect(replies[0]!.raw).toHaveLength(ceilings.replyLine)
    expect(readAll(encode(`250-${'x'.repeat(30_000)}\r\n250 end\r\n`)).replies).toMatchObject([{ code: 250 }])
    expect(readAll(encode(`250 ${'x'.repeat(30_000)}`))).toMatchObject({ replies: [{ code: 250 }], rest: null })
  })

  it('says the same whatever the pieces', () => {
    const parts = fc.constantFrom(
      '250',
      '550',
      '-',
      ' ',
      '2.1.0 ',
      'x',
      '\r',
      '\n',
      '\r\n',
      '\r\n250 ',
      '\0',
      '\xff',
      '\xc3\xa9',
      'x'.repeat(9_000),
    )
    const wires = fc.array(parts, { maxLength: 20 }).map((chosen) => fromLatin1(chosen.join('')))
    fc.assert(
      fc.property(wires, fc.array(fc.nat(60), { maxLength: 5 }), (wire, cuts) => {
        const places = cuts.map((cut) => Math.min(cut, wire.length))
        expect(readAll(wire, places)).toEqual(readAll(wire))
      }),
      { numRuns: 500 },
    )
  })
})

describe('createReply', () => {
  it('writes one line for each text', () => {
    expect(latin1(writeReply(createReply(250, '2.1.0', 'Sender OK')))).toBe('250 2.1.0 Sender OK\r\n')
    expect(latin1(writeReply(createReply(250, null, 'a', 'b', 'c')))).toBe('250-a\r\n250-b\r\n250 c\r\n')
    expect(latin1(writeReply(createReply(550, '5.7.1', 'a', 'b')))).toBe('550-5.7.1 a\r\n550 5.7.1 b\r\n')
    expect(latin1(writeReply(createReply(250, null)))).toBe('250\r\n')
  })

  it('lets no text forge a line', () => {
    expect(latin1(writeReply(createReply(250, null, 'a\r\n550 b\0\x7f\tc')))).toBe('250 a  550 b  \tc\r\n')
  })

  it.each([99, 1000, 250.5, NaN])('%s is no code', (code) => {
    expect(() => createReply(code, null, 'x')).toThrow(TypeError)
  })

  it('is read back as it was made', () => {
    const texts = fc.array(fc.string(), { maxLength: 5 })
    const enhanced = fc.constantFrom(null, '2.0.0', '2.123.7')
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 259 }), enhanced, texts, (code, status, lines) => {
        fc.pre(status !== null || !lines.some((line) => /^[245]\./.test(line)))
        const reply = createReply(code, status, ...lines)
        expect(parseReply(writeReply(reply))).toEqual({ ...reply, enhanced: lines.length > 0 ? reply.enhanced : null })
      }),
    )
  })
})

// RFC 5321 §4.2.1
it.each([
  [220, 'positive'],
  [354, 'intermediate'],
  [450, 'transient'],
  [554, 'permanent'],
  [0, 'unknown'],
  [150, 'unknown'],
  [650, 'unknown'],
])('%i is %s', (code, expected) => {
  expect(classOf(code)).toBe(expected)
  expect(isPositive({ ...createReply(250, null), code })).toBe(expected === 'positive')
})

// RFC 3463 §2
describe('enhanced codes', () => {
  it.each([
    ['2.0.0', [2, 0, 0]],
    ['5.7.1 Relaying denied', [5, 7, 1]],
    ['4.999.999', [4, 999, 999]],
  ])('%s', (text, code) => expect(parseEnhancedCode(text)).toEqual(code))
  it.each(['3.0.0', '1.2.3', '5.7', '5.7.1.2', '5.7.1x', '5.07.1', '5.7.01', '5.1000.1', ' 5.7.1', '5.7.1-x', ''])(
    '"%s" is none',
    (text) => expect(parseEnhancedCode(text)).toBeNull(),
  )
  it('are written, and left out of the text', () => {
    expect(formatEnhancedCode([5, 7, 1])).toBe('5.7.1')
    expect(replyText(parseReply('550-5.7.1 No\r\n550-5.7.1\r\n550 5.7.1 relaying\r\n')!)).toBe('No\n\nrelaying')
  })
})

// RFC 5321 §4.1.1.1
describe('capabilities', () => {
  const capabilities = parseCapabilities(
    parseReply(
      [
        '250-mail.example.com greets  you',
        '250-8bitmime',
        '250-SIZE 1000',
        '250-AUTH plain Login',
        '250-AUTH=LOGIN CRAM-MD5',
        '250-X-NEW  a  b ',
        '250-',
        '250 HELP',
      ].join('\r\n') + '\r\n',
    )!,
  )

  it('know who speaks', () => {
    expect(capabilities).toMatchObject({ domain: 'mail.example.com', greeting: 'greets  you' })
  })
  it('keep every keyword, known or not', () => {
    expect(capabilities.list.map(({ keyword, params }) => [keyword, ...params])).toEqual([
      ['8BITMIME'],
      ['SIZE', '1000'],
      ['AUTH', 'plain', 'Login'],
      ['AUTH=LOGIN', 'CRAM-MD5'],
      ['X-NEW', 'a', 'b'],
      ['HELP'],
    ])
    expect(capabilities.get('X-NEW')?.text).toBe('X-NEW  a  b')
    expect(capabilities.has('8BITMIME')).toBe(true)
    expect(capabilities.has('CHUNKING')).toBe(false)
  })
  // RFC 4954 §3
  it('name each mechanism once, in order', () =>
    expect(capabilities.mechanisms).toEqual(['PLAIN', 'LOGIN', 'CRAM-MD5']))
  // RFC 1870 §4
  it.each([
    ['SIZE 1000', 1000],
    ['SIZE 0', null],
    ['SIZE', null],
    ['SIZE x', null],
    ['SIZE 99999999999999999999', null],
    ['HELP', null],
  ])('%s gives the limit %s', (line, limit) => {
    expect(parseCapabilities(parseReply(`250-x\r\n250 ${line}\r\n`)!).maxSize).toBe(limit)
  })
  it('are none where none were offered', () => {
    expect(parseCapabilities(parseReply('250 mail.example.com\r\n')!)).toMatchObject({
      domain: 'mail.example.com',
      list: [],
    })
    expect(parseCapabilities(parseReply('250\r\n')!)).toMatchObject({ domain: '', greeting: '', list: [] })
    expect(Capabilities.none.mechanisms).toEqual([])
  })
})
