import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import type { testJson } from '../../src/report/six-steps/json.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { runParley, type Ran } from './parley.ts'

let folder: string
let pair: KeyPair
let server: MailServer | null = null

const file = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-tls-'))
  const authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  pair = makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'], issuer: authority })
  writeFileSync(file('ca.pem'), authority.cert)
})

afterAll(() => rmSync(folder, { recursive: true }))

afterEach(async () => {
  await server?.close()
  server = null
})

async function testWith(options: MailServerOptions, ...args: readonly string[]): Promise<Ran> {
  server = await createServer({ hostname: 'mail.example.test', ...options })
  const place = `127.0.0.1:${server.port}`
  return runParley(['test', place, '--helo', 'a.test', '--from', 'a@a.test', '--to', 'b@b.test', ...args])
}

describe('parley test with TLS', () => {
  it('takes STARTTLS where it is offered, and its JSON is as the schema says', async () => {
    const { code, stdout } = await testWith({ tls: pair }, '--tls-ca-path', file('ca.pem'), '--tls-verify', '--json')
    expect(code).toBe(0)
    const result = JSON.parse(stdout) as ReturnType<typeof testJson>
    expect(result.tls).toMatchObject({ protocol: 'TLSv1.3', distrust: null })
    const schema = JSON.parse(readFileSync('schema/test.schema.json', 'utf8')) as AnySchemaObject
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: false }).compile(schema)
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true)
  })

  it('believes nobody unknown, with --tls-verify', async () => {
    const { code, stdout } = await testWith({ tls: pair }, '--tls-verify', '--quiet')
    expect(code).toBe(exitCodes.tls)
    expect(stdout).toMatch(/^FAIL {2}/)
  })

  it('says where TLS is required and not offered', async () => {
    const { code, stdout } = await testWith({}, '--tls', 'require', '--quiet')
    expect(code).toBe(exitCodes.tls)
    expect(stdout).toMatch(/^FAIL {2}The server does not offer STARTTLS\. /)
  })

  it('begins from the start where that is asked for, and knows of --cert-days', async () => {
    const listen = [{ host: '127.0.0.1', port: 0, implicitTls: true }]
    const args = ['--tls', 'implicit', '--tls-ca-path', file('ca.pem'), '--cert-days', '90']
    const { code, stdout } = await testWith({ tls: pair, listen }, ...args)
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^1 connect[^]*# TLS: TLSv1\.3[^]*# issued by CN=Test Authority, valid from [^]*^2 handshake/m,
    )
    expect(stdout).toMatch(/It ends 30 days from then/)
  })

  it.each<[string[], RegExp]>([
    [['127.0.0.1:1', '--tls', 'auto', '--tls-on-connect'], /which of TLS auto and implicit\?/],
    [['127.0.0.1:1', '--tls', 'perhaps'], /There are require, auto, never, implicit/],
    [['127.0.0.1:1', '--cert-days', 'many'], /Write a whole number/],
    [['127.0.0.1:1', '--json', '--tls-get-peer-chain'], /name a file/],
    [['127.0.0.1:1', '--tls-ca-path', '/nonexistent'], /cannot read the authorities from/],
    [['--tls', 'require'], /the practice server has no TLS: name a server/],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, stderr } = await runParley(['test', ...args])
    expect(code).toBe(exitCodes.usage)
    expect(stderr).toMatch(message)
  })
})
