import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../wire/tls-certificates.ts'
import type { StartTlsServer } from '../starttls-server.ts'
import { certificates, confidential, sendWithTls } from './scene.ts'

/** RFC 3207 §4, RFC 3207 §6, RFC 7817 §3 */

function expectNothingInClear({ clear }: StartTlsServer): void {
  expect(clear.filter((line) => confidential.test(line))).toEqual([])
}

const verifying = { tls: { verifyChain: true, verifyHost: true } }
const names = ['IP:127.0.0.1']

describe('STARTTLS', () => {
  it('CLI-01 STARTTLS stripping: the offer is taken out', async () => {
    const inClear = { EHLO: '250-mail.example.test\r\n250 AUTH PLAIN LOGIN', STARTTLS: '502 no' }
    const { trouble, server } = await sendWithTls({ inClear })
    expect(trouble).toMatchObject({ kind: 'unsupported', phase: 'starttls' })
    expectNothingInClear(server)
    expect(server.clear.at(-1)).toBe('QUIT')
  })

  it('CLI-02 STARTTLS offered, refused 502: nothing is said in clear', async () => {
    const { trouble, server } = await sendWithTls({ inClear: { STARTTLS: '502 Command not implemented' } })
    expect(trouble).toMatchObject({ kind: 'rejected', phase: 'starttls', isTransient: false, reply: { code: 502 } })
    expectNothingInClear(server)
  })

  it('CLI-03 STARTTLS refused 454: it may work later, and nothing is said now', async () => {
    const inClear = { STARTTLS: '454 TLS not available due to temporary reason' }
    const { trouble, server } = await sendWithTls({ inClear })
    expect(trouble).toMatchObject({ phase: 'starttls', isTransient: true, reply: { code: 454 } })
    expectNothingInClear(server)
  })

  it.each([
    ['354 go', 'rejected'],
    ['421 bye', 'rejected'],
    ['500 x', 'rejected'],
    ['501 x', 'rejected'],
    ['530 x', 'rejected'],
    ['221 bye', 'protocol'],
    ['250 ok', 'protocol'],
  ])('CLI-04 STARTTLS answered with a wrong class: %s', async (said, kind) => {
    const { trouble, server } = await sendWithTls({ inClear: { STARTTLS: said } })
    expect(trouble).toMatchObject({ kind, phase: 'starttls', reply: { code: Number(said.slice(0, 3)) } })
    expectNothingInClear(server)
  })

  it('CLI-05 EHLO downgrade: HELO is said, and nothing behind it', async () => {
    const { trouble, server } = await sendWithTls({ inClear: { EHLO: '502 no', STARTTLS: '502 no' } })
    expect(trouble).toMatchObject({ kind: 'unsupported', phase: 'starttls' })
    expect(server.clear).toEqual(['EHLO client.test', 'HELO client.test', 'QUIT'])
  })

  it('CLI-06 Response injection: a reply to EHLO that is forged in the segment of the 220', async () => {
    const behind = '250-example.org\r\n250 AUTH LOGIN PLAIN\r\n'
    const { trouble, server, session } = await sendWithTls({ behind, inTls: { EHLO: '' } }, { ms: 200 })
    expect(trouble).toMatchObject({ kind: 'timeout', phase: 'hello' })
    expect(session.capabilities.mechanisms).toEqual([])
    expect(server.encrypted).toEqual(['EHLO client.test'])
    expectNothingInClear(server)
  })

  it('CLI-11 Capabilities re-read after TLS: only those count', async () => {
    const inClear = { EHLO: '250-mail\r\n250-SIZE 5\r\n250-8BITMIME\r\n250-AUTH LOGIN\r\n250 STARTTLS' }
    const { trouble, server } = await sendWithTls({ inClear, inTls: { EHLO: '250-mail\r\n250 AUTH PLAIN' } })
    expect(trouble).toBeNull()
    expect(server.clear).toEqual(['EHLO client.test', 'STARTTLS'])
    const said = [expect.stringMatching(/^AUTH PLAIN /) as string, 'MAIL FROM:<a@a.test>', 'RCPT TO:<b@b.test>']
    expect(server.encrypted.slice(0, 4)).toEqual(['EHLO client.test', ...said])
  })
})

describe('a certificate', () => {
  it('CLI-07 Self-signed certificate: refused where it must be believed', async () => {
    const { trouble, server } = await sendWithTls({ tls: makeCertificate({ cn: 'a', names }) }, verifying)
    expect(trouble).toMatchObject({ kind: 'tls', cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
    expect(server.encrypted).toEqual([])
    expectNothingInClear(server)
  })

  it('CLI-08 Unknown root: refused', async () => {
    const issuer = makeCertificate({ cn: 'Private Root', isAuthority: true, names: [] })
    const { trouble, server } = await sendWithTls({ tls: makeCertificate({ cn: 'a', names, issuer }) }, verifying)
    expect(trouble).toMatchObject({ kind: 'tls', cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } })
    expect(server.encrypted).toEqual([])
  })

  it('CLI-09 Wrong host name: refused', async () => {
    const tls = makeCertificate({ cn: 'other.example.org', issuer: certificates().authority })
    const { trouble, server } = await sendWithTls({ tls }, verifying)
    expect(trouble).toMatchObject({ kind: 'tls', cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } })
    expect(server.encrypted).toEqual([])
  })

  it('CLI-10 Expired certificate: refused', async () => {
    const tls = makeCertificate({ cn: 'a', names, issuer: certificates().authority, days: [-9, -2] })
    const { trouble, server } = await sendWithTls({ tls }, verifying)
    expect(trouble).toMatchObject({ kind: 'tls', cause: { code: 'CERT_HAS_EXPIRED' } })
    expect(server.encrypted).toEqual([])
    expectNothingInClear(server)
  })
})
