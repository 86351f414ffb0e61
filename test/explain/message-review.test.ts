import { describe, expect, it } from 'vitest'
import { reviewMessage } from '../../src/explain/message-review.ts'
import { encode } from '../../src/protocol/bytes.ts'

const receivedAt = new Date('2026-11-28T15:00:00Z')
const header =
  'From: a@a.test\nTo: b@b.test\nSubject: x\nDate: Sat, 28 Nov 2026 14:59:00 +0000\nMessage-ID: <1@a.test>\n'

function ids(message: string) {
  const content = encode(message.replaceAll('\n', '\r\n'))
  const envelope = { from: 'a@a.test', to: ['b@b.test'], params: [] }
  const remarks = reviewMessage({ content, isWhole: true, deviations: [], envelope }, receivedAt)
  for (const { title, sentence } of remarks) expect([title, sentence]).not.toContain('')
  return remarks.map(({ id }) => id)
}

const html = (body: string, more = '') =>
  `${header}${more}Content-Type: multipart/alternative; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: text/html\n\n${body}\n--b--\n`

describe('reviewMessage', () => {
  it.each([
    ['a good message', `${header}\nhi\n`, []],
    ['a good message with HTML', html('<a href="https://a.test/">a</a><img src="cid:x" alt="">'), []],
    ['a date of tomorrow', `${header.replace('28 Nov', '29 Nov')}\nhi\n`, ['date-off']],
    ['a date of last year', `${header.replace('2026', '2025')}\nhi\n`, ['date-off']],
    ['HTML alone', `${header}Content-Type: text/html\n\n<p>hi\n`, ['text-missing']],
    ['an image without alt', html('<img src="https://a.test/x">'), ['image-without-alt']],
    ['very long HTML', html('x'.repeat(105_000)), ['html-clipped']],
    ['http', html('<a href="http://a.test/">a</a>'), ['link-not-https']],
    ['an IP address', html('<a href="https://192.0.2.1/">a</a>'), ['link-to-address']],
    ['other letters', html('<a href="https://bücher.example/">a</a>'), ['link-punycode']],
    ['a link that lies', html('<a href="https://evil.example/">https://bank.test/login</a>'), ['link-text-differs']],
    ['a link that does not', html('<a href="https://www.bank.test/">bank.test/login</a>'), []],
    ['a list without one-click', `${header}List-Unsubscribe: <https://a.test/u>\n\nhi\n`, ['one-click-missing']],
    [
      'one-click',
      `${header}List-Unsubscribe: <mailto:u@a.test>, <https://a.test/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n\nhi\n`,
      [],
    ],
    [
      'one-click by mail',
      `${header}List-Unsubscribe: <mailto:u@a.test>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n\nhi\n`,
      ['unsubscribe-not-https'],
    ],
    [
      'one-click that is none',
      `${header}List-Unsubscribe: <https://a.test/u>\nList-Unsubscribe-Post: yes\n\nhi\n`,
      ['one-click-malformed'],
    ],
    ['unsubscribing in words', `${header}List-Unsubscribe: write to us\n\nhi\n`, ['unsubscribe-malformed']],
    [
      'a program',
      `${header}Content-Type: application/pdf\nContent-Disposition: attachment; filename="a.pdf.exe"\n\nhi\n`,
      ['attachment-dangerous'],
    ],
    [
      'problems before notes',
      `${header.replace(/Subject.*\n/, '').replace(/Date.*\n/, '')}\nhi\n`,
      ['date-missing', 'subject-missing'],
    ],
  ])('%s', (_, message, expected) => {
    expect(ids(message)).toEqual(expected)
  })
})
