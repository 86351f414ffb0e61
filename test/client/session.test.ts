import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ClientSession, type SessionOptions } from '../../src/client/session.ts'
import { uniformTimeouts } from '../../src/client/timeouts.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'

let server: Server

afterEach(() => server.close())

/** A session with a server that does just what it is told. */
async function meet(serve: (socket: Socket) => void, options: SessionOptions = {}): Promise<ClientSession> {
  server = createServer((socket) => serve(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port }, options)
  await session.open()
  return session
}

describe('ClientSession', () => {
  it('gives a reply that drips in no more time than any other', async () => {
    const session = await meet(
      (socket) => {
        const drip = setInterval(() => socket.write('220-more\r\n'), 10)
        socket.on('close', () => clearInterval(drip))
      },
      { timeouts: uniformTimeouts(100) },
    )
    await expect(session.reply('greeting')).rejects.toMatchObject({ kind: 'timeout', phase: 'greeting' })
    session.close('timeout')
    expect(session.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'timeout' })
  })

  it('tells of each event of the record once, secrets marked, before the next reply is awaited', async () => {
    const told: TranscriptEvent[] = []
    const session = await meet(
      (socket) => {
        socket.write('220 hi\r\n')
        socket.on('data', () => socket.write('235 welcome\r\n'))
      },
      { onEvent: (event) => told.push(event) },
    )
    expect(told.map(({ kind }) => kind)).toEqual(['open'])
    await session.reply('greeting')
    await session.send('AUTH PLAIN AGEAYg==')
    expect(told.slice(1)).toMatchObject([
      { kind: 'received' },
      { kind: 'sent', secret: false },
      { kind: 'sent', secret: true },
      { kind: 'sent', secret: false },
    ])
    await session.reply('auth')
    session.close()
    expect(told).toEqual(session.transcript.events)
    expect(session.takeNewEvents()).toEqual([])
  })

  it('tells of a connection that did not come about', async () => {
    server = createServer()
    const told: TranscriptEvent[] = []
    const endpoint = { kind: 'socket', path: '/nonexistent/socket' } as const
    const session = new ClientSession(endpoint, { onEvent: (event) => told.push(event) })
    await expect(session.open()).rejects.toMatchObject({ kind: 'connection', phase: 'connect' })
    expect(told).toMatchObject([{ kind: 'failed', phase: 'connect', code: 'ENOENT' }])
  })
})
