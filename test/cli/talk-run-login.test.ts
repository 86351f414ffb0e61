import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { talk as startTalker } from '../client/talker.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { startParley, type Ran } from './parley.ts'

/** `parley talk` and `parley run` log in, as `parley send` does. */

let folder: string
let server: MailServer

const file = (name: string) => join(folder, name)
const place = () => `127.0.0.1:${server.port}`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-login-'))
  writeFileSync(file('password'), 'pencil\n')
  writeFileSync(file('.netrc'), 'machine 127.0.0.1 login bob password pencil')
  const mail = 'C: MAIL FROM:<a@a.test>\nS: 250 *\nC: QUIT\nS: 221 *\n'
  writeFileSync(file('mail.smtp'), `S: 220 *\nC: EHLO a.test\nS: 250 *\n${mail}`)
  writeFileSync(file('own.smtp'), `S: 220 *\nC: EHLO a.test\nS: 250 *\nC: AUTH PLAIN ‹secret›\nS: 235 *\n${mail}`)
  const authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  server = await createServer({
    tls: makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'], issuer: authority }),
    auth: {
      users: { bob: { password: 'pencil' } },
      checkToken: (token, user) => (token === 't0ken' ? user : null),
      allowInClear: true,
      required: true,
      limits: { delay: 0 },
    },
  })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

async function parley(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const before = { ...process.env }
  Object.assign(process.env, { HOME: file('home') }, env)
  const { child, ended } = startParley(args.map((arg) => (/^(?:password|\w+\.smtp)$/.test(arg) ? file(arg) : arg)))
  process.env = before
  child.stdin!.end(input)
  const ran = await ended
  expect(ran.stdout + ran.stderr).not.toMatch(/pencil|t0ken|AGJvYg|cGVuY2ls|dDBrZW4/)
  return ran
}

const logins = ({ stdout }: Ran) => stdout.match(/(?<=^ *C: AUTH )\S+/gm) ?? []
const ways: readonly (readonly [string, readonly string[], NodeJS.ProcessEnv, readonly string[]])[] = [
  ['by a password', ['--user', 'bob', '--password', 'pencil', '--auth'], {}, ['SCRAM-SHA-256']],
  ['by a file', ['--auth-user', 'bob', '--password-file', 'password', '--auth', 'LOGIN'], {}, ['LOGIN']],
  ['by the environment', ['-a', 'PLAIN', '--user', 'bob'], { PARLEY_PASSWORD: 'pencil' }, ['PLAIN']],
  ['by a token', ['--user', 'bob', '--token', 't0ken', '--auth'], {}, ['OAUTHBEARER']],
  ['by a token of the environment', ['--user', 'bob', '--auth', 'XOAUTH2'], { PARLEY_TOKEN: 't0ken' }, ['XOAUTH2']],
  ['bound to TLS', ['--tls', '--user', 'bob', '--password', 'pencil', '--auth'], {}, ['SCRAM-SHA-256-PLUS']],
]

describe('parley talk', () => {
  const talk = (args: readonly string[], input = 'MAIL FROM:<a@a.test>\nQUIT\n', env: NodeJS.ProcessEnv = {}) =>
    parley(['talk', '--helo', 'a.test', place(), ...args], input, env)

  it.each(ways)('has logged in when it is your turn: %s', async (_name, args, env, expected) => {
    const ran = await talk(args, undefined, env)
    expect([ran.code, logins(ran)], ran.stdout + ran.stderr).toEqual([0, expected])
    expect(ran.stdout).toMatch(/^S: 235 .*\nC: MAIL FROM:<a@a\.test>\nS: 250 /m)
  })

  it('by .netrc', async () => {
    const ran = await talk(['--auth'], undefined, { NETRC: file('.netrc') })
    expect([ran.code, logins(ran)]).toEqual([0, ['SCRAM-SHA-256']])
  })

  it('leaves it to you to say AUTH, and answers for you', async () => {
    const known = ['--user', 'bob', '--password-file', 'password']
    const typed = await talk(known, 'EHLO\nAUTH LOGIN\nMAIL FROM:<a@a.test>\n\x1dquit\n')
    expect([typed.code, logins(typed)], typed.stdout).toEqual([0, ['LOGIN']])
    expect(typed.stdout).toMatch(/^S: 334 .*\nC: ‹secret›\nS: 334 .*\nC: ‹secret›\nS: 235 .*\nC: MAIL/m)
    const local = await talk(known, 'EHLO\n\x1dauth\nMAIL FROM:<a@a.test>\n\x1dauth plain\nQUIT\n')
    expect([local.code, logins(local)], local.stdout).toEqual([0, ['SCRAM-SHA-256']])
    expect(local.stdout).toContain('# not now: a message is begun')
  })

  it('--auth-only logs in and leaves', async () => {
    const ran = await talk(['--user', 'bob', '--password', 'pencil', '--auth-only'])
    expect([ran.code, logins(ran)]).toEqual([0, ['SCRAM-SHA-256']])
    expect(ran.stdout).toMatch(/^S: 235 .*\nC: QUIT\nS: 221 /m)
  })

  it('goes no further without a login that it was to have, and else goes on', async () => {
    const wrong = ['--user', 'bob', '--password', 'wrong']
    const refused = await talk([...wrong, '--auth'])
    expect([refused.code, logins(refused)]).toEqual([exitCodes.auth, ['SCRAM-SHA-256']])
    expect(refused.stdout).toMatch(/^# AUTH SCRAM-SHA-256: 535 .*; without a login it goes no further\nC: QUIT\n/m)
    expect(refused.stderr).toMatch(/: the login did not work\n$/)
    const optional = await talk([...wrong, '--auth-optional', 'PLAIN'], 'NOOP\nQUIT\n')
    expect([optional.code, logins(optional)]).toEqual([0, ['PLAIN']])
    expect(optional.stdout).toMatch(/; the conversation goes on without a login\nC: NOOP\n/)
  })

  it('--auth-anyway logs in where that is not offered', async () => {
    const talker = await startTalker('220 x', [
      [/^EHLO/, '250 x'],
      [/^AUTH PLAIN/, '235 welcome'],
    ])
    const how = ['--user', 'bob', '--password', 'pencil', '--auth-only']
    const ran = await parley(['talk', `127.0.0.1:${talker.port}`, ...how, '--auth-anyway'])
    const offered = await parley(['talk', `127.0.0.1:${talker.port}`, ...how])
    await talker.close()
    expect([ran.code, logins(ran), offered.code]).toEqual([0, ['PLAIN'], exitCodes.auth])
    expect(offered.stdout).toContain('# cannot log in: the server offers no AUTH; without a login it goes no further')
  })

  it('writes a login down only where it is told to', async () => {
    const how = ['--user', 'bob', '--password', 'pencil', '--auth', 'PLAIN', '--save']
    await talk([...how, file('left-out')])
    expect(readFileSync(file('left-out'), 'utf8')).toContain('C: AUTH PLAIN ‹secret›')
    await talk([...how, file('kept'), '--keep-secrets'])
    expect(readFileSync(file('kept'), 'utf8')).toContain('C: AUTH PLAIN AGJvYgBwZW5jaWw=')
  })

  it('complains before it connects', async () => {
    const ran = await parley(['talk', '127.0.0.1:1', '--user', 'bob'])
    expect([ran.code, ran.stdout]).toEqual([exitCodes.usage, ''])
    expect(ran.stderr).toMatch(/a password is needed: --password-file/)
  })
})

describe('parley run', () => {
  const run = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    parley(['run', '--verbose', script, place(), ...args], '', env)

  it.each(ways)('logs in where the script does not: %s', async (_name, args, env, expected) => {
    const ran = await run('mail.smtp', args, env)
    expect([ran.code, logins(ran)], ran.stdout + ran.stderr).toEqual([0, expected])
  })

  it('says what stands as ‹secret› in the script', async () => {
    const ran = await run('own.smtp', ['--user', 'bob', '--password-file', 'password'])
    expect([ran.code, logins(ran)], ran.stdout).toEqual([0, ['PLAIN']])
  })

  it('fails where the login does', async () => {
    const ran = await run('mail.smtp', ['--user', 'bob', '--password', 'wrong'])
    expect(ran.code).toBe(exitCodes.mismatch)
    expect(ran.stdout).toMatch(/expected {2}a login before this is said\n +got {2}AUTH SCRAM-SHA-256: 535 5\.7\.8/)
  })

  it.each<[string, readonly string[], RegExp]>([
    [
      'own.smtp',
      [],
      /own\.smtp:4: ‹secret› stands for a credential that was left out: say who logs in with --user NAME/,
    ],
    ['mail.smtp', ['--user', 'bob'], /a password is needed/],
    ['mail.smtp', ['--auth-only'], /unknown option '--auth-only'/],
  ])('complains about %s with %j', async (script, args, words) => {
    const ran = await run(script, args)
    expect([ran.code, ran.stdout]).toEqual([exitCodes.usage, ''])
    expect(ran.stderr).toMatch(words)
  })

  it('nobody logs in at the practice server', async () => {
    const ran = await parley(['run', 'mail.smtp', '--user', 'bob', '--password', 'pencil'])
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('nobody can log in at the practice server')])
  })
})
