import { createHash, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { publicKeyOf } from '../../../src/wire/dane/is-match.ts'
import { matchDane } from '../../../src/wire/dane/match.ts'
import { tlsaProblem, writeTlsa, type TlsaRecord } from '../../../src/wire/dane/tlsa-record.ts'
import type { KeyPair } from '../../../src/wire/tls/options.ts'
import { makeCertificate } from '../tls-certificates.ts'

const root = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
const middle = makeCertificate({ cn: 'Middle', isAuthority: true, names: [], issuer: root })
const mx = makeCertificate({ cn: 'mx.example.test', issuer: middle })
const other = makeCertificate({ cn: 'Other', isAuthority: true, names: [] })
const expired = makeCertificate({ cn: 'mx.example.test', issuer: middle, days: [-9, -2] })
const oldMiddle = makeCertificate({ cn: 'Old', isAuthority: true, names: [], issuer: root, days: [-9, -2] })
const ofOldMiddle = makeCertificate({ cn: 'mx.example.test', issuer: oldMiddle })
const falseIssuer = makeCertificate({ cn: 'False', names: [], issuer: root })
const ofFalseIssuer = makeCertificate({ cn: 'mx.example.test', issuer: falseIssuer })
const wildcard = makeCertificate({ cn: 'x', names: ['DNS:*.example.test'], issuer: middle })
const partial = makeCertificate({ cn: 'x', names: ['DNS:m*.example.test'], issuer: middle })
const forDomain = makeCertificate({ cn: 'example.test', issuer: middle })
const byNameOnly = makeCertificate({ cn: 'mx.example.test', names: [], issuer: middle })
const rsa = makeCertificate({ cn: 'mx.example.test', key: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'] })

function der({ cert }: KeyPair): Buffer {
  return new X509Certificate(cert).raw
}

/** "3 1 1" of a certificate. */
function record(kind: string, pair: KeyPair): TlsaRecord {
  const [usage, selector, matchingType] = kind.split(' ').map(Number) as [number, number, number]
  const { raw, publicKey } = new X509Certificate(pair.cert)
  const selected = selector === 0 ? raw : publicKey.export({ type: 'spki', format: 'der' })
  const hashed = (algorithm: string) => createHash(algorithm).update(selected).digest()
  const data = matchingType === 0 ? selected : hashed(matchingType === 1 ? 'sha256' : 'sha512')
  return { usage, selector, matchingType, data: new Uint8Array(data) }
}

function match(records: readonly TlsaRecord[], chain: readonly KeyPair[], now = new Date()) {
  return matchDane({ records, chain: chain.map(der), names: ['mx.example.test', 'example.test'], now })
}

describe('a record about the certificate', () => {
  it.each(['3 0 0', '3 0 1', '3 0 2', '3 1 0', '3 1 1', '3 1 2'])('%s', (kind) => {
    expect(match([record(kind, mx)], [mx, middle])).toMatchObject({
      outcome: 'matched',
      by: record(kind, mx),
      idle: [],
    })
    expect(match([record(kind, mx)], [other])).toMatchObject({ outcome: 'mismatched', by: null })
  })

  it('whatever it says of name and dates', () => {
    expect(match([record('3 1 1', expired)], [expired])).toMatchObject({ outcome: 'matched' })
    expect(match([record('3 1 1', other)], [other])).toMatchObject({ outcome: 'matched' })
  })

  it('not where it is only an issuer', () => {
    expect(match([record('3 1 1', middle)], [mx, middle])).toMatchObject({ outcome: 'mismatched' })
  })

  it.each([
    ['an elliptic curve', mx],
    ['RSA', rsa],
  ])('the key is taken as it stands there: %s', (_name, pair) => {
    const { raw, publicKey } = new X509Certificate(pair.cert)
    expect(publicKeyOf(raw)).toEqual(publicKey.export({ type: 'spki', format: 'der' }))
  })

  it('what is no certificate has no key, wherever it ends', () => {
    const whole = der(mx)
    for (let length = 0; length < whole.length; length += 7) expect(publicKeyOf(whole.subarray(0, length))).toBeNull()
    expect(
      matchDane({ records: [record('3 1 1', mx)], chain: [new Uint8Array(9)], names: [], now: new Date() }),
    ).toMatchObject({
      outcome: 'mismatched',
      problems: ['the server shows no certificate'],
    })
  })
})

describe('a record about an issuer', () => {
  it.each(['2 0 0', '2 0 1', '2 0 2', '2 1 0', '2 1 1', '2 1 2'])('%s of the root, which is sent', (kind) => {
    expect(match([record(kind, root)], [mx, middle, root])).toMatchObject({
      outcome: 'matched',
      by: record(kind, root),
    })
  })

  it.each([
    ['2 0 0', 'matched'],
    ['2 1 0', 'matched'],
    ['2 0 1', 'mismatched'],
    ['2 1 1', 'mismatched'],
  ])('%s of the root, which is not sent: %s', (kind, outcome) => {
    expect(match([record(kind, root)], [mx, middle])).toMatchObject({ outcome })
  })

  it('nearer than the root', () => {
    expect(match([record('2 1 1', middle)], [mx, middle])).toMatchObject({ outcome: 'matched' })
  })

  it('in any order', () => {
    expect(match([record('2 1 1', root)], [mx, other, root, middle])).toMatchObject({ outcome: 'matched' })
  })

  it.each([
    ['wildcard', wildcard],
    ['the domain itself', forDomain],
    ['a common name alone', byNameOnly],
  ])('with a name by %s', (_name, pair) => {
    expect(match([record('2 1 1', middle)], [pair, middle])).toMatchObject({ outcome: 'matched' })
  })

  it.each([
    ['an issuer that has not issued it', [record('2 1 1', other)], [mx, middle, other], /has not issued.*CN=Other/],
    ['the certificate itself', [record('2 1 1', mx)], [mx, middle], /about the server's own certificate/],
    ['an end', [record('2 1 1', middle)], [expired, middle], /CN=mx\.example\.test ended on/],
    ['the end of an issuer', [record('2 1 1', root)], [ofOldMiddle, oldMiddle, root], /CN=Old ended on/],
    [
      'an issuer that may not',
      [record('2 1 1', root)],
      [ofFalseIssuer, falseIssuer, root],
      /CN=False is no certification/,
    ],
    [
      'another name',
      [record('2 1 1', root)],
      [middle, root],
      /is for CN=Middle, and not for mx\.example\.test or example\.test/,
    ],
    ['a wildcard in a word', [record('2 1 1', middle)], [partial, middle], /is for DNS:m\*\.example\.test/],
  ])('not with %s', (_name, records, chain, problem) => {
    const { outcome, problems } = match(records, chain)
    expect(outcome).toBe('mismatched')
    expect(problems.join()).toMatch(problem)
  })

  it('not before it begins', () => {
    const { problems } = match([record('2 1 1', middle)], [mx, middle], new Date(Date.now() - 3 * 86_400_000))
    expect(problems.join()).toMatch(/CN=mx\.example\.test begins on/)
  })
})

describe('several records', () => {
  it('one is enough; the others wait for their certificates', () => {
    const next = record('3 1 1', other)
    expect(match([next, record('3 1 1', mx)], [mx])).toMatchObject({ outcome: 'matched', idle: [next] })
  })

  it('the stronger digest of a kind outdoes the weaker', () => {
    const [right, wrong] = [record('3 1 1', mx), record('3 1 2', other)]
    expect(match([right, wrong], [mx])).toMatchObject({ outcome: 'mismatched', outdone: [right], idle: [wrong] })
    expect(match([right, record('3 0 2', other)], [mx])).toMatchObject({ outcome: 'matched', outdone: [] })
    expect(match([record('3 1 0', mx), wrong], [mx])).toMatchObject({ outcome: 'matched', outdone: [] })
  })

  it('those that do not count are left out', () => {
    const unusable = record('1 0 1', mx)
    const problem = 'usage 1 is not for SMTP: 2 and 3 are'
    expect(match([unusable], [mx])).toMatchObject({ outcome: 'unusable', unusable: [{ record: unusable, problem }] })
    expect(match([unusable, record('3 1 1', mx)], [mx])).toMatchObject({ outcome: 'matched' })
  })
})

describe('a record that does not count', () => {
  const data = new Uint8Array(32)
  it.each([
    [{ usage: 0, selector: 1, matchingType: 1, data }, 'usage 0 is not for SMTP: 2 and 3 are'],
    [{ usage: 4, selector: 1, matchingType: 1, data }, 'there is no usage 4: 2 and 3 are for SMTP'],
    [{ usage: 3, selector: 2, matchingType: 1, data }, 'there is no selector 2: 0 and 1 there are'],
    [{ usage: 3, selector: 1, matchingType: 3, data }, 'there is no matching type 3: 0, 1 and 2 there are'],
    [{ usage: 3, selector: 1, matchingType: 2, data }, 'a digest of 32 octets in place of 64'],
    [{ usage: 3, selector: 1, matchingType: 1, data: new Uint8Array(0) }, 'a digest of 0 octets in place of 32'],
    [{ usage: 3, selector: 0, matchingType: 0, data }, 'its data is no certificate'],
    [{ usage: 2, selector: 1, matchingType: 0, data }, 'its data is no public key'],
  ])('%#', (bad, problem) => expect(tlsaProblem(bad)).toBe(problem))
})

it('is shown as a master file has it', () => {
  expect(writeTlsa({ usage: 3, selector: 1, matchingType: 1, data: new Uint8Array(32).fill(0xab) })).toBe(
    '3 1 1 abababababababab…',
  )
  expect(writeTlsa({ usage: 3, selector: 1, matchingType: 1, data: Uint8Array.of(1, 255) })).toBe('3 1 1 01ff')
})
