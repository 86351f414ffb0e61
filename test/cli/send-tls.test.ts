import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { makeCertificate, type CertificateRequest } from '../wire/tls-certificates.ts'
import { runSend, type Run } from './run-send.ts'

let folder: string
let authority: KeyPair
let pair: KeyPair
let server: MailServer | null = null

const file = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-send-tls-'))
  authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  pair = makeCertificate({
    cn: 'mail.example.test',
    names: ['DNS:mail.example.test', 'IP:127.0.0.1'],
    issuer: authority,
  })
  writeFileSync(file('ca.pem'), authority.cert)
  writeFileSync(file('pair.pem'), pair.key + pair.cert)
})

afterAll(() => rmSync(folder, { recursive: true }))

afterEach(async () => {
  await server?.close()
  server = null
})

async function sendTo(options: MailServerOptions, ...args: readonly string[]): Promise<Run> {
  server = await createServer({ hostname: 'mail.example.test', ...options })
  return runSend([`127.0.0.1:${server.port}`, '--to', 'b@b.test', '--helo', 'a.test', ...args])
}

describe('parley send with TLS', () => {
  it.each([['-tls'], ['--tls', 'require'], ['--tls=auto'], ['-tlso'], ['-tlsos'], ['--protocol', 'ESMTPS']])(
    'begins it with STARTTLS: %s %s',
    async (...args) => {
      const { code, said, stdout } = await sendTo({ tls: pair }, ...args)
      expect(code).toBe(0)
      expect(said.slice(0, 3)).toEqual(['EHLO a.test', 'STARTTLS', 'EHLO a.test'])
      expect(stdout).toMatch(/^@tls +# TLSv1\.3, /m)
    },
  )

  it.each([['-tlsc'], ['--tls', 'implicit'], ['--protocol', 'SSMTP']])('from the start: %s %s', async (...args) => {
    const listen = [{ host: '127.0.0.1', port: 0, implicitTls: true }]
    const { code, said } = await sendTo({ tls: pair, listen }, ...args)
    expect(code).toBe(0)
    expect(said.slice(0, 2)).toEqual(['EHLO a.test', expect.stringMatching(/^MAIL/)])
  })

  it.each<[string, Partial<CertificateRequest> | 'self', readonly string[], RegExp]>([
    [
      'is expired',
      { days: [-9, -3] },
      [],
      /^# The certificate has expired \(CERT_HAS_EXPIRED\)\. It expired 3 days before\. .+/m,
    ],
    [
      'ends soon',
      {},
      ['--cert-days', '90'],
      /^# The certificate is about to expire\. It ends 30 days from then, on \S+\. .+/m,
    ],
    [
      'is for somebody else',
      { names: ['DNS:other.example.test'] },
      [],
      /^# .*\(ERR_TLS_CERT_ALTNAME_INVALID\)\. .*other\.example\.test.*|^# [^.]*\. It is for other\.example\.test, and not for 127\.0\.0\.1\. .+/m,
    ],
    ['is its own issuer', 'self', [], /^# .*(?:DEPTH_ZERO_SELF_SIGNED_CERT).*/m],
  ])('speaks of a certificate that %s, and what to do', async (_name, change, args, words) => {
    const request = { cn: 'mail.example.test', names: ['IP:127.0.0.1'] }
    const given = makeCertificate(change === 'self' ? request : { ...request, issuer: authority, ...change })
    const { code, stdout } = await sendTo({ tls: given }, '--tls', '--tls-ca-path', file('ca.pem'), ...args)
    expect(code).toBe(0)
    expect(stdout).toMatch(words)
  })

  it('that is required and not offered: nothing is sent', async () => {
    const { code, stderr, said } = await sendTo({}, '--tls')
    expect(code).toBe(exitCodes.tls)
    expect(stderr).toMatch(/does not offer STARTTLS/)
    expect(said).toEqual(['EHLO a.test', 'QUIT'])
  })

  it('that is wanted and not offered: in clear, and it says so', async () => {
    const { code, stdout } = await sendTo({}, '--tls', 'auto')
    expect(code).toBe(0)
    expect(stdout).toMatch(/does not offer STARTTLS: the conversation goes on in clear/)
  })

  it('believes the authority that it is told to believe, and no other', async () => {
    expect((await sendTo({ tls: pair }, '--tls', '--tls-verify', '--tls-ca-path', file('ca.pem'))).code).toBe(0)
    await server!.close()
    const { code, stderr, said } = await sendTo({ tls: pair }, '--tls', '--tls-verify')
    expect(code).toBe(exitCodes.tls)
    expect(stderr).toMatch(/the certificate was not believed: UNABLE_TO_VERIFY_LEAF_SIGNATURE/)
    expect(said).toEqual(['EHLO a.test', 'STARTTLS'])
  })

  it('wants the name that it is told to want', async () => {
    const args = ['--tls', '--tls-verify-host', '--tls-target', 'other.example.test']
    const { code, stderr } = await sendTo({ tls: pair }, ...args)
    expect(code).toBe(exitCodes.tls)
    expect(stderr).toMatch(/the certificate is not for other\.example\.test/)
  })

  it('shows a certificate, writes down keys and the chain, with a version and a cipher that are named', async () => {
    const files = { keys: file('keys'), chain: file('chain.pem') }
    const { code, stdout } = await sendTo(
      { tls: { ...pair, asksForCertificate: true, ca: authority.cert } },
      ...['--tls', '--tls-cert', file('pair.pem'), '--tls-protocol', 'tlsv1_2', '--tls-sni', 'mail.example.test'],
      ...['--tls-cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256', '--keylog', files.keys, '--tls-get-peer-chain', files.chain],
    )
    expect(code).toBe(0)
    expect(stdout).toContain('TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256')
    expect(readFileSync(files.keys, 'utf8')).toMatch(/^CLIENT_RANDOM /)
    expect(readFileSync(files.chain, 'utf8').startsWith(pair.cert.trim())).toBe(true)
    const tls = server!.sessions[0]!.transcript.events.find(({ kind }) => kind === 'tls')
    expect(tls).toMatchObject({
      servername: 'mail.example.test',
      distrust: null,
      certificate: { subject: 'CN=mail.example.test' },
    })
  })

  it.each<[string[], RegExp]>([
    [['--tls', 'auto', '-tlsc'], /which of TLS auto and implicit\?/],
    [['--tls-cert', '/nonexistent'], /cannot read the certificate from \/nonexistent: there is no such file/],
    [['--tls-key', '/nonexistent'], /needs its certificate/],
    [['--tls-ca-path', '/nonexistent'], /cannot read the authorities from/],
    [['--keylog', '/nonexistent/keys'], /cannot write/],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await runSend(['127.0.0.1:1', '--to', 'b@b.test', ...args])
    expect(code).toBe(exitCodes.usage)
    expect(stderr).toMatch(message)
  })
})
