import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import { startParley, type Running } from '../cli/parley.ts'
import { sendMail } from '../web/send-mail.ts'
import { startPostgres, type Postgres } from './postgres.ts'

/** The program at a database that several share, as an operator starts it. */

let postgres: Postgres
const running = new Set<Running>()

beforeAll(async () => (postgres = await startPostgres()))
afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL')
    await ended
  }
  await postgres?.remove()
})

async function serve(...args: readonly string[]) {
  const server = startParley(['serve', '--listen', '0', '--http', '0', '--quiet', ...args])
  running.add(server)
  const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+)/)
  const [, url] = await server.shows(/the page and the API are at (http:\S+)/)
  const ask = async (path: string) => (await fetch(url + path)).json() as Promise<Record<string, unknown>>
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    server.child.kill(signal)
    running.delete(server)
    return server.ended
  }
  return { port: Number(port), url: url!, ask, stop }
}

it(
  'two of them share mail, conversations and what happens; one is told by DATABASE_URL',
  { timeout: 60_000 },
  async () => {
    const database = postgres.create()
    process.env['DATABASE_URL'] = database
    const here = await serve().finally(() => delete process.env['DATABASE_URL'])
    const there = await serve('--database', database)
    expect(await here.ask('api/v2/about')).toMatchObject({ store: { kind: 'PostgreSQL' } })
    const waiting = there.ask('api/v2/messages/wait?query=subject:shared&timeout=20')
    const events = await fetch(`${there.url}api/v2/events`)
    await sendMail(here.port, 'Subject: shared\r\n\r\nhi\r\n', ['bob@example.test'])
    const message = await waiting
    expect(message).toMatchObject({ subject: 'shared', mailboxes: ['bob@example.test'] })
    const reader = events.body!.getReader()
    let told = ''
    while (!/event: message[^]*event: session-closed/.test(told))
      told += Buffer.from((await reader.read()).value as Uint8Array).toString()
    await reader.cancel()
    const id = message['sessionId'] as string
    expect(await there.ask(`api/v2/sessions/${id}`)).toMatchObject({ hasQuit: true, messageIds: [message['id']] })
    await there.stop()
    // What is there is there without the one that took it, too.
    await here.stop()
    const again = await serve('--database', database)
    expect(await again.ask('api/v2/messages/latest')).toMatchObject({ id: message['id'] })
    await again.stop()
  },
)

/** Sends message upon message until the connection breaks; the ids of those that were said to be safe. */
function sendOn(port: number, safe: Set<string>): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const begin = () => socket.write('MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n')
    let heard = ''
    socket.on('data', (octets) => {
      heard += octets.toString('latin1')
      for (let end; (end = heard.indexOf('\r\n')) >= 0; heard = heard.slice(end + 2)) {
        const line = heard.slice(0, end)
        if (line.startsWith('220 ')) socket.write('EHLO client.example.org\r\n')
        else if (line.startsWith('354 ')) socket.write(`Subject: x\r\n\r\n${'x'.repeat(500)}\r\n.\r\n`)
        else if (line.includes('queued as ')) {
          safe.add(line.slice(line.lastIndexOf(' ') + 1))
          begin()
        } else if (/^250 (?!2\.)/.test(line)) begin()
      }
    })
    socket.on('error', () => undefined).on('close', () => resolve())
  })
}

it(
  'killed under load, program and database, it loses no message that was acknowledged',
  { timeout: 120_000 },
  async () => {
    const database = postgres.create()
    const safe = new Set<string>()
    for (const victim of ['program', 'program', 'database', 'program'] as const) {
      const server = await serve('--database', database, '--keep', '0')
      const clients = Array.from({ length: 6 }, () => sendOn(server.port, safe))
      const before = safe.size
      await new Promise((resolve) => setTimeout(resolve, 700))
      if (victim === 'database') await postgres.stop('immediate')
      await server.stop('SIGKILL')
      await Promise.all(clients)
      if (victim === 'database') await postgres.start()
      expect(safe.size).toBeGreaterThan(before)
      const store = await openPostgres(database)
      const lost: string[] = []
      for (const id of safe) if (!(await store.get(id))) lost.push(id)
      await store.close()
      expect(lost).toEqual([])
    }
  },
)
