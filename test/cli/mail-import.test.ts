import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { talk, willing } from '../client/talker.ts'
import { runParley, startParley, type Ran, type Running } from './parley.ts'

/** `parley mail import` and `export`, and that what went out and came back is the same, octet by octet. */

let folder: string
let server: Running
let url: string

const file = (name: string) => join(folder, name)

async function serve(...args: readonly string[]): Promise<void> {
  server = startParley(['serve', '--listen', '127.0.0.1:0', '--http', '0', '--quiet', '--memory', ...args])
  url = (await server.shows(/API are at (http:\S+)/))[1]!
}

const mail = (part: string, ...args: readonly string[]): Promise<Ran> =>
  runParley(['mail', part, '--server', url, ...args], { cwd: folder })

const api = async <T>(path: string): Promise<T> => (await (await fetch(new URL(`api/v2/${path}`, url))).json()) as T

interface Row {
  readonly id: string
  readonly subject: string
  readonly from: string
  readonly to: readonly string[]
  readonly user: string | null
}
const rows = async () => [...(await api<{ messages: Row[] }>('messages?limit=1000')).messages].reverse()
const sessions = async () => (await api<{ total: number }>('sessions')).total

async function raw(id: string): Promise<string> {
  const answer = await fetch(new URL(`api/v2/messages/${id}/raw`, url))
  return Buffer.from(await answer.arrayBuffer()).toString('latin1')
}

/** An mbox of letters to these. */
function letters(...to: readonly string[]): string {
  const each = to.map(
    (address, i) => `From a@example.org Sun Mar  1 12:00:00 2026\nTo: ${address}\nSubject: n${i}\n\nhi\n`,
  )
  writeFileSync(file('many.mbox'), each.join('\n'))
  return 'many.mbox'
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
})

afterEach(async () => {
  server.child.kill('SIGTERM')
  await server.ended
  rmSync(folder, { recursive: true })
})

describe('parley mail import', { timeout: 60_000 }, () => {
  it('brings all messages in one conversation, past those that are refused', async () => {
    await serve('--practice')
    const to = Array.from({ length: 30 }, (_, i) => (i % 10 === 5 ? 'nobody@example.test' : 'bob@example.test'))
    const { code, stdout, stderr } = await mail('import', letters(...to))
    expect([code, stdout]).toEqual([24, '27 imported\n'])
    expect(stderr.match(/^parley: many\.mbox, message (?:6|16|26): .*550 5\.1\.1/gm)).toHaveLength(3)
    expect((await rows()).map(({ subject }) => subject)).toEqual(
      to.flatMap((each, i) => (each[0] === 'b' ? `n${i}` : [])),
    )
    expect(await sessions()).toBe(1)
  })

  it('begins another conversation where the server ends one between two messages', async () => {
    await serve('--fault', 'MAIL 421 4.7.0 "That was enough" every=3')
    expect(await mail('import', letters(...Array<string>(7).fill('bob@example.test')))).toEqual({
      code: 0,
      stdout: '7 imported\n',
      stderr: '',
    })
    expect((await rows()).map(({ subject }) => subject)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6'])
    expect(await sessions()).toBe(4)
  })

  it('does not knock for ever where the server ends each conversation', async () => {
    await serve('--fault', 'MAIL 421 4.7.0 "Never"')
    const { code, stdout, stderr } = await mail('import', letters('bob@example.test', 'bob@example.test'))
    expect([code, stdout]).toEqual([23, '0 imported\n'])
    expect(stderr.match(/421 4\.7\.0 Never/g)).toHaveLength(2)
    expect(await sessions()).toBe(2)
  })

  it('logs in, with TLS where it is offered', async () => {
    const { stdout } = await runParley(['hash-password', '--user', 'ann'], { input: 'pencil\n' })
    writeFileSync(file('users'), stdout)
    await serve('--users', file('users'), '--auth-required', '--tls')
    const from = letters('bob@example.test')
    const without = await mail('import', from)
    expect([without.code, without.stdout]).toEqual([23, '0 imported\n'])
    expect(without.stderr).toMatch(/530 5\.7\.0/)
    const wrong = await mail('import', from, '--user', 'ann', '--password', 'pen')
    expect([wrong.code, wrong.stdout]).toEqual([28, ''])
    expect(wrong.stderr).toMatch(/535 5\.7\.8[^]*\nparley: 0 imported, then no more\n$/)
    writeFileSync(file('password'), 'pencil\n')
    const right = await mail('import', from, '--user', 'ann', '--password-file', 'password')
    expect(right).toEqual({ code: 0, stdout: '1 imported\n', stderr: '' })
    expect(await rows()).toMatchObject([{ user: 'ann' }])
    const { sessions: held } = await api<{ sessions: { tls: string | null }[] }>('sessions')
    expect(held[0]!.tls).toBe('TLSv1.3')
  })

  it('shows a refusal that cannot steer the terminal', async () => {
    await serve()
    const evil = '550 5.1.1 \u001b[31mhello\u001b]0;evil\u0007\u009b2J'
    const talker = await talk('220 x', [[/^RCPT/, evil], ...willing])
    const ran = await mail('import', letters('bob@example.test'), '--smtp', `127.0.0.1:${talker.port}`)
    await talker.close()
    expect(ran.stderr).toContain('550 5.1.1 \\x1b[31mhello\\x1b]0;evil\\x07\\u{9b}2J')
    expect(ran.stdout + ran.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })

  it('speaks LMTP to a server that speaks nothing else', async () => {
    await serve('--lmtp')
    expect(await api('about')).toMatchObject({ protocol: 'lmtp' })
    expect(await mail('import', letters('bob@example.test', 'bob@example.test'))).toEqual({
      code: 0,
      stdout: '2 imported\n',
      stderr: '',
    })
    expect((await rows()).map(({ subject }) => subject)).toEqual(['n0', 'n1'])
  })

  it.each([
    ['by its URL', (at: string) => ['--smtp', `lmtp://${at}`]],
    ['by --protocol', (at: string) => ['--smtp', at, '--protocol', 'lmtp']],
  ])('speaks LMTP where it is told to, %s', async (_name, options) => {
    await serve('--lmtp')
    const [, at] = await server.shows(/listening on ([^;,\s]*)/)
    expect(await mail('import', letters('bob@example.test'), ...options(at!))).toEqual({
      code: 0,
      stdout: '1 imported\n',
      stderr: '',
    })
  })

  it('speaks TLS from the start where the URL says so, and knows no other protocols', async () => {
    await serve('--tls', '--smtps', '127.0.0.1:0')
    const [, all] = await server.shows(/listening on ([^;]*);/)
    const smtps = all!.split(', ').at(-1)!
    const given = ['--smtp', `smtps://${smtps}`]
    expect(await mail('import', letters('bob@example.test'), ...given)).toMatchObject({ stdout: '1 imported\n' })
    const wrong = await mail('import', 'many.mbox', '--protocol', 'uucp')
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('There are SMTP and LMTP.')])
  })

  it('speaks TLS from the start where the server knows nothing else', async () => {
    await serve('--tls', '--smtps', '127.0.0.1:0')
    const [, all] = await server.shows(/listening on ([^;]*);/)
    const smtps = all!.split(', ').at(-1)!
    const given = ['--smtp', smtps, '--tls', 'implicit']
    expect(await mail('import', letters('bob@example.test'), ...given)).toMatchObject({ stdout: '1 imported\n' })
    const verified = await mail('import', 'many.mbox', ...given, '--tls-verify')
    expect([verified.code, verified.stdout]).toEqual([29, ''])
  })
})

describe('what goes out and comes back', { timeout: 60_000 }, () => {
  const octets = Buffer.from(Array.from({ length: 256 }, (_, i) => i).filter((i) => i !== 10 && i !== 13))
  const to = 'To: bob@example.test\r\n'
  const messages: readonly string[] = [
    `${to}Subject: plain\r\n\r\nhi\r\n`,
    `${to}Subject: From\r\n\r\nFrom here\r\n>From there\r\n>>From far\r\nFrom x@y Sun Mar  1 12:00:00 2026\r\n`,
    `${to}Subject: dots\r\n\r\n.\r\n..\r\n.x\r\n\r\n.\r\n`,
    `${to}Subject: octets\r\n\r\n${octets.toString('latin1')}\r\n`,
    `${to}Subject: empty lines\r\n\r\n\r\n\r\nx\r\n\r\n\r\n`,
    `${to}Subject: no body\r\n\r\n`,
    `${to}Subject: no empty line\r\n`,
    `${to}Subject: ../../../etc/passwd\r\n\r\nx\r\n`,
    `${to}Subject: =?utf-8?q?C:=5Ccon=00=0A=E2=80=AEgpj.exe?=\r\n\r\nx\r\n`,
    `${to}Subject: ${'x'.repeat(900)}\r\n\r\nx\r\n`,
    `${to}Subject: ~/.ssh/authorized_keys\r\n\r\nx\r\n`,
    `${to}Subject: NUL\r\n\r\nx\r\n`,
    `${to}\r\nno subject\r\n`,
  ]

  it.each(['--to', '--mbox'] as const)('is the same with %s', async (how) => {
    await serve()
    messages.forEach((message, i) => writeFileSync(file(`${i}.eml`), message, 'latin1'))
    const files = messages.map((_, i) => `${i}.eml`)
    expect(await mail('import', ...files)).toEqual({ code: 0, stdout: `${messages.length} imported\n`, stderr: '' })
    const before = await Promise.all((await rows()).map(({ id }) => raw(id)))
    expect(before).toEqual(messages)
    expect(await mail('export', how, 'out')).toMatchObject({ code: 0, stderr: `parley: ${messages.length} exported\n` })
    await mail('delete', '--all', '--yes')
    const out =
      how === '--mbox'
        ? ['out']
        : readdirSync(file('out'))
            .sort()
            .map((each) => join('out', each))
    if (how === '--to') {
      expect(out).toHaveLength(messages.length)
      // One folder, and names that are names everywhere.
      for (const each of out) expect(each).toMatch(/^out\/[^/\\:*?"<>|\p{C}]{1,150}\.eml$/u)
      expect(readdirSync(folder).sort()).toEqual([...files, 'out'].sort())
    }
    expect(await mail('import', ...out)).toMatchObject({ code: 0, stdout: `${messages.length} imported\n` })
    const after = await Promise.all((await rows()).map(({ id }) => raw(id)))
    expect([...after].sort()).toEqual([...before].sort())
  })
})
