import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { talk as startTalker } from '../client/talker.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { startParley, type Ran } from './parley.ts'

/** `parley test` logs in, as `parley send` does. */

let folder: string
let server: MailServer

const file = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-test-login-'))
  writeFileSync(file('password'), 'pencil\n')
  writeFileSync(file('.netrc'), 'machine 127.0.0.1 login bob password pencil')
  const authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  server = await createServer({
    tls: makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'], issuer: authority }),
    auth: {
      users: { bob: { password: 'pencil' } },
      checkToken: (token, user) => (token === 't0ken' ? user : null),
      allowInClear: true,
      limits: { delay: 0 },
    },
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const envelope = ['--helo', 'a.test', '--from', 'a@a.test', '--to', 'b@b.test']

function test(
  args: readonly string[],
  { env = {}, port = server.port }: { env?: NodeJS.ProcessEnv; port?: number } = {},
) {
  const before = { ...process.env }
  Object.assign(process.env, { HOME: file('home') }, env)
  const { ended } = startParley(['test', `127.0.0.1:${port}`, '--as', 'submission', ...envelope, ...args])
  process.env = before
  return ended
}

const logins = ({ stdout }: Ran) => stdout.match(/(?<=^ *C: AUTH )\S+/gm) ?? []
const asBob = ['--user', 'bob', '--password', 'pencil']

describe('parley test logs in', () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, readonly string[]]>([
    ['bound to TLS', asBob, {}, ['SCRAM-SHA-256-PLUS']],
    ['in clear, on this machine', [...asBob, '--tls', 'never'], {}, ['SCRAM-SHA-256']],
    ['by the way that is named', [...asBob, '--auth', 'LOGIN'], {}, ['LOGIN']],
    ['by a file', ['--auth-user', 'bob', '--password-file', 'password'], {}, ['SCRAM-SHA-256-PLUS']],
    ['by the environment', ['-a', 'PLAIN', '--user', 'bob'], { PARLEY_PASSWORD: 'pencil' }, ['PLAIN']],
    ['by a token', ['--user', 'bob', '--auth-token', 't0ken'], {}, ['OAUTHBEARER']],
    ['by a token of the environment', ['--user', 'bob', '--auth', 'XOAUTH2'], { PARLEY_TOKEN: 't0ken' }, ['XOAUTH2']],
  ])('%s', async (_name, args, env, expected) => {
    const ran = await test(
      args.map((arg) => (arg === 'password' ? file(arg) : arg)),
      { env },
    )
    expect(ran.code, ran.stdout + ran.stderr).toBe(0)
    expect(logins(ran)).toEqual(expected)
    expect(ran.stdout).not.toMatch(/pencil|t0ken/)
  })

  it('by .netrc, which knows the name as well', async () => {
    const ran = await test(['--auth'], { env: { NETRC: file('.netrc') } })
    expect([ran.code, logins(ran)]).toEqual([0, ['SCRAM-SHA-256-PLUS']])
  })

  it('only, and sends nothing', async () => {
    const ran = await test([...asBob, '--auth-only'])
    expect(ran.code).toBe(0)
    expect(ran.stdout).toMatch(
      /^PASS {2}The server lets us log in, by AUTH SCRAM-SHA-256-PLUS\. Nothing else was tried\.$/m,
    )
    expect(ran.stdout).not.toContain('MAIL FROM')
    expect(ran.stdout.match(/The test ends behind the login\./g)).toHaveLength(3)
  })

  it.each<[string, readonly string[], RegExp]>([
    ['refused', ['--user', 'bob', '--password', 'wrong'], /got the answer 535 5\.7\.8/],
    [
      'in no way that is offered',
      [...asBob, '--auth', 'EXTERNAL'],
      /There is no way to log in: the server offers AUTH .* only\./,
    ],
  ])('only, and fails: %s', async (_name, args, words) => {
    const ran = await test([...args, '--auth-only', '--quiet'])
    expect(ran.code).toBe(exitCodes.auth)
    expect(ran.stdout).toMatch(words)
  })

  it('with one guess, and says what it has not tried', async () => {
    const ran = await test(['--user', 'bob', '--password', 'wrong'])
    expect([ran.code, logins(ran)]).toEqual([exitCodes.auth, ['SCRAM-SHA-256-PLUS']])
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain('The login was refused. What more there is to say: not tried by')
  })

  it('at a server that offers what it does not take: also where it is not offered, if asked to', async () => {
    const talker = await startTalker('220 x', [
      [/^EHLO/, '250 x'],
      [/^AUTH PLAIN/, '235 welcome'],
      [/^QUIT/, '221 bye'],
    ])
    const ran = await test([...asBob, '--auth-anyway', '--auth-only'], { port: talker.port })
    await talker.close()
    expect([ran.code, logins(ran)]).toEqual([0, ['PLAIN']])
  })

  it('not at a server that does not prove that it knows the password', async () => {
    const talker = await startTalker('220 x', [
      [/^EHLO/, '250-x\r\n250 AUTH SCRAM-SHA-1'],
      [/^AUTH/, '235 welcome'],
    ])
    const ran = await test([...asBob, '--json'], { port: talker.port })
    await talker.close()
    const { verdict, phase, conclusion } = JSON.parse(ran.stdout) as Record<string, string>
    expect([ran.code, verdict, phase]).toEqual([exitCodes.auth, 'fail', 'auth'])
    expect(conclusion).toMatch(/^The server is not to be trusted with a login: .* it let us in without proving/)
    expect(talker.heard.some((line) => line.startsWith('MAIL'))).toBe(false)
  })

  it('not where nobody is named, and says that this is left out', async () => {
    const ran = await test([])
    expect([ran.code, logins(ran)]).toEqual([0, []])
    expect(ran.stdout.replace(/\s+/g, ' ')).toContain(
      '? The login was left out. A mail program logs in before it hands in mail, and nobody was named here.',
    )
  })

  it.each<[readonly string[], RegExp]>([
    [['--user', 'bob', '--password', 'x', '--as', 'mta'], /a mail host does not log in: to log in use --as submission/],
    [['--user', 'bob'], /a password is needed: --password-file, --auth-password, PARLEY_PASSWORD or \.netrc/],
    [['--auth', 'XOAUTH2', '--user', 'bob'], /a token is needed: --auth-token or PARLEY_TOKEN/],
    [[...asBob, '--auth-only', '--send'], /--auth-only sends nothing/],
  ])('complains about %j', async (args, words) => {
    const ran = await test(args)
    expect([ran.code, ran.stdout]).toEqual([exitCodes.usage, ''])
    expect(ran.stderr).toMatch(words)
  })
})
