import { describe, expect, it } from 'vitest'
import { concat, encode, latin1 } from '../../src/protocol/bytes.ts'
import { Capabilities } from '../../src/protocol/capabilities.ts'
import { hasBareLf, rawMessage, templateMessage, type GivenMessage } from '../../src/client/given-message.ts'
import { composedMessage, type MessageSource, type SendMoment } from '../../src/client/outgoing.ts'
import { LineMender } from '../../src/client/mend-lines.ts'

const moment: SendMoment = {
  capabilities: Capabilities.none,
  from: 'a@a.test',
  to: ['b@b.test', 'hidden@b.test'],
  host: 'client.test',
  id: 'id1',
  date: new Date(2026, 10, 22, 9, 5, 9),
}
const facts = { version: '1.2.3', toAddresses: ['b@b.test'] }
const offering = (...keywords: string[]) =>
  new Capabilities(
    'x',
    '',
    keywords.map((keyword) => ({ keyword, params: [], text: keyword })),
  )

async function make(source: MessageSource, more: Partial<SendMoment> = {}) {
  const { content, ...others } = await source({ ...moment, ...more })
  const pieces: Uint8Array[] = []
  if (content instanceof Uint8Array) pieces.push(content)
  else for await (const piece of content) pieces.push(piece)
  return { text: latin1(concat(pieces)), ...others }
}

describe('composedMessage', () => {
  it('is a message as a person would type it', async () => {
    const { text, ...others } = await make(
      composedMessage({ ...facts, to: ['Bob <b@b.test>'], cc: ['c@c.test'], text: 'from %FROM_ADDRESS%' }),
    )
    const [date, ...lines] = text.split('\r\n')
    expect(date).toMatch(/^Date: Sun, 22 Nov 2026 09:05:09 [+-]\d{4}$/)
    expect(lines).toEqual([
      'From: a@a.test',
      'To: Bob <b@b.test>',
      'Cc: c@c.test',
      `Subject: test ${date!.slice(6)}`,
      'Message-ID: <id1@client.test>',
      'X-Mailer: Parley 1.2.3',
      '',
      'from a@a.test',
      '',
    ])
    expect(others).toEqual({ size: text.length, isEightBit: false, needsUtf8: false })
  })

  it('knows tokens in octets and in headers, and leaves other octets alone', async () => {
    const headers = { set: [{ name: 'Subject', value: 'for %TO_ADDRESS%' }] }
    const asked = { ...facts, headers }
    expect((await make(composedMessage({ ...asked, text: encode('%MESSAGEID%\r\n') }))).text).toMatch(
      /Subject: for b@b\.test\r\n[^]*\r\n\r\nid1@client\.test\r\n$/,
    )
    const eightBit = { capabilities: offering('8BITMIME') }
    const odd = await make(composedMessage({ ...asked, text: Uint8Array.of(0xe9, 13, 10) }), eightBit)
    expect(odd).toMatchObject({ isEightBit: true, text: expect.stringMatching(/\r\n\r\n\xe9\r\n$/) as string })
  })

  it('takes UTF-8 into the header for the sake of an address only, and where it is offered', async () => {
    const letter = composedMessage({ ...facts, to: ['zoë@b.test'], subject: 'é', text: 'hi' })
    const capabilities = offering('SMTPUTF8')
    expect((await make(letter, { capabilities })).text).toContain('Subject: =?UTF-8?B?w6k=?=')
    const utf8 = await make(letter, { capabilities, to: ['zoë@b.test'] })
    expect(utf8).toMatchObject({ needsUtf8: true, text: expect.stringContaining('Subject: \xc3\xa9') as string })
    const without = await make(letter, { to: ['zoë@b.test'] })
    expect(without).toMatchObject({ needsUtf8: true, text: expect.stringContaining('=?UTF-8?') as string })
  })
})

const whole = (text: string): GivenMessage => ({ head: encode(text), rest: null, isLasting: true })

/** The rest comes one octet at a time. */
function streamed(head: string, rest: string, isLasting: boolean): GivenMessage {
  return {
    head: encode(head),
    rest: async function* () {
      for (const octet of encode(rest)) yield await Promise.resolve(Uint8Array.of(octet))
    },
    isLasting,
  }
}

describe('templateMessage', () => {
  it('replaces tokens, mends lines and edits the header', async () => {
    const headers = { set: [{ name: 'X-A', value: '%DATE%' }] }
    const { text, size } = await make(
      templateMessage(whole('To: %TO_ADDRESS%\n\n%BODY%\n'), { ...facts, text: 'hi', headers }),
    )
    expect(text).toMatch(/^To: b@b\.test\r\nX-A: Sun, .*\r\n\r\nhi\r\n$/)
    expect(size).toBe(text.length)
  })

  it('becomes MIME where the body asks for it', async () => {
    const attachments = [{ filename: 'a.bin', content: Uint8Array.of(1, 2, 3) }]
    const { text } = await make(
      templateMessage(whole('A: 1\n%NEW_HEADERS%\n%BODY%'), { ...facts, text: 'hi', attachments }),
    )
    expect(text).toMatch(
      /^A: 1\r\nMIME-Version: 1\.0\r\nContent-Type: multipart\/mixed; boundary="=_id1"\r\n\r\n--=_id1\r\n/,
    )
  })

  it('mends what is streamed, and replaces tokens in its header only', async () => {
    const given = streamed('To: %TO_ADDRESS%\nX: %NEW_HEADERS%\n\n%DATE%\n', 'a\r\nb\n\nc\n', true)
    const { text, size } = await make(templateMessage(given, facts))
    expect(text).toBe('To: b@b.test\r\nX: \r\n\r\n%DATE%\r\na\r\nb\r\n\r\nc\r\n')
    expect(size).toBe(text.length)
  })
})

describe('rawMessage', () => {
  it('changes nothing', async () => {
    const text = 'From me\nA: %DATE%\r\n\n\r.\n'
    expect((await make(rawMessage(whole(text)))).text).toBe(text)
    expect((await make(rawMessage(streamed(text, text, true)))).text).toBe(text + text)
  })
})

describe('what MAIL has to say', () => {
  it.each([
    ['ASCII', 'A: 1\n\nx', false, false],
    ['8-bit text', 'A: 1\n\né', true, false],
    ['a UTF-8 header', 'A: é\n\nx', true, true],
  ])('%s', async (_name, text, isEightBit, needsUtf8) => {
    expect(await make(rawMessage(whole(text)))).toMatchObject({ isEightBit, needsUtf8, size: encode(text).length + 2 })
  })

  it.each(['', 'A: 1\r\n\r\nx\r\n', 'A: 1\r\n'])(
    'counts the line end that DATA adds, and no more: %j',
    async (text) => {
      expect(await make(rawMessage(whole(text)))).toMatchObject({ size: text.length })
      expect(await make(rawMessage(streamed(text.slice(0, 4), text.slice(4), true)))).toMatchObject({
        size: text.length,
      })
    },
  )

  it('goes through a file that is streamed for its size, and takes what leave there is for a pipe', async () => {
    expect(await make(rawMessage(streamed('A: 1\n\n', 'x', true)))).toMatchObject({ size: 9, isEightBit: false })
    expect(await make(rawMessage(streamed('A: 1\n\n', 'é', true)))).toMatchObject({ size: 10, isEightBit: true })
    const piped = rawMessage(streamed('A: 1\n\n', 'x', false))
    expect(await make(piped)).toMatchObject({ size: null, isEightBit: false })
    expect(await make(piped, { capabilities: offering('8BITMIME') })).toMatchObject({ size: null, isEightBit: true })
  })
})

it.each([
  ['a\r\nb\r\n', false],
  ['a\r\nb\n', true],
  ['\n', true],
  ['', false],
])('hasBareLf(%j) is %s', (text, expected) => {
  expect(hasBareLf(whole(text))).toBe(expected)
})

describe('LineMender', () => {
  const text = '\na\n\r\n\n\r\r\nb\r\nc\n'
  const mended = '\r\na\r\n\r\n\r\n\r\r\nb\r\nc\r\n'

  it('is the same wherever the text is cut', () => {
    for (let cut = 0; cut <= text.length; cut++) {
      const mender = new LineMender()
      const pieces = [text.slice(0, cut), '', text.slice(cut)].map((piece) => mender.write(encode(piece)))
      expect(latin1(concat(pieces))).toBe(mended)
    }
  })

  it('hands back what needs no mending', () => {
    const piece = encode('a\r\nb')
    expect(new LineMender().write(piece)).toBe(piece)
  })
})
