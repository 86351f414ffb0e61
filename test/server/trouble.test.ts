import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { SmtpServer } from '../../src/server/server.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'

/** What the server does with clients that no RFC has in mind. */

let server: MailServer
const sockets: Socket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await server.close()
})

async function serve(options: MailServerOptions = {}): Promise<void> {
  server = await createServer({ hostname: 'mail.example.org', ...options })
}

/** A client that says octets and collects what comes back. */
class Client {
  readonly socket: Socket
  heard = ''
  isOver = false

  constructor() {
    this.socket = connect(server.port, server.host)
    sockets.push(this.socket)
    this.socket.on('data', (bytes) => (this.heard += bytes.toString('latin1')))
    this.socket.on('error', () => {})
    this.socket.on('close', () => (this.isOver = true))
  }

  say(text: string): this {
    this.socket.write(text, 'latin1')
    return this
  }

  async hears(pattern: RegExp): Promise<string> {
    await until(
      () => pattern.test(this.heard),
      () => `${String(pattern)} in ${JSON.stringify(this.heard)}`,
    )
    return this.heard
  }

  async codes(...lines: readonly string[]): Promise<number[]> {
    await this.hears(/^220 .*\r\n/)
    for (const line of lines) {
      const before = this.heard.length
      this.say(line)
      await until(
        () => /^\d{3} .*\r\n$/m.test(this.heard.slice(before)),
        () => `a reply to ${line}`,
      )
    }
    return [...this.heard.matchAll(/^(\d{3}) /gm)].map(([, code]) => Number(code))
  }
}

async function until(condition: () => boolean, what: () => string): Promise<void> {
  const deadline = Date.now() + 5000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what()}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

describe('a person at a telnet', () => {
  it.each([
    ['LF alone', 'EHLO a.example\nMAIL FROM:<>\nQUIT\n'],
    ['CR NUL', 'EHLO a.example\r\0MAIL FROM:<>\r\0QUIT\r\0'],
    ['CRLF', 'EHLO a.example\r\nMAIL FROM:<>\r\nQUIT\r\n'],
  ])('may end commands with %s', async (_name, text) => {
    await serve()
    expect(await new Client().say(text).hears(/221/)).toMatch(/^250 2\.1\.0/m)
  })

  it('may type one character at a time, with corrections', async () => {
    await serve()
    const client = new Client()
    await client.hears(/^220/)
    for (const key of 'EHLP\bO a.exampel\x7f\x7fle\r\n') {
      client.say(key)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await client.hears(/^250 /m)).toContain('greets a.example [127.0.0.1]')
  })

  it('may negotiate telnet options, which are refused and are no part of the mail', async () => {
    await serve()
    const client = new Client().say('\xff\xfd\x03\xff\xfb\x18EHLO a.example\r\n')
    await client.hears(/250 HELP/)
    expect(client.heard).toContain('\xff\xfc\x03\xff\xfe\x18')
    client.say('MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n')
    await client.hears(/354/)
    client.say('Subject: \xff\xf1hi\r\n\r\n\xff\xfa\x18\x00xterm\xff\xf0text\r\n.\r\n')
    const message = await server.waitFor({ to: 'c@d.example' })
    expect(Buffer.from(await message.content.bytes()).toString()).toBe('Subject: hi\r\n\r\ntext\r\n')
  })

  it('keeps 0xFF of a program that never spoke telnet', async () => {
    await serve()
    new Client().say(
      'EHLO a.example\r\nMAIL FROM:<> BODY=8BITMIME\r\nRCPT TO:<c@d.example>\r\nDATA\r\n\xff\xf1\r\n.\r\n',
    )
    const message = await server.waitFor({ to: 'c@d.example' })
    expect(Buffer.from(await message.content.bytes()).toString('latin1')).toBe('\xff\xf1\r\n')
  })

  it('is told that LF alone will never end the mail', async () => {
    await serve()
    const client = new Client().say('EHLO a.example\n')
    expect(await client.hears(/250 HELP/)).toMatch(/your lines end with LF alone, and only CRLF\.CRLF ends a mail/)
    client.say('MAIL FROM:<>\nRCPT TO:<c@d.example>\nDATA\n')
    expect(await client.hears(/^354 /m)).toMatch(/start this server with --lenient-line-ends/)
    client.say('hi\n.\n')
    client.say('.\r\n\r\n.\r\n')
    expect(await client.hears(/^550 /m)).toMatch(/^550 5\.6\.11 Bare CR or LF/m)
    expect(server.store.messages).toEqual([])
  })

  it('may end the mail with LF.LF where the operator allows it', async () => {
    await serve({ lenientLineEnds: true })
    const client = new Client()
    client.say('EHLO a.example\nMAIL FROM:<>\nRCPT TO:<c@d.example>\nDATA\nhi\n..\n.\nQUIT\n')
    expect(await client.hears(/^221 /m)).not.toContain('LF alone')
    const message = await server.waitFor({ to: 'c@d.example' })
    expect(Buffer.from(await message.content.bytes()).toString()).toBe('hi\r\n.\r\n')
  })

  it('gets help, in general and on a verb', async () => {
    await serve()
    const client = new Client().say('HELP\r\n')
    expect(await client.hears(/^214 /m)).toMatch(/A mail in six steps: connect, EHLO, MAIL FROM, RCPT TO, DATA, QUIT/)
    client.say('HELP rcpt\r\n')
    expect(await client.hears(/^214 2\.0\.0 RCPT/m)).toContain('RCPT TO:<recipient@domain>')
  })

  it('is told by a practice server who lives there, and how to make trouble', async () => {
    await serve({ practice: true })
    const heard = await new Client().say('HELP\r\n').hears(/^214 /m)
    expect(heard).toMatch(/Mailboxes at example\.test: alice, bob, postmaster; staff goes to alice, bob\r\n/)
    expect(heard).toMatch(/^214-2\.0\.0 {3}450@example\.test +greylisted: /m)
    expect(heard).toMatch(/^214 2\.0\.0 {3}bounce@example\.test +accepted, and then a non-delivery report /m)
  })

  it('is told which bracket is missing', async () => {
    await serve()
    const client = new Client().say('EHLO a.example\r\nMAIL FROM:<a@b.example\r\nMAIL FROM:a@b.example>\r\n')
    await client.hears(/"<" before/)
    expect(client.heard).toMatch(
      /^501 5\.1\.7 Expected the closing bracket ">" after the address\. Syntax: MAIL FROM:<sender@domain>/m,
    )
    expect(client.heard).toMatch(/^501 5\.1\.7 Expected the opening bracket "<" before the address/m)
  })
})

describe('trouble', () => {
  it('answers a command line of 10 MB once, and goes on', async () => {
    await serve()
    const client = new Client()
    for (let i = 0; i < 160; i++) client.say('x'.repeat(65_536))
    client.say('\r\nNOOP\r\n')
    expect(await client.hears(/^250 /m)).toMatch(/^220 [^\r]*\r\n500 5\.5\.2 Line too long\r\n250 2\.0\.0 Ok\r\n$/)
  })

  it('does not pile up answers for a client that does not read them, and gives them all when it does', async () => {
    await serve()
    const warnings: Error[] = []
    const onWarning = (warning: Error) => void warnings.push(warning)
    process.on('warning', onWarning)
    const client = new Client()
    await client.hears(/^220/)
    client.socket.pause()
    client.say('HELP\r\n'.repeat(20_000) + 'QUIT\r\n')
    await new Client().say('EHLO a.example\r\n').hears(/250 HELP/)
    client.socket.resume()
    await until(
      () => client.isOver,
      () => 'the end',
    )
    expect(client.heard.match(/^214 2/gm)).toHaveLength(20_000)
    expect(client.heard).toMatch(/^221 /m)
    process.off('warning', onWarning)
    expect(warnings).toEqual([])
  })

  it('decides nothing more while its answers are not taken', async () => {
    await serve()
    let written = 0
    const stream = new Duplex({
      read() {},
      // Never done.
      write: (chunk: Buffer) => void (written += chunk.length),
    })
    new SmtpServer(server.config).accept(stream)
    stream.push('HELP\r\n'.repeat(60_000))
    await until(
      () => stream.isPaused(),
      () => 'the server to stop reading',
    )
    expect(written + stream.writableLength).toBeLessThan(200_000)
    stream.destroy()
  })

  it('does not mind a line that drips in', async () => {
    await serve()
    const client = new Client()
    await client.hears(/^220/)
    for (const octet of 'NOOP\r\n') {
      client.say(octet)
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
    await client.hears(/^250 2\.0\.0 Ok/m)
  })

  it('counts what truly comes, not what SIZE= says', async () => {
    await serve({ limits: { size: 1000 } })
    const client = new Client()
    expect(
      await client.codes(
        'EHLO a.example\r\n',
        'MAIL FROM:<> SIZE=2000\r\n',
        'MAIL FROM:<> SIZE=5\r\n',
        'RCPT TO:<c@d.example>\r\n',
        'DATA\r\n',
      ),
    ).toEqual([220, 250, 552, 250, 250, 354])
    client.say(`${'x'.repeat(98)}\r\n`.repeat(11) + '.\r\n')
    await client.hears(/^552 5\.3\.4/m)
    expect(server.store.messages).toEqual([])
  })

  it('refuses recipients beyond its limit, for now', async () => {
    await serve({ limits: { recipients: 2 } })
    const rcpt = (n: number) => `RCPT TO:<c${n}@d.example>\r\n`
    expect(await new Client().codes('EHLO a.example\r\n', 'MAIL FROM:<>\r\n', rcpt(1), rcpt(2), rcpt(3))).toEqual([
      220, 250, 250, 250, 250, 452,
    ])
  })

  it('hangs up after too many errors', async () => {
    await serve({ limits: { errors: 3 } })
    const client = new Client().say('A\r\nB\r\nC\r\nD\r\n')
    expect(await client.hears(/^421 4\.7\.0/m)).not.toMatch(/(^500.*){4}/ms)
    await until(
      () => client.isOver,
      () => 'the end',
    )
  })

  it('says 421 to a silent client', async () => {
    await serve({ limits: { idle: 30 } })
    const client = new Client()
    await client.hears(/^421 4\.4\.2/m)
    await until(
      () => client.isOver,
      () => 'the end',
    )
  })

  it('waits for ever where it is told to, and takes mail of any size', async () => {
    await serve({ limits: { idle: 0, size: 0 } })
    const client = new Client().say('EHLO a.example\r\nMAIL FROM:<> SIZE=99999999999\r\n')
    expect(await client.hears(/^250 2\.1\.0/m)).toMatch(/^250-SIZE 0\r$/m)
    expect(client.heard).not.toContain('421')
  })

  it('turns away connections beyond its limit', async () => {
    await serve({ limits: { connections: 2 } })
    const first = new Client()
    const second = new Client()
    await Promise.all([first.hears(/^220/), second.hears(/^220/)])
    await new Client().hears(/^421 4\.7\.0 Too many connections/)
  })

  it('turns away connections beyond the limit of one address, until one of them ends', async () => {
    await serve({ limits: { perClient: 2 } })
    const first = new Client()
    const second = new Client()
    await Promise.all([first.hears(/^220/), second.hears(/^220/)])
    await new Client().hears(/^421 4\.7\.0 Too many connections from your address/)
    const elsewhere = connect({ port: server.port, host: server.host, localAddress: '127.0.0.2' })
    sockets.push(elsewhere)
    const [octets] = (await once(elsewhere, 'data')) as [Buffer]
    expect(octets.toString()).toMatch(/^220 /)
    first.say('QUIT\r\n')
    await until(
      () => first.isOver,
      () => 'the end of the first',
    )
    await new Client().hears(/^220/)
  })

  /** An octet every 10 ms, until the other side has had enough. */
  async function drip(client: Client, octet: string): Promise<void> {
    await until(
      () => {
        if (!client.isOver) client.say(octet)
        return client.isOver
      },
      () => `the end of ${JSON.stringify(client.heard.slice(-200))}`,
    )
  }

  it('gives a command line its time, however busy the client is with it', async () => {
    await serve({ limits: { idle: 2000, command: 60 } })
    const client = new Client().say('EHLO a.example\r\n')
    await client.hears(/250 HELP/)
    await drip(client, 'x')
    expect(client.heard).toMatch(/^421 4\.4\.2 A command line took too long, closing\r\n$/m)
    const [session] = server.sessions
    const failed = session!.transcript.events.find(({ kind }) => kind === 'failed')
    expect(failed).toMatchObject({ phase: 'conversation', code: 'ETIMEDOUT' })
    expect(failed).toHaveProperty('message', 'the command line took longer than the 0.06 s that it may take')
  })

  it.each([
    ['DATA', 'DATA\r\n'],
    ['BDAT', 'BDAT 100000 LAST\r\n'],
  ])('gives the mail data behind %s its time', async (_name, command) => {
    await serve({ limits: { idle: 2000, command: 40, message: 120 } })
    const client = new Client().say('EHLO a.example\r\nMAIL FROM:<>\r\nRCPT TO:<c@d.example>\r\n')
    await client.hears(/^250 2\.1\.5/m)
    const began = performance.now()
    client.say(command)
    await drip(client, 'x')
    expect(performance.now() - began).toBeGreaterThan(100)
    expect(client.heard).toMatch(/^421 4\.4\.2 The message took too long, closing\r\n$/m)
    expect(server.store.messages).toEqual([])
  })

  it('takes nobody for slow who goes from one command to the next, in pieces of lines', async () => {
    await serve({ limits: { idle: 2000, command: 200 } })
    const client = new Client().say('EHLO a.exa')
    for (let i = 0; i < 30; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      client.say(i === 0 ? 'mple\r\nNO' : 'OP\r\nNO')
    }
    client.say('OP\r\nQUIT\r\n')
    expect(await client.hears(/^221 /m)).not.toMatch(/^421/m)
  })

  it('discards plaintext behind STARTTLS, and reports it', async () => {
    const { key, cert } = await import('./certificate.ts')
    await serve({ tls: { key, cert } })
    const client = new Client().say('EHLO a.example\r\n')
    expect(await client.hears(/250 HELP/)).toMatch(/^250-STARTTLS/m)
    client.say('STARTTLS\r\nNOOP\r\n')
    await client.hears(/^220 2\.0\.0/m)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(client.heard).toMatch(/220 2\.0\.0 Ready to start TLS\r\n$/)
  })

  const opening = [
    '',
    'EHLO a.example\r\n',
    'MAIL FROM:<>\r\n',
    'RCPT TO:<c@d.example>\r\n',
    'DATA\r\n',
    'half a mess',
    '\r\n.\r\n',
    'QUIT\r\n',
  ]

  it.each(opening.map((_, n) => opening.slice(0, n + 1).join('')))('survives a reset after %j', async (text) => {
    await serve()
    const client = new Client()
    await client.hears(/^220/)
    if (text) client.say(text)
    await new Promise((resolve) => setTimeout(resolve, 5))
    client.socket.resetAndDestroy()
    await until(
      () => server.sessions.every(({ isClosed }) => isClosed),
      () => 'the session to end',
    )
    await new Client().hears(/^220/)
    expect(server.store.messages.length).toBe(text.includes('\r\n.\r\n') ? 1 : 0)
  })

  it('delivers nothing of a message whose end did not come', async () => {
    await serve()
    const client = new Client().say('EHLO a.example\r\nMAIL FROM:<>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nhello\r\n')
    await client.hears(/354/)
    client.socket.end()
    await until(
      () => server.sessions[0]!.isClosed,
      () => 'the session to end',
    )
    expect(server.store.messages).toEqual([])
    expect(server.sessions[0]!.hasQuit).toBe(false)
  })

  it('answers a client that has closed its half already', async () => {
    await serve({ practice: { slowness: 20 } })
    const client = new Client()
    client.socket.end('EHLO a.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<slow@example.test>\r\nQUIT\r\n')
    expect(await client.hears(/^221/m)).toMatch(/^250 2\.1\.5/m)
  })

  it('holds a thousand connections at once, and says 421 to all when it goes', async () => {
    await serve()
    const clients = Array.from({ length: 1000 }, () => new Client())
    await Promise.all(clients.map((client) => client.hears(/^220/)))
    expect(server.sessions.filter(({ isClosed }) => !isClosed)).toHaveLength(1000)
    await server.close()
    await Promise.all(clients.map((client) => client.hears(/^421 4\.3\.2/m)))
  })
})
