import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseQuery } from '../../src/store/parse-query.ts'
import { openDatabase } from '../../src/store/sqlite/driver.ts'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { newMessage } from './new-message.ts'

/** More than are looked through at first. */
const MANY = 45_000
const FIRST_DAY = Date.UTC(2026, 0, 1)

const folder = mkdtempSync(join(tmpdir(), 'parley-many-'))
let store: SqliteStore

/** Message `n` came `n` minutes after the first day began. Each has "common" in its subject but every 900th: it has "rare". */
beforeAll(async () => {
  await (await SqliteStore.open({ folder })).close()
  const database = openDatabase(join(folder, 'mail.db'))
  database.exec(`begin; create temp table n as
    with recursive n(n) as (select 1 union all select n + 1 from n where n < ${MANY}) select n from n`)
  database.exec(`insert into messages (seq, id, session, at, size, is_read, flags, indexed, grp, pos)
    select n, 'M' || n, 'S', ${FIRST_DAY} + n * 60000, 100, 0, 0, 1, 1, 0 from n`)
  const facts = JSON.stringify({ ...newMessage(), content: undefined, at: FIRST_DAY })
  database.exec(`insert into details (seq, facts, tags, overview)
    select n, json_set('${facts}', '$.id', 'M' || n), '[]', '{}' from n`)
  database.exec("insert into search (rowid, subject) select n, iif(n % 900 = 0, 'rare', 'common') from n")
  database.exec("insert into terms values ('rare'), ('common')")
  database.exec(`update totals set messages = ${MANY}, unread = ${MANY}, last = ${MANY}; commit`)
  database.close()
  store = await SqliteStore.open({ folder })
})

afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function list(
  query: string,
  paging: { readonly limit: number; readonly before?: number; readonly offset?: number },
) {
  const parsed = parseQuery(query)
  if (!parsed.ok) throw new Error(parsed.message)
  const { messages, total, isMore } = await store.list(parsed.value, paging)
  return { places: messages.map(({ seq }) => seq), total, isMore }
}

it('finds those without a word among the newest, whatever the page', async () => {
  const newest = { places: [MANY - 1, MANY - 2, MANY - 3], total: 10_000, isMore: true }
  expect(await list('!rare', { limit: 3 })).toEqual(newest)
  expect((await list('!rare', { limit: 3, offset: 30_000 })).places).toEqual([14_966, 14_965, 14_964])
  expect((await list('!rare', { limit: 3, before: 1801 })).places).toEqual([1799, 1798, 1797])
  expect((await list('!rare', { limit: 3, before: 3 })).places).toEqual([2, 1])
})

it('finds the few without a word among all', async () => {
  const { places, total, isMore } = await list('!common', { limit: 100 })
  expect(places).toEqual(Array.from({ length: MANY / 900 }, (_, n) => MANY - n * 900))
  expect({ total, isMore }).toEqual({ total: MANY / 900, isMore: false })
})

it.each([20, 25, 31])('finds what came before January %i, and what else is asked of it', async (day) => {
  const time = `before:2026-01-${day}`
  const last = (day - 1) * 1440 - 1
  const { places, isMore } = await list(time, { limit: 2 })
  expect(places).toEqual([last - zone(), last - 1 - zone()])
  expect(isMore).toBe(true)
  expect((await list(`${time} !rare`, { limit: 1, before: 901 })).places).toEqual([899])
  expect((await list(`${time} after:2026-01-02`, { limit: 2, before: 900 })).places).toEqual([])
})

/** Minutes that a day here begins before it does in Greenwich. */
function zone(): number {
  return -new Date(FIRST_DAY).getTimezoneOffset()
}
