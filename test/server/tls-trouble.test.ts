import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import type { FailedEvent } from '../../src/transcript/event.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'

/** What becomes of a session whose TLS breaks, wherever it is: it ends, nothing is delivered, and the next is served. */

let pair: KeyPair

beforeAll(() => {
  pair = makeCertificate({ cn: 'mail.example.org' })
})

async function serve(): Promise<MailServer> {
  const server = await createServer({
    tls: pair,
    auth: { acceptAny: true },
    listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }],
  })
  onTestFinished(() => server.close())
  return server
}

interface Client {
  /** What TCP carries. */
  readonly below: Socket
  readonly secured: TLSSocket
  heard: string
}

async function meet({ port }: MailServer): Promise<Client> {
  const below = connectTcp(port, '127.0.0.1').on('error', () => {})
  const secured = connectTls({ socket: below, rejectUnauthorized: false }).on('error', () => {})
  const client = { below, secured, heard: '' }
  secured.on('data', (octets: Buffer) => (client.heard += octets.toString('latin1')))
  onTestFinished(() => void below.destroy())
  await expect.poll(() => client.heard).toMatch(/^220 /)
  return client
}

/** A fatal alert, handshake_failure. */
const alert = Buffer.from('15030300020228', 'hex')

const states = [
  ['before EHLO', '', /^220 /],
  ['after EHLO', 'EHLO a.example\r\n', /^250 AUTH/m],
  ['in the dialogue of AUTH', 'EHLO a.example\r\nAUTH LOGIN\r\n', /^334 /m],
  ['after MAIL', 'EHLO a.example\r\nMAIL FROM:<a@b.example>\r\n', /^250 2\.1\.0/m],
  ['after RCPT', 'EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n', /^250 2\.1\.5/m],
  [
    'in the mail data',
    'EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nhalf a mess',
    /^354 /m,
  ],
] as const

const troubles: readonly (readonly [string, (client: Client) => void, Partial<FailedEvent> | null])[] = [
  ['an alert', ({ below }) => below.write(alert), { code: expect.stringMatching(/^ERR_SSL_|^EPROTO/) as never }],
  [
    'octets that are no TLS',
    ({ below }) => below.write('NOOP\r\nNOOP\r\n'),
    { code: expect.stringMatching(/^ERR_SSL_|^EPROTO/) as never },
  ],
  ['a goodbye of TLS alone', ({ secured }) => secured.end(), null],
  ['a connection that closes', ({ below }) => below.end(), null],
  ['a reset', ({ below }) => below.resetAndDestroy(), { code: 'ECONNRESET' }],
]

describe('a client that begins with TLS where the conversation begins in clear', () => {
  it.each([
    ['at once', ''],
    ['after EHLO', 'EHLO a.example\r\n'],
    ['in the dialogue of AUTH', 'EHLO a.example\r\nAUTH LOGIN\r\n'],
    ['after RCPT', 'EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n'],
  ])('%s: it is hung up on, and told on record', async (_, said) => {
    const server = await createServer({ tls: pair, auth: { acceptAny: true, allowInClear: true } })
    onTestFinished(() => server.close())
    const socket = connectTcp(server.port, '127.0.0.1').on('error', () => {})
    let heard = ''
    socket.on('data', (octets: Buffer) => (heard += octets.toString('latin1')))
    await expect.poll(() => heard).toMatch(/^220 /)
    socket.write(said)
    const lines = said.split('\r\n').length
    await expect.poll(() => heard.match(/^\d{3} /gm)?.length).toBe(lines)
    const before = heard
    const failure = new Promise((resolve) => connectTls({ socket, rejectUnauthorized: false }).once('error', resolve))
    await expect(failure).resolves.toBeInstanceOf(Error)
    const [session] = server.sessions
    expect(session!.isClosed).toBe(true)
    expect(session!.transcript.events.slice(-2)).toEqual([
      expect.objectContaining({
        kind: 'failed',
        phase: 'tls',
        message: 'the client begins with TLS where the conversation begins in clear',
      }),
      expect.objectContaining({ kind: 'closed', by: 'us' }),
    ])
    expect(heard).toBe(before)
  })

  it('not in the mail, where any octets may be', async () => {
    const server = await createServer({ tls: pair })
    onTestFinished(() => server.close())
    const socket = connectTcp(server.port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    let heard = ''
    socket.on('data', (octets: Buffer) => (heard += octets.toString('latin1')))
    socket.write(
      'EHLO a.example\r\nMAIL FROM:<a@b.example> BODY=BINARYMIME\r\nRCPT TO:<c@d.example>\r\nBDAT 4 LAST\r\n',
    )
    await expect.poll(() => heard).toMatch(/^250 2\.1\.5/m)
    await new Promise((resolve) => setTimeout(resolve, 20))
    socket.write(Buffer.from('16030100', 'hex'))
    await expect.poll(() => heard).toMatch(/^250 2\.[06]\.0 [^\n]*\r\n$/m)
    await expect.poll(() => server.store.messages.length).toBe(1)
  })
})

describe.each(states)('%s', (_state, said, expected) => {
  it.each(troubles)('%s', async (_trouble, make, failure) => {
    const server = await serve()
    const client = await meet(server)
    client.secured.write(said)
    await expect.poll(() => client.heard).toMatch(expected)
    const heard = client.heard
    make(client)
    const [session] = server.sessions
    await expect.poll(() => session!.isClosed, { timeout: 5000 }).toBe(true)
    const failed = session!.transcript.events.filter(({ kind }) => kind === 'failed')
    expect(failed).toEqual(failure ? [expect.objectContaining({ phase: 'conversation', ...failure })] : [])
    expect(session!.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'peer' })
    expect(client.heard).toBe(heard)
    expect(server.store.messages).toEqual([])
    await meet(server)
  })
})
