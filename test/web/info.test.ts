import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
import { MemoryStore } from '../../src/store/memory.ts'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import type { Store } from '../../src/store/store.ts'
import { json, startSite } from './site.ts'

interface Info {
  readonly Messages: number
  readonly RuntimeStats: Readonly<Record<string, number>>
}

/** Say one line after the other. */
async function say(port: number, ...lines: readonly string[]): Promise<void> {
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port })
  await session.open()
  await session.reply()
  for (const line of lines) await session.command(line)
  session.close()
}

const folder = () => mkdtempSync(join(tmpdir(), 'parley-info-'))

it.each([
  ['memory', () => Promise.resolve(new MemoryStore())],
  ['SQLite', (place: string) => SqliteStore.open({ folder: place })],
] as const)('counts what has happened since the start: %s', async (_name, open) => {
  const place = folder()
  const store = await open(place)
  await using site = await startSite<Store>({}, { store, practice: true, limits: { size: 2000 } })
  const stats = async () => (await site.json<Info>('api/v1/info')).body.RuntimeStats
  const { port } = site.mail.server
  for (let i = 0; i < 5; i++) await site.send(`Subject: n${i}\r\n\r\nhi\r\n`, ['alice@example.test'])
  expect(await stats()).toMatchObject({ SMTPAccepted: 5, MessagesDeleted: 0, SMTPRejected: 0, SMTPIgnored: 0 })
  const { SMTPAcceptedSize } = await stats()
  expect(SMTPAcceptedSize).toBe((await store.counts()).octets)

  // One, then all that are left: what was accepted stays accepted.
  const { messages } = await store.list({ terms: [] }, { limit: 1 })
  await site.json('api/v2/messages', json({ ids: [messages[0]!.id] }, 'DELETE'))
  await expect.poll(stats).toMatchObject({ MessagesDeleted: 1 })
  await fetch(new URL('api/v1/messages', site.url), { method: 'DELETE' })
  await expect.poll(stats).toMatchObject({ MessagesDeleted: 5, SMTPAccepted: 5, SMTPAcceptedSize })

  // Refused: a recipient, a sender, a message. What is no SMTP, or out of turn, is none of it.
  await say(port, 'EHLO x.example', 'MAIL FROM:<a@example.org>', 'RCPT TO:<nobody@example.test>', 'DATA', 'QUIT')
  expect(await stats()).toMatchObject({ SMTPRejected: 1 })
  await say(port, 'EHLO x.example', 'MAIL FROM:<nobody@example.test>', 'MAIL', 'HOW', 'QUIT')
  expect(await stats()).toMatchObject({ SMTPRejected: 2 })
  const hello = ['EHLO x.example', 'MAIL FROM:<a@example.org>', 'RCPT TO:<alice@example.test>', 'DATA']
  await say(port, ...hello, `Subject: x\r\n\r\n${'long\r\n'.repeat(1000)}.`, 'QUIT')
  expect(await stats()).toMatchObject({ SMTPRejected: 3, SMTPAccepted: 5 })
  const metrics = await (await fetch(new URL('metrics', site.url))).text()
  expect(metrics).toMatch(/^parley_refusals_total 3$/m)
  expect(metrics).toMatch(/^parley_messages_deleted_total 5$/m)
  await store.close()
  rmSync(place, { recursive: true })
})

it('counts what had to make room', async () => {
  await using site = await startSite({}, { keep: { messages: 2 } })
  for (let i = 0; i < 3; i++) await site.send(`Subject: n${i}\r\n\r\nhi\r\n`)
  const { body } = await site.json<Info>('api/v1/info')
  expect([body.Messages, body.RuntimeStats['SMTPAccepted'], body.RuntimeStats['MessagesDeleted']]).toEqual([2, 3, 1])
})
