import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { startParley } from '../cli/parley.ts'

/** CRASH_ROUNDS=500 npx vitest run test/store/crash.test.ts: for as long as one likes. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 10)
const folder = mkdtempSync(join(tmpdir(), 'parley-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** One client that sends message upon message until the connection breaks. What was said to be safe, by its id. */
function sendOn(port: number, client: string, acknowledged: Map<string, string>): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let sent = 0
    let content = ''
    let heard = ''
    const begin = () => {
      sent++
      content = `Subject: ${client} ${sent}\r\n\r\n${`${client}-${sent} `.repeat(10 + ((sent * 37) % 300))}\r\n`
      socket.write('MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n')
    }
    socket.on('data', (octets) => {
      heard += octets.toString('latin1')
      for (let end; (end = heard.indexOf('\r\n')) >= 0; heard = heard.slice(end + 2)) {
        const line = heard.slice(0, end)
        if (line.startsWith('220 ')) socket.write('EHLO client.example.org\r\n')
        else if (line.startsWith('354 ')) socket.write(`${content}.\r\n`)
        else if (/^250 2\.0\.0 .*queued as /.test(line)) {
          acknowledged.set(line.slice(line.lastIndexOf(' ') + 1), content)
          begin()
        } else if (/^250 (?!2\.)/.test(line)) begin()
      }
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
}

it(
  `loses no message that was acknowledged, killed ${rounds} times under load`,
  { timeout: 60_000 + rounds * 20_000 },
  async () => {
    const all = new Map<string, string>()
    for (let round = 0; round < rounds; round++) {
      const server = startParley(['serve', '--listen', '127.0.0.1:0', '--data', folder, '--keep', '0', '--quiet'])
      const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+)/)
      const acknowledged = new Map<string, string>()
      const clients = Array.from({ length: 8 }, (_, i) => sendOn(Number(port), `r${round}c${i}`, acknowledged))
      await new Promise((resolve) => setTimeout(resolve, 150 + ((round * 173) % 700)))
      server.child.kill('SIGKILL')
      await Promise.all(clients)
      await server.ended

      const store = await SqliteStore.open({ folder })
      const lost: string[] = []
      for (const [id, content] of acknowledged) {
        const kept = await store.get(id)
        if (!kept || Buffer.from(await kept.content.bytes()).toString('latin1') !== content) lost.push(id)
        all.set(id, content)
      }
      await store.close()
      expect(lost).toEqual([])
    }
    expect(all.size).toBeGreaterThan(rounds)
    const store = await SqliteStore.open({ folder })
    const { messages } = await store.counts()
    // Some more may be there: those that were safe before the client could be told.
    expect(messages).toBeGreaterThanOrEqual(all.size)
    let lost = 0
    for (const id of all.keys()) if (!(await store.get(id))) lost++
    expect(lost).toBe(0)
    await store.close()
    process.stdout.write(`crash test: killed ${rounds} times, ${all.size} messages acknowledged, ${lost} lost\n`)
  },
)

/** A short conversation that brings no mail. */
function refusedAt(port: number, recipient: string): Promise<void> {
  return new Promise((resolve) => {
    const say = ['EHLO client.example.org', 'MAIL FROM:<a@example.org>', `RCPT TO:<${recipient}>`, 'QUIT']
    const socket = connect(port, '127.0.0.1', () => socket.end(say.map((line) => `${line}\r\n`).join('')))
    socket.on('error', () => undefined).resume()
    socket.on('close', () => resolve())
  })
}

const serveWith = async (...args: readonly string[]) => {
  const server = startParley(['serve', '--listen', '127.0.0.1:0', '--keep', '0', '--quiet', ...args])
  const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+)/)
  return { ...server, port: Number(port) }
}

it('killed under load, it has every conversation that ended two seconds before', { timeout: 60_000 }, async () => {
  const data = join(folder, 'conversations')
  const server = await serveWith('--data', data, '--fault', 'RCPT 550 5.1.1 "Not him" to=nobody*')
  const clients = Array.from({ length: 8 }, (_, i) => sendOn(server.port, `c${i}`, new Map()))
  for (let i = 0; i < 10; i++) await refusedAt(server.port, `nobody${i}@example.test`)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  server.child.kill('SIGKILL')
  await Promise.all([...clients, server.ended])
  const store = await SqliteStore.open({ folder: data })
  const { total } = await store.sessions({ outcome: 'refused' }, { limit: 1 })
  await store.close()
  expect(total).toBe(10)
})

it('told to end under load, it loses no conversation and no message', { timeout: 60_000 }, async () => {
  const data = join(folder, 'ended')
  const server = await serveWith('--data', data)
  const acknowledged = new Map<string, string>()
  const clients = Array.from({ length: 8 }, (_, i) => sendOn(server.port, `c${i}`, acknowledged))
  await new Promise((resolve) => setTimeout(resolve, 500))
  await refusedAt(server.port, 'b@example.test')
  server.child.kill('SIGTERM')
  await Promise.all(clients)
  expect(await server.ended).toMatchObject({ code: 0 })
  expect(acknowledged.size).toBeGreaterThan(8)
  const store = await SqliteStore.open({ folder: data })
  try {
    const { total, sessions } = await store.sessions({}, { limit: 20 })
    expect(total).toBe(9)
    expect(sessions.every(({ isClosed }) => isClosed)).toBe(true)
    const told = new Set(sessions.flatMap(({ messageIds }) => messageIds))
    for (const id of acknowledged.keys()) {
      expect(await store.get(id)).toBeDefined()
      expect(told.has(id)).toBe(true)
    }
  } finally {
    await store.close()
  }
})
