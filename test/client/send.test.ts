import { afterEach, describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { sendMail, type SendRequest, type SendResult } from '../../src/client/send.ts'
import { ClientSession, type SessionOptions } from '../../src/client/session.ts'
import type { SendStop } from '../../src/client/stop-point.ts'
import { uniformTimeouts } from '../../src/client/timeouts.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { readDialogue } from '../../src/transcript/dialogue.ts'
import { readLines } from '../../src/transcript/lines.ts'
import { hangUp, talk, willing, type Answer, type Talker } from './talker.ts'

let server: Talker

afterEach(() => server?.close())

const message = () => Promise.resolve({ content: encode('hi\r\n'), size: 4, isEightBit: false, needsUtf8: false })
const request: SendRequest = {
  helloName: 'client.test',
  from: 'a@a.test',
  to: [{ address: 'b@b.test' }],
  message,
  id: () => 'id',
}

interface Sent extends SendResult {
  readonly session: ClientSession
  readonly notes: readonly string[]
}

async function send(
  answers: readonly (readonly [RegExp, Answer])[],
  more: Partial<SendRequest> = {},
  { greeting = '220 hi', ...options }: SessionOptions & { readonly greeting?: Answer } = {},
): Promise<Sent> {
  server = await talk(greeting, [...answers, ...willing])
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: server.port }, options)
  const notes: string[] = []
  const result = await sendMail(session, { ...request, onNote: (note) => notes.push(note), ...more })
  return { ...result, session, notes }
}

const six = ['EHLO client.test', 'MAIL FROM:<a@a.test> SIZE=4', 'RCPT TO:<b@b.test>', 'DATA', 'hi', '.', 'QUIT']

describe('sendMail', () => {
  it('takes the six steps', async () => {
    const { trouble, transactions, helloName, session } = await send([])
    expect(server.heard).toEqual(six)
    expect(trouble).toBeNull()
    expect(helloName).toBe('client.test')
    expect(transactions).toMatchObject([{ from: 'a@a.test', size: 4, isAccepted: true }])
    expect(session.isOver).toBe(true)
  })

  it('falls back to HELO', async () => {
    const { trouble } = await send([[/^EHLO/, '502 what?']])
    expect(server.heard.slice(0, 3)).toEqual(['EHLO client.test', 'HELO client.test', 'MAIL FROM:<a@a.test>'])
    expect(trouble).toBeNull()
  })

  it('names itself, and the sender, as well as it can', async () => {
    const { helloName: _name, from: _from, ...others } = request
    server = await talk('220 hi', willing)
    const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: server.port })
    const { helloName } = await sendMail(session, others)
    expect(server.heard[0]).toBe(`EHLO ${helloName}`)
    expect(helloName).toMatch(/^(?:\[127\.0\.0\.1\]|[\w-]+(?:\.[\w-]+)+)$/)
    expect(server.heard[1]).toMatch(/^MAIL FROM:<[^@>]+@[^@>]+> SIZE=4$/)
    expect(server.heard[1]).toContain(`@${helloName}>`)
  })

  it('sends several messages, with an id each', async () => {
    let count = 0
    const ids: string[] = []
    const { transactions } = await send([], {
      count: 3,
      pause: 1,
      id: () => `id${++count}`,
      message: (moment) => {
        ids.push(moment.id)
        return message()
      },
    })
    expect(server.heard.filter((line) => line.startsWith('MAIL'))).toHaveLength(3)
    expect(transactions.map(({ isAccepted }) => isAccepted)).toEqual([true, true, true])
    expect(ids).toEqual(['id1', 'id2', 'id3'])
  })

  it('stops at the first message that nobody gets', async () => {
    let asked = 0
    const { transactions, trouble } = await send(
      [[/^MAIL/, (socket) => socket.write(++asked === 2 ? '452 later\r\n' : '250 ok\r\n')]],
      { count: 3 },
    )
    expect(transactions).toHaveLength(2)
    expect(trouble).toMatchObject({ phase: 'sender', kind: 'rejected', isTransient: true })
    expect(server.heard.at(-1)).toBe('QUIT')
  })

  it('takes a refusal of some for no trouble', async () => {
    const { transactions, trouble } = await send([[/bad/, '550 no']], {
      to: [{ address: 'bad@b.test' }, { address: 'b@b.test' }],
    })
    expect(trouble).toBeNull()
    expect(transactions[0]!.recipients.map(({ reply }) => reply?.code)).toEqual([550, 250])
  })

  it('takes the answer of each recipient in LMTP', async () => {
    const answers = [
      [/^LHLO/, '250 x'],
      [/^\.$/, '250 for b\r\n550 not for c'],
    ] as const
    const to = [{ address: 'b@b.test' }, { address: 'c@b.test' }]
    const { transactions, trouble } = await send(answers, { to }, { protocol: 'lmtp' })
    expect(server.heard[0]).toBe('LHLO client.test')
    expect(trouble).toBeNull()
    expect(transactions[0]!.recipients.map(({ delivery }) => delivery?.code)).toEqual([250, 550])
  })

  it('says in LMTP that nobody got it', async () => {
    const { trouble } = await send(
      [
        [/^LHLO/, '250 x'],
        [/^\.$/, '550 5.1.1 not for b'],
      ],
      {},
      { protocol: 'lmtp' },
    )
    expect(trouble).toMatchObject({ phase: 'message', message: '550 5.1.1 not for b' })
  })

  it('drops the connection where the message cannot be read to its end', async () => {
    const content = async function* () {
      yield encode('half a mess')
      await Promise.reject(new Error('EIO'))
    }
    const broken = () => Promise.resolve({ content: content(), size: null, isEightBit: false, needsUtf8: false })
    await expect(send([], { message: broken })).rejects.toThrow('EIO')
    expect(server.heard.at(-1)).toBe('DATA')
  })
})

describe('what the server does not offer', () => {
  const mute = [[/^EHLO/, '250 x']] as const
  const big = () => Promise.resolve({ content: encode('é'), size: 2, isEightBit: true, needsUtf8: true })

  it('is left out, and said', async () => {
    const { notes } = await send(mute, { message: big })
    expect(server.heard[1]).toBe('MAIL FROM:<a@a.test>')
    expect(notes).toEqual([
      'the message needs 8BITMIME, which the server does not offer: it goes without',
      'the message needs SMTPUTF8, which the server does not offer: it goes without',
    ])
  })

  it('is said all the same where it is forced', async () => {
    const { notes } = await send(mute, { message: big, isForced: true })
    expect(server.heard[1]).toBe('MAIL FROM:<a@a.test> SIZE=2 BODY=8BITMIME SMTPUTF8')
    expect(notes[0]).toBe('SIZE=2 is said to a server that does not offer SIZE')
  })

  it('is said where it was asked for, and remarked', async () => {
    const { notes } = await send(mute, {
      mailParams: [
        { keyword: 'RET', value: 'HDRS' },
        { keyword: 'X-FOO', value: null },
      ],
      to: ['b@b.test', 'c@b.test'].map((address) => ({ address, params: [{ keyword: 'NOTIFY', value: 'NEVER' }] })),
    })
    expect(server.heard.slice(1, 3)).toEqual(['MAIL FROM:<a@a.test> RET=HDRS X-FOO', 'RCPT TO:<b@b.test> NOTIFY=NEVER'])
    expect(notes).toEqual([
      'RET=HDRS is said to a server that does not offer DSN',
      'NOTIFY=NEVER is said to a server that does not offer DSN',
    ])
  })

  it('is declared as it was asked for, not as it is', async () => {
    await send([], { mailParams: [{ keyword: 'SIZE', value: '1' }] })
    expect(server.heard[1]).toBe('MAIL FROM:<a@a.test> SIZE=1')
  })

  it.each<[offer: string, size: number | null, notes: string[]]>([
    ['SIZE 3', 4, ['the message is 4 octets, and the server takes no more than 3: it is sent all the same']],
    ['SIZE 4', 4, []],
    ['SIZE 0', 4, []],
    ['SIZE', 4, []],
    ['SIZE 3', null, []],
  ])('is remarked where it is too little, and sent: %s for %s octets', async (offer, size, expected) => {
    const message = () => Promise.resolve({ content: encode('hi'), size, isEightBit: false, needsUtf8: false })
    const { notes } = await send([[/^EHLO/, `250-x\r\n250 ${offer}`]], { message })
    expect(notes).toEqual(expected)
    expect(server.heard).toContain('DATA')
  })

  it('makes DATA of BDAT', async () => {
    const { notes } = await send(mute, { chunkSize: 2 })
    expect(server.heard).toContain('DATA')
    expect(notes).toEqual(['the server does not offer CHUNKING: DATA in place of BDAT'])
  })
})

it('hands over chunks', async () => {
  await using mail = await createServer()
  const session = new ClientSession({ kind: 'tcp', host: mail.host, port: mail.port })
  await sendMail(session, { ...request, chunkSize: 3 })
  const { messages } = readDialogue(session.transcript)
  expect(messages).toMatchObject([{ content: encode('hi\r\n'), isComplete: true }])
  const lines = readLines(session.transcript).flatMap(({ speaker, text }) => (speaker === 'client' ? [text] : []))
  expect(lines.filter((line) => line.startsWith('BDAT'))).toEqual(['BDAT 3', 'BDAT 1 LAST'])
})

it.each([0, 1.5, NaN])('has no chunks of %d octets', async (chunkSize) => {
  await using mail = await createServer()
  const session = new ClientSession({ kind: 'tcp', host: mail.host, port: mail.port })
  await expect(sendMail(session, { ...request, chunkSize })).rejects.toThrow('a chunk has 1 octet or more')
  expect(readLines(session.transcript).some(({ text }) => text.startsWith('BDAT'))).toBe(false)
})

describe('trouble', () => {
  const refusals: readonly [name: string, pattern: RegExp, expected: object, last: string][] = [
    ['hello', /^(?:EHLO|HELO)/, { phase: 'hello', message: 'HELO client.test: 550 no' }, 'QUIT'],
    ['sender', /^MAIL/, { phase: 'sender', message: 'MAIL FROM:<a@a.test>: 550 no' }, 'QUIT'],
    ['recipient', /^RCPT/, { phase: 'recipient', message: 'RCPT TO:<b@b.test>: 550 no' }, 'QUIT'],
    ['data', /^DATA/, { phase: 'data', message: 'DATA: 550 no' }, 'QUIT'],
    ['message', /^\.$/, { phase: 'message', message: '550 no' }, 'QUIT'],
    ['quit', /^QUIT/, { phase: 'quit', message: 'QUIT: 550 no' }, 'QUIT'],
  ]

  it.each(refusals)('%s refused', async (_name, pattern, expected, last) => {
    const { trouble } = await send([[pattern, '550 no']])
    expect(trouble).toMatchObject({ kind: 'rejected', ...expected })
    expect(server.heard.at(-1)).toBe(last)
  })

  it.each(refusals)('%s: the server hangs up', async (_name, pattern, { phase }: { phase?: string }) => {
    const { trouble, session } = await send([[pattern, hangUp]])
    expect(trouble).toMatchObject({ kind: 'connection', phase })
    expect(session.isOver).toBe(true)
  })

  it.each(refusals)('%s: the server says nothing', async (_name, pattern, { phase }: { phase?: string }) => {
    const { trouble, session } = await send([[pattern, null]], {}, { timeouts: uniformTimeouts(50) })
    expect(trouble).toMatchObject({ kind: 'timeout', phase })
    expect(session.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'timeout' })
  })

  it.each([
    ['554 no', { kind: 'rejected', phase: 'greeting' }, ['QUIT']],
    ['421 later', { kind: 'rejected', phase: 'greeting' }, []],
    ['SSH-2.0-x', { kind: 'protocol', phase: 'greeting' }, []],
    [hangUp, { kind: 'connection', phase: 'greeting' }, []],
    [null, { kind: 'timeout', phase: 'greeting' }, []],
  ])('greeting %s', async (greeting, expected, heard) => {
    const { trouble } = await send([], {}, { greeting, timeouts: uniformTimeouts(50) })
    expect(trouble).toMatchObject(expected)
    expect(server.heard).toEqual(heard)
  })

  it('is the refusal where the server hangs up after it', async () => {
    const answer: Answer = (socket) => socket.end('550 no\r\n')
    const { trouble } = await send([[/^RCPT/, answer]])
    expect(trouble).toMatchObject({ kind: 'rejected', phase: 'recipient' })
  })

  it('is a connection that does not come about', async () => {
    server = await talk('220 hi', [])
    await server.close()
    const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: server.port })
    const { trouble, helloName } = await sendMail(session, request)
    expect(trouble).toMatchObject({ kind: 'connection', phase: 'connect' })
    expect(helloName).toBeNull()
  })
})

describe('stops', () => {
  const quit: readonly [SendStop, readonly string[]][] = [
    [{ after: 'connect', how: 'quit' }, ['QUIT']],
    [{ after: 'first-hello', how: 'quit' }, ['EHLO', 'QUIT']],
    [{ after: 'tls', how: 'quit' }, ['EHLO', 'QUIT']],
    [{ after: 'xclient', how: 'quit' }, ['EHLO', 'QUIT']],
    [{ after: 'hello', how: 'drop' }, ['EHLO']],
    [{ after: 'hello', how: 'drop-unanswered' }, ['EHLO']],
    [{ after: 'auth', how: 'quit' }, ['EHLO', 'QUIT']],
    [{ after: 'mail', how: 'quit' }, ['EHLO', 'MAIL', 'QUIT']],
    [{ after: 'mail', how: 'drop-unanswered' }, ['EHLO', 'MAIL']],
    [{ after: 'rcpt', how: 'drop' }, ['EHLO', 'MAIL', 'RCPT']],
    [{ after: 'data', how: 'drop' }, ['EHLO', 'MAIL', 'RCPT', 'DATA']],
    [{ after: 'dot', how: 'drop' }, ['EHLO', 'MAIL', 'RCPT', 'DATA', 'hi', '.']],
    [{ after: 'dot', how: 'drop-unanswered' }, ['EHLO', 'MAIL', 'RCPT', 'DATA', 'hi', '.']],
  ]

  it.each(quit)('%o', async (stop, words) => {
    const { trouble, session } = await send([], { stop })
    const lines = readLines(session.transcript).flatMap(({ speaker, text }) => (speaker === 'client' ? [text] : []))
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual(words)
    expect(trouble).toBeNull()
    const received = session.transcript.events.filter(({ kind }) => kind === 'received')
    expect(received).toHaveLength(
      words.filter((word) => word !== 'hi').length + (stop.how === 'drop-unanswered' ? 0 : 1),
    )
  })

  it('drops the connection before the greeting', async () => {
    const { session } = await send([], { stop: { after: 'connect', how: 'drop-unanswered' } })
    expect(session.transcript.events.map(({ kind }) => kind)).toEqual(['open', 'closed'])
  })

  it('does not count where it does not come to that', async () => {
    const { trouble } = await send([[/^MAIL/, '550 no']], { stop: { after: 'rcpt', how: 'drop' } })
    expect(trouble).toMatchObject({ phase: 'sender' })
    expect(server.heard.at(-1)).toBe('QUIT')
  })
})

describe('XCLIENT', () => {
  const able = [
    [/^EHLO/, '250-x\r\n250 XCLIENT NAME ADDR'],
    [/^XCLIENT/, '220 again'],
  ] as const
  const commands = [
    {
      attributes: [
        ['NAME', 'a b'],
        ['ADDR', '192.0.2.1'],
      ] as const,
    },
    { text: 'FOO=bar' },
  ]

  it('says whom to take us for, and hello again', async () => {
    const { trouble, xclient } = await send(able, { xclient: { commands } })
    expect(server.heard.slice(0, 4)).toEqual([
      'EHLO client.test',
      'XCLIENT NAME=a+20b ADDR=192.0.2.1',
      'XCLIENT FOO=bar',
      'EHLO client.test',
    ])
    expect(xclient.map(({ code }) => code)).toEqual([220, 220])
    expect(trouble).toBeNull()
  })

  const lacking = [{ attributes: [['LOGIN', 'me']] as const }]
  it.each([
    ['not offered, required', [], { commands }, 'the server does not offer XCLIENT to us'],
    ['not offered, if offered', [], { commands, need: 'if-offered' as const }, null],
    ['attribute not offered', able, { commands: lacking }, "the server's XCLIENT does not know LOGIN"],
    ['attribute not offered, not verified', able, { commands: lacking, isUnverified: true }, null],
    ['attribute not offered, optional', able, { commands: lacking, need: 'optional' as const }, null],
    ['refused, if offered', [[/^X/, '550 no'], ...able] as const, { commands, need: 'if-offered' as const }, '550 no'],
    ['refused, optional', [[/^X/, '550 no'], ...able] as const, { commands, need: 'optional' as const }, null],
  ])('%s', async (_name, answers, xclient, expected) => {
    const { trouble } = await send(answers, { xclient })
    if (expected === null) expect(trouble).toBeNull()
    else expect(trouble).toMatchObject({ phase: 'xclient', message: expect.stringContaining(expected) as string })
    expect(server.heard.at(-1)).toBe('QUIT')
  })

  it('stops behind the hello after it', async () => {
    await send(able, { xclient: { commands }, stop: { after: 'hello', how: 'quit' } })
    expect(server.heard.at(-2)).toBe('EHLO client.test')
    expect(server.heard).toHaveLength(5)
  })
})

describe('AUTH', () => {
  const able = [
    [/^EHLO/, '250-x\r\n250 AUTH PLAIN LOGIN CRAM-MD5'],
    [/^AUTH CRAM-MD5/, '504 not today'],
    [/^AUTH PLAIN/, '235 welcome'],
  ] as const
  const credentials = { user: 'u', password: 'p' }

  it('tries one mechanism after the other', async () => {
    const { trouble } = await send(able, { auth: credentials })
    expect(server.heard.slice(1, 3)).toEqual(['AUTH CRAM-MD5', 'AUTH PLAIN AHUAcA=='])
    expect(trouble).toBeNull()
  })

  it.each([
    ['required', able, { mechanisms: ['CRAM-MD5' as const] }, 'AUTH CRAM-MD5: 504 not today'],
    ['optional', able, { mechanisms: ['CRAM-MD5' as const], need: 'optional' as const }, null],
    ['not offered', [], {}, 'cannot log in: the server offers no AUTH'],
    ['not offered, if offered', [], { need: 'if-offered' as const }, null],
    [
      'nothing in common',
      [[/^EHLO/, '250-x\r\n250 AUTH GSSAPI']] as const,
      {},
      'cannot log in: the server offers AUTH GSSAPI only',
    ],
  ])('%s', async (_name, answers, more, expected) => {
    const { trouble } = await send(answers, { auth: { ...credentials, ...more } })
    if (expected === null) expect(trouble).toBeNull()
    else expect(trouble).toMatchObject({ phase: 'auth', message: expected })
  })

  it('stops as soon as it has asked', async () => {
    await send(able, { auth: credentials, stop: { after: 'auth', how: 'drop-unanswered' } })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(server.heard).toEqual(['EHLO client.test', 'AUTH CRAM-MD5'])
  })
})
