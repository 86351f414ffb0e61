import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startParley, type Running } from '../cli/parley.ts'
import { run, runParley, typeAt, type Ran } from './program.ts'

/** Real clients talk to `parley serve` as it is started in a shell, and its log says what it took them for. */

let server: Running
let port: number
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-interop-'))
  server = startParley(['serve', '--listen', '0', '--practice', '--log', 'json'])
  port = Number((await server.shows(/listening on 127\.0\.0\.1:(\d+)/))[1])
})

afterAll(async () => {
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0 })
  rmSync(folder, { recursive: true, force: true })
})

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Until the log has the message that came from here, and the end of its session. */
async function logged(from: string): Promise<{ readonly to: readonly string[]; readonly hasQuit: boolean }> {
  const line = new RegExp(
    `^\\{[^\\n]*"event":"message","session":"([^"]+)"[^\\n]*"from":"${escape(from)}"[^\\n]*\\}$`,
    'm',
  )
  const [message, session] = await server.shows(line)
  const [, hasQuit] = await server.shows(new RegExp(`"event":"close","session":"${session!}","quit":(true|false)`))
  const { to } = JSON.parse(message) as { to: string[] }
  return { to, hasQuit: hasQuit === 'true' }
}

const swaksServer = () => ['--server', '127.0.0.1', '--port', String(port), '--helo', 'client.example.org']

const bare = 'Subject: hi\r\n\r\n.hi\r\n'

const programs: Record<string, (from: string, to: string) => Promise<Ran>> = {
  swaks: (from, to) => run('swaks', [...swaksServer(), '--from', from, '--to', to]),
  curl: (from, to) => {
    const url = `smtp://127.0.0.1:${port}/client.example.org`
    return run('curl', ['-sS', url, '--mail-from', from, '--mail-rcpt', to, '--upload-file', '-'], bare)
  },
  msmtp: (from, to) =>
    run('msmtp', ['--host=127.0.0.1', `--port=${port}`, '--domain=client.example.org', `--from=${from}`, to], bare),
  smtplib: (from, to) => {
    const send = `client.sendmail(sys.argv[1], [sys.argv[2]], "Subject: hi\\r\\n\\r\\n.hi\\r\\n")`
    const script = `import smtplib, sys\nwith smtplib.SMTP("127.0.0.1", ${port}, "client.example.org") as client:\n    ${send}\n`
    return run('python3', ['-c', script, from, to])
  },
  nodemailer: async (from, to) => {
    const transport = createTransport({ host: '127.0.0.1', port, name: 'client.example.org' })
    try {
      await transport.sendMail({ from, to, subject: 'hi', text: '.hi' })
      return { code: 0, stdout: '', stderr: '' }
    } catch (error) {
      return { code: 1, stdout: '', stderr: String(error) }
    }
  },
  'smtp-source': (from, to) =>
    run('smtp-source', ['-M', 'client.example.org', '-f', from, '-t', to, `127.0.0.1:${port}`]),
}

describe.each(Object.entries(programs))('%s', (name, send) => {
  it('delivers to a mailbox, and is seen to say goodbye or not', async () => {
    const from = `${name}@example.org`
    expect(await send(from, 'alice@example.test')).toMatchObject({ code: 0, stderr: '' })
    // nodemailer hangs up without QUIT.
    expect(await logged(from)).toEqual({ to: ['alice@example.test'], hasQuit: name !== 'nodemailer' })
  })

  it.each([
    ['a relay', 'someone@elsewhere.example', '5.7.1'],
    ['an unknown user', 'carol@example.test', '5.1.1'],
  ])('understands that %s is refused', async (_case, to, enhanced) => {
    const { code, stdout, stderr } = await send('a@example.org', to)
    expect(code).not.toBe(0)
    const heard = stdout + stderr
    expect(heard).toMatch(/\b550\b/)
    // curl says nothing but the code.
    if (name !== 'curl') expect(heard).toContain(enhanced)
  })
})

describe('swaks and parley send', () => {
  const message = 'Subject: same\n\n.\n..\nend\n'
  const both = [
    ['deliver', [], 0],
    ['deliver with HELO', ['--protocol', 'SMTP'], 0],
    ['deliver what is in a file', ['--data', '@MESSAGE'], 0],
    ['deliver in one go', ['--pipeline'], 0],
    ['deliver an attachment', ['--attach-type', 'text/plain', '--attach', '@MESSAGE', '--body', 'hello'], 0],
    ['deliver to several', ['--to', 'alice@example.test,bob@example.test'], 0],
    ['deliver with a null sender', ['--from', '<>'], 0],
    ['quit behind the hello', ['--quit-after', 'HELO'], 0],
    ['quit behind the recipients', ['--quit-after', 'RCPT'], 0],
    ['hang up in DATA', ['--drop-after', 'DATA'], 0],
    ['hang up behind a command', ['--drop-after-send', 'MAIL'], 0],
    ['are refused a relay', ['--to', 'x@elsewhere.example'], 24],
    ['are refused an unknown user', ['--to', 'carol@example.test'], 24],
    ['are told to come again', ['--to', '450@example.test'], 24],
    ['are hung up on', ['--to', 'drop@example.test'], 6],
    ['are hung up on behind the mail data', ['--to', 'drop-after-data@example.test'], 6],
    ['are told that the mail is refused', ['--to', '550@example.test'], 24],
    ['are told that the server is closing', ['--to', '421@example.test'], 24],
    ['cannot log in where it is not offered', ['--auth', '--auth-user', 'u', '--auth-password', 'p'], 28],
  ] as const

  it.each(both)('%s, and end alike', async (_name, given, wanted) => {
    const file = join(folder, 'message.txt')
    writeFileSync(file, message)
    const args = swaksServer()
    const own = given.map((arg) => arg.replace('MESSAGE', file))
    if (!own.includes('--to')) args.push('--to', 'alice@example.test')
    const from = (name: string) => (own.includes('--from') ? [] : ['--from', `${name}@example.org`])
    const codes = {
      swaks: (await run('swaks', [...args, ...from('swaks'), ...own])).code,
      parley: (await runParley(['send', ...args, ...from('parley'), ...own, '--swaks-exit'])).code,
    }
    expect(codes).toEqual({ swaks: wanted, parley: wanted })
  })
})

describe('a person', () => {
  const wrong = (from: string) =>
    [
      [/220 /, 'HELP\r'],
      [/^214 [^\n]*\r$/m, 'HELO clientt\x7f.example.org\r'],
      [/^250 [^\n]*\r$/m, `MAIL FROM:<${from}\r`],
      [/^501 [^\n]*>[^\n]*\r$/m, `MAIL FROM:<${from}>\r`],
      [/^250 2\.1\.0/m, 'RCPT TO:<alicf\x7fe@example.test>\r'],
      [/^250 2\.1\.5/m, 'DATA\r'],
      [/^354 /m, 'Subject: typod\x7f\x7fed\r\rhello\r.\r'],
      [/^250 2\.0\.0/m, 'QUIT\r'],
      [/^221 2\.0\.0/m, ''],
    ] as const

  it('types with telnet, makes mistakes, and delivers', async () => {
    const { stderr } = await typeAt(['inetutils-telnet', '127.0.0.1', String(port)], wrong('telnet@example.org'))
    expect(stderr).toBe('')
    expect(await logged('telnet@example.org')).toEqual({ to: ['alice@example.test'], hasQuit: true })
  })

  it('types with plink in telnet mode, to a server with --lenient-line-ends', async () => {
    const lenient = startParley(['serve', '--listen', '0', '--practice', '--lenient-line-ends'])
    const [, at] = await lenient.shows(/listening on 127\.0\.0\.1:(\d+)/)
    const { stderr } = await typeAt(['plink', '-telnet', '-P', at!, '127.0.0.1'], wrong('plink@example.org'))
    expect(stderr).toBe('')
    await lenient.shows(/# message \S+: from <plink@example\.org> to <alice@example\.test>/)
    lenient.child.kill('SIGTERM')
    const { code, stdout } = await lenient.ended
    expect(stdout).toMatch(/^C[:|] Subject: typed\b/m)
    expect(code).toBe(0)
  })
})
