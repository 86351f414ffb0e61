import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressParser } from 'postal-mime'
import { encode } from '../../src/protocol/bytes.ts'
import { findCodes } from '../../src/message/codes.ts'
import { readOverview } from '../../src/message/overview.ts'
import { readPage } from '../../src/message/html-page.ts'
import { parseAddresses } from '../../src/message/words.ts'
import { growth } from './growth.ts'

const overview = (...all: string[]) => readOverview(encode(all.join('\r\n')))

describe('findCodes', () => {
  it.each([
    ['', 'Your code is 123456.', ['123456']],
    ['123456 is your Example code', 'Do not share it.', ['123456']],
    ['Log in', 'Enter this verification code:\n\n  839 201\n\nIt ends in 10 minutes.', ['839 201']],
    ['', 'Use G-482913 as your verification code', ['G-482913']],
    ['', 'Your one-time passcode: AB12CD', ['AB12CD']],
    ['', 'verification code for your account is 4821', ['4821']],
    ['', 'Dein Bestätigungscode lautet 5512', ['5512']],
    ['', 'Votre code de vérification est 90817', ['90817']],
    ['', 'Su código de verificación es 778899', ['778899']],
    ['', '验证码：112233', ['112233']],
    ['', '確認コード 445566', ['445566']],
    ['', 'Ваш код: 998877', ['998877']],
    ['Order 123456 is on its way', 'Your order 123456 was sent on 12.11.2026. Copyright 2026', []],
    ['', 'Rechnung Nr. 20261234 vom 3. Mai', []],
    ['', 'Error code 5501 in line 1200', []],
    ['', 'Our postal code: 10115', []],
    ['', 'Since 2019 we write code.', []],
    ['', 'Call +49 30 123456 for your code', []],
    ['', 'See https://a.test/code/123456', []],
    ['', 'The code costs 1200 EUR', []],
    ['', 'no numbers', []],
  ])('in %j, %j', (subject, text, codes) => {
    expect(findCodes(subject, text)).toEqual(codes)
  })
})

describe('readOverview', () => {
  it('reads what stands in the header', () => {
    expect(
      overview(
        'From: a@a.test',
        'Reply-To: r@a.test',
        'Bcc: s@a.test',
        'Message-ID: <1@a.test>',
        'List-Unsubscribe: <mailto:u@a.test>',
        '',
        'x',
      ),
    ).toMatchObject({
      replyTo: [{ address: 'r@a.test' }],
      bcc: [{ address: 's@a.test' }],
      messageId: '1@a.test',
      listUnsubscribe: '<mailto:u@a.test>',
    })
  })

  it('reads HTML where there is no text', () => {
    const html =
      '<style>p{}</style><script>no</script><title>no</title><div style="display:none">Preheader&nbsp;&zwnj;</div><p>Hello&#44; <b>you</b><!-- no --> <img alt="x"><p>there'
    expect(overview('Content-Type: text/html', '', html)).toMatchObject({
      snippet: 'Preheader Hello, you there',
      hasHtml: true,
    })
  })

  it('finds links, and the one to click on', () => {
    const html =
      '<a href="https://a.test/unsubscribe?token=aaaaaaaaaaaaaaaaaaaaaaaa">out</a><a href="https://a.test/">Home</a><a href="https://a.test/x?t=aaaaaaaaaaaaaaaaaaaaaaaa">Confirm your address</a><a href="javascript:verify()">no</a>'
    const found = overview('Content-Type: text/html', '', html)
    expect(found.links.length).toBe(3)
    expect(found.verificationLink).toBe('https://a.test/x?t=aaaaaaaaaaaaaaaaaaaaaaaa')
    const text = overview('', 'Please confirm here:', 'https://b.test/c/1 (or https://b.test/d).')
    expect(text).toMatchObject({
      links: ['https://b.test/c/1', 'https://b.test/d'],
      verificationLink: 'https://b.test/c/1',
    })
    expect(overview('', 'https://c.test/news')).toMatchObject({ verificationLink: null })
  })

  it('joins a link that flowed text broke in two', () => {
    const message = ['Content-Type: text/plain; format=flowed; delsp=yes', '', 'https://a.test/long \r\nname']
    expect(overview(...message).links).toEqual(['https://a.test/longname'])
  })

  it.each(['<', '<a ', '<a href="', '<!--', '<style>', '</', '&', '<p a=', "<a a='", '<a href=x>', 'x\n ', 'x ', '1 '])(
    'reads %j over and over in time by the length alone',
    (piece) => {
      expect(growth((size) => readPage(piece.repeat(size / piece.length)), 16_000)).toBeLessThan(60)
    },
  )
})

it('reads simple addresses as the library does', () => {
  const piece = fc.constantFrom('a', 'Bob ', 'B', '<', '>', '@', '.', 'b.test', '"', ',', ' ', '<a@b.test>')
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
      (text) => {
        const all = addressParser(text, { flatten: true })
        const expected = all.flatMap(({ name, address }) => (address ? [{ name, address }] : []))
        expect(parseAddresses(text)).toEqual(expected)
      },
    ),
    { numRuns: 2000 },
  )
})
