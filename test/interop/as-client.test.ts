import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPostfix, type Postfix } from './postfix.ts'
import { runParley } from './program.ts'

/** Our client talks to a real Postfix. */

let postfix: Postfix
let folder: string
let place: string

beforeAll(async () => {
  postfix = await startPostfix()
  place = `127.0.0.1:${postfix.port}`
  folder = mkdtempSync(join(tmpdir(), 'parley-interop-'))
})

afterAll(() => {
  postfix.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface TestJson {
  readonly verdict: string
  readonly steps: readonly {
    readonly name: string
    readonly outcome: string
    readonly code: number | null
    readonly enhanced: string | null
    readonly explanation: { readonly fault: string; readonly provider: string | null } | null
  }[]
}

async function test(...args: readonly string[]): Promise<TestJson & { readonly exitCode: number | null }> {
  const { code, stdout } = await runParley([
    'test',
    place,
    '--json',
    '--from',
    'bob@example.test',
    '--helo',
    'client.example.org',
    ...args,
  ])
  return { ...(JSON.parse(stdout) as TestJson), exitCode: code }
}

it('test: six steps, and the mail arrives', async () => {
  const { verdict, steps, exitCode } = await test('--to', 'alice@example.test', '--send', '--subject', 'six steps')
  expect(steps.map(({ name, outcome, code }) => [name, outcome, code])).toEqual([
    ['connect', 'yes', 220],
    ['handshake', 'yes', 250],
    ['sender', 'yes', 250],
    ['recipient', 'yes', 250],
    ['message', 'yes', 250],
    ['quit', 'yes', 221],
  ])
  expect({ verdict, exitCode }).toEqual({ verdict: 'pass', exitCode: 0 })
  expect((await postfix.mail('alice'))[0]).toMatch(/^Subject: six steps$/m)
})

it.each([
  ['a refused relay', 'someone@elsewhere.example', 554, '5.7.1', 24],
  ['an unknown user', 'carol@example.test', 550, '5.1.1', 24],
])('test: %s is explained in Postfix’s words', async (_name, to, code, enhanced, exitCode) => {
  const result = await test('--to', to)
  expect(result).toMatchObject({ verdict: 'fail', exitCode })
  expect(result.steps[3]).toMatchObject({
    name: 'recipient',
    outcome: 'no',
    code,
    enhanced,
    explanation: { provider: 'Postfix' },
  })
})

it('test: knows Postfix, and that STARTTLS is on offer', async () => {
  const { stdout } = await runParley(['test', place, '--to', 'alice@example.test', '--color', 'never'])
  expect(stdout).toMatch(/^Server\n {2}Postfix\. The greeting says/m)
  expect(stdout).toContain('The server offers STARTTLS')
})

it('send: a message, byte for byte', async () => {
  const file = join(folder, 'mail.eml')
  writeFileSync(file, 'Subject: dots\r\n\r\n.\r\n..\r\nend\r\n')
  const { code } = await runParley([
    'send',
    place,
    '--from',
    'alice@example.test',
    '--to',
    'bob@example.test',
    '--data',
    `@${file}`,
  ])
  expect(code).toBe(0)
  const [mail] = await postfix.mail('bob')
  expect(mail).toContain('Subject: dots\n\n.\n..\nend\n')
})

it('send: BDAT, pipelining and DSN parameters', async () => {
  const args = [
    '--from',
    'alice@example.test',
    '--to',
    'bob@example.test NOTIFY=SUCCESS,FAILURE',
    '--bdat',
    '100',
    '--pipeline',
    '--mail-param',
    'RET=HDRS',
  ]
  const { code, stdout } = await runParley(['send', place, ...args, '--body', 'x'.repeat(300)])
  expect(stdout).toMatch(/^C: BDAT \d+ LAST$/m)
  expect(code).toBe(0)
  await postfix.mail('bob', 2)
})

it('send: one recipient of two refused has its own exit code, or swaks’', async () => {
  const args = ['send', place, '--from', 'alice@example.test', '--to', 'bob@example.test,carol@example.test']
  expect((await runParley(args)).code).toBe(40)
  expect((await runParley([...args, '--swaks-exit'])).code).toBe(0)
  await postfix.mail('bob', 4)
})

it('run: a script, and one that Postfix does not follow', async () => {
  const good = join(folder, 'good.smtp')
  const bad = join(folder, 'bad.smtp')
  const opening = 'S: 220 /ESMTP Postfix/\nC: EHLO ${helo}\nS: 250 *\nC: MAIL FROM:<bob@example.test>\nS: 250 2.1.0 *\n'
  writeFileSync(
    good,
    `${opening}C: RCPT TO:<x@elsewhere.example>\nS: 554 /Relay access denied/\nC: QUIT\nS: 221 *\n@closed by server\n`,
  )
  writeFileSync(bad, `${opening}C: RCPT TO:<x@elsewhere.example>\nS: 250 *\n`)
  expect(await runParley(['run', good, place])).toMatchObject({ code: 0 })
  const { code, stdout } = await runParley(['run', bad, place])
  expect(code).toBe(50)
  expect(stdout).toMatch(/bad\.smtp:7: not as the script has it[^]*got {2}554 5\.7\.1/)
})

it('talk: input from a pipe is a conversation', async () => {
  const lines = ['EHLO client.example.org', 'MAIL FROM:<bob@example.test>', 'RCPT TO:<carol@example.test>', 'QUIT']
  const { code, stdout } = await runParley(
    ['talk', '127.0.0.1', String(postfix.port)],
    lines.map((line) => `${line}\r\n`).join(''),
  )
  expect(stdout).toMatch(/^S: 550 5\.1\.1 <carol@example\.test>: Recipient address rejected/m)
  expect(stdout).toMatch(/^S: 221 2\.0\.0 Bye/m)
  expect(code).toBe(0)
})

it('talk: STARTTLS by hand really encrypts', async () => {
  const input = 'EHLO client.example.org\r\nSTARTTLS\r\nEHLO client.example.org\r\nQUIT\r\n'
  const { code, stdout } = await runParley(['talk', place], input)
  expect(stdout).toMatch(/TLSv1\.3/)
  expect(stdout.match(/^S: 250-mx\.example\.test/gm)).toHaveLength(2)
  expect(code).toBe(0)
})
