import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode, fromLatin1 } from '../../../src/protocol/bytes.ts'
import { readDigestChallenge } from '../../../src/protocol/sasl/digest-md5.ts'
import { ntlmNegotiate, readNtlmChallenge } from '../../../src/protocol/sasl/ntlm.ts'
import { describeOAuthError, oauthBearer, xoauth2 } from '../../../src/protocol/sasl/oauth.ts'
import { anonymous, cramMd5, external, login, plain } from '../../../src/protocol/sasl/password.ts'
import type { SaslServer } from '../../../src/protocol/sasl/server.ts'
import {
  anonymousServer,
  cramMd5Server,
  externalServer,
  loginServer,
  oauthBearerServer,
  plainServer,
  xoauth2Server,
} from '../../../src/protocol/sasl/simple-server.ts'
import { parseBase64, readChallenge, writeBase64, type SaslClient } from '../../../src/protocol/sasl.ts'
import { hmacMd5 } from '../../../src/wire/hashing.ts'
import { prepare } from '../../../src/wire/saslprep.ts'

describe('PLAIN', () => {
  it.each([
    [{ user: 'tim', password: 'tanstaaftanstaaf' }, '\0tim\0tanstaaftanstaaf'],
    [{ user: 'Kurt', password: 'xipj3plmq', authorizationId: 'Ursel' }, 'Ursel\0Kurt\0xipj3plmq'],
  ])('%o, as RFC 4616 §4 has it', (credentials, message) => {
    expect(text(plain(credentials).initial)).toBe(message)
    expect(plainServer().respond(encode(message))).toEqual({
      kind: 'claim',
      claim: { kind: 'password', authorizationId: '', ...credentials },
    })
  })

  it('says itself once more where it is asked for, and no more', () => {
    const client = plain({ user: 'u', password: 'p' })
    expect(client.respond(encode(''))).toEqual(client.initial)
    expect(client.respond(encode(''))).toBeNull()
  })

  it('does not take a NUL for a part of a name', () => {
    expect(() => plain({ user: 'a\0b', password: 'p' })).toThrow(/octet 00/)
  })

  it.each(['', 'a', '\0\0', 'a\0b', '\0user\0', '\0\0password', '\0a\0b\0c'])('%j is none', (wrong) => {
    expect(plainServer().respond(encode(wrong)).kind).toBe('malformed')
  })
})

it('LOGIN says the name, then the password, whatever the server asks', () => {
  const client = login({ user: 'tim', password: 'secret' })
  const server = loginServer()
  expect(text(server.first)).toBe('Username:')
  const step = server.respond(client.respond(encode('Benutzer?'))!)
  expect(step.kind === 'challenge' && text(step.challenge)).toBe('Password:')
  expect(server.respond(client.respond(encode('?'))!)).toMatchObject({
    claim: { kind: 'password', user: 'tim', password: 'secret' },
  })
  expect(client.respond(encode('?'))).toBeNull()
  expect(loginServer().respond(encode('')).kind).toBe('malformed')
})

describe('CRAM-MD5', () => {
  const challenge = '<1896.697170952@postoffice.reston.mci.net>'

  it('is the example of RFC 2195 §2', () => {
    const client = cramMd5({ user: 'tim', password: 'tanstaaftanstaaf' }, hmacMd5)
    expect(text(client.respond(encode(challenge)))).toBe('tim b913a602c7eda7a495b4e6e7334d3890')
    expect(client.respond(encode(challenge))).toBeNull()
  })

  it('is judged by who has the password', () => {
    const step = cramMd5Server(challenge, hmacMd5).respond(encode('a b B913A602C7EDA7A495B4E6E7334D3890'))
    if (step.kind !== 'claim' || step.claim.kind !== 'digest') return expect.fail(step.kind)
    expect(step.claim.user).toBe('a b')
    expect(step.claim.fits('tanstaaftanstaaf')).toBe(true)
    expect(step.claim.fits('tanstaaf')).toBe(false)
    for (const wrong of ['', 'tim', 'tim b913', ' b913a602c7eda7a495b4e6e7334d3890'])
      expect(cramMd5Server(challenge, hmacMd5).respond(encode(wrong)).kind).toBe('malformed')
  })
})

describe('OAUTHBEARER', () => {
  const token = 'vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=='
  const credentials = { user: 'user@example.com', token }

  it('is the example of RFC 7628 §4', () => {
    const client = oauthBearer(credentials, { host: 'server.example.com', port: 143 })
    expect(writeBase64(client.initial!)).toBe(
      'bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk' +
        '52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB',
    )
    expect(oauthBearerServer().respond(client.initial!)).toMatchObject({ claim: { kind: 'token', ...credentials } })
  })

  it('takes an error in, and says why it did not work', () => {
    const client = oauthBearer(credentials)
    expect(client.respond(encode('{"status":"invalid_token","scope":"smtp"}'))).toEqual(Uint8Array.of(1))
    expect(client.respond(encode(''))).toBeNull()
    expect(client.remark!(false)).toEqual({
      by: 'server',
      text: 'invalid_token: the token is expired, revoked, or not for this server; scope wanted: smtp',
    })
    expect(client.remark!(true)).toBeNull()
  })

  it.each([
    '',
    'n,,',
    'n,,\x01\x01',
    'p=x,,\x01auth=Bearer t\x01\x01',
    'n,,\x01auth=Basic t\x01\x01',
    'n,,auth=Bearer t\x01\x01',
  ])('%j is none', (wrong) => expect(oauthBearerServer().respond(encode(wrong)).kind).toBe('malformed'))
})

describe('XOAUTH2', () => {
  it('has the form that Google and Microsoft take', () => {
    const client = xoauth2({ user: 'someuser@example.com', token: 'ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg' })
    expect(writeBase64(client.initial!)).toBe(
      'dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==',
    )
    expect(xoauth2Server().respond(client.initial!)).toMatchObject({
      claim: { kind: 'token', user: 'someuser@example.com', token: 'ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg' },
    })
    expect(xoauth2Server().respond(encode('user=x\x01\x01')).kind).toBe('malformed')
  })

  it('answers an error with nothing', () => {
    const client = xoauth2({ user: 'u', token: 't' })
    expect(client.respond(encode(''))).toEqual(client.initial)
    expect(text(client.respond(encode('{"status":"401","schemes":"bearer"}')))).toBe('')
    expect(client.remark!(false)?.text).toBe(
      'status 401: the token is expired, revoked, or not for this server; schemes taken: bearer',
    )
  })

  it('does not take a control character for a part of a token', () => {
    expect(() => xoauth2({ user: 'u', token: 'a\x01b' })).toThrow(/octet 01/)
  })

  it.each([
    ['', 'the token was refused'],
    ['no json', 'no json'],
    ['{}', '{}'],
    ['[1]', '[1]'],
    ['{"status":418}', 'status 418'],
  ])('an error of %j', (json, expected) => expect(describeOAuthError(json)).toBe(expected))
})

it('EXTERNAL and ANONYMOUS say who one is, or nothing', () => {
  expect(text(external().initial)).toBe('')
  expect(text(external('tim').initial)).toBe('tim')
  expect(externalServer().respond(encode(''))).toEqual({
    kind: 'claim',
    claim: { kind: 'external', authorizationId: '' },
  })
  expect(externalServer().respond(encode('a\0')).kind).toBe('malformed')
  // RFC 4505 §4
  expect(writeBase64(anonymous('sirhc').initial!)).toBe('c2lyaGM=')
  expect(anonymousServer().respond(encode('sirhc'))).toMatchObject({ claim: { kind: 'anonymous', trace: 'sirhc' } })
  expect(anonymousServer().respond(encode('x'.repeat(256))).kind).toBe('malformed')
})

const servers: readonly (() => SaslServer)[] = [
  plainServer,
  loginServer,
  () => cramMd5Server('<x>', hmacMd5),
  oauthBearerServer,
  xoauth2Server,
  externalServer,
  anonymousServer,
]

it('no server throws, whatever comes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ size: 'medium' }), (octets) => {
      for (const create of servers) create().respond(octets)
      for (const create of servers)
        expect(create().respond(Uint8Array.of(0xff, 0xfe))).toMatchObject({ kind: 'malformed' })
    }),
  )
})

it('no client answers for ever', () => {
  const clients: readonly SaslClient[] = [
    plain({ user: 'u', password: 'p' }),
    login({ user: 'u', password: 'p' }),
    cramMd5({ user: 'u', password: 'p' }, hmacMd5),
    oauthBearer({ user: 'u', token: 't' }),
    xoauth2({ user: 'u', token: 't' }),
    external(),
    anonymous(),
  ]
  for (const client of clients) {
    const answers = Array.from({ length: 5 }, () => client.respond(encode('')))
    expect(answers.at(-1), client.mechanism).toBeNull()
  }
})

describe('NTLM', () => {
  /** As Exchange sends it. */
  const challenge =
    'TlRMTVNTUAACAAAABgAGADgAAAAFAomih5Y8z9FCAVYAAAAAAAAAAEYARgA+AAAACgB8TwAAAA9EAE8ATQACAAYARABPAE0AAQAEAEUAWAAEABAAZABvAG0ALgB0AGUAcwB0AAMAFgBlAHgALgBkAG8AbQAuAHQAZQBzAHQAAAAAAA=='

  it('is read, and not spoken', () => {
    expect(readNtlmChallenge(parseBase64(challenge)!)).toMatchObject({
      target: 'DOM',
      version: '10.0.20348',
      names: [
        ['NetBIOS domain', 'DOM'],
        ['NetBIOS computer', 'EX'],
        ['DNS domain', 'dom.test'],
        ['DNS computer', 'ex.dom.test'],
      ],
    })
    expect(readChallenge(challenge)).toBe(
      'NTLM challenge: target DOM, NetBIOS domain DOM, NetBIOS computer EX, DNS domain dom.test, ' +
        'DNS computer ex.dom.test, Windows 10.0.20348',
    )
    expect(ntlmNegotiate).toHaveLength(40)
  })

  it('is taken apart without harm, whatever the offsets say', () => {
    const start = fromLatin1('NTLMSSP\0\x02\0\0\0')
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 80 }), (rest) => {
        readNtlmChallenge(Uint8Array.from([...start, ...rest]))
      }),
    )
    expect(readNtlmChallenge(encode('Username:'))).toBeNull()
    expect(readNtlmChallenge(ntlmNegotiate)).toBeNull()
  })
})

it('DIGEST-MD5 is read, and not spoken', () => {
  const challenge =
    'realm="elwood.innosoft.com",nonce="OA6MG9tEQGm2hh",qop="auth,auth-int",algorithm=md5-sess,charset=utf-8'
  expect(readDigestChallenge(challenge)).toMatchObject({ realms: ['elwood.innosoft.com'], qop: ['auth', 'auth-int'] })
  expect(readDigestChallenge('Username:')).toBeNull()
  expect(readChallenge(writeBase64(encode(challenge)))).toBe(challenge)
})

it.each([
  ['I\u00adX', 'IX'],
  ['user', 'user'],
  ['USER', 'USER'],
  ['\u00aa', 'a'],
  ['\u2168', 'IX'],
  ['a\u00a0b', 'a b'],
  // What RFC 4013 §3 forbids, and what is younger than it, is taken as it is.
  ['\u0007', '\u0007'],
  ['\u06271', '\u06271'],
  ['p\u{1f600}w', 'p\u{1f600}w'],
])('SASLprep makes %j into %j', async (given, expected) => expect(await prepare(given)).toBe(expected))

function text(bytes: Uint8Array | null): string | null {
  return bytes && decode(bytes)
}
