import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../src/protocol/bytes.ts'
import { isPositive, writeReply, type Reply } from '../../src/protocol/reply.ts'
import { parseBase64, writeBase64, type SaslClient } from '../../src/protocol/sasl.ts'
import { oauthBearer, xoauth2 } from '../../src/protocol/sasl/oauth.ts'
import { anonymous, cramMd5, external, login, plain } from '../../src/protocol/sasl/password.ts'
import { scram, type ChannelBinding } from '../../src/protocol/sasl/scram-client.ts'
import { Authenticator, type AuthConnection, type AuthOptions } from '../../src/server/auth.ts'
import { SessionLogin } from '../../src/server/auth-exchange.ts'
import { HangUp, type SessionFacts } from '../../src/server/policy.ts'
import { hashForScram, hashPassword } from '../../src/server/passwords.ts'
import { systemClock } from '../../src/wire/clock.ts'
import { hmacMd5, scramHash } from '../../src/wire/hashing.ts'

const session: SessionFacts = {
  id: 'x',
  clientAddress: '192.0.2.1',
  clientPort: 1,
  helo: 'client.test',
  isExtended: true,
  isEncrypted: true,
  user: null,
}
const secure: AuthConnection = { session, bindings: [], certificate: null }
const inClear = { ...secure, session: { ...session, isEncrypted: false } }
const me = { user: 'bob', password: 'pencil' }
const hashed =
  '$scrypt$ln=10,r=8,p=16$TmFDbA$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA'
const users = { bob: { password: 'pencil' } }

function authenticator(options: AuthOptions, canEncrypt = true) {
  const pause = () => Promise.resolve()
  return new Authenticator(options, { hostname: 'mail.test', clock: systemClock, canEncrypt, pause })
}

function begin(options: AuthOptions) {
  const server = authenticator(options)
  return { server, session: new SessionLogin(server) }
}

/** Hold the exchange, as a client does. */
async function logIn(session: SessionLogin, sasl: SaslClient, connection = secure): Promise<Reply> {
  const initial = sasl.initial && (writeBase64(sasl.initial) || '=')
  let reply = await session.begin(sasl.mechanism, initial, connection)
  while (reply.code === 334) {
    const response = sasl.respond(parseBase64(reply.lines[0]!.text)!)
    reply = await session.respond(encode(response ? writeBase64(response) : '*'))
  }
  expect(sasl.remark?.(isPositive(reply)) ?? null).toSatisfy((remark: unknown) => remark === null || !isPositive(reply))
  return reply
}

const say = (reply: Reply) => decode(writeReply(reply)).trimEnd()
const scramOf = (
  credentials: typeof me,
  binding: ChannelBinding | null = null,
  hash: 'SHA-1' | 'SHA-256' = 'SHA-256',
) => scram(credentials, { hash: scramHash(hash), nonce: 'x', binding })
const exporter: ChannelBinding = { type: 'tls-exporter', data: encode('bound') }

describe('what is offered', () => {
  it.each<[string, AuthOptions, AuthConnection, string]>([
    ['passwords in clear', { users }, secure, 'SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN'],
    [
      'TLS that can be bound',
      { users },
      { ...secure, bindings: [exporter] },
      'SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 PLAIN LOGIN',
    ],
    ['no TLS', { users }, inClear, ''],
    ['no TLS, allowed', { users, allowInClear: true }, inClear, 'SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN'],
    ['one user without SCRAM', { users: { ...users, al: hashed } }, secure, 'PLAIN LOGIN'],
    ['named', { users, mechanisms: ['LOGIN', 'CRAM-MD5'] }, secure, 'CRAM-MD5 LOGIN'],
    ['tokens', { checkToken: () => null }, secure, 'OAUTHBEARER XOAUTH2'],
    ['anything', { acceptAny: true }, inClear, 'OAUTHBEARER XOAUTH2 CRAM-MD5 PLAIN LOGIN'],
    [
      'certificates, without one',
      { users, checkCertificate: () => null },
      secure,
      'SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN',
    ],
    ['nobody', { anonymous: true }, secure, 'ANONYMOUS'],
  ])('%s', (_name, options, connection, expected) => {
    expect(authenticator(options).mechanisms(connection).join(' ')).toBe(expected)
  })

  it.each<[AuthOptions, RegExp]>([
    [{ users: { bob: 'pencil' } }, /user bob is no hash/],
    [{ users: { al: hashed }, mechanisms: ['CRAM-MD5'] }, /CRAM-MD5 cannot be offered: it needs the passwords/],
    [{ users, mechanisms: ['NTLM'] }, /NTLM cannot be offered: there are SCRAM/],
    [{ users, mechanisms: ['EXTERNAL'] }, /checkCertificate/],
  ])('%o is told to be wrong', (options, expected) => expect(() => authenticator(options)).toThrow(expected))

  it.each<[AuthOptions, string]>([
    [{ users }, 'SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN'],
    [{ users, checkCertificate: () => null }, 'SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN'],
  ])('needs TLS for what rests on TLS: %o', (options, expected) => {
    const server = authenticator({ ...options, allowInClear: true }, false)
    expect(server.possibleMechanisms.join(' ')).toBe(expected)
    expect(server.possibleMechanisms).toEqual(server.mechanisms(inClear))
    const named = { ...options, allowInClear: true, mechanisms: ['SCRAM-SHA-256-PLUS', 'PLAIN'] }
    expect(() => authenticator(named, false)).toThrow('SCRAM-SHA-256-PLUS cannot be offered: it needs TLS')
    expect(authenticator(named).possibleMechanisms).toEqual(['SCRAM-SHA-256-PLUS', 'PLAIN'])
  })

  it('is nothing where nobody could log in', () => {
    expect(() => authenticator({ users }, false)).toThrow(/allowInClear/)
    expect(() => authenticator({ acceptAny: true }, false)).not.toThrow()
  })
})

describe('who logs in', () => {
  it('by every mechanism that needs a password', async () => {
    for (const sasl of [plain(me), login(me), cramMd5(me, hmacMd5), scramOf(me), scramOf(me, null, 'SHA-1')]) {
      const { session } = begin({ users, mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256'] })
      expect(say(await logIn(session, sasl)), sasl.mechanism).toBe('235 2.7.0 Authentication successful')
      expect(session.user).toBe('bob')
    }
  })

  it('by what is kept in place of a password', async () => {
    const kept = { bob: [await hashPassword('pencil'), await hashForScram('pencil')] }
    for (const sasl of [plain(me), login(me), scramOf(me)])
      expect((await logIn(begin({ users: kept }).session, sasl)).code).toBe(235)
    for (const sasl of [plain({ ...me, password: 'pen' }), scramOf({ ...me, password: 'pen' })])
      expect((await logIn(begin({ users: kept }).session, sasl)).code).toBe(535)
  })

  it('bound to TLS', async () => {
    const bound = { ...secure, bindings: [exporter] }
    expect((await logIn(begin({ users }).session, scramOf(me, exporter), bound)).code).toBe(235)
    const other = { ...exporter, data: encode('other') }
    expect((await logIn(begin({ users }).session, scramOf(me, other), bound)).code).toBe(535)
  })

  it('by a token', async () => {
    const options: AuthOptions = { checkToken: (token, user) => (token === 'good' ? user || 'bob' : null) }
    for (const create of [oauthBearer, xoauth2]) {
      const { session } = begin(options)
      expect((await logIn(session, create({ user: 'al', token: 'good' }))).code).toBe(235)
      expect(session.user).toBe('al')
      const wrong = create({ user: 'al', token: 'bad' })
      expect((await logIn(begin(options).session, wrong)).code).toBe(535)
      expect(wrong.remark!(false)?.text).toMatch(/expired, revoked/)
    }
  })

  it('by a certificate', async () => {
    const certificate = {
      subject: 'CN=bob',
      issuer: 'CN=ca',
      names: [],
      validFrom: '',
      validTo: '',
      fingerprint: 'AB',
      distrust: null,
    }
    const options: AuthOptions = { checkCertificate: ({ fingerprint }) => (fingerprint === 'AB' ? 'bob' : null) }
    const { session, server } = begin(options)
    const withOne = { ...secure, certificate }
    expect(server.mechanisms(withOne)).toEqual(['EXTERNAL'])
    expect((await logIn(session, external(), withOne)).code).toBe(235)
    expect(session.user).toBe('bob')
    expect((await logIn(begin(options).session, external('al'), withOne)).code).toBe(535)
    expect(
      (
        await logIn(begin(options).session, external(), {
          ...withOne,
          certificate: { ...certificate, fingerprint: 'C' },
        })
      ).code,
    ).toBe(535)
  })

  it('anonymously, or with anything', async () => {
    expect((await logIn(begin({ anonymous: true }).session, anonymous('trace'))).code).toBe(235)
    const { session } = begin({ acceptAny: true })
    expect((await logIn(session, cramMd5(me, hmacMd5), inClear)).code).toBe(235)
  })

  it('on behalf of others where that is allowed', async () => {
    const forAl = plain({ ...me, authorizationId: 'al' })
    expect((await logIn(begin({ users }).session, forAl)).code).toBe(535)
    const { session } = begin({ users, mayActAs: (user, other) => user === 'bob' && other === 'al' })
    expect((await logIn(session, plain({ ...me, authorizationId: 'al' }))).code).toBe(235)
    expect(session.user).toBe('al')
  })

  it('in whatever form the name is typed', async () => {
    const { session } = begin({ users: { 'andr\u00e9': { password: 'x' } } })
    expect((await logIn(session, plain({ user: 'andre\u0301', password: 'x' }))).code).toBe(235)
  })
})

describe('who does not', () => {
  const strangers = [
    plain({ user: 'nobody', password: 'x' }),
    login({ ...me, password: 'x' }),
    scramOf({ user: 'nobody', password: 'x' }),
  ]
  it.each(strangers)('$mechanism', async (sasl) => {
    const { session } = begin({ users })
    expect(say(await logIn(session, sasl))).toBe('535 5.7.8 Authentication credentials invalid')
    expect(session.user).toBeNull()
  })

  it.each<[string, AuthOptions, string, string | null, AuthConnection, string]>([
    ['no TLS', { users }, 'PLAIN', null, inClear, '538 5.7.11 Encryption required'],
    ['unknown', { users }, 'NTLM', null, secure, '504 5.5.4 Unrecognized authentication type: there are SCRAM-SHA-256'],
    [
      'too weak',
      { users, mechanisms: ['SCRAM-SHA-256'] },
      'PLAIN',
      null,
      secure,
      '534 5.7.9 Authentication mechanism is too weak',
    ],
    ['not bound', { users }, 'SCRAM-SHA-256-PLUS', null, secure, '504'],
    ['no base64', { users }, 'PLAIN', '!', secure, '501 5.5.2 Cannot decode this as base64'],
    ['no message', { users }, 'PLAIN', 'YQ==', secure, '501 5.5.2 Expected authorization identity NUL user NUL'],
    ['nothing', { users }, 'PLAIN', '=', secure, '501 5.5.2'],
    ['too early', { acceptAny: true }, 'CRAM-MD5', 'YQ==', secure, '501 5.5.4 CRAM-MD5 begins with a challenge'],
  ])('%s', async (_name, options, mechanism, initial, connection, expected) => {
    const { session } = begin(options)
    expect(say(await session.begin(mechanism, initial, connection))).toMatch(new RegExp(`^${expected}`))
    expect(session.user).toBeNull()
  })

  it('cancels, or says something else than base64, or too much', async () => {
    for (const [line, expected] of [
      ['*', '501 5.7.0 Authentication cancelled'],
      ['=?', '501 5.5.2 Cannot decode this as base64'],
      ['A'.repeat(12_287), '500 5.5.6 Authentication response too long'],
    ] as const) {
      const { session } = begin({ users })
      expect(say(await session.begin('LOGIN', null, secure))).toBe('334 VXNlcm5hbWU6')
      expect(say(await session.respond(encode(line)))).toBe(expected)
      expect((await logIn(session, plain(me))).code).toBe(235)
    }
  })

  it('logs in twice', async () => {
    const { session } = begin({ users })
    await logIn(session, plain(me))
    expect(say(await logIn(session, plain(me)))).toBe('503 5.5.1 You have logged in already')
    session.forget()
    expect(session.user).toBeNull()
  })

  it('hears that it is not his fault', async () => {
    const { session } = begin({ checkPassword: () => Promise.reject(new Error('the directory is down')) })
    expect(say(await logIn(session, plain(me)))).toMatch(/^454 4\.7\.0/)
  })

  it('guesses for long', async () => {
    const { session, server } = begin({ users, limits: { perConnection: 3, perAddress: 4 } })
    const guess = () => logIn(session, plain({ ...me, password: 'guess' }))
    expect([(await guess()).code, (await guess()).code]).toEqual([535, 535])
    await expect(guess()).rejects.toSatisfy((error: HangUp) => error.reply?.code === 421)
    const again = new SessionLogin(server)
    expect((await logIn(again, plain({ ...me, password: 'guess' }))).code).toBe(535)
    expect(say(await logIn(again, plain(me)))).toBe(
      '454 4.7.0 Too many failed logins from your address, try again later',
    )
    expect(
      (await logIn(again, plain(me), { ...secure, session: { ...secure.session, clientAddress: '192.0.2.2' } })).code,
    ).toBe(235)
  })

  it('guesses tokens for free by giving up in time', async () => {
    const { session } = begin({ checkToken: () => null, limits: { perConnection: 2 } })
    const guess = async () => {
      await session.begin('XOAUTH2', writeBase64(xoauth2({ user: 'a', token: 'b' }).initial!), secure)
      return session.respond(encode('*'))
    }
    expect((await guess()).code).toBe(535)
    await expect(guess()).rejects.toBeInstanceOf(HangUp)
  })
})
