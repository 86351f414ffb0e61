import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { Complaint, terminal, Verb } from '../../src/cli/verb.ts'
import { createConsole } from '../../src/cli/verbs/serve/console.ts'
import { addServeTlsOptions, readServeTls, type ServeTlsFlags } from '../../src/cli/verbs/serve/tls.ts'
import { connect } from '../../src/client/connect.ts'
import { hello } from '../../src/client/hello.ts'
import { createStyle } from '../../src/report/style.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { currentTls } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { runParley, startParley } from './parley.ts'

let folder: string
const file = (name: string) => join(folder, name)
const real = { ...terminal }

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-serve-tls-'))
  Object.assign(terminal, { env: { XDG_DATA_HOME: folder } })
})

afterAll(() => {
  Object.assign(terminal, real)
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): string {
  writeFileSync(file(name), text)
  return file(name)
}

const read = (flags: ServeTlsFlags) => readServeTls(flags, 'mail.example.test')

it('serves without TLS unless it is asked for', async () => {
  expect(await read({})).toBeNull()
  expect(existsSync(file('parley'))).toBe(false)
})

it('makes an authority and a certificate that whoever trusts the authority believes', async () => {
  const tls = (await read({ tls: true }))!
  const trusted = file('parley/tls/ca.pem')
  expect(tls.notice).toBe(`TLS for mail.example.test, localhost, 127.0.0.1, ::1; to trust it, trust ${trusted}`)
  const server = await createServer({ tls: tls.source, listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }] })
  const session = await connect({
    host: '127.0.0.1',
    port: server.port,
    implicitTls: true,
    tls: { ca: readFileSync(trusted, 'utf8'), verifyChain: true, verifyHost: true },
  })
  await session.quit()
  await server.close()
})

it('takes certificates from files, several for several names, and says what may be spoken', async () => {
  const [one, other] = [makeCertificate({ cn: 'a.example' }), makeCertificate({ cn: 'b.example' })]
  const flags = {
    tlsCert: [write('a.pem', one.cert), write('b.pem', other.cert)],
    tlsKey: [write('a.key', one.key), write('b.key', other.key)],
    tlsMin: { min: 'TLSv1', max: 'TLSv1' },
    tlsCiphers: 'ALL',
  } as const
  const { source } = (await read(flags))!
  expect(currentTls(source)).toEqual({ ...one, others: [other], versions: { min: 'TLSv1' }, ciphers: 'ALL' })
})

it.each<[ServeTlsFlags, RegExp]>([
  [{ tlsKey: ['k'] }, /needs its certificate/],
  [{ tlsMin: { min: 'TLSv1' } }, /are about TLS: add --tls/],
  [{ clientCa: 'ca.pem' }, /clients show certificates inside TLS: add --tls/],
  [{ tls: true, clientCa: '/nonexistent' }, /cannot read the authorities from \/nonexistent/],
  [{ tls: true, tlsCiphers: 'nope' }, /OpenSSL has no cipher that fits "nope"/],
  [{ tlsCert: ['/nonexistent'] }, /cannot read the certificate from \/nonexistent: there is no such file/],
  [{ tlsCert: ['a', 'b'], tlsKey: ['c'] }, /each --tls-cert has its --tls-key/],
])('says what is wrong with %j', async (flags, message) => {
  const failure = await read(flags).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Complaint)
  expect((failure as Complaint).message).toMatch(message)
})

it.each(['1.2-1.3', '1.0,1.1', 'no_tlsv1_3', '7'])('--tls-min is one version, and not %s', (text) => {
  const verb = addServeTlsOptions(new Verb('serve'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  expect(() => verb.parse(['--tls-min', text], { from: 'user' })).toThrow('is invalid. Write 1.0, 1.1, 1.2 or 1.3.')
  expect(verb.parse(['--tls-min', '1.2'], { from: 'user' }).opts()).toMatchObject({ tlsMin: { min: 'TLSv1.2' } })
})

it('the JSON log names the certificate that a client has shown', async () => {
  const lines: string[] = []
  const client = makeCertificate({ cn: 'client.example' })
  const { listeners } = createConsole('json', createStyle(false), (line) => lines.push(line))
  const tls = { ...makeCertificate({ cn: 'a.example' }), asksForCertificate: true, ca: client.cert }
  const listen = [{ host: '127.0.0.1', port: 0, implicitTls: true }]
  const server = await createServer({ tls, listen, listeners })
  for (const pair of [client, undefined]) {
    const at = { host: '127.0.0.1', port: server.port, implicitTls: true }
    const session = await connect({ ...at, tls: pair ? { pair } : {} })
    await session.quit()
  }
  await server.close()
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ event }) => event === 'tls')
  expect(told[0]).toMatchObject({
    protocol: 'TLSv1.3',
    subject: expect.stringContaining('client.example') as never,
    distrust: null,
  })
  expect(told[1]).not.toHaveProperty('subject')
})

describe('the program', () => {
  const [one, other] = [makeCertificate({ cn: 'a.example' }), makeCertificate({ cn: 'b.example' })]

  it.each<[string, string, string | null, RegExp]>([
    ['no certificate in it', 'hello', one.key, /p\.pem holds no certificate: it must be PEM/],
    ['half a certificate', one.cert.slice(0, 300), one.key, /p\.pem holds no certificate: it must be PEM/],
    [
      'a broken certificate behind the first',
      one.cert + other.cert.slice(0, 200),
      one.key,
      /OpenSSL does not take the certificates in .*p\.pem/,
    ],
    ['no key in it', one.cert, 'hello', /p\.key holds no private key: it must be PEM/],
    ['a key of another', one.cert, other.key, /p\.key does not belong to the certificate in .*p\.pem/],
    ['no key beside it', one.cert, null, /p\.pem holds no private key/],
  ])('does not start with %s, and says why in one sentence', async (_, cert, key, message) => {
    const files = ['--tls-cert', write('p.pem', cert), ...(key === null ? [] : ['--tls-key', write('p.key', key)])]
    const { code, stderr } = await runParley(['serve', '--memory', '--listen', '0', ...files])
    expect(stderr).toMatch(message)
    expect(stderr).toMatch(/^parley: [^\n]*\n$/)
    expect(code).toBe(exitCodes.usage)
  })

  it('reads the key pair again when it changes: a good one is served, with a broken one the old one stays', async () => {
    const [cert, key] = [write('live.pem', one.cert), write('live.key', one.key)]
    const serving = startParley(['serve', '--memory', '--listen', '0', '--tls-cert', cert, '--tls-key', key])
    const [, port] = await serving.shows(/listening on 127\.0\.0\.1:(\d+)/)
    const shown = async () => {
      const session = await connect({ host: '127.0.0.1', port: Number(port) })
      await hello(session, 'client.example')
      const { certificate } = await session.startTls()
      await session.quit()
      return certificate?.subject
    }
    try {
      expect(await shown()).toBe('CN=a.example')
      write('live.pem', other.cert)
      write('live.key', other.key)
      expect(await shown()).toBe('CN=b.example')
      write('live.pem', 'in the middle of a copy')
      expect([await shown(), await shown()]).toEqual(['CN=b.example', 'CN=b.example'])
      rmSync(key)
      write('live.pem', one.cert)
      expect(await shown()).toBe('CN=b.example')
      write('live.key', one.key)
      expect(await shown()).toBe('CN=a.example')
    } finally {
      serving.child.kill('SIGTERM')
    }
    const { stderr } = await serving.ended
    expect(stderr.match(/^parley: .*; the certificate from before stays in use$/gm)).toEqual([
      expect.stringMatching(/live\.pem holds no certificate/),
      expect.stringMatching(/cannot read the key from .*live\.key: there is no such file/),
    ])
  })
})
