import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect as connectSession } from '../../src/client/connect.ts'
import { hello as sayHello } from '../../src/client/hello.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { runParley, startParley, type Running } from './parley.ts'

/** Start a server on a free port; its port. */
async function serve(...args: readonly string[]): Promise<Running & { readonly port: number }> {
  const server = startParley(['serve', '--listen', '0', ...args])
  const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+)/)
  return { ...server, port: Number(port) }
}

/** Say all of it at once; what came back until the other side closed. */
function say(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text, 'latin1'))
    let heard = ''
    socket
      .on('data', (bytes) => (heard += bytes.toString()))
      .on('close', () => resolve(heard))
      .on('error', reject)
  })
}

const mail =
  'EHLO a.example.org\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\nSubject: hi\r\n\r\nhi\r\n.\r\n'

describe('parley serve', () => {
  it('shows the conversation, who left without QUIT, and ends when it is told to', async () => {
    const server = await serve()
    await say(server.port, mail)
    await server.shows(/left without QUIT/)
    server.child.kill('SIGTERM')
    const { code, stdout } = await server.ended
    expect(stdout).toMatch(/^# 127\.0\.0\.1:\d+ connected, session \S+\nS: 220 /)
    expect(stdout).toMatch(
      /^C: Subject: hi\nC: \nC: hi\nC: \.\n[^]*\nS: 250 2\.0\.0 Ok: queued as (\S+)\n# message \1: from <a@example\.org> to <bob@example\.test>, 19 octets$/m,
    )
    expect(stdout).toMatch(/^# commands sent ahead of replies where .* \(RFC 2920 §3\.1\)$/m)
    expect(stdout).toMatch(/^# left without QUIT \(RFC 5321 §4\.1\.1\.10\)$/m)
    expect(code).toBe(0)
  })

  it.runIf(existsSync('/dev/full'))('goes on where what it shows cannot be written', async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, ['bin/parley', 'serve', '--listen', '0', '--memory', '--no-http'], {
      stdio: ['ignore', full, 'pipe'],
    })
    closeSync(full)
    onTestFinished(() => void child.kill('SIGKILL'))
    let told = ''
    const ended = new Promise((resolve) => child.once('close', resolve))
    const port = await new Promise<number>((resolve) =>
      child.stderr!.on('data', (piece: Buffer) => {
        told += piece.toString()
        resolve(Number(/listening on 127\.0\.0\.1:(\d+)/.exec(told)?.[1]))
      }),
    )
    for (let i = 0; i < 2; i++)
      expect(await say(port, `${mail}QUIT\r\n`)).toMatch(/\n250 2\.0\.0 Ok: queued .*\r\n221 /)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(told.match(/cannot write what it shows: no space left on device/g)).toHaveLength(1)
  })

  it('says 421 to open sessions when it is told to end', async () => {
    const server = await serve('--quiet')
    const heard = new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1')
      let text = ''
      socket.on('data', (bytes) => {
        text += bytes.toString()
        if (text.endsWith('Parley\r\n')) server.child.kill('SIGINT')
      })
      socket.on('close', () => resolve(text))
    })
    expect(await heard).toMatch(/^421 4\.3\.2 /m)
    expect(await server.ended).toMatchObject({ code: 0, stdout: '' })
  })

  it('logs objects, without credentials', async () => {
    const server = await serve('--log', 'json', '--practice')
    await say(server.port, `${mail}AUTH PLAIN AGEAc2VjcmV0\r\nAUTH LOGIN\r\nYWxpY2U=\r\nc2VjcmV0\r\nQUIT\r\n`)
    await server.shows(/"event":"close"/)
    server.child.kill('SIGTERM')
    const { stdout } = await server.ended
    const events = stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            event: string
            on?: string
            command?: string
            code?: number
            quit?: boolean
            to?: string[]
          },
      )
    // Where the message stands among them depends on how long it takes to be safe.
    expect(events.map(({ event }) => event).filter((event) => event !== 'message')).toEqual([
      'open',
      'turn',
      'turn',
      'turn',
      'turn',
      'turn',
      'turn',
      'turn',
      'turn',
      'turn',
      'turn',
      'turn',
      'close',
    ])
    expect(events.find(({ event }) => event === 'message')).toMatchObject({ to: ['bob@example.test'] })
    expect(events.at(-1)).toMatchObject({ quit: true, by: 'server' })
    expect(stdout).not.toMatch(/AGEAc2VjcmV0|YWxpY2U=|c2VjcmV0/)
    expect(events.filter(({ on }) => on === 'AUTH' || on === 'unknown').map(({ command }) => command)).toEqual([
      'AUTH PLAIN ‹secret›',
      'AUTH LOGIN',
      '‹secret›',
      '‹secret›',
    ])
  })

  it('takes several addresses, and complains about one that is taken', async () => {
    const server = startParley(['serve', '--listen', '0', '--listen', '[::1]:0', '--quiet'])
    const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+), \[::1\]:\d+; takes every mail/)
    // With another address before it, that is given back.
    expect(await runParley(['serve', '--listen', '0', '--listen', port!])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('another program listens there: choose another with --listen') as string,
    })
    for (const [smtps, advice] of [
      [port!, 'another program listens there: choose another with --smtps'],
      ['nosuch.invalid:0', 'give an address of this machine to --smtps, as 127.0.0.1:4465'],
    ] as const) {
      const { code, stderr } = await runParley(['serve', '--listen', '0', '--tls', '--smtps', smtps, '--memory'])
      expect([code, stderr]).toEqual([2, expect.stringContaining(advice)])
    }
    server.child.kill('SIGTERM')
    await server.ended
  })

  it('takes what is no address of a database for a wrong command line', async () => {
    expect(await runParley(['serve', '--listen', '0', '--database', 'mysql://ann:secret@x'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/a database is named as postgres:[^]*not "mysql:\/\/ann[^]*x"/) as string,
    })
  })

  it('is an open relay without being told to practise', async () => {
    const server = await serve('--open-relay', '--quiet')
    await server.shows(/an open relay, for practice/)
    const heard = await say(server.port, mail.replace('bob@example.test', 'c@elsewhere.example'))
    expect(heard).toMatch(/^250 2\.0\.0 Ok: queued/m)
    server.child.kill('SIGTERM')
    await server.ended
  })

  it('does not blame a client that it has hung up on', async () => {
    const server = await serve('--practice')
    await say(server.port, mail.replace('bob', 'drop'))
    await server.shows(/# closed by this side/)
    await say(server.port, mail.replace('bob', '421'))
    await server.shows(/S: 421 4\.3\.2 [^]*# closed by this side/)
    server.child.kill('SIGTERM')
    expect((await server.ended).stdout).not.toMatch(/without QUIT|the other side/)
  })

  it('shows a telnet beside the conversation, and finds no fault with its own answers', async () => {
    const server = await serve()
    await say(server.port, '\xff\xfd\x03EHLO a.example.org\r\n\xff\xfb\x18QUIT\r\n')
    server.child.kill('SIGTERM')
    const { stdout } = await server.ended
    expect(stdout).toMatch(/^C\| \\xff\\xfd\\x03\nC: EHLO a\.example\.org\n/m)
    expect(stdout).toMatch(/^S\| \\xff\\xfc\\x03\\xff\\xfe\\x18\nS: 250-/m)
    expect(stdout).not.toMatch(/in a reply|reply line|reply to no command/)
  })

  it('speaks LMTP', async () => {
    const server = await serve('--lmtp', '--quiet')
    const heard = await say(
      server.port,
      mail.replace('EHLO', 'LHLO').replace('DATA', 'RCPT TO:<c@example.org>\r\nDATA'),
    )
    expect(heard.match(/^250 2\.0\.0 Ok: queued/gm)).toHaveLength(2)
    server.child.kill('SIGTERM')
    await server.ended
  })

  it('turns away who keeps leaving without QUIT, where it is told to', async () => {
    const server = await serve('--rudeness', '1')
    await say(server.port, 'EHLO a.example.org\r\n')
    await server.shows(/left without QUIT/)
    expect(await say(server.port, '')).toMatch(
      /^421-1 of your 1 conversations of this day ended without QUIT\r\n421 Say QUIT/,
    )
    server.child.kill('SIGTERM')
    expect((await server.ended).stdout).toContain('S: 421-1 of your 1 conversations')
  })

  it.each(['from the start', 'by STARTTLS'])('does TLS %s where a script has @tls', async (how) => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-serve-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = (name: string) => join(folder, name)
    const pair = makeCertificate({ cn: 'mail.example.test' })
    writeFileSync(file('pair.pem'), pair.key + pair.cert)
    const hello = 'C: EHLO ${helo}\nS: 250 mail.example.test\n'
    const greeting = 'S: 220 mail.example.test ESMTP\n'
    const start = `${greeting}C: EHLO \${helo}\nS: 250-mail.example.test\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 Go\n@tls\n`
    const implicit = how === 'from the start'
    writeFileSync(
      file('tls.smtp'),
      `${implicit ? `@tls\n${greeting}` : start}${hello}C: QUIT\nS: 221 Bye\n@closed by client\n`,
    )
    const server = await serve('--script', file('tls.smtp'), '--tls-cert', file('pair.pem'))
    await server.shows(/TLS with .*pair\.pem/)
    const session = await connectSession({
      host: '127.0.0.1',
      port: server.port,
      implicitTls: implicit,
      tls: { ca: pair.cert, verifyChain: true, verifyHost: true, host: 'mail.example.test' },
    })
    if (!implicit) {
      await sayHello(session, 'a.example.org')
      await session.startTls()
    }
    await sayHello(session, 'a.example.org')
    await session.quit()
    await server.shows(/# the client did as the script has it/)
    server.child.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ code: 0 })
  })

  it('is the server of a script, and tells who did otherwise', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-serve-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'busy.smtp')
    writeFileSync(
      file,
      '@title Busy\nS: 220 mail.example.test ESMTP\nC: EHLO ${helo}\nS: 250 mail.example.test\nC: MAIL FROM:<${from}>\nS: 421 4.3.2 Busy\n@closed by server\n',
    )
    const server = await serve('--script', file)
    expect(await say(server.port, 'EHLO a.example.org\r\nMAIL FROM:<a@example.org>\r\n')).toBe(
      '220 mail.example.test ESMTP\r\n250 mail.example.test\r\n421 4.3.2 Busy\r\n',
    )
    await server.shows(/# the client did as the script has it/)
    await say(server.port, 'EHLO a.example.org\r\nRSET\r\n')
    await server.shows(/busy\.smtp:5: not as the script has it/)
    // Somebody who is still there is told, and is not to blame.
    const socket = connect(server.port, '127.0.0.1', () => socket.write('EHLO a.example.org\r\n'))
    const heard = new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (bytes) => {
        text += bytes.toString()
        if (text.endsWith('\n250 mail.example.test\r\n')) server.child.kill('SIGTERM')
      })
      socket.on('close', () => resolve(text))
    })
    expect(await heard).toMatch(/^421 4\.3\.2 /m)
    const { code, stdout } = await server.ended
    expect(code).toBe(50)
    expect(stdout).toMatch(/^# 127\.0\.0\.1:\d+ connected$/m)
    expect(stdout).toMatch(/# closed by this side\n# skipped: the server was told to end\n$/)
  })

  it.each([
    [['--size', 'big'], 'Write a number of octets, as 1000, 64k, 10M or 1G.'],
    [['--idle', 'soon'], 'Write seconds'],
    [['--script', 'nothing.smtp'], 'there is no file nothing.smtp'],
    [['--listen', 'a:b:c'], 'is no'],
    [['--connections', '0'], 'Write a whole number from 1 up.'],
    [['--hostname', 'my server'], 'Write a host name, as mail.example.test.'],
    [
      ['--script', 'busy.smtp', '--practice'],
      "option '--script <file.smtp>' cannot be used with option '-p, --practice'",
    ],
    [['--exact'], '--set and --exact are about a script: name it with --script'],
  ])('complains about %j', async (args, complaint) => {
    expect(await runParley(['serve', ...args])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(complaint) as string,
    })
  })
})
