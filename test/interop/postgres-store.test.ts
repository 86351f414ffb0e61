import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
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
