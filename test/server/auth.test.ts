import { X509Certificate } from 'node:crypto'
import { connect as tlsConnect } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { authenticate, mechanisms, type AuthRequest, type Mechanism } from '../../src/client/auth.ts'
import { hello } from '../../src/client/hello.ts'
import { ClientSession } from '../../src/client/session.ts'
import { decode, encode } from '../../src/protocol/bytes.ts'
import { writeReply, type Reply } from '../../src/protocol/reply.ts'
import { writeBase64 } from '../../src/protocol/sasl.ts'
import type { AuthOptions } from '../../src/server/auth.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { cert, key } from './certificate.ts'

let server: MailServer | null = null
let session: ClientSession

afterEach(async () => {
  session.close()
  await server?.close()
  server = null
})

const tls = { key, cert }
const bob = { user: 'bob', password: 'pencil' }
const users = { bob: { password: 'pencil' } }
const say = (reply: Reply) => decode(writeReply(reply)).trimEnd()

/** A conversation up to its hello, or the one after STARTTLS. */
async function meet(
  auth: AuthOptions,
  { isEncrypted = true, ...more }: MailServerOptions & { isEncrypted?: boolean } = {},
) {
  server = await createServer({ hostname: 'mail.example.org', tls, auth, ...more })
  session = new ClientSession({ kind: 'tcp', host: server.host, port: server.port })
  await session.open()
  await session.reply('greeting')
  await hello(session, 'client.example.org')
  if (!isEncrypted) return session
  await session.startTls()
  await hello(session, 'client.example.org')
  return session
}

const logIn = (request: Partial<AuthRequest> = {}) => authenticate(session, { ...bob, ...request })

describe('AUTH with our own client', () => {
  const everything: AuthOptions = {
    users,
    checkToken: (token, user) => (token === 't0ken' ? user : null),
    anonymous: true,
    mechanisms: mechanisms.filter((name) => name !== 'EXTERNAL'),
  }

  it.each<Mechanism>(mechanisms.filter((name) => name !== 'EXTERNAL'))('%s', async (mechanism) => {
    await meet(everything)
    const reply = await logIn({ mechanisms: [mechanism], token: 't0ken' })
    expect(say(reply!)).toBe('235 2.7.0 Authentication successful')
    expect(await session.command('MAIL FROM:<a@b.example> AUTH=bob@mail.example.org')).toMatchObject({ code: 250 })
  })

  it.each<Mechanism>(['SCRAM-SHA-256-PLUS', 'PLAIN', 'LOGIN', 'OAUTHBEARER'])(
    '%s, with the wrong secret',
    async (mechanism) => {
      await meet(everything)
      const attempt = logIn({ mechanisms: [mechanism], password: 'guess', token: 'guess' })
      await expect(attempt).rejects.toMatchObject({ kind: 'rejected', reply: { code: 535, enhanced: [5, 7, 8] } })
      expect(session.state).toBe('ready')
    },
  )

  it('without an initial response', async () => {
    await meet(everything)
    expect((await logIn({ mechanisms: ['PLAIN'], initialResponse: false }))!.code).toBe(235)
  })

  it('takes the strongest, bound to TLS', async () => {
    await meet({ users })
    expect(session.capabilities.get('AUTH')!.params).toEqual([
      ...['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-1', 'PLAIN', 'LOGIN'],
    ])
    expect((await session.channelBindings()).map(({ type }) => type)).toEqual(['tls-exporter', 'tls-server-end-point'])
    await logIn()
    expect(writeTranscript(session.transcript)).toContain('C: AUTH SCRAM-SHA-256-PLUS ‹secret›')
  })

  it('takes a token of 12 kB', async () => {
    const token = 'x'.repeat(9_100)
    await meet({ checkToken: (given, user) => (given === token ? user : null) })
    expect((await logIn({ token, mechanisms: ['XOAUTH2'] }))!.code).toBe(235)
  })

  it('finds out that somebody stands between', async () => {
    // A server's list in which the PLUS mechanisms are missing, though the server has them.
    await meet({ users })
    const capabilities = session.capabilities
    Object.defineProperty(session, 'capabilities', { value: { ...capabilities, mechanisms: ['SCRAM-SHA-256'] } })
    await expect(logIn()).rejects.toMatchObject({ reply: { code: 535 } })
  })
})

describe('the server', () => {
  it('offers nothing in clear, and says what to do', async () => {
    await meet({ users }, { isEncrypted: false })
    expect(session.capabilities.mechanisms).toEqual([])
    expect(say(await session.command('AUTH PLAIN AGJvYgBwZW5jaWw='))).toMatch(/^538 5\.7\.11 /)
    expect(session.state).toBe('ready')
  })

  it('knows no AUTH where nobody may log in', async () => {
    session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: (server = await createServer()).port })
    await session.open()
    await session.reply()
    await hello(session, 'x.example')
    expect((await session.command('AUTH PLAIN')).code).toBe(502)
  })

  it('does not begin in clear where that cannot work', async () => {
    session = new ClientSession({ kind: 'stream', stream: null! })
    await expect(createServer({ auth: { users } })).rejects.toThrow(/without TLS, auth needs allowInClear/)
  })

  it('forgets at STARTTLS who logged in before', async () => {
    await meet({ users, allowInClear: true, required: true }, { isEncrypted: false })
    await logIn()
    await session.startTls()
    await hello(session, 'client.example.org')
    expect((await session.command('MAIL FROM:<a@b.example>')).code).toBe(530)
    expect((await logIn())!.code).toBe(235)
    expect((await session.command('MAIL FROM:<a@b.example>')).code).toBe(250)
    expect(say(await session.command('AUTH PLAIN'))).toMatch(/^503 .*inside a transaction/)
    await session.command('RSET')
    expect(say(await session.command('AUTH PLAIN'))).toBe('503 5.5.1 You have logged in already')
  })

  it('wants a login where it is told to', async () => {
    await meet({ users, required: true })
    for (const line of ['MAIL FROM:<a@b.example>', 'VRFY bob'])
      expect(say(await session.command(line))).toBe('530 5.7.0 Authentication required')
    for (const line of ['NOOP', 'RSET', 'HELP']) expect((await session.command(line)).code).toBeLessThan(300)
  })

  it('lets who has logged in send to anybody, and says in the trace that he had', async () => {
    await meet({ users }, { practice: true, hostname: 'mail.example.org' })
    const mail = ['MAIL FROM:<bob@example.org>', 'RCPT TO:<carol@elsewhere.example>']
    for (const line of mail) await session.command(line)
    expect((await session.command(mail[1]!)).code).toBe(550)
    await session.command('RSET')
    await logIn()
    await session.command('MAIL FROM:<alice@example.test>')
    expect((await session.command('RCPT TO:<carol@elsewhere.example>')).code).toBe(250)
    await session.command('DATA')
    await session.data(encode('Subject: x\r\n\r\nx\r\n'))
    await session.endData()
    expect((await session.reply()).code).toBe(250)
    expect(server!.store.messages[0]!.trace).toMatch(/with ESMTPSA id/)
  })

  it('tells its policy who it is', async () => {
    const seen: (string | null)[] = []
    await meet({ users }, { policy: { mail: (_path, _params, { user }) => (seen.push(user), null) } })
    await session.command('MAIL FROM:<a@b.example>')
    await session.command('RSET')
    await logIn()
    await session.command('MAIL FROM:<a@b.example>')
    expect(seen).toEqual([null, 'bob'])
  })

  it('hangs up on who guesses', async () => {
    await meet({ users, limits: { perConnection: 2, delay: 0 } })
    const guess = 'AUTH PLAIN AGJvYgBndWVzcw=='
    expect((await session.command(guess)).code).toBe(535)
    expect(say(await session.command(guess))).toBe('421 4.7.0 Too many failed logins, closing')
    await expect(session.command('NOOP')).rejects.toMatchObject({ kind: 'connection' })
  })

  it('takes an exchange that makes no sense for what it is', async () => {
    await meet({ users, mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5'] })
    for (const [lines, expected] of [
      [['AUTH'], '501 5.5.4 Syntax: AUTH mechanism [initial-response]'],
      [['AUTH NTLM'], '504 5.5.4 Unrecognized authentication type: there are CRAM-MD5, PLAIN, LOGIN'],
      [['AUTH PLAIN ???'], '501 5.5.2 Cannot decode this as base64'],
      [['AUTH LOGIN', 'NOOP !'], '501 5.5.2 Cannot decode this as base64'],
      [['AUTH LOGIN', '*'], '501 5.7.0 Authentication cancelled'],
      [['AUTH LOGIN', 'x'.repeat(12_288)], '500 5.5.6 Authentication response too long'],
      [['AUTH LOGIN', 'x'.repeat(20_000)], '500 5.5.6 Authentication response too long'],
      [['AUTH LOGIN Ym9i', writeBase64(encode('pencil'))], '235 2.7.0 Authentication successful'],
    ] as const) {
      let reply: Reply | null = null
      for (const line of lines) reply = await session.command(line)
      expect(say(reply!), lines[0]).toBe(expected)
      expect(session.state).toBe('ready')
    }
  })

  it('keeps secrets out of its record', async () => {
    await meet({ users, mechanisms: ['LOGIN', 'PLAIN'] })
    await expect(logIn({ mechanisms: ['LOGIN', 'PLAIN'], password: 'sesame' })).rejects.toThrow()
    await session.quit()
    const record = writeTranscript(server!.sessions[0]!.transcript)
    for (const secret of ['sesame', 'bob\0'])
      expect(record).not.toContain(writeBase64(encode(secret)).replace(/=*$/, ''))
    expect(record).toContain('C: ‹secret›')
    await server!.close()
  })
})

describe('EXTERNAL', () => {
  it('goes by the certificate of the client', async () => {
    const fingerprint = new X509Certificate(cert).fingerprint256
    const auth: AuthOptions = { checkCertificate: (found) => (found.fingerprint === fingerprint ? 'bob' : null) }
    const asked: (string | null)[] = []
    const checked: AuthOptions = {
      checkCertificate: (found, facts) => {
        asked.push(found.distrust)
        return auth.checkCertificate!(found, facts)
      },
    }
    for (const [ca, distrust] of [
      [undefined, /self.signed/i],
      [cert, /^null$/],
    ] as const) {
      server = await createServer({
        listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }],
        tls: { ...tls, ...(ca && { ca }) },
        auth: checked,
      })
      const socket = tlsConnect({ host: '127.0.0.1', port: server.port, key, cert, rejectUnauthorized: false })
      session = new ClientSession({ kind: 'stream', stream: socket })
      await session.open()
      await session.reply()
      await hello(session, 'client.example.org')
      expect(session.capabilities.mechanisms).toEqual(['EXTERNAL'])
      expect((await logIn({ user: '', mechanisms: ['EXTERNAL'] }))!.code).toBe(235)
      expect(String(asked.at(-1))).toMatch(distrust)
      session.close()
      await server.close()
    }
  })

  it('is not offered to who has none', async () => {
    await meet({ checkCertificate: () => 'bob', users })
    expect(session.capabilities.mechanisms).not.toContain('EXTERNAL')
    expect((await session.command('AUTH EXTERNAL =')).code).toBe(504)
  })
})
