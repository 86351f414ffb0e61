import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { askSecret } from '../../src/cli/prompt.ts'
import { terminal } from '../../src/cli/verb.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { talk } from '../client/talker.ts'
import { runSend } from './run-send.ts'

let server: MailServer
let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'parley-'))
  await writeFile(join(home, '.netrc'), 'machine 127.0.0.1 login bob password pencil')
  server = await createServer({
    auth: {
      users: { bob: { password: 'pencil' } },
      checkToken: (token, user) => (token === 't0ken' ? user : null),
      anonymous: true,
      allowInClear: true,
      limits: { delay: 0 },
    },
  })
})
afterAll(async () => {
  await server.close()
  await rm(home, { recursive: true })
})

const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runSend([`127.0.0.1:${server.port}`, '--helo', 'client.test', '--auth-only', ...args], '', env)
const spoken = ({ said }: { said: readonly string[] }) => said.map((line) => line.replace(/‹secret›.*/, '…'))

describe('parley send logs in', () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, string]>([
    ['with the strongest', ['--auth-user', 'bob', '--auth-password', 'pencil'], {}, 'AUTH SCRAM-SHA-256 …'],
    ['from the environment', ['--auth-user', 'bob'], { PARLEY_PASSWORD: 'pencil' }, 'AUTH SCRAM-SHA-256 …'],
    ['with a token', ['--auth-user', 'bob', '--auth-token', 't0ken'], {}, 'AUTH OAUTHBEARER …'],
    [
      'with a token of the environment',
      ['--auth', 'XOAUTH2', '-au', 'bob'],
      { PARLEY_TOKEN: 't0ken' },
      'AUTH XOAUTH2 …',
    ],
    ['as nobody', ['--auth', 'ANONYMOUS'], {}, 'AUTH ANONYMOUS …'],
  ])('%s', async (_name, args, env, expected) => {
    const { code, said, stderr } = await run(args, env)
    expect([code, stderr]).toEqual([exitCodes.ok, ''])
    expect(spoken({ said }).slice(0, 2)).toEqual(['EHLO client.test', expected])
    expect(said.at(-1)).toBe('QUIT')
  })

  it('by .netrc, which knows the name as well', async () => {
    const { code, said } = await run(['--auth', 'PLAIN'], { HOME: home })
    expect(code).toBe(exitCodes.ok)
    expect(spoken({ said })).toEqual(['EHLO client.test', 'AUTH PLAIN …', 'QUIT'])
    expect(await run(['--auth', 'PLAIN', '-au', 'al'], { HOME: home })).toMatchObject({
      code: exitCodes.usage,
      stderr: 'parley: to log in, a password is needed: --password-file, --auth-password, PARLEY_PASSWORD or .netrc\n',
    })
  })

  it('tells what is missing, and what was wrong', async () => {
    expect(await run(['--auth', 'XOAUTH2', '-au', 'bob'])).toMatchObject({
      code: exitCodes.usage,
      stderr: 'parley: to log in, a token is needed: --auth-token or PARLEY_TOKEN\n',
    })
    const wrong = await run(['--auth', 'OAUTHBEARER', '-au', 'bob', '--auth-token', 'old'])
    expect(wrong.code).not.toBe(exitCodes.ok)
    expect(wrong.stderr).toContain('the token is expired, revoked, or not for this server')
    expect(wrong.stdout + wrong.stderr).not.toMatch(/old|b2xk/)
  })

  it('not at a server that does not know the password', async () => {
    const liar = await talk('220 x', [
      [/^EHLO/, '250-x\r\n250 AUTH SCRAM-SHA-1'],
      [/^AUTH/, '235 welcome'],
    ])
    const { code, stderr } = await runSend([`127.0.0.1:${liar.port}`, '-q', 'AUTH', '-au', 'bob', '-ap', 'pencil'])
    await liar.close()
    expect(code).not.toBe(exitCodes.ok)
    expect(stderr).toMatch(/^parley: AUTH SCRAM-SHA-1: the server is not to be trusted: it let us in without proving/)
  })

  it('anyway', async () => {
    const { code, said } = await run(['--auth', 'CRAM-MD5', '-au', 'bob', '-ap', 'x', '--auth-anyway'])
    expect(code).not.toBe(exitCodes.ok)
    expect(said[1]).toBe('AUTH CRAM-MD5')
  })
})

describe('a secret that is asked for', () => {
  const real = { ...terminal }
  afterEach(() => void Object.assign(terminal, real))

  it.each<[string, string, string | null]>([
    ['typed, and mended', 'penn\x7fcil\r', 'pencil'],
    ['given up', '\x03', null],
    ['ended', '\x04', null],
  ])('%s', async (_name, typed, expected) => {
    const [stdin, stderr] = [new PassThrough(), new PassThrough()]
    Object.assign(terminal, { stdin, stderr })
    const answer = askSecret('password: ')
    stdin.write(typed)
    expect(await answer).toBe(expected)
    expect(String(stderr.read())).toMatch(/^password: \n?$/)
  })
})
