import { describe, expect, it } from 'vitest'
import { explainCertificate } from '../../src/explain/certificate.ts'
import type { CertificateDetails, TlsDetails } from '../../src/transcript/event.ts'

const certificate: CertificateDetails = {
  subject: 'CN=mx.b.test',
  issuer: 'CN=Some CA',
  names: ['DNS:mx.b.test', 'DNS:b.test'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2026-04-01T00:00:00.000Z',
  fingerprint: 'AA:BB',
  key: 'EC prime256v1',
  signature: 'ecdsa-with-SHA256',
}
const root: CertificateDetails = {
  ...certificate,
  subject: 'CN=Some CA',
  issuer: 'CN=Some CA',
  key: 'RSA 4096',
  signature: 'sha1WithRSAEncryption',
}
const tls: TlsDetails = {
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  servername: 'mx.b.test',
  alpn: null,
  distrust: null,
  host: 'mx.b.test',
  isForHost: true,
  certificate,
  chain: [root],
}

function found(more: Partial<TlsDetails>, now = '2026-02-01', days?: number): string[] {
  const options = { now: new Date(now), ...(days !== undefined && { days }) }
  return explainCertificate({ ...tls, ...more }, options).map(({ title, notes }) => `${title}: ${notes[0]}`)
}

describe('explainCertificate', () => {
  it('names addresses as people write them', () => {
    const names = ['IP Address:0:0:0:0:0:0:0:1', 'IP Address:2001:DB8:0:0:0:0:0:25', 'DNS:b.test']
    const [said] = found({ certificate: { ...certificate, names }, isForHost: false, host: 'other.test' })
    expect(said).toContain('It is for ::1, 2001:db8::25, b.test, and not for other.test')
  })

  it('has nothing to say of a good one', () => expect(found({})).toEqual([]))

  it.each<[string, Partial<TlsDetails>, string, string[]]>([
    [
      'expired',
      { distrust: 'CERT_HAS_EXPIRED' },
      '2026-04-04',
      ['The certificate has expired: It expired 3 days before.'],
    ],
    [
      'not yet valid',
      { distrust: 'CERT_NOT_YET_VALID' },
      '2025-12-31',
      ['The certificate is not valid yet: It becomes valid one day later.'],
    ],
    [
      'about to expire',
      {},
      '2026-03-25',
      ['The certificate is about to expire: It ends 7 days from then, on 2026-04-01.'],
    ],
    [
      'self-signed and for another name',
      { distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT', isForHost: false, host: 'other.test' },
      '2026-02-01',
      [
        'The certificate is self-signed: The TLS library says: DEPTH_ZERO_SELF_SIGNED_CERT',
        'The certificate is for another name: It is for mx.b.test, b.test, and not for other.test.',
      ],
    ],
    [
      'for another name',
      { distrust: 'ERR_TLS_CERT_ALTNAME_INVALID', isForHost: false },
      '2026-02-01',
      ['The certificate is for another name: The TLS library says: ERR_TLS_CERT_ALTNAME_INVALID'],
    ],
    [
      'weak in every way',
      { certificate: { ...certificate, key: 'RSA 1024', signature: 'sha1WithRSAEncryption' } },
      '2026-02-01',
      [
        'The key of the certificate is weak: The key of CN=mx.b.test is RSA 1024.',
        'The signature on the certificate is weak: CN=mx.b.test is signed with sha1WithRSAEncryption.',
      ],
    ],
    [
      'missing',
      { distrust: 'no certificate', certificate: null },
      '2026-02-01',
      ['The server shows no certificate: The TLS library says: no certificate'],
    ],
  ])('%s', (_name, more, now, titles) => expect(found(more, now)).toEqual(titles))

  it('warns as many days before as it is told to', () => {
    expect(found({}, '2026-03-01', 40)).toHaveLength(1)
    expect(found({}, '2026-03-25', 0)).toEqual([])
  })
})
