import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Complaint, terminal } from '../../src/cli/verb.ts'
import { createConsole } from '../../src/cli/verbs/serve/console.ts'
import { readServeTls, type ServeTlsFlags } from '../../src/cli/verbs/serve/tls.ts'
import { connect } from '../../src/client/connect.ts'
import { createStyle } from '../../src/report/style.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { currentTls } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'

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
  [{ tlsCert: ['/nonexistent'] }, /cannot read the certificate from \/nonexistent: there is no such file/],
  [{ tlsCert: ['a', 'b'], tlsKey: ['c'] }, /each --tls-cert has its --tls-key/],
])('says what is wrong with %j', async (flags, message) => {
  const failure = await read(flags).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Complaint)
  expect((failure as Complaint).message).toMatch(message)
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
