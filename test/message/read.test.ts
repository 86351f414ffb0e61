import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { readMessage } from '../../src/message/read.ts'
import { decodeWords, parseAddresses } from '../../src/message/words.ts'

describe('readMessage', () => {
  it('sums a message up', async () => {
    const message = encode(
      [
        'From: =?utf-8?Q?Zo=C3=AB?= <zoe@a.test>',
        'To: bob@b.test, Team: carol@c.test, "D, ave" <dave@d.test>;',
        'Subject: =?utf-8?B?R3LDvMOfZQ==?= to\r\n all',
        'Date: Sun, 22 Nov 2026 09:05:09 +0100',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: multipart/alternative; boundary=c',
        '',
        '--c',
        'Content-Type: text/plain; charset=iso-8859-1',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Gr=FC=DFe,\r\n  Zo=EB',
        '--c',
        'Content-Type: text/html',
        '',
        '<p>Hello',
        '--c--',
        '--b',
        'Content-Type: application/pdf; name="a b.pdf"',
        'Content-Disposition: inline',
        'Content-Transfer-Encoding: base64',
        '',
        'AAEC',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'Subject: inner',
        '',
        'not the text',
      ].join('\r\n'),
    )
    const { headers, attachments, ...summary } = await readMessage(message)
    expect(headers.list.length).toBe(5)
    expect(attachments.map((file) => ({ ...file, content: latin1(file.content) }))).toEqual([
      { filename: 'a b.pdf', type: 'application/pdf', disposition: 'inline', content: '\0\x01\x02' },
      { filename: null, type: 'message/rfc822', disposition: null, content: 'Subject: inner\n\nnot the text\n' },
    ])
    expect(summary).toMatchObject({
      from: [{ name: 'Zoë', address: 'zoe@a.test' }],
      to: [
        { name: '', address: 'bob@b.test' },
        { name: '', address: 'carol@c.test' },
        { name: 'D, ave', address: 'dave@d.test' },
      ],
      cc: [],
      subject: 'Grüße to all',
      date: new Date('2026-11-22T08:05:09Z'),
      size: message.length,
      html: expect.stringContaining('<p>Hello') as string,
      snippet: 'Grüße, Zoë',
    })
  })

  it('reads what has no header', async () => {
    const summary = await readMessage(encode('testing\r\ntesting\r\n'))
    expect(summary).toMatchObject({ from: [], subject: null, date: null, size: 18, attachments: [] })
    expect(summary.snippet).toBe('testing testing')
  })

  it('keeps the header of what is nested too deep', async () => {
    const depth = 300
    const parts = Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`)
    const summary = await readMessage(encode(`Subject: deep\n${parts.join('')}\n\nx`))
    expect(summary).toMatchObject({ subject: 'deep', text: null, attachments: [] })
  })

  it('never throws', async () => {
    const parts = fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=b\n',
      'Content-Type: text/plain; charset=nonsense\n',
      'Content-Transfer-Encoding: base64\n',
      'Content-Transfer-Encoding: quoted-printable\n',
      'From: =?x?Q?=ZZ?= <a@b\n',
      'To: "\n',
      'Date: 99\n',
      '--b\n',
      '\n',
      '=\n',
      '=A',
      '\xff\0',
    )
    const messages = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(parts, { maxLength: 12 }).map((all) => fromLatin1(all.join(''))),
    )
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        expect((await readMessage(message)).size).toBe(message.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('reading words and addresses never throws', () => {
  it('whatever they are', () => {
    const part = fc.constantFrom(
      '=?',
      '?=',
      'utf-8',
      '?Q?',
      '?B?',
      '=C3',
      '"',
      '<',
      '>',
      '@',
      ',',
      ';',
      ':',
      '(',
      '\\',
      'a',
      ' ',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((all) => all.join('')),
        ),
        (text) => {
          expect(typeof decodeWords(text)).toBe('string')
          for (const { address } of parseAddresses(text)) expect(address).not.toBe('')
        },
      ),
      { numRuns: 1000 },
    )
  })
})
