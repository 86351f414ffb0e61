import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
    readonly fault: string | null
    readonly references: readonly string[] | null
  }[]
  readonly findings: readonly { readonly id: string; readonly verdict: string }[]
  readonly tls: { readonly protocol: string } | null
}

const openingOf = (from: string) =>
  `S: 220 /ESMTP Postfix/\nC: EHLO \${helo}\nS: 250 *\nC: MAIL FROM:<${from}>\nS: 250 2.1.0 *\n`

/** Full headers, so that Postfix has nothing to add but its trace. */
const headers = 'From: alice@example.test\r\nDate: Sun, 22 Nov 2026 02:00:00 +0000\r\nMessage-ID: <1@example.test>\r\n'

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
  await postfix.mail('alice', /^Subject: six steps$/m)
})

const refusals = [
  ['a refused relay', 'someone@elsewhere.example', 554, '5.7.1', 'Relay access denied'],
  ['an unknown user', 'carol@example.test', 550, '5.1.1', 'User unknown in virtual mailbox table'],
] as const

describe.each(refusals)('%s', (_name, to, code, enhanced, words) => {
  const reply = `S: ${code} ${enhanced} <${to}>: `

  it('test: is a no, explained as Postfix means it', async () => {
    const { steps, ...result } = await test('--to', to)
    expect(result).toMatchObject({ verdict: 'fail', exitCode: 24 })
    expect(steps[3]).toMatchObject({ name: 'recipient', outcome: 'no', code, enhanced, fault: 'you' })
    expect(steps[3]!.references).toContainEqual(expect.stringMatching(/^Postfix source/))
  })

  it('send: is told, and sends nothing', async () => {
    const { code: exitCode, stdout } = await runParley(['send', place, '--from', 'bob@example.test', '--to', to])
    expect(stdout).toContain(reply)
    expect(stdout).toContain(words)
    expect(stdout).not.toMatch(/^C: DATA/m)
    expect(exitCode).toBe(24)
  })

  it('talk: is shown, and explained', async () => {
    const input = ['EHLO client.example.org', 'MAIL FROM:<bob@example.test>', `RCPT TO:<${to}>`, 'QUIT']
    const { code: exitCode, stdout } = await runParley(
      ['talk', '127.0.0.1', String(postfix.port)],
      input.map((line) => `${line}\r\n`).join(''),
    )
    expect(stdout).toContain(reply)
    expect(stdout).toContain(words)
    expect(stdout).toMatch(/^S: 221 2\.0\.0 Bye/m)
    expect(exitCode).toBe(0)
  })

  it('run: is what a script may expect, or a difference', async () => {
    const good = join(folder, 'refused.smtp')
    const bad = join(folder, 'taken.smtp')
    const opening = `${openingOf('bob@example.test')}C: RCPT TO:<${to}>\n`
    writeFileSync(good, `${opening}S: ${code} ${enhanced} /${words}/\nC: QUIT\nS: 221 *\n@closed by server\n`)
    writeFileSync(bad, `${opening}S: 250 *\n`)
    expect(await runParley(['run', good, place])).toMatchObject({ code: 0 })
    const { code: exitCode, stdout } = await runParley(['run', bad, place])
    expect(exitCode).toBe(50)
    expect(stdout).toContain('taken.smtp:7: not as the script has it')
    expect(stdout).toContain(`got  ${code} ${enhanced} <${to}>`)
  })
})

describe('STARTTLS on offer', () => {
  it('test: is taken, and without where that is said', async () => {
    const taken = await test('--to', 'alice@example.test')
    expect(taken.verdict).toBe('pass')
    expect(taken.tls?.protocol).toMatch(/^TLSv1\.[23]$/)
    const { verdict, findings } = await test('--to', 'alice@example.test', '--tls', 'never')
    expect(verdict).toBe('pass')
    expect(findings).toContainEqual(expect.objectContaining({ id: 'starttls-offered', verdict: 'pass' }))
    const { stdout } = await runParley([
      'test',
      place,
      '--to',
      'alice@example.test',
      '--tls',
      'never',
      '--color',
      'never',
    ])
    expect(stdout).toMatch(/^Server\n {2}probably Postfix\. The greeting says/m)
    expect(stdout).toContain('The server offers STARTTLS. This test went on')
    expect(stdout).not.toMatch(/^ *C: STARTTLS/m)
  })

  it('send: is not used', async () => {
    const { code, stdout } = await runParley(['send', place, '--to', 'alice@example.test', '--quit-after', 'RCPT'])
    expect(stdout).toMatch(/^S: 250-STARTTLS$/m)
    expect(stdout).not.toMatch(/^C: STARTTLS$/m)
    expect(code).toBe(0)
  })

  it('run: is there to be used by a script that says so', async () => {
    const file = join(folder, 'tls.smtp')
    const ehlo = 'C: EHLO ${helo}\n'
    writeFileSync(
      file,
      `S: 220 *\n${ehlo}S: 250 /STARTTLS/\nC: STARTTLS\nS: 220 2.0.0 *\n@tls\n${ehlo}S: 250 *\nC: QUIT\nS: 221 *\n`,
    )
    expect(await runParley(['run', file, place])).toMatchObject({ code: 0 })
  })

  it('talk: said by hand really encrypts', async () => {
    const input = 'EHLO client.example.org\r\nSTARTTLS\r\nEHLO client.example.org\r\nQUIT\r\n'
    const { code, stdout } = await runParley(['talk', place], input)
    expect(stdout).toMatch(/TLSv1\.3/)
    expect(stdout.match(/^S: 250-mx\.example\.test/gm)).toHaveLength(2)
    expect(code).toBe(0)
  })
})

it('send: a message, byte for byte', async () => {
  const file = join(folder, 'mail.eml')
  const message = `${headers}Subject: dots\r\n\r\n.\r\n..\r\nend\r\n`
  writeFileSync(file, message)
  const args = ['--from', 'alice@example.test', '--to', 'bob@example.test', '--data', `@${file}`]
  const { code } = await runParley(['send', place, ...args])
  expect(code).toBe(0)
  const mail = await postfix.mail('bob', /^Subject: dots$/m)
  expect(mail.endsWith(message.replaceAll('\r\n', '\n'))).toBe(true)
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
  const { code, stdout } = await runParley([
    'send',
    place,
    ...args,
    '--subject',
    'in chunks',
    '--body',
    'x'.repeat(300),
  ])
  expect(stdout).toMatch(/^C: BDAT \d+ LAST$/m)
  expect(code).toBe(0)
  expect(await postfix.mail('bob', /^Subject: in chunks$/m)).toMatch(/^x{300}$/m)
  expect(await postfix.mail('alice', /^X-Original-To: alice@example\.test$[^]*was successfully/m)).toContain('bob@')
})

it('send: one recipient of two refused has its own exit code, or swaks’', async () => {
  const args = ['send', place, '--from', 'alice@example.test', '--to', 'bob@example.test,carol@example.test']
  expect((await runParley([...args, '--subject', 'one of two'])).code).toBe(40)
  expect((await runParley([...args, '--subject', 'as swaks', '--swaks-exit'])).code).toBe(0)
  await postfix.mail('bob', /^Subject: one of two$/m)
  await postfix.mail('bob', /^Subject: as swaks$/m)
})

it('run: a script hands a message over', async () => {
  const file = join(folder, 'message.smtp')
  writeFileSync(
    file,
    `${openingOf('bob@example.test')}C: RCPT TO:<alice@example.test>
S: 250 2.1.5 *
C: DATA
S: 354 *
C: Subject: by script
C:
C: ..dot
C: .
S: 250 2.0.0 /queued as (?<id>\\S+)/
C: QUIT
S: 221 *
@closed by server
`,
  )
  expect(await runParley(['run', file, place])).toMatchObject({ code: 0 })
  expect(await postfix.mail('alice', /^Subject: by script$/m)).toMatch(/\n\n\.dot\n$/)
})

it('talk: a message from a pipe arrives', async () => {
  const lines = [
    'EHLO client.example.org',
    'MAIL FROM:<bob@example.test>',
    'RCPT TO:<alice@example.test>',
    'DATA',
    'Subject: by hand',
    '',
    '..dot',
    '.',
    'QUIT',
  ]
  const { code, stdout } = await runParley(
    ['talk', '127.0.0.1', String(postfix.port)],
    lines.map((line) => `${line}\n`).join(''),
  )
  expect(stdout).toMatch(/^S: 250 2\.0\.0 Ok: queued as/m)
  expect(code).toBe(0)
  expect(await postfix.mail('alice', /^Subject: by hand$/m)).toMatch(/\n\n\.dot\n$/)
})
