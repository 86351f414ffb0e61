import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { hello } from '../../src/client/hello.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import { readDialogue } from '../../src/transcript/dialogue.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'

/** What a server must not fall for, and what it owes its clients. RFC 3207 §4 */

let pair: KeyPair
let server: MailServer
const sockets: Socket[] = []

beforeAll(() => {
  pair = makeCertificate({ cn: 'mail.example.org' })
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await server.close()
})

async function serve(options: MailServerOptions = {}): Promise<void> {
  server = await createServer({ hostname: 'mail.example.org', tls: pair, ...options })
}

async function until(condition: () => boolean, heard = () => ''): Promise<void> {
  const deadline = Date.now() + 5000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain, and heard ${JSON.stringify(heard())}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** Collects what is said on a connection. */
class Listener {
  heard = ''
  isOver = false
  readonly socket: Socket

  constructor(socket: Socket = connectTcp(server.port, server.host)) {
    this.socket = socket
    sockets.push(socket)
    socket.on('data', (bytes: Buffer) => (this.heard += bytes.toString('latin1')))
    socket.on('error', () => {}).on('close', () => (this.isOver = true))
  }

  say(text: string): this {
    this.socket.write(text, 'latin1')
    return this
  }

  async hears(pattern: RegExp): Promise<string> {
    await until(
      () => pattern.test(this.heard),
      () => this.heard,
    )
    return this.heard
  }

  /** The handshake, as the client. */
  async secure(servername = ''): Promise<Listener> {
    this.socket.removeAllListeners('data')
    const secured = connectTls({ socket: this.socket, rejectUnauthorized: false, servername })
    const listener = new Listener(secured)
    await new Promise((resolve) => secured.once('secureConnect', resolve))
    return listener
  }
}

async function beginTls(behind = ''): Promise<Listener> {
  const client = new Listener()
  await client.say('EHLO a.example\r\n').hears(/250 HELP/)
  await client.say(`STARTTLS\r\n${behind}`).hears(/^220 2\.0\.0/m)
  return client.secure()
}

function events(): readonly TranscriptEvent[] {
  return server.sessions[0]!.transcript.events
}

describe('commands in clear behind STARTTLS', () => {
  it.each(['NOOP\r\n', 'EHLO evil.example\r\n', 'MAIL FROM:<evil@a.example>\r\nRCPT TO:<b@b.example>\r\nDATA\r\n'])(
    '%j: not acted on, not answered in TLS, and reported',
    async (injected) => {
      await serve()
      const client = await beginTls(injected)
      client.say('FAKE x\r\n')
      expect(await client.hears(/\r\n/)).toMatch(/^50[03] [^\r]*\r\n$/)
      await client.say('EHLO a.example\r\n').hears(/250 HELP/)
      expect(client.heard.match(/^\d{3} /gm)).toHaveLength(2)
      const { deviations } = readDialogue(server.sessions[0]!.transcript)
      expect(deviations.map(({ deviation: { code } }) => code)).toContain('after-starttls')
      expect(server.store.messages).toEqual([])
    },
  )
})

describe('after the handshake', () => {
  it('nothing that was said in clear counts, and EHLO is due again', async () => {
    await serve()
    const client = await beginTls()
    client.say('MAIL FROM:<>\r\nEHLO a.example\r\nRCPT TO:<b@b.example>\r\nQUIT\r\n')
    const heard = await client.hears(/^221/m)
    expect([...heard.matchAll(/^(\d{3}) /gm)].map(([, code]) => code)).toEqual(['503', '250', '503', '221'])
  })

  it('STARTTLS is not offered again, and refused with 503', async () => {
    await serve()
    const client = await beginTls()
    await client.say('EHLO a.example\r\n').hears(/250 HELP/)
    expect(client.heard).not.toContain('STARTTLS')
    await client.say('STARTTLS\r\n').hears(/^503 /m)
  })

  it('a login in clear is forgotten', async () => {
    await serve({ auth: { acceptAny: true, allowInClear: true } })
    const client = new Listener()
    await client.say('EHLO a.example\r\n').hears(/250 AUTH/)
    await client.say('AUTH PLAIN AGEAYg==\r\n').hears(/^235/m)
    await client.say('STARTTLS\r\n').hears(/^220 2\.0\.0/m)
    const secured = await client.secure()
    await secured.say('EHLO a.example\r\nAUTH PLAIN AGEAYg==\r\n').hears(/^235/m)
  })

  it('the record tells of the handshake: what the client asked for and was given', async () => {
    await serve()
    const session = await connect({ host: '127.0.0.1', port: server.port, tls: { servername: 'mail.example.org' } })
    await hello(session, 'a.example')
    await session.startTls()
    await hello(session, 'a.example')
    await session.quit()
    expect(events().find(({ kind }) => kind === 'tls')).toMatchObject({
      protocol: 'TLSv1.3',
      servername: 'mail.example.org',
      distrust: null,
      certificate: null,
    })
  })
})

it.each([
  ['by an authority that is believed', true],
  ['by nobody that is known', false],
])('the record shows the certificate of the client, %s, and it can be read again', async (_, isBelieved) => {
  const client = makeCertificate({ cn: 'client.example.org' })
  await serve({ tls: { ...pair, asksForCertificate: true, ...(isBelieved && { ca: client.cert }) } })
  const session = await connect({ host: '127.0.0.1', port: server.port, tls: { pair: client } })
  await hello(session, 'a.example')
  await session.startTls()
  await hello(session, 'a.example')
  await session.quit()
  const { transcript } = server.sessions[0]!
  const shown = {
    kind: 'tls',
    certificate: { subject: 'CN=client.example.org', names: ['DNS:client.example.org'] },
    distrust: isBelieved ? null : 'DEPTH_ZERO_SELF_SIGNED_CERT',
  }
  expect(events().find(({ kind }) => kind === 'tls')).toMatchObject(shown)
  const text = writeTranscript(transcript)
  expect(text).toMatch(/^@tls TLSv1\.3 .*client\.example\.org/m)
  const reading = readTranscript(text)
  expect(reading.ok && reading.value.events.find(({ kind }) => kind === 'tls')).toMatchObject(shown)
})

describe('TLS that is not to be had', () => {
  it('for now: 454, and the conversation goes on', async () => {
    let isReady = false
    await serve({
      tls: () => {
        if (!isReady) throw new Error('not yet')
        return pair
      },
    })
    const client = new Listener()
    await client.say('EHLO a.example\r\n').hears(/250 HELP/)
    await client.say('STARTTLS\r\n').hears(/^454 4\.7\.0 /m)
    await client.say('NOOP\r\n').hears(/^250 2\.0\.0 Ok/m)
    isReady = true
    await client.say('STARTTLS\r\n').hears(/^220 2\.0\.0/m)
  })

  it('at all: neither offered nor taken', async () => {
    server = await createServer({})
    const client = new Listener()
    expect(await client.say('EHLO a.example\r\n').hears(/250 HELP/)).not.toContain('STARTTLS')
    await client.say('STARTTLS\r\n').hears(/^502 /m)
  })

  it('in a version that the client knows', async () => {
    await serve({ tls: { ...pair, versions: { min: 'TLSv1.3' } } })
    const session = await connect({ host: '127.0.0.1', port: server.port, tls: { versions: { max: 'TLSv1.2' } } })
    await hello(session, 'a.example')
    await expect(session.startTls()).rejects.toMatchObject({ kind: 'tls', message: /protocol version/ as never })
    await until(() => server.sessions[0]!.isClosed)
    expect(events()).toContainEqual(
      expect.objectContaining({ kind: 'failed', phase: 'tls', code: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }),
    )
  })
})

describe.each([true, false])('a handshake that fails, TLS from the start: %s', (implicitTls) => {
  async function begin(limits: MailServerOptions['limits'] = {}): Promise<Listener> {
    await serve({ limits, listen: [{ host: '127.0.0.1', port: 0, implicitTls }] })
    const client = new Listener()
    if (implicitTls) await until(() => server.sessions.length > 0)
    else {
      await client.say('EHLO a.example\r\n').hears(/250 HELP/)
      await client.say('STARTTLS\r\n').hears(/^220 2\.0\.0/m)
      client.heard = ''
    }
    return client
  }

  const failed = () => events().find((event) => event.kind === 'failed')

  it.each<[string, string, RegExp]>([
    ['plain text', 'EHLO a.example\r\n', /^wrong version number: the client speaks in clear where TLS has to begin$/],
    ['HTTP', 'GET / HTTP/1.1\r\n\r\n', /^http request: the client speaks HTTP where TLS has to begin$/],
    ['an alert', '\x15\x03\x03\x00\x02\x02\x28', /^unexpected message$/],
    ['half a record', '\x16\x03\x01\xff\xff\x01', /\w/],
  ])('because of %s', async (_name, octets, message) => {
    const client = await begin({ handshake: 200 })
    client.say(octets)
    await until(() => client.isOver)
    expect(client.heard).not.toMatch(/^\d{3}/)
    await until(() => server.sessions[0]!.isClosed)
    expect(failed()).toMatchObject({ phase: 'tls', message: expect.stringMatching(message) as never })
  })

  it('because nothing comes', async () => {
    const client = await begin({ handshake: 50 })
    await until(() => client.isOver)
    expect(client.heard).toBe('')
    expect(failed()).toMatchObject({ phase: 'tls', code: 'ETIMEDOUT' })
  })

  it('because the client has gone', async () => {
    const client = await begin()
    client.socket.destroy()
    await until(() => server.sessions[0]!.isClosed)
    expect(failed()).toMatchObject({ phase: 'tls' })
  })

  it('because the server goes down', async () => {
    const client = await begin()
    await server.close()
    await until(() => client.isOver)
    expect(client.heard).toBe('')
  })
})

it('speaks TLS from the start where it is told to, and both ends record it', async () => {
  await serve({ listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }] })
  const session = await connect({ host: '127.0.0.1', port: server.port, implicitTls: true })
  await hello(session, 'a.example')
  expect(session.capabilities.has('STARTTLS')).toBe(false)
  await session.quit()
  for (const { transcript } of [session, server.sessions[0]!])
    expect(transcript.events.slice(0, 3).map(({ kind }) => kind)).toEqual([
      'open',
      'tls',
      transcript.role === 'client' ? 'received' : 'sent',
    ])
})
