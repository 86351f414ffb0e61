import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'

/** The cases that a server with STARTTLS is tried with, each a test by its name. RFC 3207 §4.2 */

/** Milliseconds in which a server that has taken an injected command would have answered it. */
const SILENCE = 500

let pair: KeyPair
let server: MailServer

beforeAll(() => {
  pair = makeCertificate({ cn: 'mail.example.org' })
})

beforeEach(async () => {
  const running = await createServer({
    hostname: 'mail.example.org',
    tls: pair,
    auth: { acceptAny: true, allowInClear: true },
  })
  server = running
  return () => running.close()
})

/** What is said on a connection, in clear or in TLS, from when it is listened to. */
class Line {
  heard = ''
  readonly socket: Socket

  constructor(socket: Socket = connectTcp(server.port, server.host)) {
    this.socket = socket
    socket.on('data', (octets: Buffer) => (this.heard += octets.toString('latin1'))).on('error', () => {})
    onTestFinished(() => void socket.destroy())
  }

  say(text: string): this {
    this.socket.write(text, 'latin1')
    return this
  }

  async hears(pattern: RegExp): Promise<string> {
    await expect.poll(() => this.heard, { timeout: 5000, interval: 5 }).toMatch(pattern)
    return this.heard
  }

  /** All that comes in a while in which we are silent. */
  async listens(): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, SILENCE))
    return this.heard
  }

  async handshake(): Promise<Line> {
    this.socket.removeAllListeners('data')
    const secured = connectTls({ socket: this.socket, rejectUnauthorized: false })
    const line = new Line(secured)
    await new Promise((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject))
    return line
  }
}

async function greeted(): Promise<Line> {
  const line = new Line()
  await line.say('EHLO a.example\r\n').hears(/^250 /m)
  line.heard = ''
  return line
}

async function secured(): Promise<Line> {
  const line = await greeted()
  await line.say('STARTTLS\r\n').hears(/^220 /m)
  return line.handshake()
}

const codes = (heard: string) => [...heard.matchAll(/^(\d{3}) /gm)].map(([, code]) => code)

describe('command_injection', () => {
  it.each(['NOOP', 'EHLO evil.example'])('%s in the segment of STARTTLS', async (payload) => {
    const line = await greeted()
    await line.say(`STARTTLS\r\n${payload}\r\n`).hears(/^220 /m)
    const inTls = await line.handshake()
    expect(await inTls.listens()).toBe('')
    // One command, one answer: none has waited for it.
    inTls.say('FAKE x\r\n')
    await inTls.hears(/\r\n/)
    expect(codes(await inTls.listens())).toEqual([expect.stringMatching(/^50[0-3]$/)])
  })
})

describe('state_reset', () => {
  it('MAIL before STARTTLS does not count after it: RCPT is 503', async () => {
    const clear = await greeted()
    // In a transaction STARTTLS is refused: there is none to be taken along.
    await clear.say('MAIL FROM:<>\r\nSTARTTLS\r\nRSET\r\n').hears(/^250 [^]*^503 [^]*^250 /m)
    clear.heard = ''
    await clear.say('STARTTLS\r\n').hears(/^220 /m)
    const line = await clear.handshake()
    await line.say('RCPT TO:<b@example.org>\r\n').hears(/\r\n/)
    expect(codes(line.heard)).toEqual(['503'])
    await line.say('EHLO a.example\r\nRCPT TO:<b@example.org>\r\n').hears(/^503 [^]*^503 /m)
    expect(codes(line.heard)).toEqual(['503', '250', '503'])
  })

  it('EHLO is due again, and STARTTLS is neither listed nor taken', async () => {
    const line = await secured()
    await line.say('MAIL FROM:<>\r\n').hears(/^503 /m)
    await line.say('EHLO a.example\r\n').hears(/^250 /m)
    expect(line.heard).not.toMatch(/STARTTLS\r\n/)
    await line.say('STARTTLS\r\n').hears(/^503 [^]*^503 /m)
    expect(codes(line.heard)).toEqual(['503', '250', '503'])
  })

  it('AUTH in clear does not survive', async () => {
    const clear = await greeted()
    await clear.say('AUTH PLAIN AGEAYg==\r\n').hears(/^235 /m)
    expect(server.sessions[0]!.user).toBe('a')
    await clear.say('STARTTLS\r\n').hears(/^220 /m)
    const line = await clear.handshake()
    // The client may be through with the handshake a moment before the server is.
    await expect.poll(() => server.sessions[0]!.user).toBeNull()
    await line.say('EHLO a.example\r\nAUTH PLAIN AGEAYg==\r\n').hears(/^235 /m)
  })
})

describe('injection_into_reply', () => {
  it('no octet after 220 before the ServerHello', async () => {
    const line = await greeted()
    await line.say('STARTTLS\r\nNOOP\r\n').hears(/^220 /m)
    expect(await line.listens()).toMatch(/^220 [^\r\n]*\r\n$/)
    await line.handshake()
  })
})
