import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, fromLatin1, latin1 } from '../../src/protocol/bytes.ts'
import { readBodies } from '../../src/message/bodies.ts'
import { readOverview } from '../../src/message/overview.ts'
import { partContent } from '../../src/message/part-content.ts'
import { readParts } from '../../src/message/parts.ts'
import { decodeWords, parseAddresses } from '../../src/message/words.ts'

describe('readBodies', () => {
  it('tells what is for reading from what is attached', () => {
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
    const { attachments, text, html } = readBodies(message)
    expect({ text, html }).toEqual({ text: 'Grüße,\n  Zoë', html: '<p>Hello' })
    expect(
      attachments.map((part) => [part.filename, part.type, part.disposition, latin1(partContent(message, part))]),
    ).toEqual([
      ['a b.pdf', 'application/pdf', 'inline', '\0\x01\x02'],
      [null, 'message/rfc822', null, 'Subject: inner\r\n\r\nnot the text'],
    ])
    expect(readOverview(message)).toMatchObject({
      from: [{ name: 'Zoë', address: 'zoe@a.test' }],
      to: [
        { name: '', address: 'bob@b.test' },
        { name: '', address: 'carol@c.test' },
        { name: 'D, ave', address: 'dave@d.test' },
      ],
      cc: [],
      subject: 'Grüße to all',
      date: '2026-11-22T08:05:09.000Z',
      hasHtml: true,
      snippet: 'Grüße, Zoë',
      attachments: [
        { size: 3, isInline: true },
        { type: 'message/rfc822', isInline: false },
      ],
    })
  })

  it('reads what has no header', () => {
    const message = encode('testing\r\ntesting\r\n')
    expect(readBodies(message)).toEqual({ text: 'testing\ntesting\n', html: null, attachments: [] })
    expect(readOverview(message)).toMatchObject({ from: [], subject: '', date: null, snippet: 'testing testing' })
  })

  it('puts texts of one kind one behind the other, and leaves other forms with the attachments', () => {
    const part = (type: string, text: string) => `--b\nContent-Type: ${type}\n\n${text}\n`
    const parts = [part('text/plain', 'one'), part('text/plain', 'two'), part('text/calendar', 'x')].join('')
    const { text, html, attachments } = readBodies(
      encode(`Content-Type: multipart/mixed; boundary=b\n\n${parts}--b--\n`),
    )
    expect([text, html, attachments.map(({ type }) => type)]).toEqual(['one\ntwo', null, ['text/calendar']])
  })

  it('never throws', () => {
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
    fc.assert(
      fc.property(messages, (message) => {
        expect(readOverview(message).snippet.length).toBeLessThan(201)
        expect(readParts(message).root.end).toBe(message.length)
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
