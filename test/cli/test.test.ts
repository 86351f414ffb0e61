import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { answering, RawServer, type Answers } from '../checks/raw-server.ts'

interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function parley(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], ...env }, timeout: 20_000 }
    const child = execFile(process.execPath, ['bin/parley', 'test', ...args], options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}

let folder: string
let server: RawServer | null = null

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-test-'))
})

afterEach(async () => {
  await server?.close()
  server = null
})

afterAll(() => rm(folder, { recursive: true }))

async function serve(answers: Answers = {}): Promise<string> {
  server = await RawServer.start(answering(answers))
  return `127.0.0.1:${server.port}`
}

const me = ['--from', 'me@example.org', '--to', 'you@example.org', '--helo', 'client.example.org']

describe('what npm start shows', () => {
  it('is the six steps with a practice server, and the proof that the mail arrived', async () => {
    const { code, stdout, stderr } = await parley(['--send'])
    expect([code, stderr]).toEqual([0, ''])
    const headings = [...stdout.matchAll(/^(\d \w+) +(\w+) {5}(\d{3})/gm)].map((match) => match.slice(1).join(' '))
    expect(headings).toEqual([
      '1 connect yes 220',
      '2 handshake yes 250',
      '3 sender yes 250',
      '4 recipient yes 250',
      '5 message yes 250',
      '6 quit yes 221',
    ])
    expect(stdout).toContain('C: MAIL FROM:<alice@example.test>')
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      'PASS  All six steps worked. The message lies in the mailbox of bob@example.test, octet for octet as sent.',
    )
  })

  it('is in colour where that is wanted', async () => {
    expect((await parley(['--color', 'always'])).stdout).toContain('\u001b[94mC: QUIT')
    expect((await parley([], { FORCE_COLOR: '1', NO_COLOR: '1' })).stdout).not.toContain('\u001b')
  })
})

describe('the exit code', () => {
  it.each<[string, Answers, number]>([
    ['a greeting', { greeting: '554 no' }, exitCodes.greeting],
    ['a sender', { MAIL: '550 no' }, exitCodes.sender],
    ['a recipient', { RCPT: '550 no' }, exitCodes.recipients],
    ['nothing for sure', { RCPT: '450 greylisted' }, exitCodes.unsure],
  ])('tells of the refusal of %s, and --quiet says no more than the verdict', async (_, answers, expected) => {
    const { code, stdout } = await parley([await serve(answers), ...me, '--quiet'])
    expect(code).toBe(expected)
    expect(stdout).toMatch(expected === exitCodes.unsure ? /^COULD NOT TELL {2}.*\n$/ : /^FAIL {2}.*\n$/)
  })

  it('tells of a silent server, after the time that was asked for', async () => {
    const target = await serve({ greeting: '' })
    const { code, stdout } = await parley([target, '--timeout', '0.2', '-q'])
    expect(code).toBe(exitCodes.unsure)
    expect(stdout).toMatch(/No greeting/)
  })
})

describe('a command line that makes no sense', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['a login in the target', ['smtp://me:secret@mail.example.org'], /use --user and --password-file/],
    ['an unknown scheme', ['imap://mail.example.org'], /use smtp:\/\/, smtps:\/\/ or lmtp:\/\//],
    ['a port that is none', ['mail.example.org:smpt'], /"smpt" is no port/],
    ['mail to nobody in particular', ['127.0.0.1', '--send'], /--send needs to know to whom/],
    ['an unknown kind of sender', ['--as', 'telex'], /mta, submission, scanner, app, list/],
    ['a login of a mail host', ['--user', 'me', '--password', 'x'], /a mail host does not log in/],
    [
      'a name without a password',
      ['--as', 'submission', '--user', 'me'],
      /to log in, a password is needed: --password-file/,
    ],
    [
      'a file that is not there',
      ['--as', 'app', '--user', 'me', '--password-file', '/nowhere'],
      /cannot read \/nowhere/,
    ],
    ['two forms at once', ['--json', '--markdown'], /cannot be used with option/],
    ['a time that is none', ['--timeout', 'soon'], /Write seconds/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await parley(args)
    expect([code, stdout]).toEqual([exitCodes.usage, ''])
    expect(stderr).toMatch(message)
    expect(stderr).not.toContain('secret')
  })
})

describe('a password', () => {
  const answers = { EHLO: '250-mail.example.org\r\n250 AUTH PLAIN' }

  it.each<[string, (file: string) => readonly string[], NodeJS.ProcessEnv]>([
    ['the environment', () => [], { PARLEY_PASSWORD: 'opensesame' }],
    ['a file', (file) => ['--password-file', file], {}],
    ['the command line', () => ['--password', 'opensesame'], {}],
  ])('comes from %s, and is shown nowhere', async (_, args, env) => {
    const file = join(folder, 'password')
    await writeFile(file, 'opensesame\nand more\n')
    const target = await serve({ ...answers, AUTH: (socket) => socket.write('235 ok\r\n') })
    const saved = join(folder, 'login.smtp')
    const options = ['--as', 'submission', '--user', 'ali', '--json', '--save', saved]
    const { code, stdout } = await parley([target, ...me, ...options, ...args(file)], env)
    expect(code).toBe(0)
    const secret = Buffer.from('\0ali\0opensesame').toString('base64')
    const everything = stdout + (await readFile(saved, 'utf8'))
    expect(everything).toContain('AUTH PLAIN')
    expect(everything).not.toContain(secret)
    expect(everything).not.toContain('opensesame')
  })

  it('is kept in the record where that is asked for', async () => {
    const target = await serve({ ...answers, AUTH: (socket) => socket.write('235 ok\r\n') })
    const saved = join(folder, 'kept.smtp')
    const options = ['--as', 'submission', '--user', 'ali', '--password', 'x', '--save', saved, '--keep-secrets']
    await parley([target, ...me, ...options])
    expect(await readFile(saved, 'utf8')).toContain(Buffer.from('\0ali\0x').toString('base64'))
  })
})

describe('--json', () => {
  const schemaFile = new URL('../../schema/test.schema.json', import.meta.url)

  /** The published schema lets fields be added; this one does not, so that none is left out of it. */
  async function strictSchema(): Promise<AnySchemaObject> {
    const text = await readFile(schemaFile, 'utf8')
    return JSON.parse(text, (key, value: unknown) => {
      const isObject = typeof value === 'object' && value !== null && 'properties' in value && key !== 'event'
      const isBranch = isObject && 'kind' in (value as { properties: object }).properties
      return isObject && !isBranch ? { ...value, additionalProperties: false } : value
    }) as AnySchemaObject
  }

  it.each<[string, Answers | null, readonly string[]]>([
    ['a practice server', null, ['--send']],
    ['a practice server and a list', null, ['--as', 'list', '--send']],
    ['a refusal', { RCPT: '550 5.1.1 no' }, me],
    ['a greeting that is none', { greeting: 'hello' }, me],
    ['no answer', { MAIL: (socket) => socket.destroy() }, me],
    ['octets that are no text', { EHLO: '250-x\r\n250 \u00ff\u00fe' }, me],
    ['TLS', { EHLO: ['250-x\r\n250 STARTTLS', '250-x\r\n250 AUTH PLAIN'] }, [...me, '--as', 'app', '--user', 'a']],
  ])('of %s is as the schema says', async (_, answers, args) => {
    const target = answers ? [await serve(answers)] : []
    const { stdout, stderr } = await parley([...target, ...args, '--json'], { PARLEY_PASSWORD: 'x' })
    expect(stderr).toBe('')
    const validate = new Ajv2020({
      allErrors: true,
      strict: true,
      strictRequired: false,
      allowUnionTypes: true,
    }).compile(await strictSchema())
    const isValid = validate(JSON.parse(stdout))
    expect([isValid, validate.errors]).toEqual([true, null])
  })

  it('keeps its promise', async () => {
    const { stdout } = await parley(['--json', '--send'])
    const result = JSON.parse(stdout) as Record<string, unknown>
    expect(result).toMatchObject({ schema: 'parley-test/1', verdict: 'pass', arrived: true, as: 'mta', practice: true })
    expect(result['target']).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(result['steps']).toMatchObject(
      ['connect', 'handshake', 'sender', 'recipient', 'message', 'quit'].map((name) => ({
        name,
        outcome: 'yes',
        code: expect.any(Number) as number,
        ms: expect.any(Number) as number,
      })),
    )
    expect(result['findings']).toMatchObject([{ id: 'arrival', verdict: 'pass' }])
  })
})

describe('what is written', () => {
  it('reads back as the conversation, as JUnit and as Markdown', async () => {
    const saved = join(folder, 'saved.smtp')
    const junit = join(folder, 'junit.xml')
    const target = await serve({ RCPT: '550 5.1.1 no such user' })
    const { code, stdout } = await parley([target, ...me, '--markdown', '--save', saved, '--junit', junit])
    expect(code).toBe(exitCodes.recipients)
    expect(stdout).toMatch(/^# SMTP test of 127\.0\.0\.1:\d+: fail\n/)
    const reading = readTranscript(await readFile(saved, 'utf8'))
    expect(reading.ok && reading.value.peer).toBe(target)
    expect(await readFile(junit, 'utf8')).toMatch(
      /<testsuite name="127[^>]*tests="6" failures="1" errors="0" skipped="1"/,
    )
  })

  it('is said not to be, where it cannot', async () => {
    const { code, stderr } = await parley(['--save', join(folder, 'no', 'such', 'folder.smtp')])
    expect(code).toBe(exitCodes.usage)
    expect(stderr).toMatch(/^parley: cannot write .*folder\.smtp: no such file or directory\n$/)
  })
})
