import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { startParley, type Running } from '../cli/parley.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { run, runParley, type Ran } from './program.ts'

/** Real clients with TLS and logins talk to `parley serve` with certificates and users, as it is started in a shell. */

const root = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
const pair = makeCertificate({ cn: 'localhost', names: ['DNS:localhost', 'IP:127.0.0.1'], issuer: root })
const other = makeCertificate({ cn: 'other.example.test', issuer: root })
const client = makeCertificate({ cn: 'bob', issuer: root })
const stranger = makeCertificate({ cn: 'bob' })

let server: Running
let port: number
let smtps: number
let folder: string
/** Keeps the passwords themselves, as CRAM-MD5 needs it, and believes certificates. */
let lenient: MailServer

const file = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tls-auth-'))
  writeFileSync(file('ca.pem'), root.cert)
  for (const [name, { key, cert }] of Object.entries({ pair, other, client, stranger })) {
    writeFileSync(file(`${name}.pem`), key + cert)
  }
  writeFileSync(file('users'), (await runParley(['hash-password', '--user', 'bob'], 'pencil\n')).stdout)
  const tls = ['--tls-cert', file('pair.pem'), '--tls-cert', file('other.pem'), '--smtps', '127.0.0.1:0']
  const login = ['--users', file('users'), '--auth-required']
  server = startParley(['serve', '--listen', '127.0.0.1:0', ...tls, ...login, '--log', 'json'])
  const [, ...ports] = await server.shows(
    /listening on 127\.0\.0\.1:(\d+), 127\.0\.0\.1:(\d+); takes every mail of who has logged in;/m,
  )
  ;[port = 0, smtps = 0] = ports.map(Number)
  lenient = await createServer({
    tls: { ...pair, ca: root.cert },
    auth: {
      users: { bob: { password: 'pencil' } },
      mechanisms: ['CRAM-MD5', 'EXTERNAL'],
      required: true,
      checkCertificate: ({ distrust, subject }) => (distrust === null ? subject.replace(/^CN=/, '') : null),
    },
  })
})

afterAll(async () => {
  await lenient?.close()
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0 })
  rmSync(folder, { recursive: true, force: true })
})

interface Login {
  readonly from: string
  readonly password: string
  /** TLS from the start. */
  readonly implicit: boolean
  readonly at: number
}

const to = 'alice@example.test'
const bare = 'Subject: hi\r\n\r\nhi\r\n'

const swaks =
  (mechanism: string) =>
  ({ from, password, implicit, at }: Login) =>
    run('swaks', [
      ...['--server', '127.0.0.1', '--port', String(at), '--helo', 'client.example.org', '--from', from, '--to', to],
      ...[implicit ? '-tlsc' : '-tls', '--tls-verify', '--tls-ca-path', file('ca.pem')],
      ...['-a', mechanism, '-au', 'bob', '-ap', password],
    ])

const curl =
  (...more: readonly string[]) =>
  ({ from, password, implicit, at }: Login) => {
    const url = `${implicit ? 'smtps' : 'smtp'}://127.0.0.1:${at}/client.example.org`
    const mail = ['--mail-from', from, '--mail-rcpt', to, '--upload-file', '-', '--cacert', file('ca.pem')]
    return run('curl', ['-sS', url, '--ssl-reqd', '--user', `bob:${password}`, ...more, ...mail], bare)
  }

const msmtp =
  (mechanism: string) =>
  ({ from, password, implicit, at }: Login) =>
    run(
      'msmtp',
      [
        ...['--host=127.0.0.1', `--port=${at}`, '--domain=client.example.org', `--from=${from}`],
        ...['--tls=on', `--tls-starttls=${implicit ? 'off' : 'on'}`, `--tls-trust-file=${file('ca.pem')}`],
        ...[`--auth=${mechanism}`, '--user=bob', `--passwordeval=echo ${password}`, to],
      ],
      bare,
    )

function smtplib({ from, password, implicit, at }: Login): Promise<Ran> {
  const open = implicit
    ? `smtplib.SMTP_SSL("127.0.0.1", ${at}, context=context)`
    : `smtplib.SMTP("127.0.0.1", ${at}, "client.example.org")`
  const script = `import smtplib, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[1])
with ${open} as client:
${implicit ? '' : '    client.starttls(context=context)\n'}    client.login("bob", sys.argv[2])
    client.sendmail(sys.argv[3], [sys.argv[4]], "Subject: hi\\r\\n\\r\\nhi\\r\\n")
`
  return run('python3', ['-c', script, file('ca.pem'), password, from, to])
}

async function nodemailer({ from, password, implicit, at }: Login): Promise<Ran> {
  const transport = createTransport({
    ...{ host: '127.0.0.1', port: at, name: 'client.example.org', secure: implicit, requireTLS: true },
    ...{ auth: { user: 'bob', pass: password }, tls: { ca: root.cert } },
  })
  try {
    await transport.sendMail({ from, to, subject: 'hi', text: 'hi' })
    return { code: 0, stdout: '', stderr: '' }
  } catch (error) {
    return { code: 1, stdout: '', stderr: String(error) }
  }
}

const programs: Record<string, (login: Login) => Promise<Ran>> = {
  'swaks PLAIN': swaks('PLAIN'),
  'swaks LOGIN': swaks('LOGIN'),
  'curl PLAIN': curl('--login-options', 'AUTH=PLAIN'),
  'curl LOGIN': curl('--login-options', 'AUTH=LOGIN'),
  'msmtp PLAIN': msmtp('plain'),
  'msmtp LOGIN': msmtp('login'),
  'msmtp SCRAM-SHA-256': msmtp('scram-sha-256'),
  smtplib,
  nodemailer,
}

/** What the log says of the message that came from here. */
async function logged(from: string): Promise<Record<string, unknown>> {
  const [line] = await server.shows(new RegExp(`^\\{[^\\n]*"event":"message"[^\\n]*"from":"${from}"[^\\n]*\\}$`, 'm'))
  return JSON.parse(line) as Record<string, unknown>
}

describe.each(Object.entries(programs))('%s', (name, send) => {
  const from = (how: string) => `${name.replace(/\W/g, '-')}-${how}@example.org`

  it.each([
    ['over STARTTLS', false],
    ['with TLS from the start', true],
  ])('logs in and delivers %s', async (_how, implicit) => {
    const sender = from(String(implicit))
    const at = implicit ? smtps : port
    expect(await send({ from: sender, password: 'pencil', implicit, at })).toMatchObject({ code: 0, stderr: '' })
    const { to: whom, session } = await logged(sender)
    expect(whom).toEqual([to])
    await server.shows(new RegExp(`"event":"tls","session":"${String(session)}","protocol":"TLSv1\\.3"`))
  })
})

// Once each: guessing gets slower with every failure.
it.each(['swaks PLAIN', 'curl LOGIN', 'msmtp SCRAM-SHA-256', 'smtplib', 'nodemailer'])(
  '%s understands that the password is wrong',
  async (name) => {
    const ran = await programs[name]!({ from: 'a@example.org', password: 'pen', implicit: false, at: port })
    expect(ran.code).not.toBe(0)
    // curl says nothing but the code.
    expect(ran.stdout + ran.stderr).toMatch(name.startsWith('curl') ? /\b535\b|Login denied/ : /\b535\b.*5\.7\.8/)
  },
)

// Why STARTTLS is not offered where nobody has asked for it: docs/tls.md.
it('nodemailer, as it comes, gives up on STARTTLS with a certificate that it cannot trace back', async () => {
  const offering = await createServer({ tls: pair })
  const send = (options: object) =>
    createTransport({ host: '127.0.0.1', port: offering.port, name: 'client.example.org', ...options }).sendMail({
      ...{ from: 'a@example.org', to, subject: 'hi', text: 'hi' },
    })
  try {
    await expect(send({})).rejects.toThrow('unable to verify the first certificate')
    await expect(send({ ignoreTLS: true })).resolves.toMatchObject({ accepted: [to] })
    await expect(send({ tls: { ca: root.cert } })).resolves.toMatchObject({ accepted: [to] })
  } finally {
    await offering.close()
  }
})

describe('CRAM-MD5 and EXTERNAL', () => {
  const login = { password: 'pencil', implicit: false }

  it.each([
    ['swaks', swaks('CRAM-MD5')],
    ['curl', curl('--login-options', 'AUTH=CRAM-MD5')],
    ['msmtp', msmtp('cram-md5')],
    ['smtplib', smtplib],
  ] as const)('%s: by CRAM-MD5', async (name, send) => {
    const from = `cram-${name}@example.org`
    expect(await send({ ...login, from, at: lenient.port })).toMatchObject({ code: 0, stderr: '' })
    expect(await lenient.waitFor({ from })).toMatchObject({ to: [to] })
  })

  it('msmtp: by its certificate', async () => {
    const args = (name: string) => [
      ...['--host=127.0.0.1', `--port=${lenient.port}`, '--from=external@example.org', '--tls=on'],
      ...[`--tls-trust-file=${file('ca.pem')}`, `--tls-cert-file=${file(`${name}.pem`)}`],
      ...[`--tls-key-file=${file(`${name}.pem`)}`, '--auth=external', '--user=bob', to],
    ]
    expect(await run('msmtp', args('client'), bare)).toMatchObject({ code: 0, stderr: '' })
    expect(await lenient.waitFor({ from: 'external@example.org' })).toMatchObject({ to: [to] })
    const refused = await run('msmtp', args('stranger'), bare)
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toContain('does not support authentication method EXTERNAL')
  })
})

describe('parley serve --client-ca', () => {
  it('lets openssl, curl and our own client in by their certificates, and no stranger', async () => {
    const own = startParley([
      ...['serve', '--listen', '127.0.0.1:0', '--tls-cert', file('pair.pem'), '--client-ca', file('ca.pem')],
      ...['--auth-required', '--log', 'json'],
    ])
    const [, at = ''] = await own.shows(/listening on 127\.0\.0\.1:(\d+)/)
    const talk = (certificate: string) =>
      run(
        'openssl',
        [
          ...['s_client', '-quiet', '-starttls', 'smtp', '-connect', `127.0.0.1:${at}`, '-CAfile', file('ca.pem')],
          ...['-cert', file(certificate), '-key', file(certificate)],
        ],
        'EHLO client.example.org\r\nAUTH EXTERNAL =\r\nQUIT\r\n',
      )
    const known = await talk('client.pem')
    expect(known.stdout).toMatch(/^250[- ]AUTH EXTERNAL\r?$/m)
    expect(known.stdout).toMatch(/^235 /m)
    expect((await talk('stranger.pem')).stdout).not.toMatch(/^235 /m)
    const curled = await run(
      'curl',
      [
        ...['-sS', '--ssl-reqd', '--cacert', file('ca.pem'), '--cert', file('client.pem'), '--key', file('client.pem')],
        ...['--login-options', 'AUTH=EXTERNAL', '--user', 'bob:', '--mail-from', 'curl@example.org'],
        ...['--mail-rcpt', to, '-T', '-', `smtp://127.0.0.1:${at}/client.example.org`],
      ],
      bare,
    )
    expect(curled).toMatchObject({ code: 0, stderr: '' })
    await own.shows(/"from":"curl@example\.org"/)
    const sent = await runParley([
      ...['send', `127.0.0.1:${at}`, '--tls', '--tls-cert', file('client.pem'), '--auth', 'EXTERNAL', '--to', to],
      ...['--from', 'own@example.org', '--helo', 'client.example.org'],
    ])
    expect([sent.code, sent.stderr]).toEqual([0, ''])
    await own.shows(/"from":"own@example\.org"/)
    own.child.kill('SIGTERM')
    expect(await own.ended).toMatchObject({ code: 0 })
  })
})

describe('openssl s_client', () => {
  const plain = Buffer.from('\0bob\0pencil').toString('base64')
  const lines = (...said: readonly string[]) => said.map((line) => `${line}\r\n`).join('')
  const connect = (args: readonly string[], input = '', at = port) =>
    run('openssl', ['s_client', '-connect', `127.0.0.1:${at}`, '-CAfile', file('ca.pem'), ...args], input)

  it('believes the certificate, and gets that of the name it asks for', async () => {
    const verify = ['-starttls', 'smtp', '-verify_return_error', '-brief']
    const own = await connect([...verify, '-verify_ip', '127.0.0.1'])
    expect(own.stderr).toMatch(/^Verification: OK$/m)
    expect(own.stderr).toMatch(/^Peer certificate: CN = localhost$/m)
    const named = await connect([
      ...verify,
      '-servername',
      'other.example.test',
      '-verify_hostname',
      'other.example.test',
    ])
    expect(named.stderr).toMatch(/^Peer certificate: CN = other\.example\.test$/m)
    expect(named.stderr).toMatch(/^Verified peername: other\.example\.test$/m)
  })

  it.each([
    ['-tls1_2', 'TLSv1.2'],
    ['-tls1_3', 'TLSv1.3'],
  ])('speaks with %s', async (option, version) => {
    const { code, stderr } = await connect(['-starttls', 'smtp', option, '-brief'])
    expect(code).toBe(0)
    expect(stderr).toContain(`Protocol version: ${version}\n`)
  })

  it('logs in by hand on the port with TLS from the start', async () => {
    const input = lines('EHLO client.example.org', 'STARTTLS', 'MAIL FROM:<a@b.test>', `AUTH PLAIN ${plain}`, 'QUIT')
    const { stdout } = await connect(['-quiet'], input, smtps)
    const replies = stdout.match(/^\d{3} .*$/gm)!.map((line) => line.slice(0, 3))
    expect(replies).toEqual(['220', '250', '503', '530', '235', '221'])
    expect(stdout).toMatch(/^250[- ]AUTH .*PLAIN/m)
    expect(stdout).not.toMatch(/^250[- ]STARTTLS/m)
  })

  it('comes to the wrong kind of port, and the server goes on', async () => {
    expect((await connect([])).stderr).toContain('wrong version number')
    expect((await connect(['-starttls', 'smtp', '-brief'])).code).toBe(0)
  })
})

it('nobody logs in in clear, and is told why', async () => {
  const args = [
    '--server',
    '127.0.0.1',
    '--port',
    String(port),
    '--to',
    to,
    '-a',
    'PLAIN',
    '-au',
    'bob',
    '-ap',
    'pencil',
  ]
  expect(await run('swaks', args)).toMatchObject({ code: 28 })
  const said = 'EHLO client.example.org\nAUTH PLAIN AGJvYgBwZW5jaWw=\nQUIT\n'
  expect((await runParley(['talk', `127.0.0.1:${port}`], said)).stdout).toMatch(/^S: 538 5\.7\.11 /m)
})

it('a handshake that fails stands in the log in JSON', async () => {
  const args = ['-connect', `127.0.0.1:${port}`, '-starttls', 'smtp', '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0']
  await run('openssl', ['s_client', ...args])
  await server.shows(
    /"event":"failure","session":"[^"]+","phase":"tls","code":"[^"]+","text":"unsupported protocol: the client knows only [^"]+"\}/,
  )
})

describe('the log, where a handshake fails,', () => {
  let shown: Running
  let at: string

  beforeAll(async () => {
    shown = startParley(['serve', '--listen', '127.0.0.1:0', '--tls-cert', file('pair.pem')])
    at = (await shown.shows(/listening on 127\.0\.0\.1:(\d+)/))[1]!
  })

  afterAll(async () => {
    shown.child.kill('SIGTERM')
    expect(await shown.ended).toMatchObject({ code: 0 })
  })

  it('says that a client does not believe the certificate', async () => {
    const starttls = 'client.starttls(context=ssl.create_default_context(cafile=sys.argv[1]))'
    const script = `import smtplib, ssl, sys\nwith smtplib.SMTP("127.0.0.1", ${at}) as client:\n    ${starttls}\n`
    const { code, stderr } = await run('python3', ['-c', script, file('stranger.pem')])
    expect(code).not.toBe(0)
    expect(stderr).toContain('CERTIFICATE_VERIFY_FAILED')
    await shown.shows(
      /^S: 220 2\.0\.0 [^\n]*\n# tlsv1 alert unknown ca: the client does not know who issued our certificate\n# closed by this side$/m,
    )
  })

  it('says that a client speaks too old a version', async () => {
    const args = ['-connect', `127.0.0.1:${at}`, '-starttls', 'smtp', '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0']
    expect((await run('openssl', ['s_client', ...args])).stderr).toContain('alert protocol version')
    await shown.shows(
      /^S: 220 2\.0\.0 [^\n]*\n# unsupported protocol: the client knows only [^\n]*\n# closed by this side$/m,
    )
  })
})

describe('a login that is bound to TLS, by GNU SASL', () => {
  const gsasl = (mechanism: string, password: string, ...args: readonly string[]) =>
    run('gsasl', [
      ...['--smtp', `--connect=localhost:${port}`, `--x509-ca-file=${file('ca.pem')}`],
      ...[`--mechanism=${mechanism}`, '--authentication-id=bob', `--password=${password}`, ...args],
    ])

  it.each([
    ['TLS 1.3, by what it exports', 'NORMAL:-VERS-ALL:+VERS-TLS1.3', 'tls-exporter'],
    ['TLS 1.2, by what is unique to it', 'NORMAL:-VERS-ALL:+VERS-TLS1.2', 'tls-unique'],
  ])('SCRAM-SHA-256-PLUS in %s', async (_name, priority, binding) => {
    const { stdout, stderr } = await gsasl('SCRAM-SHA-256-PLUS', 'pencil', `--priority=${priority}`)
    expect(stdout).toContain('235 2.7.0 ')
    // It holds the server to its proof.
    expect(stderr).toContain('server trusted')
    const first = stdout.split(/\r?\n/).find((line) => line.startsWith('cD'))!
    expect(Buffer.from(first, 'base64').toString()).toMatch(new RegExp(`^p=${binding},,n=bob,`))
  })

  it('SCRAM-SHA-256 without it', async () => {
    expect((await gsasl('SCRAM-SHA-256', 'pencil', '--no-cb')).stderr).toContain('server trusted')
  })

  it('is refused where the password is wrong', async () => {
    const { stdout, stderr } = await gsasl('SCRAM-SHA-256-PLUS', 'wrong')
    expect(stdout + stderr).toContain('535 5.7.8')
  })
})
