import { afterEach, describe, expect, it } from 'vitest'
import { ClientSession, type SessionOptions } from '../../src/client/session.ts'
import { encode } from '../../src/protocol/bytes.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import { readLines } from '../../src/transcript/lines.ts'

const servers: MailServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function open(options: SessionOptions = {}, serverOptions: MailServerOptions = {}): Promise<ClientSession> {
  const server = await createServer(serverOptions)
  servers.push(server)
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: server.port }, options)
  await session.open()
  await session.reply()
  return session
}

describe('octets sent as they are', () => {
  it('hides a credential that is sent before its turn', async () => {
    const told: string[] = []
    const session = await open({
      onEvent: (event) => {
        if (event.kind === 'sent' && !event.secret) told.push(new TextDecoder().decode(event.bytes))
      },
    })
    await session.raw(encode('NOOP\r\n'))
    // The reply to NOOP is due: nobody has read yet what this line is.
    await session.raw(encode('AUTH PLAIN AGEAYg==\r\n'), encode('AGEAYg=='))
    session.close()
    expect(told.join('')).toBe('NOOP\r\nAUTH PLAIN \r\n')
    expect(readLines(session.transcript).map(({ text }) => text)).toContain('AUTH PLAIN ‹secret›')
  })

  it('follows a server that reads LF alone as a line end, if told so', async () => {
    const session = await open({ lenientLineEnds: true }, { lenientLineEnds: true })
    for (const line of ['EHLO me.example.test', 'MAIL FROM:<a@example.test>', 'RCPT TO:<b@example.test>', 'DATA'])
      await session.command(line)
    await session.raw(encode('hi\n.\n'))
    expect((await session.reply()).code).toBe(250)
    expect(session.state).toBe('ready')
    session.close()
  })

  it('stops recording where it was told to', async () => {
    const session = await open({ keepTotal: 200 })
    await session.raw(encode(`NOOP ${'x'.repeat(300)}\r\n`))
    expect(session.transcript.events.map(({ kind }) => kind)).toContain('truncated')
    session.close()
  })
})
