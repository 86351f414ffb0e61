import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { dovecotMechanisms } from './dovecot.ts'
import { parley, runParley, typeAt, type Ran } from './program.ts'
import { startSecureServers, type CertificateName, type SecureServers } from './tls-auth-servers.ts'

/** Our client at a real Postfix, with certificates of all kinds, and logging in where Dovecot checks passwords. */

let servers: SecureServers

beforeAll(async () => (servers = await startSecureServers()))
afterAll(() => servers?.stop())

const at = (port: number) => `127.0.0.1:${port}`
const believing = () => ['--tls-verify', '--tls-ca-path', servers.file('ca.pem')]
const envelope = ['--from', 'bob@example.test', '--to', 'alice@example.test', '--helo', 'client.example.org']
const send = (port: number, ...args: readonly string[]) => runParley(['send', at(port), ...envelope, ...args])
const talk = (port: number, lines: readonly string[], ...args: readonly string[]) =>
  runParley(['talk', at(port), ...args], lines.map((line) => `${line}\n`).join(''))

/** Play a script of these lines. */
function play(port: number, lines: readonly string[], ...args: readonly string[]): Promise<Ran> {
  const file = servers.file('script.smtp')
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''))
  return runParley(['run', file, at(port), ...args])
}

const ehlo = 'EHLO client.example.org'
const upgrade = ['S: 220 *', `C: ${ehlo}`, 'S: 250 /STARTTLS/', 'C: STARTTLS', 'S: 220 2.0.0 *', '@tls']
const plain = (user: string, password: string) => Buffer.from(`\0${user}\0${password}`).toString('base64')

describe('a certificate', () => {
  const kinds: readonly (readonly [CertificateName, string, string])[] = [
    ['expired', 'CERT_HAS_EXPIRED', 'The certificate has expired'],
    ['early', 'CERT_NOT_YET_VALID', 'The certificate is not valid yet'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'The certificate is self-signed'],
    ['wrong-name', 'is not for 127.0.0.1', 'The certificate is for another name'],
    ['chain-missing', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'The chain of certificates is incomplete'],
  ]
  const port = (kind: CertificateName) => servers.certificates[kind]

  describe.each(kinds)('that is %s', (kind, reason, words) => {
    it('send: gives up where it is told to, before anything is said inside', async () => {
      const { code, stdout, stderr } = await send(port(kind), '--tls', ...believing())
      expect(code).toBe(exitCodes.tls)
      expect(stderr).toContain(reason)
      expect(stderr).toContain(`${words}. `)
      expect(stdout.match(/^C: .*$/gm)).toEqual([`C: ${ehlo}`, 'C: STARTTLS'])
    })

    it('talk: gives up too, typed', async () => {
      const { code, stdout, stderr } = await talk(port(kind), [ehlo, 'STARTTLS', ehlo, 'QUIT'], ...believing())
      expect(code).toBe(exitCodes.tls)
      expect(stderr).toContain(words)
      expect(stdout).toContain('# the rest of the input is not sent')
    })

    it('run: is a difference at @tls', async () => {
      const lines = [...upgrade, `C: ${ehlo}`, 'S: 250 *', 'C: QUIT', 'S: 221 *']
      const { code, stdout } = await play(port(kind), lines, ...believing())
      expect(code).toBe(exitCodes.mismatch)
      expect(stdout).toContain('> 6 @tls\n')
      expect(stdout).toContain(words)
      expect(await play(port(kind), lines)).toMatchObject({ code: 0, stderr: '' })
    })

    it('keeps nobody from sending who does not ask about it', async () => {
      const { code } = await send(port(kind), '--tls', '--quit-after', 'RCPT')
      expect(code).toBe(0)
    })
  })

  it('that is good is believed, by address and by name', async () => {
    for (const more of [[], ['--tls-target', 'mx.example.test']]) {
      const { code, stdout, stderr } = await send(port('good'), '--tls', ...believing(), ...more, '--subject', 'sealed')
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).not.toContain('not trusted')
    }
    expect(await servers.postfix.mail('alice', /^Subject: sealed$/m)).toMatch(/^\t\(using TLSv1\.3 with cipher /m)
    const other = await send(port('good'), '--tls', ...believing(), '--tls-target', 'other.test')
    expect(other.code).toBe(exitCodes.tls)
    expect(other.stderr).toContain('the certificate is not for other.test')
  })

  it('that is for another name is believed where that name is meant', async () => {
    const { code } = await send(port('wrong-name'), '--tls', ...believing(), '--tls-target', 'other.test')
    expect(code).toBe(0)
  })

  it.each([
    ['weak', 'The key of the certificate is weak'],
    ['expired', 'The certificate has expired'],
  ] as const)('that is %s is a finding of test', async (kind, words) => {
    const { stdout } = await runParley(['test', at(port(kind)), ...envelope])
    expect(stdout.slice(stdout.indexOf('\nFindings\n'))).toContain(words)
  })

  it.each(['1.2', '1.3'])('is shown in TLS %s, and the chain can be had', async (version) => {
    const chain = servers.file(`chain-${version}.pem`)
    const args = ['--tls-protocol', version, '--tls-get-peer-chain', chain, '--quit-after', 'TLS']
    const { code, stdout } = await send(port('good'), '--tls', ...believing(), ...args)
    expect(code).toBe(0)
    expect(stdout).toContain(`@tls  # TLSv${version}, `)
    expect(readFileSync(chain, 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
  })
})

describe('a certificate of our own', () => {
  const shows = (name: string) => (name === '' ? [] : ['--tls-cert', servers.file(`${name}.pem`)])

  it('lets us in where it is believed', async () => {
    for (const port of [servers.byCertificate, servers.certificateOnly]) {
      expect(await send(port, '--tls', ...shows('client'), '--subject', 'by certificate')).toMatchObject({ code: 0 })
    }
    const mail = await servers.postfix.mail('alice', /^Subject: by certificate$/m)
    expect(mail).toMatch(/\(Client CN "client\.example\.org", Issuer "Root" \(verified OK\)\)/)
  })

  it.each([
    ['that is not believed', 'stranger', 'Client certificate not trusted'],
    ['that is missing', '', 'No client certificate presented'],
  ])('%s is refused, and it is understood', async (_name, name, words) => {
    const relay = await send(servers.byCertificate, '--tls', ...shows(name))
    expect(relay.code).toBe(exitCodes.recipients)
    expect(relay.stderr).toContain('554 5.7.1 <alice@example.test>: Recipient address rejected: Access denied')
    const strict = await send(servers.certificateOnly, '--tls', ...shows(name))
    expect(strict.code).toBe(exitCodes.helloAfterTls)
    expect(strict.stderr).toContain(`421 4.7.1 mx.example.test Error: ${words}`)
    expect(strict.stderr).toContain('--tls-cert')
  })
})

describe('a login', () => {
  const ours = dovecotMechanisms.filter((name) => name !== 'DIGEST-MD5')
  const asBob = ['--auth-user', 'bob', '--auth-password', 'pencil']
  const ports = [
    ['over STARTTLS', () => servers.submission, ['--tls']],
    ['with TLS from the start', () => servers.smtps, ['--tls-on-connect']],
  ] as const

  describe.each(ports)('%s', (_name, port, how) => {
    it.each(ours)('send: by %s, and mail goes out', async (mechanism) => {
      const subject = `${mechanism} ${how[0]}`
      const login = ['--auth', mechanism, ...asBob, '--subject', subject]
      const { code, stdout, stderr } = await send(port(), ...how, ...believing(), ...login)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(new RegExp(`^C: AUTH ${mechanism}\\b`, 'm'))
      expect(stdout).not.toMatch(/pencil|cGVuY2ls|Ym9i/)
      const mail = await servers.postfix.mail('alice', new RegExp(`^Subject: ${subject}$`, 'm'))
      expect(mail).toMatch(/^\t\(Authenticated sender: bob\)\n\tby mx\.example\.test \(Postfix\) with ESMTPSA/m)
    })

    it('send: the best way is chosen', async () => {
      const { code, stdout } = await send(port(), ...how, ...asBob, '--auth-only')
      expect(code).toBe(0)
      expect(stdout.match(/^C: AUTH \S+/gm)).toEqual(['C: AUTH SCRAM-SHA-256'])
    })

    it('send: a wrong password is refused, and nothing is sent', async () => {
      const { code, stdout, stderr } = await send(port(), ...how, '--auth-user', 'bob', '--auth-password', 'pen')
      expect(code).toBe(exitCodes.auth)
      expect(stderr).toContain('535 5.7.8 Error: authentication failed')
      expect(stdout).not.toMatch(/^C: MAIL/m)
    })
  })

  it.each(ours)('send: a password with blanks, quotes and letters beyond ASCII, by %s', async (mechanism) => {
    const password = 'with "quotes" \\ and ünïcode'
    const login = ['--auth', mechanism, '--auth-user', 'alice', '--auth-password', password, '--auth-only']
    expect(await send(servers.submission, '--tls', ...login)).toMatchObject({ code: 0, stderr: '' })
  })

  it('send: is not to be had without TLS, and that is said', async () => {
    const { code, stdout, stderr } = await send(servers.submission, ...asBob)
    expect(code).toBe(exitCodes.auth)
    expect(stderr).toContain('the server offers no AUTH')
    expect(stderr).toContain('Add --tls')
    expect(stdout).not.toMatch(/^C: (?:AUTH|MAIL)/m)
  })

  it('send: is missing where it is demanded, and that is said', async () => {
    const { code, stderr } = await send(servers.submission, '--tls')
    expect(code).toBe(exitCodes.recipients)
    expect(stderr).toMatch(/log in/i)
  })

  it('talk: from a pipe, over both', async () => {
    const inside = [ehlo, `AUTH PLAIN ${plain('bob', 'pencil')}`, 'MAIL FROM:<bob@example.test>', 'QUIT']
    const over = await talk(servers.submission, [ehlo, 'STARTTLS', ...inside], ...believing())
    const within = await talk(servers.smtps, inside, '--tls-on-connect', ...believing())
    for (const { code, stdout, stderr } of [over, within]) {
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^S: 235 2\.7\.0 Authentication successful\nC: MAIL .*\nS: 250 2\.1\.0 Ok$/m)
      expect(stdout).not.toContain(plain('bob', 'pencil'))
    }
  })

  it.each(ours)('talk: typed by hand: AUTH %s', async (mechanism) => {
    const command = [process.execPath, parley, 'talk', '--no-history', at(servers.submission)]
    const { stdout, stderr } = await typeAt(command, [
      [/# next: EHLO[\s\S]*C: /, 'EHLO\r'],
      [/# next: STARTTLS[\s\S]*C: /, 'STARTTLS\r'],
      [/EHLO is due again[\s\S]*C: /, 'EHLO\r'],
      [/# next: AUTH[\s\S]*C: /, `AUTH ${mechanism}\r`],
      [/user[^\n]*: /, 'bob\r'],
      [/password[^\n]*: /, 'pencil\r'],
      [/235 2\.7\.0[\s\S]*# next: MAIL[\s\S]*C: /, 'QUIT\r'],
      [/@closed by/, ''],
    ])
    expect(stderr).toBe('')
    expect(stdout).not.toContain('pencil')
  })

  it('run: by a script', async () => {
    const lines = [...upgrade, `C: ${ehlo}`, 'S: 250 /AUTH PLAIN /', 'C: AUTH PLAIN ${login}', 'S: 235 2.7.0 *']
    const end = ['C: QUIT', 'S: 221 *', '@closed by server']
    const by = (password: string) =>
      play(servers.submission, [...lines, ...end], ...believing(), '--set', `login=${plain('bob', password)}`)
    expect(await by('pencil')).toMatchObject({ code: 0, stderr: '' })
    const wrong = await by('pen')
    expect(wrong.code).toBe(exitCodes.mismatch)
    expect(wrong.stdout).toContain('got  535 5.7.8 Error: authentication failed')
  })
})

describe('the wrong kind of port', () => {
  it('TLS from the start where STARTTLS is meant', async () => {
    const { code, stderr } = await send(servers.submission, '--tls-on-connect')
    expect(code).toBe(exitCodes.tls)
    expect(stderr).toContain('No TLS on this port.')
  })

  it('STARTTLS where TLS is meant from the start', async () => {
    const { code, stderr } = await send(servers.smtps, '--tls', '--timeout', '1')
    expect(code).toBe(exitCodes.greeting)
    expect(stderr).toContain('try the port with TLS from the start')
  })
})
