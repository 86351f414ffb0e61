import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { startNsd, type DnsServer } from './dns-servers.ts'
import { startPostfix, type Postfix } from './postfix.ts'
import { runParley } from './program.ts'

/** Where mail goes by the records of a real DNS server (NSD): to a real Postfix, and beside it to a server of another kind. */

const zone = `$ORIGIN example.test.
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
@ MX 10 mx
  MX 20 other
mx A 127.0.0.1
other A 127.0.0.2
late MX 10 nobody
     MX 20 mx
nobody A 127.0.0.9
null MX 0 .
both MX 10 dual
dual A 127.0.0.2
     AAAA ::1
`

let nsd: DnsServer
let postfix: Postfix
let other: MailServer
let overIPv6: MailServer

beforeAll(async () => {
  nsd = await startNsd({ 'example.test': zone })
  postfix = await startPostfix()
  other = await createServer({ practice: true, host: '127.0.0.2', port: postfix.port })
  overIPv6 = await createServer({ practice: true, host: '::1', port: postfix.port, limits: { size: 1000 } })
})

afterAll(async () => {
  await other?.close()
  await overIPv6?.close()
  postfix?.stop()
  await nsd?.stop()
})

function parley(verb: string, ...args: readonly string[]) {
  const options = ['--resolver', `127.0.0.1:${nsd.port}`, '-p', String(postfix.port)]
  return runParley([verb, ...args, ...options, '--helo', 'client.example.org', '--from', 'me@example.org'])
}

it('parley test example.test --all-mx shows the table', async () => {
  const { code, stdout, stderr } = await parley('test', 'example.test', '--all-mx', '--to', 'bob@example.test')
  expect([code, stderr]).toEqual([exitCodes.ok, ''])
  expect(stdout).toMatch(/^ {2}MX {2}Host +Address +Verdict +Time +TLS +Certificate +Size$/m)
  expect(stdout).toMatch(
    /^ {2}10 {2}mx\.example\.test +127\.0\.0\.1 {2}pass +[\d.]+ ms +TLSv1\.3 {2}not believed {2}10240000$/m,
  )
  expect(stdout).toMatch(/^ {2}20 {2}other\.example\.test {2}127\.0\.0\.2 {2}pass +[\d.]+ ms +none {14,}52428800$/m)
  expect(stdout).toContain('  ! TLS differs. TLSv1.3 at mx.example.test [127.0.0.1]; none at')
  expect(stdout).toContain('  ! The greatest message differs. 10,240,000 octets at mx.example.test')
  expect(stdout).toContain('  ! The certificate is self-signed. At mx.example.test [127.0.0.1]: ')
  expect(stdout).toContain('  ! Features differ.')
  expect(stdout).toContain('  + Software differs. Postfix at mx.example.test [127.0.0.1]; Parley at')
  expect(stdout).toContain('PASS  Mail for example.test is taken at 2 addresses of 2 mail hosts. No mail was sent.')
})

it('what one accepts and the other refuses is pointed out', async () => {
  const { code, stdout } = await parley('test', 'staff@example.test', '--all-mx', '--json')
  const { findings, verdict } = JSON.parse(stdout) as { findings: { id: string; detail: string }[]; verdict: string }
  expect([code, verdict]).toEqual([exitCodes.recipients, 'fail'])
  const { detail = '' } = findings.find(({ id }) => id === 'mx-differ-policy') ?? {}
  expect(detail).toContain('Recipient 550 5.1.1 at mx.example.test [127.0.0.1]; all accepted at other.example.test')
})

it('parley test and parley send go on to the host that is there', async () => {
  const test = await parley('test', 'bob@late.example.test')
  expect(test.stdout).toContain('! A mail host cannot be reached. nobody.example.test comes earlier')
  const { code, stdout } = await parley(
    'send',
    '--to',
    'bob@example.test',
    '--copy-routing',
    'late.example.test',
    '--subject',
    'by MX',
  )
  expect(code).toBe(exitCodes.ok)
  expect(stdout).toContain('; the next mail host is tried\n# connecting to mx.example.test:')
  expect(await postfix.mail('bob', /^Subject: by MX/m)).toContain('To: bob@example.test')
})

it('a null MX record is a clear answer', async () => {
  const { code, stdout } = await parley('test', 'bob@null.example.test', '--quiet')
  expect(code).toBe(exitCodes.connect)
  expect(stdout).toMatch(/^FAIL {2}There was no conversation: The domain takes no mail\./)
})

it('a host with an address of each family is tried at both, and what differs between them is pointed out', async () => {
  const { code, stdout, stderr } = await parley('test', 'both.example.test', '--all-mx', '--to', 'bob@example.test')
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^ {2}10 {2}dual\.example\.test +127\.0\.0\.2 +pass .* 52428800$/m)
  expect(stdout).toMatch(/^ {2}10 {2}dual\.example\.test +::1 +pass .* 1000$/m)
  expect(stdout).toContain('  ! The greatest message differs.')
  expect(code).toBe(exitCodes.ok)
  for (const [option, there, gone] of [
    ['-4', '127.0.0.2', '::1'],
    ['-6', '::1', '127.0.0.2'],
  ] as const) {
    const one = await parley('test', 'both.example.test', '--all-mx', option, '--to', 'bob@example.test')
    expect(one.stdout).toMatch(new RegExp(`^ {2}10 {2}dual\\.example\\.test +${there} `, 'm'))
    expect(one.stdout).not.toMatch(new RegExp(`example\\.test +${gone} `))
  }
})
