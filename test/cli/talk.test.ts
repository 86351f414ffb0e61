import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { latin1 } from '../../src/protocol/bytes.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { hangUp } from '../client/talker.ts'
import { cert, key } from '../server/certificate.ts'
import { startScripted, startServer } from '../talk/scene.ts'

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Run `parley talk` with this on its standard input; null leaves it open. */
function talk(args: readonly (string | number)[], input: string | Uint8Array | null, env = {}): Promise<Run> {
  const child = spawn(process.execPath, ['bin/parley', 'talk', ...args.map(String)], {
    env: { PATH: process.env['PATH'], ...env },
  })
  const out: Buffer[] = []
  let stderr = ''
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
  child.stdin.on('error', () => {})
  if (input !== null) child.stdin.end(input)
  return new Promise((resolve) => {
    child.on('close', (code) => {
      child.stdin.destroy()
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr })
    })
  })
}

function lines(...all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('')
}

const mail = ['EHLO', 'MAIL FROM:<al@example.org>', 'RCPT TO:<bob@example.test>', 'DATA']

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-talk-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

describe('input from a pipe', () => {
  it('is a script: each line waits for the reply to the one before', async () => {
    const server = await startServer({ practice: true })
    const { code, stdout, stderr } = await talk(
      ['--helo', 'me.example.org', '127.0.0.1', server.port],
      lines(...mail, 'Subject: hi', '', 'text', '.', 'QUIT'),
    )
    expect({ code, stderr }).toEqual({ code: exitCodes.ok, stderr: '' })
    expect(stdout.split('\n').filter((line) => !line.startsWith('S: 250-'))).toEqual([
      'S: 220 mail.example.test ESMTP Parley',
      'C: EHLO me.example.org',
      expect.stringMatching(/^S: 250 /),
      'C: MAIL FROM:<al@example.org>',
      'S: 250 2.1.0 Sender ok',
      'C: RCPT TO:<bob@example.test>',
      'S: 250 2.1.5 Recipient ok',
      'C: DATA',
      expect.stringMatching(/^S: 354 /),
      'C: Subject: hi',
      'C: ',
      'C: text',
      'C: .',
      expect.stringMatching(/^S: 250 2\.0\.0 Ok: queued/),
      'C: QUIT',
      'S: 221 2.0.0 Closing, goodbye',
      '@closed by client',
      '',
    ])
    expect(server.store.messages).toHaveLength(1)
    expect(server.sessions[0]!.hasQuit).toBe(true)
  })

  it('passes every octet, and takes LF and CRLF for the end of a line', async () => {
    const server = await startServer()
    const text = Uint8Array.from({ length: 256 }, (_, i) => i).filter((octet) => octet !== 10 && octet !== 13)
    const input = Buffer.concat([
      Buffer.from(mail.join('\r\n') + '\r\n\n'),
      text,
      Buffer.from(`\n${'long'.repeat(3000)}\r\n.\n`),
    ])
    expect(await talk([`127.0.0.1:${server.port}`], input)).toMatchObject({ code: exitCodes.ok })
    const content = latin1(await server.store.messages[0]!.content.bytes())
    expect(content).toContain(`\r\n${latin1(text)}\r\n${'long'.repeat(3000)}\r\n`)
  })

  it('ends without QUIT, or with it', async () => {
    const server = await startServer()
    expect((await talk([`127.0.0.1:${server.port}`], 'NOOP')).stdout).toMatch(/C: NOOP\nS: 250.*\n@closed by client\n$/)
    const { stdout } = await talk(['--quit', `127.0.0.1:${server.port}`], 'NOOP\n')
    expect(stdout).toMatch(/C: QUIT\nS: 221.*\n@closed by client\n$/)
  })

  it('that ends inside the message delivers nothing', async () => {
    const server = await startServer()
    const { code, stdout, stderr } = await talk([`127.0.0.1:${server.port}`], lines(...mail, 'Subject: x'))
    expect(code).toBe(exitCodes.usage)
    expect(stdout).toMatch(/\n@closed by client {2}# .*not delivered\n$/)
    expect(stderr).toBe('parley: the input ends inside the message: nothing is delivered\n')
    expect(server.store.messages).toHaveLength(0)
  })

  it('can hold local commands behind the escape character', async () => {
    const { port } = await startServer()
    const { stdout } = await talk([`127.0.0.1:${port}`], '\x1draw "NOOP\\r\\n"\n\x1dstatus\n\x1dauth\n')
    expect(stdout).toMatch(/C: NOOP\nS: 250.*\n# connected to 127/)
    expect(stdout).toContain('# nobody is here who could be asked for a password')
    const other = await talk(['--escape', '~', `127.0.0.1:${port}`], '~status\n\x1dstatus\n')
    expect(other.stdout).toMatch(/# not encrypted[^]*C\| \\x1dstatus/)
    const none = await talk(['--escape', 'none', `127.0.0.1:${port}`], '\x1dstatus\n')
    expect(none.stdout).toContain('C| \\x1dstatus')
  })

  it('is sent at once with --pipelining', async () => {
    const server = await startServer()
    const { stdout } = await talk(
      ['--pipelining', `127.0.0.1:${server.port}`],
      lines(...mail, 'Subject: x', '', 'hi', '.', 'QUIT'),
    )
    expect(stdout).toMatch(/C: EHLO.*\nC: MAIL.*\nC: RCPT.*\nC: DATA\nS: 250-/)
    expect(server.store.messages).toHaveLength(1)
  })

  it('sends LF alone with --lf', async () => {
    const { port } = await startServer({ lenientLineEnds: true })
    const { code, stdout } = await talk(['--lf', `127.0.0.1:${port}`], lines(...mail, 'hi', '.', 'QUIT'))
    expect(code).toBe(exitCodes.ok)
    expect(stdout).toContain('C| MAIL FROM:<al@example.org>\\n')
  })

  it('stops where the server hangs up, though more may come', async () => {
    const { port } = await startScripted('220 x', [[/^NOOP/, hangUp]])
    const { code, stdout, stderr } = await talk([`127.0.0.1:${port}`], lines('NOOP', 'NOOP', 'NOOP'))
    expect(code).toBe(exitCodes.closed)
    expect(stderr).toMatch(/^parley: 127\.0\.0\.1:\d+: no reply to NOOP\. The server hung up\. .*\n$/)
    expect(stdout).toMatch(/@closed by server {2}# before the reply to NOOP/)
    const silent = await startScripted('421 no')
    expect(await talk([`127.0.0.1:${silent.port}`], 'NOOP\n')).toMatchObject({ code: exitCodes.unsure })
    const closing = await startScripted((socket) => socket.end('220 x\r\n'))
    expect(await talk([`127.0.0.1:${closing.port}`], null)).toMatchObject({ code: exitCodes.closed })
  })
})

describe('exit codes', () => {
  it('2: no connection', async () => {
    const port = await freePort()
    const { code, stderr } = await talk(['127.0.0.1', port], '')
    expect(code).toBe(exitCodes.connect)
    expect(stderr).toMatch(/^parley: 127\.0\.0\.1:\d+: Connection refused \(connect ECONNREFUSED .*\)\. Check /)
  })

  it('21: refused in the greeting, or none', async () => {
    const refusing = await startScripted('554 no mail here')
    expect(await talk(['127.0.0.1', refusing.port], 'QUIT\n')).toMatchObject({ code: exitCodes.greeting })
    const silent = await startScripted(null)
    const { code, stdout, stderr } = await talk(['--timeout', '0.05', '127.0.0.1', silent.port], 'EHLO\n')
    expect(stderr).toMatch(/: no reply to the connection\. No greeting\. .*TLS from the start/)
    expect(code).toBe(exitCodes.greeting)
    expect(stdout).toContain('# no reply to the connection within 0.05 s')
    expect(stdout).toContain('# the rest of the input is not sent')
  })

  it('75: no reply', async () => {
    const { port } = await startScripted('220 x', [[/^NOOP/, null]])
    expect(await talk(['--timeout', '50ms', '127.0.0.1', port], 'NOOP\n')).toMatchObject({ code: exitCodes.unsure })
  })

  it('29: no TLS', async () => {
    const { port } = await startScripted('220 mail.example.test ESMTP')
    const { code, stderr } = await talk(['--tls-on-connect', '127.0.0.1', port], '')
    expect(code).toBe(exitCodes.tls)
    expect(stderr).toMatch(/^parley: 127\.0\.0\.1:\d+: No TLS on this port \(wrong version number\)\. /)
  })

  it.each([
    [['localhost', '70000'], '"70000" is no port'],
    [['ftp://localhost'], '"ftp://" is not known'],
    [[], 'name the server: parley talk HOST [PORT]'],
    [['--escape', 'xy', 'localhost'], 'Write "^]" for Ctrl-]'],
  ])('1: %s', async (args, message) => {
    const { code, stderr } = await talk(args, '')
    expect(code).toBe(exitCodes.usage)
    expect(stderr).toContain(message)
  })
})

describe('options', () => {
  it('--save writes the conversation, also one that did not come about', async () => {
    const file = join(await temporaryFolder(), 'talk.smtp')
    const { port } = await startServer()
    await talk(['--save', file, `127.0.0.1:${port}`], 'EHLO\nAUTH PLAIN AGEAYg==\nQUIT\n')
    const text = await readFile(file, 'utf8')
    expect(readTranscript(text)).toMatchObject({ ok: true, value: { role: 'client' } })
    expect(text).toContain('‹secret›')
    expect(text).not.toContain('AGEAYg')
    const none = join(await temporaryFolder(), 'none.smtp')
    await talk(['--save', none, '127.0.0.1', await freePort()], '')
    expect(await readFile(none, 'utf8')).toContain('@failed connect ECONNREFUSED')
  })

  it('--save complains of a file that cannot be written before it talks', async () => {
    const { port, heard } = await startScripted('220 x')
    const { code, stdout, stderr } = await talk(['--save', '/dev/null/x', `127.0.0.1:${port}`], 'NOOP\n')
    expect([code, stdout, heard]).toEqual([exitCodes.usage, '', []])
    expect(stderr).toBe('parley: cannot save: /dev/null is no folder\n')
  })

  it('--keep-secrets leaves them in what is saved, for the owner of the file', async () => {
    const file = join(await temporaryFolder(), 'talk.smtp')
    const { port } = await startServer()
    const { stdout } = await talk(['--save', file, '--keep-secrets', `127.0.0.1:${port}`], 'AUTH PLAIN AGEAYg==\n')
    expect(stdout).toContain('C: AUTH PLAIN ‹secret›')
    expect(await readFile(file, 'utf8')).toContain('C: AUTH PLAIN AGEAYg==')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('smtps:// begins with TLS, lmtp:// speaks LMTP', async () => {
    const secure = await startServer({
      listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }],
      tls: { key, cert },
    })
    expect((await talk([`smtps://127.0.0.1:${secure.port}`], 'QUIT\n')).stdout).toMatch(/^@tls {2}# TLS/)
    const lmtp = await startServer({ lmtp: true })
    const input = lines('LHLO', ...mail.slice(1), 'hi', '.', 'QUIT')
    expect((await talk([`lmtp://127.0.0.1:${lmtp.port}`], input)).stdout).toMatch(/C: LHLO \S+\nS: 250-/)
  })

  it('--socket and --pipe talk with what is no TCP port', async () => {
    const folder = await temporaryFolder()
    const server = createTcpServer((socket) => {
      socket.on('error', () => {}).write('220 from a socket\r\n')
      socket.on('data', () => socket.end('221 bye\r\n'))
    }).listen(join(folder, 'smtp'))
    onTestFinished(() => void server.close())
    expect((await talk(['--socket', join(folder, 'smtp')], 'QUIT\n')).stdout).toContain('S: 220 from a socket')
    await writeFile(
      join(folder, 'smtp.cjs'),
      "console.log('220 from a program\\r'); process.stdin.on('data', () => process.exit())",
    )
    const piped = await talk(['--pipe', `"${process.execPath}" "${join(folder, 'smtp.cjs')}"`], 'QUIT\n')
    expect(piped.stdout).toContain('S: 220 from a program')
    expect(piped.code).toBe(exitCodes.ok)
  })

  it('colours where they are asked for', async () => {
    const { port } = await startServer()
    const { stdout } = await talk(['--color', 'always', `127.0.0.1:${port}`], 'QUIT\n')
    expect(stdout).toMatch(/^\x1b\[91mS: 220[^]*\x1b\[94mC: QUIT\x1b\[39m\n/)
    const plain = await talk(['--no-color', `127.0.0.1:${port}`], 'QUIT\n', { FORCE_COLOR: '1' })
    expect(plain.stdout).toMatch(/^S: 220/)
  })
})

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
