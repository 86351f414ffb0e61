import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, isAscii, latin1 } from '../../src/protocol/bytes.ts'
import { compose, composeContent, encodeFields, type ComposeOptions } from '../../src/message/compose.ts'
import { headerValue, readHeaders } from '../../src/message/headers.ts'
import { isLines } from '../../src/message/lines.ts'
import { readBodies } from '../../src/message/bodies.ts'
import { partContent } from '../../src/message/part-content.ts'
import { decodeWords, parseAddresses } from '../../src/message/words.ts'

function options(more: Partial<ComposeOptions> = {}): ComposeOptions {
  let count = 0
  return {
    from: 'alice@a.test',
    to: ['bob@b.test'],
    subject: 'test',
    date: new Date('2026-11-22T08:05:09Z'),
    utcOffset: 60,
    host: 'client.a.test',
    id: () => `id${++count}`,
    text: 'Hello\n',
    ...more,
  }
}

/** The message as text, one character an octet, so that what is not ASCII shows. */
async function composed(more?: Partial<ComposeOptions>): Promise<string> {
  return latin1(await compose(options(more)))
}

const head = [
  'Date: Sun, 22 Nov 2026 09:05:09 +0100',
  'From: alice@a.test',
  'To: bob@b.test',
  'Subject: test',
  'Message-ID: <id1@client.a.test>',
]
const message = (...lines: string[]) => lines.join('\r\n')

describe('compose', () => {
  it('leaves plain text as a person would type it', async () => {
    expect(await composed()).toBe(message(...head, '', 'Hello', ''))
  })

  it('writes every field it is given', async () => {
    expect(
      await composed({
        from: 'Alice <alice@a.test>',
        to: ['bob@b.test', 'Carol <carol@c.test>'],
        cc: ['dave@d.test'],
        messageId: '<own@id.test>',
        mailer: 'Parley 1',
        text: 'a\r\nb\nc',
      }),
    ).toBe(
      message(
        'Date: Sun, 22 Nov 2026 09:05:09 +0100',
        'From: Alice <alice@a.test>',
        'To: bob@b.test, Carol <carol@c.test>',
        'Cc: dave@d.test',
        'Subject: test',
        'Message-ID: <own@id.test>',
        'X-Mailer: Parley 1',
        '',
        'a',
        'b',
        'c',
        '',
      ),
    )
  })

  it('leaves out what it is not given', async () => {
    const text = await composed({ from: '', to: [], subject: '', text: '' })
    expect(text).toBe(message(head[0]!, head[4]!, '', ''))
  })

  it('replaces, adds and takes away fields', async () => {
    const headers = {
      set: [
        { name: 'subject', value: 'other' },
        { name: 'Date', value: null },
      ],
      add: [
        { name: 'X-A', value: '1' },
        { name: '', value: 'no colon' },
      ],
    }
    expect(await composed({ headers })).toBe(
      message(head[1]!, head[2]!, 'subject: other', head[4]!, 'X-A: 1', 'no colon', '', 'Hello', ''),
    )
  })

  it('leaves octets as they are, and adds no line end', async () => {
    expect(await composed({ text: encode('a\r\nb') })).toBe(message(...head, '', 'a', 'b'))
  })

  it('encodes text that is not ASCII, legibly where most of it is', async () => {
    expect(await composed({ text: 'Grüße aus Köln' })).toBe(
      message(
        ...head,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Gr=C3=BC=C3=9Fe aus K=C3=B6ln',
        '',
      ),
    )
    expect(await composed({ text: 'Привет' })).toBe(
      message(
        ...head,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        '0J/RgNC40LLQtdGCDQo=',
        '',
      ),
    )
  })

  it('sends it as it is where 8BITMIME is on offer', async () => {
    expect(await composed({ text: 'é', eightBit: true })).toBe(
      message(
        ...head,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        '',
        '\xc3\xa9',
        '',
      ),
    )
  })

  it.each([
    ['a line that is too long', encode(`${'x'.repeat(999)}\r\n`), 'us-ascii', 'quoted-printable'],
    ['bare LF', encode('a\nb'), 'us-ascii', 'base64'],
    ['bare CR', encode('a\rb'), 'us-ascii', 'base64'],
    ['NUL', encode('abc\0'), 'us-ascii', 'quoted-printable'],
    ['what is not UTF-8', Uint8Array.of(0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xe9), 'unknown-8bit', 'quoted-printable'],
  ])('encodes %s', async (_name, text, charset, encoding) => {
    const { fields, body } = await composeContent(options({ text }))
    expect(fields.map(({ value }) => value)).toEqual(['1.0', `text/plain; charset=${charset}`, encoding])
    expect(isLines(body) && isAscii(body)).toBe(true)
  })

  it('makes alternatives and attachments', async () => {
    const attachments = [
      { filename: 'café "1".pdf', content: Uint8Array.of(0, 1, 2) },
      { filename: null, type: 'message/rfc822', content: encode('A: b\r\n\r\nc'), disposition: 'inline' as const },
    ]
    expect(await composed({ html: '<p>Hello', attachments })).toBe(
      message(
        ...head.slice(0, 4),
        'Message-ID: <id1@client.a.test>',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary="=_id3"',
        '',
        '--=_id3',
        'Content-Type: multipart/alternative; boundary="=_id2"',
        '',
        '--=_id2',
        'Content-Type: text/plain; charset=us-ascii',
        'Content-Transfer-Encoding: 7bit',
        '',
        'Hello',
        '',
        '--=_id2',
        'Content-Type: text/html; charset=us-ascii',
        'Content-Transfer-Encoding: 7bit',
        '',
        '<p>Hello',
        '',
        '--=_id2--',
        '',
        '--=_id3',
        'Content-Type: application/pdf',
        "Content-Disposition: attachment; filename*0*=utf-8''caf%C3%A9%20%221%22.pdf",
        'Content-Transfer-Encoding: base64',
        '',
        'AAEC',
        '',
        '--=_id3',
        'Content-Type: message/rfc822',
        'Content-Disposition: inline',
        'Content-Transfer-Encoding: 7bit',
        '',
        'A: b',
        '',
        'c',
        '--=_id3--',
        '',
      ),
    )
  })

  it.each([
    ['a.txt', 'plain', 'text/plain', '7bit'],
    ['a.csv', 'é and more', 'text/csv; charset=utf-8', 'quoted-printable'],
    ['a.png', 'plain', 'image/png', 'base64'],
    ['none', 'plain', 'application/octet-stream', 'base64'],
  ])('finds a type for %s', async (filename, content, type, encoding) => {
    const written = await composed({ text: '', attachments: [{ filename, content: encode(content) }] })
    expect(written).toContain(
      message(
        `Content-Type: ${type}`,
        `Content-Disposition: attachment; filename=${filename}`,
        `Content-Transfer-Encoding: ${encoding}`,
      ),
    )
  })

  it('puts other forms of the text behind it, whatever they are', async () => {
    const alternatives = [
      { type: 'text/calendar; method=REQUEST', content: encode('BEGIN:VCALENDAR\r\n') },
      { type: 'text/enriched; charset=us-ascii', content: encode('hi\r\n') },
      { type: 'image/png', content: Uint8Array.of(1, 2, 3) },
    ]
    const { body } = await composeContent(options({ alternatives }))
    expect(latin1(body).match(/Content-Type: .*\r\nContent-Transfer-Encoding: .*/g)).toEqual([
      'Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit',
      'Content-Type: text/calendar; method=REQUEST; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit',
      'Content-Type: text/enriched; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit',
      'Content-Type: image/png\r\nContent-Transfer-Encoding: base64',
    ])
  })

  it('leaves out the text where there is another form of it only', async () => {
    const alternatives = [{ type: 'text/calendar', content: encode('BEGIN:VCALENDAR\r\n') }]
    const { text: _text, ...others } = options({ alternatives })
    const { fields } = await composeContent(others)
    expect(fields[1]!.value).toBe('text/calendar; charset=us-ascii')
  })

  it('names the encoding of what a part holds on every level', async () => {
    const text = await composed({
      text: 'é',
      html: 'é',
      eightBit: true,
      attachments: [{ filename: null, content: encode('x') }],
    })
    expect(text.match(/Content-Type: multipart.*\r\n.*/g)).toEqual([
      'Content-Type: multipart/mixed; boundary="=_id3"\r\nContent-Transfer-Encoding: 8bit',
      'Content-Type: multipart/alternative; boundary="=_id2"\r\nContent-Transfer-Encoding: 8bit',
    ])
  })
})

describe('encoded words', () => {
  it.each([
    ['Subject', 'Grüße', 'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?='],
    ['Subject', 'Привет', 'Subject: =?UTF-8?B?0J/RgNC40LLQtdGC?='],
    ['Subject', 'he said "hi"', 'Subject: he said "hi"'],
    ['From', 'Zoë <zoe@a.test>', 'From: =?UTF-8?Q?Zo=C3=AB?= <zoe@a.test>'],
    ['To', '"B. (Bob)" <b@b.test>, Zoë <z@a.test>', 'To: "B. (Bob)" <b@b.test>, =?UTF-8?Q?Zo=C3=AB?= <z@a.test>'],
    ['Cc', 'Zoë, bob@b.test', 'Cc: =?UTF-8?Q?Zo=C3=AB?=, bob@b.test'],
    ['To', 'a@bücher.test', 'To: a@xn--bcher-kva.test'],
  ])('%s: %s', async (name, value, line) => {
    const [field] = await encodeFields([{ name, value }], false)
    expect(`${field!.name}: ${field!.value}`).toBe(line)
  })

  it('are not needed where UTF-8 may be sent', async () => {
    const text = await compose(options({ subject: 'Grüße', from: 'Zoë <zoë@bücher.test>', utf8: true }))
    const headers = readHeaders(text)
    expect(headerValue(headers, 'Subject')).toBe('Grüße')
    expect(headerValue(headers, 'From')).toBe('Zoë <zoë@bücher.test>')
    expect(headers.deviations.map(({ code }) => code)).toEqual(['header-utf8'])
  })

  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((s) => s.replace(/\s+/g, ' ').trim())

  it('come back as they were, in lines that are short enough', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (subject) => {
        const written = await compose(options({ subject }))
        const headers = readHeaders(written)
        expect(decodeWords(headerValue(headers, 'Subject') ?? '')).toBe(subject)
        expect(headers.deviations).toEqual([])
        for (const line of latin1(written).split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
      }),
      { numRuns: 300 },
    )
  })

  it('cut a word that no line can hold', async () => {
    const subject = 'x'.repeat(1500)
    const headers = readHeaders(await compose(options({ subject })))
    expect(headers.deviations).toEqual([])
    expect(decodeWords(headerValue(headers, 'Subject')!)).toBe(subject)
  })

  it('carry any name', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        fc.pre(/[^\0-\x7f]/.test(name) && !/["\\\0-\x1f\x7f]/.test(name))
        const [field] = await encodeFields([{ name: 'To', value: `"${name}" <a@b.test>` }], false)
        expect(isAscii(encode(field!.value))).toBe(true)
        expect(parseAddresses(field!.value)).toEqual([{ name, address: 'a@b.test' }])
      }),
      { numRuns: 300 },
    )
  })
})

describe('what was composed is read back', () => {
  const content = fc.string({
    unit: fc.constantFrom('a', 'é', ' ', '\n', '=', '.', 'Ж', '🎉', '\t', 'x'.repeat(300)),
    maxLength: 60,
  })

  it('whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.boolean(), async (text, eightBit) => {
        const written = await compose(options({ text, eightBit }))
        const { bodyOffset } = readHeaders(written)
        expect(isLines(written.subarray(bodyOffset))).toBe(true)
        const { text: read } = readBodies(written)
        expect((read ?? '').trimEnd()).toBe(text.trimEnd())
      }),
      { numRuns: 200 },
    )
  })

  it('whatever is attached', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('a.pdf', 'b.bin', 'Ж é.png'),
        async (bytes, filename) => {
          const written = await compose(options({ attachments: [{ filename, content: bytes }] }))
          const { attachments } = readBodies(written)
          const found = attachments.map((part) => [part.filename, Uint8Array.from(partContent(written, part))])
          expect(found).toEqual([[filename, bytes]])
        },
      ),
      { numRuns: 100 },
    )
  })
})
