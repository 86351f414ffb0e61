import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer as createSocketServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { exitCodeOf } from '../../src/cli/verbs/send/exit.ts'
import { SmtpError } from '../../src/client/error.ts'
import { hasName } from '../../src/client/hello.ts'
import { decode, latin1 } from '../../src/protocol/bytes.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { WireError } from '../../src/wire/failure.ts'
import { hangUp, talk, willing, type Answer, type Talker } from '../client/talker.ts'
import { runSend } from './run-send.ts'

let folder: string
let server: Talker | null = null
let mail: MailServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-send-'))
  mail = await createServer()
})

afterEach(() => server?.close())

afterAll(async () => {
  await mail.close()
  await rm(folder, { recursive: true })
})

/** The interface that 127.0.0.1 is at. */
const [loopback] = Object.entries(networkInterfaces()).find(([, all = []]) => all.some(({ internal }) => internal))!

const me = ['--helo', 'client.test', '--from', 'a@a.test', '--to', 'b@b.test']

/** A server that takes everything but for these answers. */
async function serve(
  answers: readonly (readonly [RegExp, Answer])[] = [],
  greeting: Answer = '220 hi',
): Promise<string> {
  server = await talk(greeting, [...answers, ...willing])
  return `127.0.0.1:${server.port}`
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** Send to a server that keeps what it gets. @returns the message as it arrived */
async function deliver(args: readonly string[], stdin?: Parameters<typeof runSend>[1]): Promise<string> {
  const { code, stderr } = await runSend([`127.0.0.1:${mail.port}`, ...me, ...args], stdin)
  expect([code, stderr]).toEqual([0, ''])
  return latin1(await mail.store.messages.at(-1)!.content.bytes())
}

describe('parley send', () => {
  it('shows the conversation', async () => {
    const target = await serve()
    const { code, stdout, stderr } = await runSend([target, ...me, '--h-Date', 'now', '--h-Message-ID', '<1@x>'])
    expect([code, stderr]).toEqual([0, ''])
    const [, date] = /Subject: (test .*)/.exec(stdout)!
    expect(stdout.split('\n')).toEqual([
      `# connecting to ${target}`,
      'S: 220 hi',
      'C: EHLO client.test',
      ...['x', 'PIPELINING', 'SIZE', '8BITMIME', 'SMTPUTF8', 'CHUNKING'].map((line) => `S: 250-${line}`),
      'S: 250 DSN',
      expect.stringMatching(/^C: MAIL FROM:<a@a\.test> SIZE=\d+$/),
      'S: 250 ok',
      'C: RCPT TO:<b@b.test>',
      'S: 250 ok',
      'C: DATA',
      'S: 354 go ahead',
      'C: Date: now',
      'C: From: a@a.test',
      'C: To: b@b.test',
      `C: Subject: ${date}`,
      'C: Message-ID: <1@x>',
      'C: X-Mailer: Parley 0.0.0',
      'C: ',
      'C: This is a test message, sent with Parley.',
      'C: .',
      'S: 250 ok',
      'C: QUIT',
      'S: 221 bye',
      '# closed by this side',
      '',
    ])
  })

  it('takes the server where swaks has it', async () => {
    const port = (await serve()).split(':')[1]!
    for (const args of [
      ['-s', `127.0.0.1/${port}`],
      ['-server', '127.0.0.1', '-p', port],
      [`smtp://127.0.0.1:${port}`],
    ]) {
      expect((await runSend([...args, ...me, '-q', 'CONNECT'])).said).toEqual(['QUIT'])
    }
  })

  it('speaks over a Unix domain socket, and LMTP', async () => {
    const path = join(folder, 'socket')
    const listener = createSocketServer((socket) => {
      socket.write('220 hi\r\n')
      socket.on('data', (line) => socket.write(/^LHLO/.test(line.toString()) ? '250 x\r\n' : '221 bye\r\n'))
    })
    await new Promise<void>((resolve) => listener.listen(path, resolve))
    const { code, said } = await runSend(['--socket', path, '--protocol', 'lmtp', ...me, '--quit-after', 'LHLO'])
    listener.close()
    expect([code, said]).toEqual([0, ['LHLO client.test', 'QUIT']])
  })

  it('speaks to a program', async () => {
    const program = await file(
      'smtp.sh',
      'echo 220 hi\nwhile read line; do case $line in QUIT*) echo 221 bye; exit;; *) echo 250 ok; esac; done\n',
    )
    const { code, said } = await runSend(['--pipe', `sh ${program}`, ...me, '-q', 'RCPT'])
    expect([code, said.length]).toEqual([0, 4])
  })

  it('comes from an address and a port of its own', async () => {
    const target = await serve()
    const save = join(folder, 'local.smtp')
    await runSend([target, ...me, '-q', 'CONNECT', '--local-interface', '127.0.0.2', '--save', save])
    expect((await runSend([target, ...me, '-q', 'CONNECT', '--local-interface', loopback])).code).toBe(0)
    const reading = readTranscript(await readFile(save, 'utf8'))
    expect(reading.ok && reading.value.events[0]).toMatchObject({
      local: expect.stringMatching(/^127\.0\.0\.2:/) as string,
    })
  })

  it('seems to be a proxy, and another client', async () => {
    const target = await serve([
      [/^PROXY/, null],
      [/^EHLO/, '250-x\r\n250 XCLIENT NAME ADDR HELO'],
      [/^XCLIENT/, '220 hi again'],
    ])
    const proxy = [
      '--proxy-source',
      '192.0.2.1',
      '--proxy-source-port',
      '7',
      '--proxy-dest',
      '192.0.2.2',
      '--proxy-dest-port',
      '25',
    ]
    const xclient = [
      '-xclient-name',
      'x y',
      '--xclient-addr',
      '::1',
      '--xclient-delim',
      '--xclient-helo',
      'h',
      '--xclient',
      'FOO=1',
    ]
    expect((await runSend([target, ...me, ...proxy, ...xclient, '-q', 'HELO'])).code).toBe(0)
    expect(server!.heard).toEqual([
      'PROXY TCP4 192.0.2.1 192.0.2.2 7 25',
      'EHLO client.test',
      'XCLIENT NAME=x+20y ADDR=::1',
      'XCLIENT HELO=h',
      'XCLIENT FOO=1',
      'EHLO client.test',
      'QUIT',
    ])
  })

  it('logs in, and shows no credentials', async () => {
    const target = await serve([
      [/^EHLO/, '250-x\r\n250 AUTH LOGIN PLAIN'],
      [/^AUTH PLAIN/, '235 welcome'],
    ])
    const password = await file('password', 'secret\nmore\n')
    const { code, stdout } = await runSend([target, ...me, '-au', 'me', '--password-file', password, '-q', 'AUTH'])
    expect(code).toBe(0)
    expect(server!.heard[1]).toBe('AUTH PLAIN AG1lAHNlY3JldA==')
    expect(stdout).toContain('C: AUTH PLAIN ‹secret›\n')
  })

  it('says parameters', async () => {
    const target = await serve()
    const to = ['--to', 'b@b.test NOTIFY=SUCCESS,FAILURE', '--cc', 'c@c.test', '--rcpt-param', 'ORCPT=rfc822;x']
    await runSend([target, '--helo', 'x', '-f', '<>', ...to, '--mail-param', 'RET=HDRS ENVID=7', '-q', 'RCPT'])
    expect(server!.heard.slice(1, 4)).toEqual([
      expect.stringMatching(/^MAIL FROM:<> RET=HDRS ENVID=7 SIZE=\d+$/),
      'RCPT TO:<b@b.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x',
      'RCPT TO:<c@c.test> ORCPT=rfc822;x',
    ])
  })

  it('sends commands in one go', async () => {
    const target = await serve()
    const { stdout } = await runSend([target, ...me, '--pipeline', '--hide-data'])
    expect(stdout).toMatch(/C: MAIL.*\nC: RCPT.*\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 354 go ahead\nS: 250 ok\nC: QUIT\n/)
  })

  it.each<[string, readonly (readonly [RegExp, Answer])[], string]>([
    ['a refusal', [[/^RCPT/, '550 5.1.1 \x1b[31mred\x1b]0;evil\x07']], '550 5.1.1 \\x1b[31mred\\x1b]0;evil\\x07'],
    ['what is no reply', [[/^RCPT/, '\x1b[2J \u0085\u009f']], '"\\x1b[2J \\u{85}\\u{9f}"'],
    ['a refused message', [[/^\.$/, '554 \x1b[31mno']], '554 \\x1b[31mno'],
  ])('lets %s not steer the terminal, on neither output', async (_name, answers, shown) => {
    const ran = await runSend([await serve(answers), ...me])
    expect(ran.stderr).toContain(shown)
    expect(ran.stdout + ran.stderr).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/)
  })

  it('counts EHLO refused where the server hangs up at HELO', async () => {
    const answers: readonly (readonly [RegExp, Answer])[] = [
      [/^EHLO/, '550 5.7.1 not you'],
      [/^HELO/, hangUp],
    ]
    const ran = await runSend([await serve(answers), ...me])
    expect(ran.code).toBe(exitCodes.hello)
    expect(ran.stderr).toMatch(/^parley: EHLO client\.test was refused: 550 5\.7\.1 not you\n/)
  })

  it('asks for --tls where a login needs it', async () => {
    const to = await serve([[/^EHLO/, '250-x\r\n250 STARTTLS']])
    const ran = await runSend([to, ...me, '--auth-user', 'u', '--auth-password', 'p'])
    expect(ran.code).toBe(exitCodes.auth)
    expect(ran.stderr).toMatch(/offers no AUTH in clear, but STARTTLS\n +Add --tls:/)
  })

  it.each([
    [['--bdat', '0'], /--bdat \[octets\]' argument '0' is invalid\. Write a number of octets from 1 up/],
    [['--bdat', '0k'], /--bdat \[octets\]' argument '0k' is invalid/],
    [['--bdat', 'abc'], /--bdat \[octets\]' argument 'abc' is invalid/],
    [['--tls', 'maybe'], /--tls \[how\]' argument 'maybe' is invalid\. There are require, auto/],
    [['--repeat', '0'], /--repeat <n>' argument '0' is invalid/],
  ])('says what is wrong with %j, and connects to nobody', async (args, words) => {
    const ran = await runSend(['127.0.0.1:1', '--to', 'b@b.test', ...args])
    expect([ran.code, ran.stdout]).toEqual([exitCodes.usage, ''])
    expect(ran.stderr).toMatch(words)
  })

  it('sends several messages', async () => {
    const before = mail.store.messages.length
    await deliver(['--repeat', '3', '--pause', '1ms'])
    const ids = await Promise.all(
      mail.store.messages
        .slice(before)
        .map(async ({ content }) => /Message-ID: (.*)/.exec(decode(await content.bytes()))![1]),
    )
    expect(new Set(ids).size).toBe(3)
  })
})

describe('the message', () => {
  it('is made of its parts', async () => {
    const text = await deliver([
      '--cc',
      'C <c@c.test>',
      '--bcc',
      'd@d.test',
      '--subject',
      'hi',
      '--body',
      'one\\ntwo %TO_ADDRESS%',
      '-ah',
      'X-A: 1\\nX-B: 2',
    ])
    expect(text).toMatch(/^Date: .*\r\nFrom: a@a\.test\r\nTo: b@b\.test\r\nCc: C <c@c\.test>\r\nSubject: hi\r\n/)
    expect(text).toMatch(/\r\nX-A: 1\r\nX-B: 2\r\n\r\none\r\ntwo b@b\.test,c@c\.test\r\n$/)
    expect(mail.store.messages.at(-1)!.to).toEqual(['b@b.test', 'c@c.test', 'd@d.test'])
    expect(text).not.toContain('d@d.test')
  })

  it('has a body from a file or from standard input, in lines', async () => {
    const path = await file('body.txt', 'from\na file')
    expect(await deliver(['--body', `@${path}`])).toMatch(/\r\n\r\nfrom\r\na file\r\n$/)
    expect(await deliver(['--body', '-'], 'from\nstdin\n')).toMatch(/\r\n\r\nfrom\r\nstdin\r\n$/)
    expect(await deliver(['--body', '@@not a file'])).toMatch(/\r\n\r\n@not a file\r\n$/)
  })

  it('has attachments, each with what stands before it', async () => {
    const path = await file('data.bin', Uint8Array.of(0, 1, 2))
    const text = await deliver(
      [
        ...['--attach-type', 'text/html', '--attach-body', '<p>hi'],
        ...[
          '--attach-body',
          '-',
          '--attach',
          `@${path}`,
          '--attach-type',
          'image/png',
          '--attach-name',
          'a b.png',
          '--attach',
          '-',
        ],
        ...['--attach-name', '--attach', '@' + path],
      ],
      'same\n',
    )
    const fields = [...text.matchAll(/^Content-(?:Type|Disposition): (?!multipart)(.*)\r$/gm)].map((match) => match[1])
    expect(fields).toEqual([
      'text/html; charset=us-ascii',
      'text/html; charset=us-ascii',
      'application/octet-stream',
      'attachment; filename=data.bin',
      'image/png',
      'attachment; filename="a b.png"',
      'image/png',
      'attachment',
    ])
  })

  it.each([
    [['--attach-name', 'a.txt'], '--attach-name is about the --attach behind it, and there is none'],
    [['--attach', 'x', '--attach-name', 'a.txt'], '--attach-name is about the --attach behind it, and there is none'],
    [['--attach', 'x', '--attach-name'], '--attach-name is about the --attach behind it, and there is none'],
    [
      ['--attach-type', 'text/csv'],
      '--attach-type is about the --attach or --attach-body behind it, and there is none',
    ],
  ])('says what %j is about', async (args, sentence) => {
    const { code, stderr, stdout } = await runSend([await serve(), ...me, ...args])
    expect([code, stderr, stdout]).toEqual([1, `parley: ${sentence}\n`, ''])
  })

  it('comes whole from a file, with its tokens replaced and its lines mended', async () => {
    const path = await file('mail.eml', 'To: %TO_ADDRESS%\nSubject: old\n\n.dot\n%BODY%\n')
    const { stdout } = await runSend([
      `127.0.0.1:${mail.port}`,
      ...me,
      '--data',
      `@${path}`,
      '--h-Subject',
      'new',
      '--body',
      'hi',
    ])
    expect(latin1(await mail.store.messages.at(-1)!.content.bytes())).toBe(
      'To: b@b.test\r\nSubject: new\r\n\r\n.dot\r\nhi\r\n',
    )
    expect(stdout).toMatch(/^# LF at the end of lines becomes CRLF; --raw-data leaves it as it is\n/)
    expect(stdout).toContain('\nC: ..dot\n')
  })

  it('is sent as it is', async () => {
    const octets = 'From x\r\nA: %DATE%\r\n\r\n\r\n.\r\nx'
    const path = await file('raw.eml', octets)
    expect(await deliver(['--data', `@${path}`, '--raw-data', '--bdat', '7'])).toBe(octets)
    expect(await deliver(['--data', `@${path}`, '-ndf'])).toBe(`${octets}\r\n`)
  })

  it('is streamed where it is long, from a file and from a pipe', async () => {
    const line = `${'x'.repeat(78)}\n`
    const path = await file('long.eml', `Subject: %FROM_ADDRESS%\n\n${line.repeat(30_000)}`)
    const expected = `Subject: a@a.test\r\n\r\n${`${'x'.repeat(78)}\r\n`.repeat(30_000)}`
    expect((await deliver(['--data', `@${path}`, '-n'])) === expected).toBe(true)
    expect(mail.store.messages.at(-1)!.params.mail).toEqual([`SIZE=${expected.length}`])
    expect((await deliver(['--data', '-', '-n'], createReadStream(path))) === expected).toBe(true)
    expect(mail.store.messages.at(-1)!.params.mail).toEqual(['BODY=8BITMIME'])
    const again = await runSend(['x', ...me, '--data', '-', '--repeat', '2'], createReadStream(path))
    expect(again.stderr).toBe('parley: what comes from a pipe can be sent but once: put it into a file for --repeat\n')
  })

  it.each([
    [
      'words that name a file',
      ['--body', 'package.json'],
      '--body sends the words "package.json"; for what is in that file, write @package.json',
    ],
    [
      'a body without a place',
      ['--data', 'A: 1\\n\\nx', '--body', 'hi'],
      'the message of --data has no %BODY%: the body and the attachments are left out',
    ],
    [
      'a parameter not offered',
      ['--mail-param', 'HOLDFOR=9'],
      'HOLDFOR=9 is said to a server that does not offer FUTURERELEASE',
    ],
  ])('is remarked upon: %s', async (_name, args, remark) => {
    const { stdout } = await runSend([await serve(), ...me, ...args, '-q', 'MAIL'])
    expect(stdout).toContain(`# ${remark}\n`)
  })

  it('can be looked at beforehand', async () => {
    const { stdout, code } = await runSend([
      'x.test:2525',
      ...me,
      '--data',
      'A: %FROM_ADDRESS%\\n\\n.hi',
      '--dump-mail',
    ])
    expect([code, stdout]).toEqual([0, 'A: a@a.test\r\n\r\n.hi'])
    const dump = await runSend([
      'x.test:2525',
      ...me,
      '--data',
      'A: 1\\n\\n.hi',
      '--pipeline',
      '--xclient-name',
      'y',
      '--dump',
    ])
    expect(dump.stdout).toBe(
      [
        '# to x.test:2525',
        'C: EHLO client.test',
        'C: XCLIENT NAME=y',
        'C: EHLO client.test',
        'C: MAIL FROM:<a@a.test> SIZE=13',
        'C: RCPT TO:<b@b.test>',
        'C: DATA',
        'C: A: 1',
        'C: ',
        'C: ..hi',
        'C: .',
        'C: QUIT',
        '',
      ].join('\n'),
    )
  })
})

describe('--dump', () => {
  const said = (stdout: string) => stdout.match(/^C: (?:EHLO|MAIL) .*/gm)
  const to = ['--to', 'b@b.test']

  it('says the name that EHLO will say', async () => {
    const place = await serve()
    const dump = await runSend([place, ...to, '--dump'])
    const real = await runSend([place, ...to])
    expect(said(dump.stdout)?.[0]).toBe(said(real.stdout)?.[0])
    expect(dump.stdout).not.toContain('is a guess')
  })

  it('says that it is a guess where it is one', async () => {
    const { stdout } = await runSend(['x.test', ...to, '--dump'])
    const [, name] = /^C: EHLO (.*)/m.exec(stdout)!
    expect(stdout.includes(`# ${name} is a guess: it is the address that`)).toBe(!hasName())
    expect((await runSend(['x.test', ...to, '--helo', 'a.test', '--dump'])).stdout).not.toContain('is a guess')
  })
})

describe('what is shown', () => {
  const shown = async (...args: string[]) =>
    (await runSend([await serve([[/^MAIL/, '250 2.1.0 ok']]), ...me, '-q', 'MAIL', ...args])).stdout
  const lines = (text: string) => text.split('\n').slice(0, -1)

  it.each([
    [['-hr'], /^[C#]:? /],
    [['--hide-send'], /^[S#]:? /],
    [['-hi'], /^[CS]: /],
    [['-nth'], /^(?:# |\d{3}[ -]|EHLO|MAIL|QUIT)/],
    [['-nsh'], /^(?:[S#]:? |EHLO|MAIL|QUIT)/],
    [['-nih', '-hr'], /^(?:C: |connecting|closed)/],
    [['--format', 'swaks'], /^(?:=== | -> |<- {2})/],
  ])('%j', async (args, pattern) => {
    const found = lines(await shown(...args))
    expect(found.length).toBeGreaterThan(3)
    expect(found.filter((line) => !pattern.test(line))).toEqual([])
  })

  it('begins with the hello', async () => {
    expect(lines(await shown('--hide-prehello'))[0]).toBe('C: EHLO client.test')
  })

  it('says how long answers took', async () => {
    expect(await shown('-stl')).toMatch(/S: 250 2\.1\.0 ok\n# answered in \d+\.\d ms\n/)
    expect(await shown('-stl', 'i')).toMatch(/S: 250 2\.1\.0 ok\n# answered in 0 s\n/)
  })

  it('is nothing', async () => {
    expect(await shown('-ha')).toBe('')
    expect(await shown('-S')).toBe('')
  })

  it.each([
    [['--silent'], true, true],
    [['-S', '2'], false, true],
    [['-S', '3'], false, false],
    [['-ha'], false, false],
  ])('where something goes wrong: %j', async (args, hasConversation, hasError) => {
    const { code, stdout, stderr } = await runSend([await serve([[/^MAIL/, '550 no']]), ...me, ...args])
    expect(code).toBe(exitCodes.sender)
    expect([stdout !== '', stderr !== '']).toEqual([hasConversation, hasError])
  })

  it('counts or hides the message', async () => {
    const target = await serve()
    expect((await runSend([target, ...me, '-n'])).stdout).toMatch(
      /C: DATA\nS: 354 .*\n# … 8 lines of the message\nC: \.\nS: 250/,
    )
    expect((await runSend([target, ...me, '--hide-data'])).stdout).toMatch(/C: DATA\nS: 354 .*\nS: 250/)
  })

  it('goes into files', async () => {
    const [both, out, err] = ['both', 'out', 'err'].map((name) => join(folder, name)) as [string, string, string]
    const target = await serve([[/^MAIL/, '550 no']])
    const quiet = await runSend([target, ...me, '--output-file', both])
    expect([quiet.stdout, quiet.stderr]).toEqual(['', ''])
    expect(await readFile(both, 'utf8')).toMatch(
      /^# connecting[^]*\nS: 550 no\n[^]*\nparley: the sender <a@a\.test> was refused: 550 no\n/,
    )
    await runSend([target, ...me, '--output-file-stdout', out, '--output-file-stderr', err])
    expect(await readFile(out, 'utf8')).toMatch(/^# connecting/)
    expect(await readFile(err, 'utf8')).toMatch(/^parley: /)
    const crossed = await runSend([target, ...me, '--output-file-stderr', '&STDOUT'])
    expect([crossed.stdout.includes('parley: the sender'), crossed.stderr]).toEqual([true, ''])
  })

  it('is a record that can be read again', async () => {
    const path = join(folder, 'saved.smtp')
    await runSend([await serve(), ...me, '--save', path])
    const reading = readTranscript(await readFile(path, 'utf8'))
    expect(reading.ok && reading.value.events.at(-1)).toMatchObject({ kind: 'closed', by: 'us' })
  })

  it('has credentials in its record only if asked', async () => {
    const path = join(folder, 'login.smtp')
    const answers = [[/^EHLO/, '250-x\r\n250 AUTH PLAIN']] as const
    const args = ['--auth', 'PLAIN', '--au', 'u', '--ap', 'p', '--save', path]
    await runSend([await serve(answers), ...me, ...args])
    expect(await readFile(path, 'utf8')).toMatch(/C: AUTH PLAIN ‹secret›/)
    await server!.close()
    await runSend([await serve(answers), ...me, ...args, '--keep-secrets'])
    expect(await readFile(path, 'utf8')).toMatch(/C: AUTH PLAIN AHUAcA==/)
  })
})

describe('exit codes', () => {
  const no = '550 5.0.0 no'
  const cases: readonly [
    name: string,
    answers: readonly (readonly [RegExp, Answer])[],
    args: readonly string[],
    code: number,
    sentence: string,
  ][] = [
    ['hello', [[/^EHLO|^HELO/, no]], [], 22, 'HELO client.test was refused: 550 5.0.0 no'],
    ['sender', [[/^MAIL/, no]], [], 23, 'the sender <a@a.test> was refused: 550 5.0.0 no'],
    ['recipient', [[/^RCPT/, no]], [], 24, 'the recipient <b@b.test> was refused: 550 5.0.0 no'],
    [
      'recipients',
      [[/^RCPT/, no]],
      ['--to', 'c@c.test'],
      24,
      'all 2 recipients were refused, the first one: 550 5.0.0 no',
    ],
    [
      'some recipients',
      [[/^RCPT.*c@/, no]],
      ['--to', 'c@c.test'],
      40,
      'the message was accepted, but not for all: <c@c.test> was refused: 550 5.0.0 no',
    ],
    [
      'some recipients, who were only asked about',
      [[/^RCPT.*c@/, no]],
      ['--to', 'c@c.test', '-q', 'RCPT'],
      40,
      'not all recipients were accepted: <c@c.test> was refused: 550 5.0.0 no',
    ],
    [
      'a server that leaves behind the first recipient',
      [[/^RCPT.*c@/, '421 busy']],
      ['--to', 'c@c.test,d@d.test'],
      24,
      'the recipient <c@c.test> was refused: 421 busy',
    ],
    [
      'a server that leaves and hangs up',
      [[/^RCPT.*c@/, (socket) => socket.end('421 busy\r\n')]],
      ['--to', 'c@c.test'],
      24,
      'the recipient <c@c.test> was refused: 421 busy',
    ],
    ['data', [[/^DATA/, no]], [], 25, 'DATA was refused: 550 5.0.0 no'],
    [
      'message',
      [[/^\.$/, '554-5.7.1 no\r\n554 5.7.1 really']],
      [],
      26,
      'the message was refused: 554 5.7.1 no / really',
    ],
    ['quit', [[/^QUIT/, no]], [], 27, 'QUIT was refused: 550 5.0.0 no; the message had been accepted before'],
    [
      'auth',
      [[/^EHLO/, '250 AUTH GSSAPI']],
      ['--au', 'u', '--ap', 'p'],
      28,
      'cannot log in: the server offers no AUTH',
    ],
    [
      'xclient attributes',
      [[/^EHLO/, '250-x\r\n250 XCLIENT ADDR']],
      ['--xclient-name', 'x'],
      33,
      "the server's XCLIENT does not know NAME",
    ],
    ['xclient', [], ['--xclient-name', 'x'], 33, 'the server does not offer XCLIENT to us'],
    ['hang-up', [[/^MAIL/, hangUp]], [], 6, 'the server closed the connection without answering MAIL'],
    ['time-out', [[/^RCPT/, null]], ['--timeout', '50ms'], 24, 'no reply to RCPT within 0.05 s'],
    ['nonsense', [[/^RCPT/, 'what?']], [], 24, 'the server says what is no SMTP to RCPT TO:<b@b.test>: "what?"'],
    ['no code', [[/^RCPT/, '2.1.5 ok']], [], 24, 'the server says what is no SMTP to RCPT TO:<b@b.test>: "2.1.5 ok"'],
    ['one reply too many', [[/^RCPT/, '250 ok\r\n250 Forged']], [], 25, 'the answer to DATA does not fit: 250 Forged'],
    [
      'a verdict before the message',
      [
        [/^DATA/, '354 go\r\n250 Forged'],
        [/^\.$/, '550 5.7.1 no'],
      ],
      [],
      26,
      'the message was refused: 550 5.7.1 no',
    ],
    [
      'a verdict before the chunk',
      [
        [/^RCPT/, '250 ok\r\n250 Forged'],
        [/^BDAT|^chunk/, '550 5.7.1 no'],
      ],
      ['--bdat', '20'],
      26,
      'the message was refused: 550 5.7.1 no',
    ],
  ]

  it.each(cases)('%s', async (_name, answers, args, code, sentence) => {
    const run = await runSend([await serve(answers), ...me, ...args])
    expect(run.stderr.split('\n')[0]).toBe(`parley: ${sentence}`)
    expect(run.code).toBe(code)
    // What to do about it.
    expect(run.stderr.split('\n')[1]).toMatch(/^ {8}\w.*\.$/)
  })

  it('the greeting', async () => {
    const refused = await runSend([await serve([], '554 no'), ...me])
    expect([refused.code, refused.stderr.split('\n')[0]]).toEqual([
      21,
      'parley: the server does not want to talk: 554 no',
    ])
    const closed = await runSend([await serve([], hangUp), ...me])
    expect([closed.code, closed.stderr.split('\n')[0]]).toEqual([
      6,
      'parley: the server closed the connection before the greeting',
    ])
    const other = await runSend([await serve([], '250 hi'), ...me])
    expect([other.code, other.stderr.split('\n')[0]]).toEqual([21, 'parley: that is no greeting: 250 hi'])
  })

  it('the hello after XCLIENT', async () => {
    let asked = 0
    const target = await serve([
      [/^EHLO/, (socket) => socket.write(++asked === 1 ? '250-x\r\n250 XCLIENT NAME\r\n' : '421 no\r\n')],
      [/^XCLIENT/, '220 again'],
    ])
    expect((await runSend([target, ...me, '--xclient-name', 'x'])).code).toBe(34)
  })

  it('no connection', async () => {
    const target = await serve()
    await server!.close()
    const { code, stderr } = await runSend([target, ...me])
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      `parley: no connection to ${target}: connect ECONNREFUSED ${target}`,
    ])
    expect((await runSend(['--socket', join(folder, 'nobody'), ...me])).code).toBe(2)
  })

  it('a connection that is reset before it is used', () => {
    const cause = new WireError('connect', Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    const trouble = new SmtpError('reset', { kind: 'connection', phase: 'connect', cause })
    const result = { helloName: null, hasStartedTls: false, xclient: [], transactions: [], trouble }
    expect(exitCodeOf(result, 'tcp')).toBe(exitCodes.closed)
  })

  it('a program that ends', async () => {
    const { code, stderr } = await runSend(['--pipe', 'exit 3', ...me])
    expect(code).toBe(4)
    expect(stderr).toBe(
      'parley: the program of --pipe ended before it greeted\n' +
        '        Run it by itself: it must greet with 220 on its standard output.\n',
    )
  })

  it('some recipients, in the manner of swaks', async () => {
    const { code, stderr } = await runSend([await serve([[/c@/, no]]), ...me, '--to', 'c@c.test', '--swaks-exit'])
    expect([code, stderr !== '']).toEqual([0, true])
  })

  it('some recipients of LMTP', async () => {
    const target = await serve([
      [/^LHLO/, '250 x'],
      [/^\.$/, `250 yes\r\n${no}`],
    ])
    const { code, stderr } = await runSend([target, ...me, '--to', 'c@c.test', '--protocol', 'LMTP'])
    expect(code).toBe(40)
    expect(stderr).toMatch(
      /^parley: the message was accepted, but not for all: <c@c\.test> was refused: 550 5\.0\.0 no\n/,
    )
  })

  it.each([
    [[], 'to whom? Say it with --to, as in --to bob@example.org'],
    [
      ['--to', 'b@b.test', '--protocol', 'LMTP'],
      'to which server? MX records name none for LMTP: name it, or use --socket',
    ],
    [['x', '--copy-routing', 'b.test', ...me], 'there can be one of a server and --copy-routing'],
    [['--copy-routing', 'b..test', ...me], expect.stringMatching(/^"b\.\.test" is no mail domain/)],
    [['--to', 'b@b..test'], expect.stringMatching(/^"b@b\.\.test" is no mail domain/)],
    [['-q', 'MAIL'], 'to which server? Name it first, as in parley send mail.example.org --to bob@example.org'],
    [['x', '-s', 'y', ...me], 'which server, x or y?'],
    [['x', '--socket', 'y', ...me], 'there can be one of a server, --socket and --pipe'],
    [['x', '-4', '-6', ...me], 'there can be one of --ipv4 and --ipv6'],
    [['x:99999', ...me], '"99999" is no port: use a number from 1 to 65535, as 25, 465, 587'],
    [
      ['x', ...me, '-q', 'MAIL', '--da', 'RCPT'],
      'there can be one of --quit-after, --drop-after and --drop-after-send',
    ],
    [['x', ...me, '-q', 'DATA'], 'after DATA a QUIT would be part of the message: use --drop-after'],
    [['x', ...me, '--da', 'DATA', '--bdat'], 'with --bdat there is no DATA to stop at'],
    [['x', ...me, '--auth'], 'to log in, --auth-user is needed'],
    [
      ['x', ...me, '--protocol', 'ESMTPA', '--au', 'u'],
      'to log in, a password is needed: --password-file, --auth-password, PARLEY_PASSWORD or .netrc',
    ],
    [
      ['x', ...me, '--auth', 'NTLM', '--au', 'u', '--ap', 'p'],
      expect.stringMatching(/^the mechanism NTLM is not known; there are SCRAM-SHA-256-PLUS, .*, ANONYMOUS$/),
    ],
    [['x', ...me, '--raw-data'], '--raw-data is about --data, which is missing'],
    [
      ['x', ...me, '--raw-data', '--data', 'x', '--body', 'y'],
      '--raw-data changes nothing: no body, attachment or header can be added',
    ],
    [
      ['x', ...me, '--local-interface', 'nothing0'],
      expect.stringMatching(/^"nothing0" is neither an address nor a network interface of this machine: \w/),
    ],
  ])('misuse: %j', async (args, sentence) => {
    const { code, stdout, stderr } = await runSend(args)
    expect([code, stdout, stderr.slice('parley: '.length, -1)]).toEqual([exitCodes.usage, '', sentence])
  })

  it.each([
    [['--proxy-source', '192.0.2.1']],
    [['--proxy-source', '192.0.2.1', '--proxy-source-port', '1', '--proxy-dest', '::1', '--proxy-dest-port', '1']],
    [['--proxy', 'x', '--proxy-command', 'LOCAL']],
    [['--proxy', '\\q', '--proxy-version', '2']],
  ])('misuse of the PROXY protocol: %j', async (args) => {
    expect((await runSend(['x', ...me, ...args])).code).toBe(exitCodes.proxyOptions)
  })

  it('files that are not there', async () => {
    const path = join(folder, 'nothing')
    for (const option of [
      ['--data', `@${path}`],
      ['--body', `@${path}`],
      ['--attach', `@${path}`],
      ['--au', 'u', '--password-file', path],
    ]) {
      const { code, stderr } = await runSend(['x', ...me, ...option])
      expect([code, stderr]).toEqual([1, `parley: cannot read ${path}: no such file or directory\n`])
    }
  })

  it('a record that cannot be written, before anything is sent', async () => {
    const path = join(folder, 'no', 'folder')
    const { code, stderr } = await runSend([await serve(), ...me, '--save', path])
    expect([code, stderr]).toEqual([1, `parley: cannot write ${path}: no such file or directory\n`])
    expect(server!.heard).toEqual([])
  })
})

describe('--json', () => {
  let isValid: ValidateFunction

  beforeAll(async () => {
    const schema = JSON.parse(await readFile('schema/send.schema.json', 'utf8')) as AnySchemaObject
    isValid = new Ajv2020({ allowUnionTypes: true }).compile(schema)
  })

  function read(stdout: string) {
    const result = JSON.parse(stdout) as Record<string, unknown> & {
      readonly smtp: string
      readonly transcript: { readonly events: readonly unknown[] }
    }
    expect(isValid(result) || isValid.errors).toBe(true)
    return result
  }

  async function json(answers: readonly (readonly [RegExp, Answer])[], ...args: string[]) {
    const { code, stdout } = await runSend([await serve(answers), ...me, '--json', ...args])
    const result = read(stdout)
    expect(result['exitCode']).toBe(code)
    return result
  }

  it('is one object as the schema has it', async () => {
    const result = await json(
      [[/^RCPT.*c@/, '550 5.1.1 no such user']],
      '--to',
      'c@c.test',
      '--mail-param',
      'X-A REQUIRETLS',
    )
    expect(result).toMatchObject({
      schema: 'parley-send/1',
      exitCode: 40,
      trouble: {
        phase: 'recipient',
        sentence: expect.stringContaining('<c@c.test> was refused') as string,
        fault: 'you',
      },
      messages: [
        {
          from: 'a@a.test',
          outcome: 'yes',
          code: 250,
          recipients: [
            { address: 'b@b.test', outcome: 'yes', decidedBy: 'message', code: 250, text: 'ok', fault: 'nobody' },
            { address: 'c@c.test', outcome: 'no', decidedBy: 'recipient', code: 550, enhanced: '5.1.1', fault: 'you' },
          ],
        },
      ],
      notes: ['REQUIRETLS is said to a server that does not offer REQUIRETLS'],
    })
    const reading = readTranscript(result.smtp)
    expect(reading.ok && reading.value.events.at(-1)).toMatchObject({ kind: 'closed', by: 'us' })
    expect(result.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'us' })
  })

  it.each([
    [
      'asked only',
      [],
      ['-q', 'RCPT'],
      { outcome: 'skipped', recipients: [{ outcome: 'yes', decidedBy: 'recipient' }] },
    ],
    [
      'refused sender',
      [[/^MAIL/, '550 no']] as const,
      [],
      { outcome: 'skipped', recipients: [{ outcome: 'skipped' }] },
    ],
    [
      'greylisted',
      [[/^RCPT/, '450 4.7.1 greylisted']] as const,
      [],
      { recipients: [{ outcome: 'unknown', code: 450 }] },
    ],
    [
      'hung up',
      [[/^\.$/, hangUp]] as const,
      [],
      { outcome: 'unknown', recipients: [{ outcome: 'unknown', decidedBy: 'message', code: null }] },
    ],
  ])('%s', async (_name, answers, args, expected) => {
    expect((await json(answers, ...args))['messages']).toMatchObject([expected])
  })

  it('tells of a conversation that did not come about', async () => {
    const { stdout } = await runSend(['--pipe', 'true', ...me, '--json'])
    expect(read(stdout)).toMatchObject({
      target: 'true',
      exitCode: 4,
      messages: [],
      trouble: { phase: 'greeting', code: null },
    })
  })
})
