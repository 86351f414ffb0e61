import { afterEach, describe, expect, it } from 'vitest'
import { authenticate, chooseMechanisms, type AuthRequest } from '../../src/client/auth.ts'
import { askChallenge } from '../../src/client/auth-probe.ts'
import { hello } from '../../src/client/hello.ts'
import { ClientSession } from '../../src/client/session.ts'
import { decode, encode } from '../../src/protocol/bytes.ts'
import { parseCapabilities } from '../../src/protocol/capabilities.ts'
import { createReply } from '../../src/protocol/reply.ts'
import { parseBase64, writeBase64 } from '../../src/protocol/sasl.ts'
import { talk, type Answer, type Talker } from './talker.ts'

let server: Talker | null = null
let session: ClientSession | null = null

afterEach(async () => {
  session?.close()
  await server?.close()
})

const me = { user: 'bob', password: 'pencil' }
const base64 = (text: string) => writeBase64(encode(text))
const challenge = (text: string) => `334 ${base64(text)}`

/** Come to a server that offers `mechanisms`, and answers as it is told. */
async function meet(mechanisms: string, answers: readonly (readonly [RegExp, Answer])[]) {
  server = await talk('220 x', [[/^EHLO/, mechanisms === '' ? '250 x' : `250-x\r\n250 AUTH ${mechanisms}`], ...answers])
  session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: server.port })
  await session.open()
  await session.reply('greeting')
  await hello(session, 'client.test')
  return session
}

async function logIn(mechanisms: string, answers: readonly (readonly [RegExp, Answer])[], request: AuthRequest) {
  return authenticate(await meet(mechanisms, answers), request)
}

/** What was said, the base64 undone. */
const heard = () =>
  server!.heard
    .slice(1)
    .map((line) => line.replace(/[^ ]+$/, (word) => decode(parseBase64(word) ?? encode(word)).replaceAll('\0', '|')))

const welcome = [/./, '235 welcome'] as const

describe('what is tried', () => {
  const offered = 'LOGIN PLAIN CRAM-MD5 SCRAM-SHA-1 SCRAM-SHA-256 XOAUTH2 NTLM'
  const tried = () => heard().map((line) => line.split(' ')[1])

  it.each(['535 wrong', '535 5.7.8 Authentication credentials invalid', '535 5.7.3 Authentication unsuccessful'])(
    'is the strongest that both have, and nothing else where the password is wrong: %s',
    async (said) => {
      await expect(logIn(offered, [[/^AUTH/, said]], me)).rejects.toMatchObject({
        message:
          `AUTH SCRAM-SHA-256: ${said} (not tried by SCRAM-SHA-1, CRAM-MD5, PLAIN and LOGIN, which the server ` +
          'offers too: a wrong password counts as a guess each time; name one to try it)',
        kind: 'rejected',
      })
      expect(tried()).toEqual(['SCRAM-SHA-256'])
    },
  )

  it.each([
    '504 not today',
    '504 5.5.4 Unrecognized authentication type',
    '534 5.7.9 Authentication mechanism is too weak',
    '538 5.7.11 Encryption required',
    '432 4.7.12 A password transition is needed',
    '454 4.7.0 Temporary authentication failure',
    '535 5.5.4 no',
    '535 5.7.4 Security features not supported',
    '535 5.7.8 Error: authentication failed: Invalid authentication mechanism',
    '535 5.7.8 this authentication method is disabled',
  ])('goes on with the next where it is the mechanism that does not do: %s', async (said) => {
    const answers = [[/^AUTH SCRAM/, said], welcome] as const
    await logIn('PLAIN SCRAM-SHA-256', answers, me)
    expect(tried()).toEqual(['SCRAM-SHA-256', 'PLAIN'])
  })

  it('is a token where the password is wrong, or the other way round: that is another secret', async () => {
    const answers = [[/^AUTH (?:CRAM|PLAIN)/, '535 wrong'], welcome] as const
    await logIn('PLAIN CRAM-MD5 XOAUTH2', answers, { ...me, token: 't' })
    expect(tried()).toEqual(['CRAM-MD5', expect.stringMatching(/^XOAUTH2/)])
  })

  it('is everything that is named, wrong or not: a server may offer what it has no keys for', async () => {
    const answers = [[/^AUTH [^L]/, '535 5.7.8 wrong'], welcome] as const
    await logIn(offered, answers, { ...me, mechanisms: ['SCRAM-SHA-256', 'PLAIN', 'LOGIN'] })
    expect(tried()).toEqual(['SCRAM-SHA-256', 'PLAIN', 'LOGIN'])
  })

  it('is what is named, in that order, with a token or with a password', async () => {
    await logIn('PLAIN LOGIN XOAUTH2', [welcome], { ...me, mechanisms: ['LOGIN', 'PLAIN'] })
    expect(heard()).toEqual(['AUTH LOGIN'])
    await logIn('PLAIN XOAUTH2', [welcome], { user: 'bob', token: 't0ken' })
    expect(heard()).toEqual(['AUTH user=bob\x01auth=Bearer t0ken\x01\x01'.replace('AUTH ', 'AUTH XOAUTH2 ')])
  })

  it.each<[string, string, AuthRequest, string]>([
    ['nothing offered', '', me, 'the server offers no AUTH'],
    ['nothing known', 'NTLM GSSAPI', me, 'the server offers AUTH NTLM GSSAPI only'],
    ['no token', 'XOAUTH2', me, 'AUTH XOAUTH2 needs a token'],
    ['no password', 'PLAIN LOGIN', { user: 'bob', token: 'x' }, 'AUTH PLAIN and LOGIN need a password'],
    ['no TLS', 'SCRAM-SHA-1-PLUS', me, 'AUTH SCRAM-SHA-1-PLUS binds the login to TLS, and there is no TLS here'],
  ])('is nothing: %s', async (_name, offered, request, expected) => {
    const attempt = logIn(offered, [], request)
    await expect(attempt).rejects.toMatchObject({ kind: 'unsupported', message: `cannot log in: ${expected}` })
    expect(server!.heard).toEqual(['EHLO client.test'])
  })

  it('is also what is not offered, where that is asked for', async () => {
    await logIn('', [[/^AUTH PLAIN/, '502 no'], welcome], { ...me, authAnyway: true })
    expect(heard()).toEqual(['AUTH PLAIN |bob|pencil', 'AUTH LOGIN'])
    await logIn('PLAIN', [welcome], { ...me, authAnyway: true, mechanisms: ['CRAM-MD5'] })
    expect(heard()).toEqual(['AUTH CRAM-MD5'])
  })
})

describe('a password that others could read', () => {
  const open = (remote: string | null) => ({ events: [{ kind: 'open', at: 0, local: null, remote }] })
  /** As much of a session as is looked at. */
  const at = (remote: string | null, isEncrypted: boolean) =>
    ({
      isEncrypted,
      transcript: open(remote),
      capabilities: parseCapabilities(createReply(250, null, 'x', 'AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2')),
      channelBindings: () => Promise.resolve([]),
    }) as unknown as ClientSession
  const all = ['CRAM-MD5', 'PLAIN', 'LOGIN', 'XOAUTH2']

  it.each<[string, ClientSession, Partial<AuthRequest>, readonly string[]]>([
    ['far away, in clear', at('192.0.2.1:25', false), {}, ['CRAM-MD5']],
    ['far away, IPv6', at('2001:db8::1:25', false), {}, ['CRAM-MD5']],
    ['far away, encrypted', at('192.0.2.1:25', true), {}, all],
    ['far away, named', at('192.0.2.1:25', false), { mechanisms: ['PLAIN'] }, ['PLAIN']],
    ['far away, named but not allowed', at('192.0.2.1:25', false), { mechanisms: ['PLAIN'], allowInClear: false }, []],
    ['far away, allowed', at('192.0.2.1:25', false), { allowInClear: true }, all],
    ['on this machine', at('127.0.0.1:25', false), {}, all],
    ['on this machine, IPv6', at('::1:25', false), {}, all],
    ['a program', at('./server --stdio', false), {}, all],
    ['a stream', at(null, false), {}, all],
  ])('%s', async (_name, session, request, expected) => {
    expect(await chooseMechanisms(session, { ...me, token: 't', ...request })).toEqual(expected)
  })

  it('is refused in words that say what to do', async () => {
    const session = at('192.0.2.1:25', false)
    const named = { ...me, mechanisms: ['PLAIN' as const], allowInClear: false }
    await expect(authenticate(session, named)).rejects.toThrow(/not encrypted, so that anybody could read the password/)
  })
})

describe('the first response', () => {
  it('goes with AUTH, or waits to be asked for', async () => {
    const plain = [[/^AUTH PLAIN$/, '334 '], welcome] as const
    await logIn('PLAIN', plain, me)
    expect(heard()).toEqual(['AUTH PLAIN |bob|pencil'])
    await logIn('PLAIN', plain, { ...me, initialResponse: false })
    expect(heard()).toEqual(['AUTH PLAIN', '|bob|pencil'])
  })

  it('is "=" where it is empty', async () => {
    await logIn('EXTERNAL', [welcome], { user: '', mechanisms: ['EXTERNAL'] })
    expect(server!.heard[1]).toBe('AUTH EXTERNAL =')
  })

  it('has a line of its own where a command has no room for it', async () => {
    const token = 'x'.repeat(9_000)
    await logIn('XOAUTH2', [[/^AUTH XOAUTH2$/, '334 '], welcome], { user: 'bob', token })
    expect(server!.heard[1]).toBe('AUTH XOAUTH2')
    expect(server!.heard[2]!.length).toBeGreaterThan(12_000)
    // 512 octets with the line end, and no more. RFC 4954 §4
    for (const [length, expected] of [
      [352, 509],
      [353, 'AUTH XOAUTH2'.length],
    ] as const) {
      await logIn('XOAUTH2', [[/^AUTH XOAUTH2$/, '334 '], welcome], { user: '', token: 'x'.repeat(length) })
      expect(server!.heard[1]!.length, String(length)).toBe(expected)
    }
  })
})

describe('a server that is not to be trusted', () => {
  it.each<[string, string, readonly (readonly [RegExp, Answer])[], RegExp]>([
    ['no base64', 'LOGIN', [[/^AUTH/, '334 Username:']], /challenge is no base64: Username:/],
    [
      'asks on',
      'PLAIN',
      [
        [/^AUTH/, challenge('?')],
        [/^[^*]/, challenge('more?')],
      ],
      /asks for more than there is to say/,
    ],
    ['asks on behind *', 'PLAIN', [[/./, challenge('?')]], /asks for more than there is to say/],
    ['no nonce', 'SCRAM-SHA-1', [[/^AUTH/, challenge('r=x,s=c2FsdA==,i=4096')]], /not to be trusted: its nonce/],
    ['lets in at once', 'SCRAM-SHA-1', [[/^AUTH/, '235 hi']], /not to be trusted: it let us in without proving/],
  ])('%s', async (_name, mechanism, answers, expected) => {
    const attempt = logIn(mechanism, [...answers, [/^\*$/, '501 cancelled']], me)
    await expect(attempt).rejects.toMatchObject({
      kind: 'protocol',
      phase: 'auth',
      message: expect.stringMatching(expected) as string,
    })
    if (!/lets in/.test(_name)) expect(server!.heard.at(-1)).toBe('*')
  })

  it('is told apart from one that refuses: its signature is wrong', async () => {
    const reply = (socket: { write(text: string): void }, text: string) => void socket.write(`${text}\r\n`)
    const attempt = logIn(
      'SCRAM-SHA-256 PLAIN',
      [
        [/^AUTH SCRAM/, (socket) => reply(socket, challenge(`r=${/r=(.*)/.exec(heard()[0]!)![1]}x,s=c2FsdA==,i=4096`))],
        [/^\*$/, '501 cancelled'],
        [/^./, challenge('v=AAAA')],
      ],
      { ...me, need: 'if-offered' },
    )
    await expect(attempt).rejects.toThrow(/does not know the password/)
    expect(heard().some((line) => line.startsWith('AUTH PLAIN'))).toBe(false)
  })
})

it('an OAuth error is taken in and explained', async () => {
  const answers = [
    [/^AUTH/, challenge('{"status":"invalid_token","scope":"smtp"}')],
    [/^AQ==$/, '535 5.7.8 no'],
  ] as const
  await expect(logIn('OAUTHBEARER', answers, { user: 'bob', token: 'old' })).rejects.toThrow(
    'AUTH OAUTHBEARER: 535 5.7.8 no (invalid_token: the token is expired, revoked, or not for this server; scope wanted: smtp)',
  )
})

it('no secret is shown in the record', async () => {
  await logIn('LOGIN', [[/^AUTH LOGIN/, challenge('Username:')], [/^Ym9i/, challenge('Password:')], welcome], me)
  const sent = session!.transcript.events.flatMap((event) => (event.kind === 'sent' ? [event] : []))
  expect(sent.filter(({ secret }) => secret).map(({ bytes }) => decode(bytes))).toEqual([
    base64('bob'),
    base64('pencil'),
  ])
})

describe('a challenge that is only read', () => {
  it('of NTLM tells who the server is', async () => {
    const ntlm =
      'TlRMTVNTUAACAAAABgAGADgAAAAFAomih5Y8z9FCAVYAAAAAAAAAAEYARgA+AAAACgB8TwAAAA9EAE8ATQACAAYARABPAE0AAQAEAEUAWAAEABAAZABvAG0ALgB0AGUAcwB0AAMAFgBlAHgALgBkAG8AbQAuAHQAZQBzAHQAAAAAAA=='
    const answers = [
      [/^AUTH NTLM$/, '334 NTLM supported'],
      [/^TlRMTVNTUAAB/, `334 ${ntlm}`],
      [/^\*$/, '501 cancelled'],
    ] as const
    const report = await askChallenge(await meet('NTLM', answers), 'ntlm')
    expect(report).toMatchObject({
      mechanism: 'NTLM',
      ntlm: { target: 'DOM', version: '10.0.20348' },
      reply: { code: 501 },
    })
    expect(report.challenge).toMatch(/^NTLM challenge: target DOM/)
  })

  it('of DIGEST-MD5 tells its realm', async () => {
    const digest = 'realm="example.org",nonce="OA6MG9tEQGm2hh",qop="auth",algorithm=md5-sess,charset=utf-8'
    const answers = [
      [/^AUTH/, challenge(digest)],
      [/^\*$/, '501 cancelled'],
    ] as const
    const report = await askChallenge(await meet('DIGEST-MD5', answers), 'DIGEST-MD5')
    expect(report).toMatchObject({ challenge: digest, ntlm: null, digest: { realms: ['example.org'], qop: ['auth'] } })
  })

  it('may not come', async () => {
    const report = await askChallenge(await meet('', [[/^AUTH/, '504 no']]), 'NTLM')
    expect(report).toMatchObject({ challenge: null, ntlm: null, digest: null, reply: { code: 504 } })
  })
})
