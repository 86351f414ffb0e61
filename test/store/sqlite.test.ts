import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { connect } from '../../src/client/connect.ts'
import { hello } from '../../src/client/hello.ts'
import { transact } from '../../src/client/transaction.ts'
import { encode } from '../../src/protocol/bytes.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { KeptSession } from '../../src/store/kept-session.ts'
import { everything } from '../../src/store/query.ts'
import { parseQuery } from '../../src/store/parse-query.ts'
import { openDatabase } from '../../src/store/sqlite/driver.ts'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { Tables } from '../../src/store/sqlite/tables.ts'
import { describeDurableStore, describeRetention, describeStore } from './contract.ts'
import { newMessage } from './new-message.ts'

const root = mkdtempSync(join(tmpdir(), 'parley-sqlite-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0

describeStore('SQLite', () => SqliteStore.open({ folder: join(root, String(++folders)) }))
describeRetention('SQLite', (keep) => SqliteStore.open({ folder: join(root, String(++folders)), keep }))
describeDurableStore('SQLite', () => SqliteStore.open({ folder: join(root, 'durable') }))

const ids = async (store: SqliteStore) =>
  (await store.list(everything, { limit: 1000 })).messages.map(({ id }) => id).reverse()

it('is used by one at a time, and says so', async () => {
  const folder = join(root, 'shared')
  const store = await SqliteStore.open({ folder })
  await expect(SqliteStore.open({ folder })).rejects.toThrow('another Parley is using it')
  await store.close()
  await (await SqliteStore.open({ folder })).close()
})

it('mail that a server had taken over to send is due again when the next one begins', async () => {
  const folder = join(root, 'taken-over')
  const store = await SqliteStore.open({ folder })
  const now = new Date()
  await store.outgoing.add(
    {
      ...{ id: 'O1', reason: 'release', messageId: null, reversePath: '', params: [], recipients: [] },
      ...{ route: { kind: 'mx' }, created: now, next: now, attempts: [], isDelayReported: false },
    },
    new Uint8Array(1),
  )
  const later = new Date(now.getTime() + 60_000)
  expect(await store.outgoing.claim(now, later, 1)).toHaveLength(1)
  expect(await store.outgoing.claim(now, later, 1)).toHaveLength(0)
  await store.close()
  const next = await SqliteStore.open({ folder })
  expect(await next.outgoing.claim(now, later, 1)).toHaveLength(1)
  await next.close()
})

it('says that the disk is full, keeps what it has, and takes mail again when there is room', async () => {
  const folder = join(root, 'full')
  const store = await SqliteStore.open({ folder, pages: 60 })
  const kept: string[] = []
  let refusal: unknown = null
  for (let i = 0; i < 60 && !refusal; i++) {
    const message = newMessage({ content: `Subject: x\r\n\r\n${'y'.repeat(20_000)}` })
    try {
      await store.add(message)
      kept.push(message.id)
    } catch (error) {
      refusal = error
    }
  }
  expect(refusal).toMatchObject({ name: 'StoreError', kind: 'full' })
  const large = newMessage({ content: 'z'.repeat(2_000_000) })
  await expect(store.add(large)).rejects.toMatchObject({ kind: 'full' })
  expect(kept.length).toBeGreaterThan(3)
  await store.close()

  const roomy = await SqliteStore.open({ folder })
  expect(await ids(roomy)).toEqual(kept)
  await roomy.add(large)
  expect((await roomy.get(large.id))!.content.size).toBe(2_000_000)
  await roomy.close()
})

it('takes mail again as soon as something was deleted', async () => {
  const store = await SqliteStore.open({ folder: join(root, 'full-again'), pages: 80 })
  const add = () => store.add(newMessage({ content: 'y'.repeat(100_000) }))
  await expect(
    (async () => {
      for (let i = 0; i < 60; i++) await add()
    })(),
  ).rejects.toMatchObject({ kind: 'full' })
  expect(await store.delete({ query: everything })).toBeGreaterThan(0)
  await add()
  await store.close()
})

it('a client hears 452 while there is no room, and 250 in the same conversation when there is some', async () => {
  const store = await SqliteStore.open({ folder: join(root, 'full-wire'), pages: 80 })
  const server = await createServer({ store })
  const session = await connect({ host: server.host, port: server.port })
  await hello(session, 'client.example.org')
  const send = async () => {
    const content = encode(`Subject: x\r\n\r\n${`${'y'.repeat(70)}\r\n`.repeat(1500)}`)
    const { message } = await transact(session, { from: 'a@x.example', to: [{ address: 'b@example.test' }], content })
    return message
  }
  let taken = 0
  let reply = await send()
  for (; reply?.code === 250; reply = await send()) taken++
  expect(reply).toMatchObject({ code: 452, enhanced: [4, 3, 1] })
  expect((await send())?.code).toBe(452)
  expect((await store.counts()).messages).toBe(taken)
  await store.delete({ query: everything })
  expect((await send())?.code).toBe(250)
  expect((await store.counts()).messages).toBe(1)
  await session.quit()
  await server.close()
  await store.close()
})

it('conversations that find no room wait, and do the mail no harm', async () => {
  const folder = join(root, 'full-of-talk')
  const store = await SqliteStore.open({ folder, pages: 120 })
  const add = () => store.add(newMessage({ content: 'y'.repeat(50_000) }))
  const fill = async () => {
    for (let i = 0; i < 60; i++) await add()
  }
  await expect(fill()).rejects.toMatchObject({ kind: 'full' })
  for (let i = 0; i < 10; i++) store.addSession(session(`S${i}`, 400_000))
  // They are asked for, and are not there; nothing else comes of it.
  expect(await store.session('S9')).toBeUndefined()
  for (let i = 10; i < 20; i++) store.addSession(session(`S${i}`, 400_000))
  await expect(add()).rejects.toMatchObject({ kind: 'full' })
  expect((await store.counts()).messages).toBeGreaterThan(3)
  await store.close()

  const again = await SqliteStore.open({ folder })
  again.addSession(session('S99', 1_000))
  await again.add(newMessage())
  expect(await again.session('S99')).toMatchObject({ id: 'S99' })
  await again.close()
})

/** A conversation with so many octets in it, which no compression makes small. */
function session(id: string, octets: number): KeptSession {
  const started = new Date().toISOString()
  const bytes = randomBytes(octets)
  const events = [{ kind: 'received', at: 0, bytes, secret: false }] as const
  const transcript = { role: 'server', protocol: 'smtp', started, peer: 'x', events } as const
  return new KeptSession({ id, clientAddress: null, hasQuit: true, isClosed: true, user: null, transcript })
}

const found = async (store: SqliteStore, text: string) => {
  const query = parseQuery(text)
  if (!query.ok) throw new Error(text)
  return (await store.list(query.value, { limit: 1000 })).messages.map(({ id }) => id).reverse()
}

it('finds the beginning of few words and of very many, without those that are not wanted', async () => {
  const store = await SqliteStore.open({ folder: join(root, 'beginnings') })
  const messages = Array.from({ length: 200 }, (_, i) =>
    newMessage({ content: `Subject: s\r\n\r\n${i % 2 ? 'odd' : 'even'} word${i}\r\n` }),
  )
  await Promise.all(messages.map((message) => store.add(message)))
  const idsOf = (wanted: (i: number) => boolean) => messages.filter((_, i) => wanted(i)).map(({ id }) => id)
  expect(await found(store, 'wor')).toEqual(idsOf(() => true))
  expect(await found(store, 'word19')).toEqual(idsOf((i) => i === 19 || i >= 190))
  expect(await found(store, '"odd word1"')).toEqual(idsOf((i) => i % 2 === 1 && String(i).startsWith('1')))
  expect(await found(store, 'word19 !odd')).toEqual(idsOf((i) => i >= 190 && i % 2 === 0))
  expect(await found(store, 'wor !odd !word1')).toEqual(idsOf((i) => i % 2 === 0 && !String(i).startsWith('1')))
  expect(await found(store, '!wor')).toEqual([])
  await store.delete({ query: everything })
  await store.add(messages[7]!)
  expect(await found(store, 'odd')).toEqual([messages[7]!.id])
  await store.close()
})

it('waits for the disk with each commit, but where it says otherwise', () => {
  const tables = new Tables(join(root, 'synchronous.db'))
  const [FULL, NORMAL] = [2, 1]
  const synchronous = () => tables.row('pragma synchronous')![0]
  expect(tables.row('pragma journal_mode')).toEqual(['wal'])
  expect(synchronous()).toBe(FULL)
  expect(tables.unhurried(synchronous)).toBe(NORMAL)
  expect(synchronous()).toBe(FULL)
  const fail = () =>
    tables.unhurried(() => {
      throw new Error('no')
    })
  expect(fail).toThrow('no')
  expect(synchronous()).toBe(FULL)
  tables.close()
})

it('brings a database up to date that the first version made', async () => {
  const folder = join(root, 'first-version')
  let store = await SqliteStore.open({ folder })
  const message = newMessage({ content: 'Subject: something old\r\n\r\nx\r\n' })
  await store.add(message)
  expect(await found(store, 'someth')).toEqual([message.id])
  await store.close()
  const database = openDatabase(join(folder, 'mail.db'))
  database.exec('drop table terms')
  for (const name of ['read', 'attachment', 'inline', 'html', 'unsubscribe', 'tagged'])
    database.exec(`drop index by_${name}`)
  database.exec('pragma user_version = 1')
  database.close()
  store = await SqliteStore.open({ folder })
  expect(await found(store, 'someth')).toEqual([message.id])
  await store.close()
})
