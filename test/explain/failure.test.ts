import { describe, expect, it } from 'vitest'
import { distrusts, unknownDistrust } from '../../src/explain/data/certificates.ts'
import { failures, unknownFailure } from '../../src/explain/data/failures.ts'
import { explainDistrust, explainFailure } from '../../src/explain/failure.ts'
import type { FailedEvent } from '../../src/transcript/event.ts'

type Case = [phase: FailedEvent['phase'], code: string, message: string, title: string, fault: string]

const cases: readonly Case[] = [
  ['resolve', 'ENOTFOUND', 'getaddrinfo ENOTFOUND mx.b.test', 'Host name not found', 'you'],
  ['resolve', 'ENODATA', 'mx.b.test has no address', 'Host name not found', 'you'],
  ['resolve', 'EAI_AGAIN', 'getaddrinfo EAI_AGAIN mx.b.test', 'The DNS does not answer', 'network'],
  ['resolve', 'ETIMEDOUT', 'the name look-up took longer than 15 s', 'The DNS does not answer', 'network'],
  ['resolve', 'NXDOMAIN', 'the DNS says that b.test does not exist', 'No such domain', 'you'],
  ['resolve', 'NULL_MX', 'b.test takes no mail', 'The domain takes no mail', 'you'],
  ['resolve', 'NO_USABLE_MX', '', 'No mail host can be reached by its name', 'their server'],
  ['resolve', 'CNAME_LOOP', '', 'Aliases without an end', 'their server'],
  ['resolve', 'EBADNAME', '', 'Not a name that the DNS can hold', 'you'],
  ['resolve', 'EREFUSED', '', 'The DNS server refuses to answer', 'you'],
  ['resolve', 'DNS_UNREACHABLE', '', 'No DNS server can be reached', 'you'],
  ['resolve', 'DNS_REFERRAL', '', 'The DNS server gives no proper answer', 'network'],
  ['resolve', 'EXYZ', '', 'The host name could not be looked up', 'network'],
  ['connect', 'ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:25', 'Connection refused', 'you'],
  ['connect', 'ETIMEDOUT', 'connecting took longer than 15 s', 'No answer from the host', 'network'],
  ['connect', 'EHOSTUNREACH', '', 'Host unreachable', 'network'],
  ['connect', 'ENETUNREACH', '', 'Network unreachable', 'network'],
  ['connect', 'EACCES', '', 'This machine does not allow the connection', 'you'],
  ['connect', 'EADDRNOTAVAIL', '', 'The local address is not there', 'you'],
  ['connect', 'ENOENT', '', 'No such socket', 'you'],
  ['connect', 'ECONNRESET', '', 'The connection was broken off', 'their server'],
  [
    'tls',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'error:0A00010B:SSL routines::wrong version number',
    'No TLS on this port',
    'you',
  ],
  [
    'tls',
    'EPROTO',
    'write EPROTO 00:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:',
    'No TLS on this port',
    'you',
  ],
  [
    'tls',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    'tlsv1 alert protocol version',
    'No common TLS version',
    'their server',
  ],
  ['tls', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'unsupported protocol', 'No common TLS version', 'their server'],
  [
    'tls',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'sslv3 alert handshake failure',
    'TLS handshake failed',
    'their server',
  ],
  ['tls', 'ERR_SSL_DH_KEY_TOO_SMALL', 'dh key too small', 'The keys of the server are too weak', 'their server'],
  ['tls', 'ETIMEDOUT', 'the TLS handshake took longer than 15 s', 'No answer to the TLS handshake', 'their server'],
  ['tls', 'ECONNRESET', 'read ECONNRESET', 'Hung up during the TLS handshake', 'their server'],
  [
    'tls',
    '',
    'the other end closed the connection during the TLS handshake',
    'Hung up during the TLS handshake',
    'their server',
  ],
  ['tls', 'ERR_SSL_SOMETHING', 'something', 'TLS handshake failed', 'their server'],
  ['conversation', 'ECONNRESET', 'read ECONNRESET', 'The connection was broken off', 'their server'],
  ['conversation', 'EPIPE', 'write EPIPE', 'The connection was broken off', 'their server'],
  ['conversation', 'ETIMEDOUT', 'writing took longer than 60 s', 'The server fell silent', 'their server'],
  ['conversation', 'EWHATEVER', 'what', 'The connection failed', 'network'],
  ['tls', 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'tlsv1 unrecognized name', 'The server does not know this name', 'you'],
  [
    'tls',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    'tlsv1 alert unknown ca',
    'The other side does not know who issued the certificate',
    'you',
  ],
  [
    'tls',
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'tlsv13 alert certificate required',
    'The server wants a certificate from the client',
    'you',
  ],
  [
    'tls',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
    'sslv3 alert bad certificate',
    'A certificate was not accepted',
    'their server',
  ],
  ['connect', 'ENETDOWN', '', 'No network', 'network'],
  ['connect', 'EADDRINUSE', '', 'The local port is in use', 'you'],
  ['connect', 'EMFILE', '', 'This machine is out of resources', 'you'],
  ['connect', 'ERR_SOCKET_BAD_PORT', '', 'Not a valid address or port', 'you'],
]

describe('explainFailure', () => {
  it.each(cases)('%s %s %s: %s', (phase, code, message, title, fault) => {
    const explanation = explainFailure({ phase, code, message })
    expect(explanation).toMatchObject({ title, fault, code: null, enhanced: null, provider: null })
    if (message !== '') expect(explanation.notes[0]).toContain(message)
    expect(explanation.references.length).toBeGreaterThan(0)
  })

  it('says what is the matter with a plain port', () => {
    const { meaning } = explainFailure({ phase: 'tls', code: '', message: 'wrong version number' })
    expect(meaning).toMatch(/^This port speaks plain text, not TLS/)
  })
})

it('says of a certificate that was to be believed what is the matter with it', () => {
  const event = { phase: 'tls', code: 'CERT_HAS_EXPIRED', message: 'the certificate was not believed' } as const
  expect(explainFailure(event).title).toBe('The certificate has expired')
})

describe('explainDistrust', () => {
  const certificate = {
    subject: 'CN=mx.b.test',
    issuer: 'CN=Some CA',
    names: ['DNS:mx.b.test', 'DNS:b.test'],
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2026-04-01T00:00:00.000Z',
    fingerprint: 'AA:BB',
  }
  const distrusted = (distrust: string | null) => explainDistrust({ distrust, certificate, servername: 'mail.b.test' })

  it('tells an incomplete chain from an authority that nobody knows, as far as that can be told', () => {
    const middle = { ...certificate, subject: 'CN=Some CA', issuer: 'CN=Some Root' }
    const alone = { distrust: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', servername: null }
    const cases = [
      [
        { ...alone, certificate: { ...certificate, issuerUrl: 'http://ca.test/ca.der' } },
        'The chain of certificates is incomplete',
      ],
      [{ ...alone, certificate }, 'The issuer of the certificate is not known here'],
      [
        { ...alone, distrust: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', certificate, chain: [middle] },
        'The certificate comes from an authority that nobody knows',
      ],
    ] as const
    for (const [tls, title] of cases) {
      expect(explainDistrust(tls)).toMatchObject({ title, confidence: 'likely' })
      expect(explainFailure({ phase: 'tls', code: tls.distrust, message: '' }, tls).title).toBe(title)
    }
  })

  it.each([
    ['CERT_HAS_EXPIRED', 'The certificate has expired'],
    ['certificate has expired', 'The certificate has expired'],
    ['CERT_NOT_YET_VALID', 'The certificate is not valid yet'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'The certificate is self-signed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'The certificate comes from an authority that nobody knows'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'The issuer of the certificate is not known here'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'The issuer of the certificate is not known here'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate is for another name'],
    [
      "Hostname/IP does not match certificate's altnames: Host: x. is not in the cert's altnames: DNS:y",
      'The certificate is for another name',
    ],
    ['CERT_REVOKED', 'The certificate was revoked'],
    ['CERT_UNTRUSTED', 'The certificate is not good for this'],
    ['no certificate', 'The server shows no certificate'],
    ['something new', 'The certificate is not believed'],
  ])('%s: %s', (distrust, title) => {
    const explanation = distrusted(distrust)!
    expect(explanation.title).toBe(title)
    expect(explanation.notes).toEqual([
      `The TLS library says: ${distrust}`,
      'It is for mx.b.test, b.test, valid from 2026-01-01 to 2026-04-01, issued by CN=Some CA.',
      'The name asked for was mail.b.test.',
    ])
  })

  it('has nothing to say of a good one', () => {
    expect(distrusted(null)).toBeNull()
  })
})

describe('the tables', () => {
  it('are in sentences', () => {
    for (const topic of [...failures, unknownFailure, ...distrusts, unknownDistrust]) {
      for (const text of [topic.meaning, topic.cause, topic.action]) expect(text).toMatch(/^[A-Z].*\.$/s)
    }
  })

  it('are all tried above', () => {
    const tried = cases.map(([, , , title]) => title)
    for (const { title } of [...failures, unknownFailure]) expect(tried).toContain(title)
  })
})
