import { readFileSync } from 'node:fs'
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { converse } from '../server/identity/client.ts'
import { startZoneServer } from '../wire/resolver/zone-server.ts'
import { runParley, startParley } from './parley.ts'

const zone = `$ORIGIN example.test.
@ MX 10 client
  TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=reject"
client A 127.0.0.1
1.0.0.127.in-addr.arpa. PTR client.example.test.
2.0.0.127.dnsbl.test. A 127.0.0.2
test.rhsbl.test. A 127.0.0.2
bad.test.rhsbl.test. A 127.0.0.2
`

describe('parley test', () => {
  async function test(...args: readonly string[]) {
    await using server = await createServer({ practice: true })
    const resolver = await startZoneServer(zone)
    const me = ['--from', 'alice@example.test', '--helo', 'client.example.test', '--to', 'bob@example.test']
    return await runParley(['test', `127.0.0.1:${server.port}`, ...me, '--resolver', resolver, ...args])
  }
  const lists = ['--blocklist', 'dnsbl.test']

  it('shows how you look from outside, before a word is said', async () => {
    const { stdout } = await test('--identity', ...lists)
    const [, part = ''] = /\nIdentity\n([^]*?)\n\n1 connect/.exec(stdout) ?? []
    expect(
      part
        .split('\n')
        .filter((line) => /^ {2}[+!x?]/.test(line))
        .map((line) => line.slice(2, 30)),
    ).toEqual([
      '+ You call from 127.0.0.1. T',
      '+ Your address has a name. 1',
      '+ The HELO name is yours. cl',
      '+ SPF passes. example.test l',
      "+ The sender's domain takes ",
      '+ DMARC passes by SPF. SPF p',
      '+ Not on blocklists. 127.0.0',
    ])
  })

  it('asks the lists of domains that are named, and no others', async () => {
    const { stdout } = await test('--identity', '--domain-blocklist', 'rhsbl.test')
    expect(stdout).toContain('+ Your domain is not on blocklists. example.test is not on rhsbl.test.')
    expect(stdout).not.toMatch(/Not on blocklists|could not be asked/)
  })

  it('says so in JSON as the schema has it, and in Markdown', async () => {
    const { stdout } = await test('--identity', '--json', ...lists)
    const json = JSON.parse(stdout) as { identity: readonly { id: string }[] }
    const schema = JSON.parse(readFileSync('schema/test.schema.json', 'utf8')) as AnySchemaObject
    const validate = new Ajv2020({ allowUnionTypes: true, strict: false }).compile(schema)
    expect(validate(json), JSON.stringify(validate.errors)).toBe(true)
    expect(json.identity.map(({ id }) => id)).toContain('reverse-name')
    expect((await test('--identity', '--markdown', ...lists)).stdout).toMatch(/\n## Identity\n\n\| Verdict/)
  })

  it.each([[], ['--no-identity']])('does not look where nobody can see it: %s', async (...args) => {
    expect(JSON.parse((await test('--json', ...args)).stdout)).toMatchObject({ identity: null })
  })

  it('does not hang on a DNS server that is not there', async () => {
    const { code, stdout } = await test('--identity', '--resolver', '127.0.0.1:1', ...lists)
    expect(stdout).toContain('? Could not tell the name of your address.')
    expect(stdout).toContain('? Blocklists that could not be asked.')
    expect(code).toBe(exitCodes.ok)
  })
})

describe('parley serve', () => {
  async function serve(...args: readonly string[]) {
    const resolver = await startZoneServer(zone)
    const server = startParley(['serve', '--listen', '0', '--resolver', resolver, ...args])
    const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+)/)
    const stop = async () => {
      server.child.kill('SIGTERM')
      return server.ended
    }
    return { port: Number(port), [Symbol.asyncDispose]: () => stop().then(() => undefined) }
  }

  it('demands what it is told to', async () => {
    await using server = await serve('--demand', 'ptr', '--demand', 'helo-exists', '--demand', 'sender-exists')
    const lines = ['EHLO gone.example.test', 'EHLO client.example.test', 'MAIL FROM:<al@gone.example.test>', 'QUIT']
    const replies = await converse(server, lines)
    expect(replies.map((reply) => reply.slice(0, 9))).toEqual([
      '220 local',
      '550-5.7.1',
      '250-local',
      '550-5.1.8',
      '221 2.0.0',
    ])
  })

  it('asks a list of domains, which is a demand', async () => {
    await using server = await serve('--domain-blocklist', 'rhsbl.test')
    const replies = await converse(server, ['EHLO mail.bad.test', 'EHLO good.test', 'MAIL FROM:<al@bad.test>'])
    expect(replies.map((reply) => reply.slice(0, 40))).toEqual([
      expect.stringMatching(/^220/),
      '550-5.7.1 Your name, bad.test, is on the',
      expect.stringMatching(/^250/),
      '550-5.7.1 The domain of the sender, bad.',
    ])
  })

  it('writes the verdicts on a message', async () => {
    await using server = await serve('--verdicts')
    const lines = ['EHLO client.example.test', 'MAIL FROM:<al@example.test>', 'RCPT TO:<b@example.test>', 'DATA']
    const replies = await converse(server, [...lines, 'From: al@example.test\r\n\r\nhi\r\n.'])
    expect(replies.at(-1)).toMatch(
      /^250-2\.0\.0 Checked: spf=pass dkim=none dmarc=pass \(p=reject\)\|250 2\.0\.0 Ok: queued as/,
    )
  })

  it('--strict demands nothing of the DNS from a client on this machine', async () => {
    await using server = await serve('--strict')
    const replies = await converse(server, ['EHLO me', 'MAIL FROM:<al@gone.test>', 'QUIT'])
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '250', '221'])
  })

  it.each([
    [['--demand', 'nonsense'], /Write usual, or one of early-talker, /],
    [['--if-unsure', 'pass'], /name one with --demand, or say --strict or --verdicts/],
    [['--demand', 'ptr', '--resolver', 'dns'], /"dns" is no DNS server/],
    [['--blocklist', 'DBL.spamhaus.org'], /DBL\.spamhaus\.org lists domains: give it with --domain-blocklist/],
    [['--domain-blocklist', 'zen.spamhaus.org'], /zen\.spamhaus\.org lists addresses: give it with --blocklist/],
    [['--demand', 'ptr', '--script', 'a.smtp'], /cannot be used with option '--demand/],
  ])('%j makes no sense', async (args, complaint) => {
    const { code, stderr } = await runParley(['serve', ...args])
    expect([code, stderr]).toEqual([exitCodes.usage, expect.stringMatching(complaint)])
  })
})
