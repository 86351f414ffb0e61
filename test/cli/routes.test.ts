import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { startHosts } from '../checks/several-hosts.ts'
import { startZoneServer } from '../wire/resolver/zone-server.ts'
import { runParley } from './parley.ts'

const zone = `$ORIGIN example.test.
@ MX 10 mx1
  MX 20 mx2
mx1 A 127.0.0.2
mx2 A 127.0.0.3
half MX 10 mx1
     MX 20 mx2
null MX 0 .
host A 127.0.0.2
`

const named = ['--from', 'me@example.org', '--helo', 'client.example.org']

describe('parley test', () => {
  async function test(...args: readonly string[]) {
    const resolver = await startZoneServer(zone)
    return runParley(['test', ...args, '--resolver', resolver, ...named])
  }

  it('an address goes the way of mail for it, and is the recipient', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const { code, stdout, stderr } = await test('bob@example.test', '-p', String(port))
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('parley test bob@example.test\n')
    expect(stdout).toContain('bob@example.test is an address: mail for example.test goes to the hosts of its')
    expect(stdout).toMatch(
      /\n {2}10 {2}mx1\.example\.test {2}127\.0\.0\.2\n {2}20 {2}mx2\.example\.test {2}127\.0\.0\.3\n/,
    )
    expect(stdout).toContain(`# mx1.example.test is 127.0.0.2\n    # connected to 127.0.0.2:${port}`)
    expect(stdout).toContain('C: RCPT TO:<bob@example.test>')
  })

  it('a name is a host, and with --mx a domain; its postmaster is asked for', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const host = await test(`host.example.test:${port}`, '--json')
    expect(JSON.parse(host.stdout)).toMatchObject({ verdict: 'pass', route: null, places: null })
    for (const words of [
      [`example.test:${port}`, '--mx'],
      ['--mx', `example.test:${port}`],
    ]) {
      const { stdout } = await test(...words)
      expect(stdout).toContain('example.test is taken as a mail domain')
      expect(stdout).toContain('C: RCPT TO:<postmaster@example.test>')
      expect(stdout).toContain('It asks for the postmaster of the domain')
    }
  })

  it('--mx names the host to go to, whatever the MX records say', async () => {
    const port = await startHosts({ '127.0.0.3': {} })
    const { stdout } = await test('bob@example.test', '--mx', 'mx2.example.test', '-p', String(port), '--json')
    expect(JSON.parse(stdout)).toMatchObject({ target: `mx2.example.test:${port}`, route: { kind: 'named' } })
  })

  it('an address literal, with a port', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const { code, stdout } = await test(`bob@[127.0.0.2]:${port}`)
    expect(code).toBe(0)
    expect(stdout).toContain('RCPT TO:<bob@[127.0.0.2]>')
  })

  it('a domain in another script is asked for by its A-labels', async () => {
    const { code, stdout } = await test('bob@bücher.example.test', '--json')
    expect(code).toBe(exitCodes.connect)
    expect(JSON.parse(stdout)).toMatchObject({ route: { domain: 'xn--bcher-kva.example.test', kind: 'no-domain' } })
  })

  it.each([
    ['bob@null.example.test', exitCodes.connect, /^FAIL {2}There was no conversation: The domain takes no mail\./],
    ['bob@gone.example.test', exitCodes.connect, /^FAIL {2}There was no conversation: No such domain\./],
  ])('%s', async (address, expected, words) => {
    const { code, stdout } = await test(address, '--quiet')
    expect(code).toBe(expected)
    expect(stdout).toMatch(words)
  })

  it('a DNS server that does not answer: could not tell', async () => {
    const args = ['test', 'bob@example.test', '--resolver', '127.0.0.1:1', '--timeout', '0.2', '--quiet']
    const { code, stdout } = await runParley(args)
    expect(code).toBe(exitCodes.unsure)
    expect(stdout).toMatch(/^COULD NOT TELL {2}There was no conversation: The DNS does not answer\./)
  })

  it('--all-mx shows every address in one table, and in what they differ', async () => {
    const port = await startHosts({ '127.0.0.2': { EHLO: '250-a\r\n250 SIZE 1000' }, '127.0.0.3': {} })
    const { code, stdout } = await test('example.test', '--all-mx', '--port', String(port))
    expect(code).toBe(0)
    expect(stdout.replace(/ +[\d.]+ ms +/g, ' … ms ').replace(/Time +/, 'Time  ')).toContain(
      [
        '  MX  Host              Address    Verdict  Time  TLS   Size',
        '  10  mx1.example.test  127.0.0.2  pass … ms none  1000',
        '  20  mx2.example.test  127.0.0.3  pass … ms none',
      ].join('\n'),
    )
    expect(stdout).toContain('  ! Features differ. SIZE only at mx1.example.test [127.0.0.2].')
    expect(stdout).toMatch(
      /\nPASS {2}Mail for example\.test is taken at 2 addresses of 2 mail hosts\. No mail was sent\.\n$/,
    )
  })

  it('--all-mx in JSON is as the schema says; for tickets there is Markdown, for build servers JUnit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-routes-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'junit.xml')
    const port = String(
      await startHosts({ '127.0.0.2': { EHLO: '250-a\r\n250 STARTTLS' }, '127.0.0.3': { RCPT: '550 no' } }),
    )
    const [json, markdown, junit] = [
      await test('bob@example.test', '--all-mx', '-p', port, '--json'),
      await test('bob@example.test', '--all-mx', '-p', port, '--markdown'),
      await test('bob@example.test', '--all-mx', '-p', port, '--quiet', '--junit', file),
    ]
    const result = JSON.parse(json.stdout) as { places: unknown }
    const schema = JSON.parse(readFileSync('schema/test.schema.json', 'utf8')) as AnySchemaObject
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: false }).compile(schema)
    expect([validate(result), validate.errors]).toEqual([true, null])
    expect(result).toMatchObject({ verdict: 'fail', phase: 'recipients', target: `mx2.example.test:${port}` })
    expect(result.places).toMatchObject([
      { host: 'mx1.example.test', tls: { protocol: 'TLSv1.3' }, test: { verdict: 'pass', places: null } },
      { host: 'mx2.example.test', tls: null, tlsTrouble: 'not offered', test: { verdict: 'fail' } },
    ])
    expect(json.code).toBe(exitCodes.recipients)
    expect(markdown.stdout).toMatch(
      /## Mail hosts\n\n\| MX \| Host .*\n.*\n\| 10 \| mx1\.example\.test \| 127\.0\.0\.2 \| pass \|/,
    )
    expect(junit.code).toBe(exitCodes.recipients)
    expect(readFileSync(file, 'utf8')).toContain(`<testsuite name="mx2.example.test:${port} as mta [127.0.0.3]"`)
  })

  it.each([
    [['@example.test'], /nothing before the "@"/],
    [['bob@exa mple'], /"bob@exa mple" is no mail domain: write bob@example\.org/],
    [['--mx'], /which domain\?/],
    [['--all-mx'], /which domain\?/],
    [['example.test', '--mx', 'a b'], /"a b" is no host/],
    [['example.test', '--all-mx', '--send', '--to', 'bob@example.test'], /--all-mx sends no mail/],
    [['example.test', '--all-mx', '--save', '/dev/null'], /--save keeps one conversation/],
    [['example.test', '-4', '-6'], /one of --ipv4 and --ipv6/],
    [['example.test', '--resolver', 'dns.example'], /is no DNS server: write its address/],
    [['bob@example.test:smpt'], /"smpt" is no port/],
    [['example.test', '--local-interface', 'nowhere9'], /neither an address nor a network interface/],
  ])('%j makes no sense', async (args, words) => {
    const { code, stdout, stderr } = await runParley(['test', ...args])
    expect([code, stdout]).toEqual([exitCodes.usage, ''])
    expect(stderr).toMatch(words)
  })
})

describe('parley send', () => {
  async function send(...args: readonly string[]) {
    const resolver = await startZoneServer(zone)
    return runParley(['send', ...args, '--resolver', resolver, ...named])
  }

  it('without a server goes to the mail hosts of the domain of the recipient', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const { code, stdout, stderr } = await send('--to', 'bob@example.test', '-p', String(port), '-q', 'RCPT')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('# mail for example.test goes to mx1.example.test (MX 10), mx2.example.test (MX 20)\n')
    expect(stdout).toContain(`# connecting to mx1.example.test:${port}\n# connected to 127.0.0.2:${port}\n`)
    expect(stdout).toContain('C: RCPT TO:<bob@example.test>')
  })

  it('goes on to the next host where one cannot be reached, with a message from a pipe too', async () => {
    const port = await startHosts({ '127.0.0.3': {} })
    const resolver = await startZoneServer(zone)
    const args = ['send', '--to', 'bob@example.test', '-p', String(port), '--data', '-', '--json']
    const { code, stdout } = await runParley([...args, '--resolver', resolver, ...named], {
      input: 'Subject: x\n\nhi\n',
    })
    expect(code).toBe(0)
    const { target, notes } = JSON.parse(stdout) as { target: string; notes: string[] }
    expect(target).toBe(`mx2.example.test:${port}`)
    expect(notes.at(-1)).toMatch(
      /^no connection to mx1\.example\.test:\d+: connect ECONNREFUSED .*; the next mail host is/,
    )
  })

  it('--copy-routing names another domain, and the last recipient decides otherwise', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const options = ['-p', String(port), '-q', 'RCPT', '--json']
    const copied = await send('--to', 'bob@example.org', '-copy-routing', 'example.test', ...options)
    expect(JSON.parse(copied.stdout)).toMatchObject({ target: `mx1.example.test:${port}`, exitCode: 0 })
    const several = await send('--to', 'al@example.org,bob@example.test', ...options)
    expect(JSON.parse(several.stdout)).toMatchObject({
      target: `mx1.example.test:${port}`,
      notes: expect.arrayContaining([
        "there is one conversation only: it is held with the mail hosts of example.test, the last recipient's domain",
      ]) as unknown,
    })
  })

  it('a recipient without a domain is on this machine', async () => {
    const port = await startHosts({ '127.0.0.1': {} })
    const { code, stdout } = await send('--to', 'bob', '-4', '-p', String(port), '-q', 'RCPT')
    expect(code).toBe(0)
    expect(stdout).toContain('# <bob> has no domain, so it goes to localhost\n# connecting to localhost:')
  })

  it.each([
    ['bob@null.example.test', 'null.example.test takes no mail: its MX record says so', 'The domain takes no mail.'],
    ['bob@gone.example.test', 'the DNS says that gone.example.test does not exist', 'No such domain.'],
  ])('%s', async (address, reason, advice) => {
    const { code, stderr } = await send('--to', address)
    expect(code).toBe(exitCodes.connect)
    expect(stderr).toContain(`: ${reason}\n        ${advice}`)
  })

  it('--resolver is asked for the address of a server too', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const { code } = await send(`host.example.test:${port}`, '--to', 'bob@example.test', '-q', 'RCPT')
    expect(code).toBe(0)
  })
})

describe('parley talk', () => {
  async function talk(...args: readonly string[]) {
    const resolver = await startZoneServer(zone)
    return runParley(['talk', ...args, '--resolver', resolver], { input: 'EHLO client.example.org\nQUIT\n' })
  }

  it('an address, and a domain with --mx, go to the first mail host that can be reached', async () => {
    const port = String(await startHosts({ '127.0.0.3': {} }))
    for (const words of [
      ['bob@example.test', port],
      [`example.test:${port}`, '--mx'],
      ['--mx', `example.test:${port}`],
    ]) {
      const { code, stdout, stderr } = await talk(...words)
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(/^# no connection to mx1\.example\.test:\d+: .*; the next mail host is tried$/m)
      expect(stdout).toContain('S: 250 mail.example.org\nC: QUIT\nS: 221 bye\n')
    }
  })

  it.each([
    ['bob@null.example.test', /null\.example\.test:25: The domain takes no mail/],
    ['bob@gone.example.test', /gone\.example\.test:25: No such domain/],
  ])('%s', async (address, words) => {
    const { code, stderr } = await talk(address)
    expect(code).toBe(exitCodes.connect)
    expect(stderr).toMatch(words)
  })
})

describe('parley run', () => {
  it('an address goes to its mail host, and is the value of ${to}', async () => {
    const port = await startHosts({ '127.0.0.2': {} })
    const folder = mkdtempSync(join(tmpdir(), 'parley-routes-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const script = join(folder, 'rcpt.smtp')
    writeFileSync(script, 'S: 220\nC: EHLO ${helo}\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<${to}>\nS: 250\n')
    const resolver = await startZoneServer(zone)
    const run = (address: string) => runParley(['run', script, address, '-v', '--resolver', resolver, '--timeout', '5'])
    const { code, stdout } = await run(`bob@example.test:${port}`)
    expect(stdout).toContain('C: RCPT TO:<bob@example.test>')
    expect(code).toBe(0)
    const nobody = await run('bob@null.example.test')
    expect(nobody.code).toBe(exitCodes.connect)
    expect(nobody.stdout).toContain('The domain takes no mail.')
  })
})
