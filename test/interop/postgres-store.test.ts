import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { openDatabase } from '../../src/store/postgres/database.ts'
import { openPostgres, type PostgresStore } from '../../src/store/postgres/postgres.ts'
import { everything } from '../../src/store/query.ts'
import type { StoreEvent } from '../../src/store/store.ts'
import { connect } from '../../src/client/connect.ts'
import { hello } from '../../src/client/hello.ts'
import { transact } from '../../src/client/transaction.ts'
import { encode } from '../../src/protocol/bytes.ts'
import { describeDurableStore, describeRetention, describeStore } from '../store/contract.ts'
import { newMessage } from '../store/new-message.ts'
import { startPostgres, type Postgres } from './postgres.ts'

/** A real PostgreSQL keeps what every store keeps, and several servers share it. */

let postgres: Postgres
let url: string

beforeAll(async () => {
  postgres = await startPostgres()
  url = postgres.create()
})

afterAll(() => postgres?.remove())

describeStore('PostgreSQL', () => {
  postgres.empty(url)
  return openPostgres(url)
})

describeRetention('PostgreSQL', ({ days, ...keep }) => {
  postgres.empty(url)
  const age = days === undefined ? {} : { age: days * 24 * 60 * 60 * 1000 }
  return openPostgres(url, { keep: { ...keep, ...age }, retentionEvery: 100 })
})

let lasting: string | null = null
describeDurableStore('PostgreSQL', () => openPostgres((lasting ??= postgres.create())))

describe('several servers', () => {
  it('begin at the same time with an empty database', async () => {
    const shared = postgres.create()
    const stores = await Promise.all(Array.from({ length: 5 }, () => openPostgres(shared)))
    await Promise.all(stores.map((store) => store.add(newMessage())))
    expect(await stores[0]!.counts()).toMatchObject({ messages: 5 })
    await Promise.all(stores.map((store) => store.close()))
  })

  it('hear of what happens at the others', async () => {
    const shared = postgres.create()
    const [here, there] = [await openPostgres(shared), await openPostgres(shared)]
    const events: StoreEvent[] = []
    there.onEvent((event) => void events.push(event))
    const messages = Array.from({ length: 900 }, () => newMessage())
    await Promise.all(messages.map((message) => here.add(message)))
    await expect.poll(() => events.length, { timeout: 10_000 }).toBe(900)
    expect(events.every(({ kind }) => kind === 'added')).toBe(true)
    const [first] = messages
    await here.change({ ids: [first!.id] }, { isRead: true, tags: ['seen'] })
    await here.delete({ ids: [messages[1]!.id] })
    await here.outgoing.delete('nothing')
    await expect
      .poll(() => events.slice(900), { timeout: 10_000 })
      .toEqual([
        { kind: 'changed', messages: [{ id: first!.id, isRead: true, tags: ['seen'] }] },
        { kind: 'deleted', ids: [messages[1]!.id], count: 1 },
      ])
    await Promise.all([here.close(), there.close()])
  })

  it('wait for a message that comes in at another', async () => {
    const shared = postgres.create()
    const [here, there] = [await serve(shared), await serve(shared)]
    const waiting = there.waitFor({ to: 'bob@example.test' })
    expect(await send(here)).toBe(250)
    const message = await waiting
    expect(Buffer.from(await message.content.bytes()).toString()).toBe('Subject: hi\r\n\r\nhi\r\n')
    for (const server of [here, there]) await end(server)
  })

  it('take turns at mail to be sent on', async () => {
    const shared = postgres.create()
    const [here, there] = [await openPostgres(shared), await openPostgres(shared)]
    const now = new Date()
    for (let i = 0; i < 20; i++)
      await here.outgoing.add(
        {
          ...{ id: `O${i}`, reason: 'release', messageId: null, reversePath: '', params: [], recipients: [] },
          ...{ route: { kind: 'mx' }, created: now, next: now, attempts: [], isDelayReported: false },
        },
        encode('x'),
      )
    const until = new Date(now.getTime() + 60_000)
    const claims = await Promise.all([here, there, here, there].map(({ outgoing }) => outgoing.claim(now, until, 8)))
    const claimed = claims.flat().map(({ id }) => id)
    expect(new Set(claimed).size).toBe(claimed.length)
    expect((await there.outgoing.claim(now, until, 20)).length + claimed.length).toBe(20)
    await Promise.all([here.close(), there.close()])
  })
})

describe('reading is put off', () => {
  const found = async (store: PostgresStore, value: string) =>
    (await store.list({ terms: [{ field: 'text', value, isNot: false }] }, { limit: 10 })).messages.map(({ id }) => id)

  it('until somebody seeks, at whatever server', async () => {
    const shared = postgres.create()
    const [here, there] = [await openPostgres(shared), await openPostgres(shared)]
    const messages = Array.from({ length: 60 }, (_, i) => newMessage({ content: `Subject: n${i}\r\n\r\nput off\r\n` }))
    await Promise.all(messages.map((message) => here.add(message)))
    expect(await found(there, 'n59')).toEqual([messages[59]!.id])
    // One that a server took which is gone.
    const last = newMessage({ content: 'Subject: last\r\n\r\nx\r\n' })
    await here.add(last)
    await here.close()
    expect(await (await there.list(everything, { limit: 1 })).messages[0]!.overview()).toMatchObject({
      subject: 'last',
    })
    expect(await found(there, 'last')).toEqual([last.id])
    await there.close()
  })

  it('and waits for nobody who holds a message', async () => {
    const shared = postgres.create()
    const store = await openPostgres(shared)
    const holder = openDatabase(shared)
    const [held, free] = [newMessage({ content: 'Subject: held\r\n\r\n' }), newMessage()]
    await store.add(held)
    await store.add(free)
    await holder.begin(async (transaction) => {
      await transaction`select from parley_messages where id = ${held.id} for update`
      await expect
        .poll(() => holder`select overview->>'subject' as subject from parley_messages order by seq`)
        .toMatchObject([{ subject: null }, { subject: 'hello' }])
    })
    expect(await found(store, 'held')).toEqual([held.id])
    await store.close()
    await holder.end()
  })

  it('a message of more words than the database takes is found by those that it took', async () => {
    const store = await openPostgres(postgres.create())
    const name = (i: number) => `${i}${'abcdefghij'.repeat(15)}`
    const parts = Array.from(
      { length: 9000 },
      (_, i) => `--b\r\nContent-Disposition: attachment; filename="${name(i)}"\r\n\r\n\r\n`,
    )
    const content = `Subject: many\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`
    const many = newMessage({ content })
    await store.add(many)
    expect(await found(store, 'many')).toEqual([many.id])
    expect(await found(store, name(10))).toEqual([many.id])
    await store.close()
  })
})

it('one message that the database does not take keeps no other out', async () => {
  const store = await openPostgres(postgres.create())
  const [first, second, third] = [newMessage(), newMessage(), newMessage()]
  await store.add(second)
  const outcomes = await Promise.allSettled([first, second, third].map((message) => store.add(message)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await store.counts()).toMatchObject({ messages: 3 })
  await store.close()
})

it('a database that is gone: 451, and it goes on when the database is back', async () => {
  const own = await startPostgres()
  const server = await serve(own.create())
  try {
    expect(await send(server)).toBe(250)
    await own.stop('immediate')
    expect(await send(server)).toBe(451)
    await own.start()
    await expect.poll(() => send(server), { timeout: 20_000, interval: 500 }).toBe(250)
    const { total } = await server.store.list(everything, { limit: 1 })
    expect(total).toBe(2)
    await expect
      .poll(async () => (await server.store.sessions({}, { limit: 1 })).total, { timeout: 10_000 })
      .toBeGreaterThan(2)
  } finally {
    await end(server)
    await own.remove()
  }
})

it.each([
  ['mysql://x', 'a database is named as postgres://user:password@host:port/name, not "mysql://x"'],
  ['http://u:secret@h/x', 'a database is named as postgres://user:password@host:port/name, not "http://u:…@h/x"'],
])('%s is no address of a database', async (address, words) => {
  await expect(openPostgres(address)).rejects.toThrow(words)
})

async function serve(address: string): Promise<MailServer<PostgresStore>> {
  return createServer({ store: await openPostgres(address) })
}

async function end(server: MailServer<PostgresStore>): Promise<void> {
  await server.close()
  await server.store.close()
}

/** @returns the code of the reply to the message */
async function send({ host, port }: MailServer<PostgresStore>): Promise<number> {
  const session = await connect({ host, port })
  await hello(session, 'client.example.org')
  const { message } = await transact(session, {
    from: 'alice@example.org',
    to: [{ address: 'bob@example.test' }],
    content: encode('Subject: hi\r\n\r\nhi\r\n'),
  })
  await session.quit()
  await sleep(50)
  return message?.code ?? 0
}
