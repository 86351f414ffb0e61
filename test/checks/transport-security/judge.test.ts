import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SecuredPlace, TransportSecurityFacts } from '../../../src/checks/transport-security/facts.ts'
import { judgeTransportSecurity } from '../../../src/checks/transport-security/judge.ts'
import type { Route } from '../../../src/client/route.ts'
import { readTranscript } from '../../../src/transcript/read-transcript.ts'
import type { TlsaFinding } from '../../../src/wire/dane/find-tlsa.ts'
import type { TlsaRecord } from '../../../src/wire/dane/tlsa-record.ts'
import { parseStsRecord } from '../../../src/wire/mta-sts/record.ts'
import { parseTlsReporting } from '../../../src/wire/tls-reporting.ts'
import { makeCertificate } from '../../wire/tls-certificates.ts'

const { raw } = new X509Certificate(makeCertificate({ cn: 'mx.example.test' }).cert)
const right: TlsaRecord = { usage: 3, selector: 0, matchingType: 1, data: createHash('sha256').update(raw).digest() }
const wrong: TlsaRecord = { ...right, data: new Uint8Array(32) }

const ehlo = 'S: 220 mx ESMTP\nC: EHLO me\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n'
const tls = (words: string, offer = 'SIZE') =>
  `${ehlo}@tls ${words}\nC: EHLO me\nS: 250-mx\nS: 250 ${offer}\nC: QUIT\nS: 221 bye\n`
const conversations = {
  believed: tls('TLSv1.3 X host=mx.example.test for-host=yes'),
  requiring: tls('TLSv1.3 X host=mx.example.test for-host=yes', 'REQUIRETLS'),
  selfSigned: tls('TLSv1.3 X host=mx.example.test for-host=yes distrust=DEPTH_ZERO_SELF_SIGNED_CERT'),
  forAnother: tls('TLSv1.3 X host=mx.example.test for-host=no subject=CN=other names=DNS:other.test'),
  old: tls('TLSv1.1 X host=mx.example.test for-host=yes'),
  clear: 'S: 220 mx ESMTP\nC: EHLO me\nS: 250-mx\nS: 250 SIZE\nC: QUIT\nS: 221 bye\n',
  boasting: 'S: 220 mx ESMTP\nC: EHLO me\nS: 250-mx\nS: 250 REQUIRETLS\nC: QUIT\nS: 221 bye\n',
  refusing: `${ehlo.replace('220 go', '454 no TLS now')}C: QUIT\nS: 221 bye\n`,
  broken: `${ehlo}@failed tls ECONNRESET "it hung up"\n`,
  silent: '@failed connect ETIMEDOUT "connecting took longer than 5 s"\n',
}
type Conversation = keyof typeof conversations

function place(conversation: Conversation, host = 'mx.example.test'): SecuredPlace {
  const reading = readTranscript(`@role client\n@peer mx:25\n\n${conversations[conversation]}`, { file: conversation })
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return { host, address: '192.0.2.1', transcript: reading.value, chain: [raw] }
}

const trouble = { code: 'servfail', message: '192.0.2.53:53 could not find out: SERVFAIL' } as const
const none: TlsaFinding = {
  host: 'mx.example.test',
  port: 25,
  outcome: 'none',
  base: 'mx.example.test',
  records: [],
  isAddressSigned: true,
  trouble: null,
}
const tlsa = (...records: TlsaRecord[]): TlsaFinding => ({ ...none, outcome: 'records', records })

function routeTo(...hosts: string[]): Route {
  return {
    target: 'example.test',
    domain: 'example.test',
    kind: 'mx',
    outcome: 'yes',
    aliases: [],
    hosts: hosts.map((name) => ({
      name,
      preference: 10,
      aliases: [],
      addresses: [{ address: '192.0.2.1', family: 4 }],
      outcome: 'addresses',
      authentic: true,
    })),
    notes: [],
    authentic: true,
  }
}

const noRecord = { name: '_x.example.test', outcome: 'none', text: null, trouble: null } as const

function sts(text: string, policy: string, mediaType: string | null = 'text/plain'): Partial<TransportSecurityFacts> {
  return {
    sts: { ...noRecord, outcome: 'record', text, ...parseStsRecord(text) },
    policy: { outcome: 'text', url: 'https://mta-sts.example.test/p', text: policy, mediaType },
  }
}

const policy = (mode: string, mx = 'mx.example.test', age = 604800) =>
  sts('v=STSv1; id=a', `version: STSv1\nmode: ${mode}\nmx: ${mx}\nmax_age: ${age}\n`)

function rua(text: string): Partial<TransportSecurityFacts> {
  return { reporting: { ...noRecord, outcome: 'record', text, ...parseTlsReporting(text) } }
}

function judge(facts: Partial<TransportSecurityFacts>) {
  return judgeTransportSecurity({
    route: routeTo('mx.example.test'),
    tlsa: [none],
    places: [place('believed')],
    sts: { ...noRecord, id: null, problems: [] },
    policy: null,
    reporting: { ...noRecord, addresses: [], problems: [] },
    now: new Date(),
    ...facts,
  })
}

const ids = (facts: Partial<TransportSecurityFacts>) => judge(facts).map(({ id, verdict }) => `${id} ${verdict}`)
const reported = rua('v=TLSRPTv1; rua=mailto:tls@example.test')

describe('DANE', () => {
  it.each<[string, Partial<TransportSecurityFacts>, string[]]>([
    ['holds', { tlsa: [tlsa(right)] }, ['dane-matched pass']],
    [
      'holds for a certificate of its own',
      { tlsa: [tlsa(right)], places: [place('selfSigned')] },
      ['dane-matched pass'],
    ],
    ['with a key to come', { tlsa: [tlsa(wrong, right)] }, ['dane-matched pass', 'dane-idle pass']],
    ['fails', { tlsa: [tlsa(wrong)] }, ['dane-mismatched fail']],
    ['and no STARTTLS', { tlsa: [tlsa(right)], places: [place('clear')] }, ['dane-no-tls fail']],
    ['and STARTTLS refused', { tlsa: [tlsa(right)], places: [place('refusing')] }, ['dane-no-tls fail']],
    ['and a handshake that fails', { tlsa: [tlsa(right)], places: [place('broken')] }, ['dane-no-tls fail']],
    ['and nobody there', { tlsa: [tlsa(right)], places: [place('silent')] }, ['dane-not-seen unknown']],
    [
      'with one that does not count',
      { tlsa: [tlsa(right, { ...right, usage: 1 })] },
      ['dane-unusable warn', 'dane-matched pass'],
    ],
    ['with none that counts', { tlsa: [tlsa({ ...right, usage: 1 })] }, ['dane-all-unusable fail']],
    [
      'with none that counts, and no TLS',
      { tlsa: [tlsa({ ...right, usage: 1 })], places: [place('clear')] },
      ['dane-all-unusable fail', 'dane-no-tls fail'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(ids({ ...facts, ...reported })).toEqual([...expected, 'tlsrpt pass'])
  })

  it.each<[string, Partial<TransportSecurityFacts>, string[]]>([
    [
      'behind MX records that are not signed',
      { tlsa: [tlsa(right)], route: { ...routeTo('mx.example.test'), authentic: false } },
      ['dane-mx-unsigned warn', 'dane-matched pass', 'tls-not-demanded warn'],
    ],
    [
      'without signatures',
      { tlsa: [{ ...tlsa(right), outcome: 'unsigned' }] },
      ['dane-unsigned warn', 'tls-not-demanded warn'],
    ],
    ['broken', { tlsa: [{ ...none, outcome: 'unknown', trouble }] }, ['dane-unknown fail']],
    [
      'unknown',
      { tlsa: [{ ...none, outcome: 'unknown', trouble: { ...trouble, code: 'timeout' } }] },
      ['dane-unknown unknown'],
    ],
    [
      'at one of two hosts',
      {
        route: routeTo('mx.example.test', 'mx2.example.test'),
        tlsa: [tlsa(right), { ...none, host: 'mx2.example.test' }],
        places: [place('believed'), place('believed', 'mx2.example.test')],
      },
      ['dane-matched pass', 'dane-partial warn', 'tls-not-demanded warn'],
    ],
    ['nowhere', {}, ['tls-not-demanded warn']],
  ])('%s', (_name, facts, expected) => expect(ids(facts)).toEqual(expected))

  it('says which record is about what, and points at the handshake', () => {
    const [mismatch] = judge({ tlsa: [tlsa(wrong)] })
    expect(mismatch).toMatchObject({
      detail:
        'No TLSA record of mx.example.test helps mx.example.test [192.0.2.1]: 3 0 1 0000000000000000… is about no certificate that it sends. Senders that know DANE keep the mail.',
      evidence: [{ probe: 'mx.example.test [192.0.2.1]', event: 5 }],
    })
  })
})

describe('MTA-STS', () => {
  it.each<[string, Partial<TransportSecurityFacts>, string[]]>([
    ['held', policy('enforce'), ['sts-enforce pass', 'sts-held pass']],
    ['by a wildcard', policy('enforce', '*.example.test'), ['sts-enforce pass', 'sts-held pass']],
    [
      'a host that is not named',
      policy('enforce', 'mx9.example.test'),
      ['sts-enforce pass', 'sts-mx-unnamed fail', 'sts-mx-unused pass', 'sts-held pass'],
    ],
    [
      'the same while testing',
      policy('testing', 'mx9.example.test'),
      ['sts-testing pass', 'sts-mx-unnamed warn', 'sts-mx-unused pass', 'sts-held pass'],
    ],
    [
      'a certificate of its own',
      { ...policy('enforce'), places: [place('selfSigned')] },
      ['sts-enforce pass', 'sts-certificate fail'],
    ],
    [
      'the same while testing',
      { ...policy('testing'), places: [place('selfSigned')] },
      ['sts-testing pass', 'sts-certificate warn'],
    ],
    [
      'another name',
      { ...policy('enforce'), places: [place('forAnother')] },
      ['sts-enforce pass', 'sts-certificate fail'],
    ],
    ['an old version', { ...policy('enforce'), places: [place('old')] }, ['sts-enforce pass', 'sts-certificate fail']],
    ['no STARTTLS', { ...policy('enforce'), places: [place('clear')] }, ['sts-enforce pass', 'sts-no-tls fail']],
    ['nobody there', { ...policy('enforce'), places: [place('silent')] }, ['sts-enforce pass', 'sts-not-seen unknown']],
    ['an hour', policy('enforce', 'mx.example.test', 3600), ['sts-enforce pass', 'sts-short warn', 'sts-held pass']],
    [
      'a page',
      sts('v=STSv1; id=a', 'version: STSv1\nmode: enforce\nmx: mx.example.test\nmax_age: 604800', 'text/html'),
      ['sts-media-type warn', 'sts-enforce pass', 'sts-held pass'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(ids({ ...facts, ...reported })).toEqual([...expected, 'tlsrpt pass'])
  })

  it.each<[string, Partial<TransportSecurityFacts>, string[]]>([
    ['given up', policy('none'), ['sts-none pass', 'tls-not-demanded warn']],
    ['a text that is none', sts('v=STSv1; id=a', '<html>'), ['sts-policy-wrong fail', 'tls-not-demanded warn']],
    [
      'a record without id',
      { ...sts('v=STSv1', ''), policy: null },
      ['sts-record-wrong fail', 'tls-not-demanded warn'],
    ],
    [
      'two records',
      { sts: { ...noRecord, outcome: 'several', id: null, problems: [] } },
      ['sts-record-twice fail', 'tls-not-demanded warn'],
    ],
    [
      'a DNS that fails',
      { sts: { ...noRecord, outcome: 'unknown', trouble: 'it failed', id: null, problems: [] } },
      ['sts-unknown unknown'],
    ],
    [
      'a policy that cannot be had',
      {
        ...policy('enforce'),
        policy: { outcome: 'failed', url: 'https://x/', reason: 'redirect', message: 'the server redirects' },
      },
      ['sts-policy-missing fail'],
    ],
  ])('%s', (_name, facts, expected) => expect(ids(facts)).toEqual(expected))

  it('says why a certificate does not fit', () => {
    const detail = (conversation: Conversation) =>
      judge({ ...policy('enforce'), places: [place(conversation)] }).find(({ id }) => id === 'sts-certificate')?.detail
    expect(detail('forAnother')).toBe(
      'At mx.example.test [192.0.2.1]: the certificate is for DNS:other.test, and not for mx.example.test.',
    )
    expect(detail('selfSigned')).toMatch(/not believed: .* \(DEPTH_ZERO_SELF_SIGNED_CERT\)/)
    expect(detail('old')).toMatch(/it speaks TLSv1\.1/)
  })
})

describe('TLS reports', () => {
  it.each<[string, Partial<TransportSecurityFacts>, string]>([
    ['missing', {}, 'tlsrpt-missing warn'],
    ['to nobody', rua('v=TLSRPTv1; rua=x'), 'tlsrpt-wrong fail'],
    ['to some', rua('v=TLSRPTv1; rua=mailto:a@b.test,x'), 'tlsrpt-wrong warn'],
    ['twice', { reporting: { ...noRecord, outcome: 'several', addresses: [], problems: [] } }, 'tlsrpt-twice fail'],
    [
      'unknown',
      { reporting: { ...noRecord, outcome: 'unknown', addresses: [], problems: [] } },
      'tlsrpt-unknown unknown',
    ],
  ])('%s', (_name, facts, expected) => {
    expect(ids({ ...policy('enforce'), ...facts })).toEqual(['sts-enforce pass', 'sts-held pass', expected])
  })
})

it.each<[Conversation, string]>([
  ['requiring', 'requiretls pass'],
  ['boasting', 'requiretls-in-clear fail'],
])('REQUIRETLS: %s', (conversation, expected) => {
  expect(ids({ places: [place(conversation)] })).toEqual([expected, 'tls-not-demanded warn'])
})
