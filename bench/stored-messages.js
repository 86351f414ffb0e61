// Makes a database with very many messages: SQLite's by the store's own steps, but many at a time, as none of
// them is to be acknowledged to anybody; PostgreSQL's through the store.
import { closeSync, fsyncSync, openSync } from 'node:fs'
import postgres from 'postgres'
import { factsOf } from '../dist/lib/store/sqlite/facts.js'
import { writeEntry } from '../dist/lib/store/sqlite/group.js'
import { Intake } from '../dist/lib/store/sqlite/intake.js'
import { Tables } from '../dist/lib/store/sqlite/tables.js'
import { buildWorker } from '../scripts/worker-from-source.js'

const syllables = ['ba', 'ko', 'ri', 'ten', 'mu', 'sal', 'vo', 'per', 'di', 'nu']
export const vocabulary = Array.from({ length: 5000 }, (_, i) =>
  [...String(i)].map((digit) => syllables[digit]).join(''),
)

/** Messages that lie in one group, as they do when twenty clients send at the same time, and those of one portion. */
const GROUP = 20
const PORTION = 10_000
/** Octets that each of them takes there, at most. */
const ROOM = 2048

function newMessage(i) {
  const word = (n) => vocabulary[(i * 31 + n * n * 17) % vocabulary.length]
  const text = Array.from({ length: 30 }, (_, n) => word(n)).join(' ')
  const octets = Buffer.from(
    `From: Sender ${i % 500} <s${i % 500}@example.org>\r\nTo: <u${i % 300}@example.test>\r\nSubject: ${word(1)} number ${i}\r\n\r\n${text}\r\n`,
  )
  return {
    id: `m${i}`,
    sessionId: `s${i >> 4}`,
    receivedAt: new Date(Date.UTC(2026, 0, 1) + i * 1000),
    from: `s${i % 500}@example.org`,
    to: [`u${i % 300}@example.test`],
    params: { mail: [], rcpt: [[]] },
    mailboxes: [`u${i % 300}@example.test`],
    user: null,
    trace: '',
    tags: [],
    deviations: [],
    content: { size: octets.length, bytes: async () => octets, stream: () => [octets], discard: async () => undefined },
  }
}

/** @returns how many there are: `count`, or those that could be made within so many milliseconds */
export function makeMessages(path, count, ms) {
  const from = performance.now()
  const tables = new Tables(path)
  // A machine that ends meanwhile ends the benchmark too.
  tables.run('pragma synchronous = off')
  // Words are written out less often.
  const remember = (octets) => tables.run(`insert into search (search, rank) values ('hashsize', ${octets})`)
  remember(64 * 1024 * 1024)
  const intake = new Intake(tables)
  let made = 0
  while (made < count && performance.now() - from < ms) {
    const end = Math.min(count, made + PORTION)
    tables.transaction(() => {
      while (made < end) {
        const group = Buffer.alloc(GROUP * ROOM)
        let used = 0
        for (let n = 0; n < GROUP && made < end; n++) {
          const message = newMessage(made++)
          const json = JSON.stringify(factsOf(message, false))
          used = writeEntry(group, used, { json, content: message.content.stream(), size: message.content.size })
        }
        intake.commit(group.subarray(0, used))
      }
    })
    intake.settle()
    while (intake.index(PORTION));
  }
  remember(1024 * 1024)
  tables.close()
  // As a store's messages are before any of them is acknowledged: the disk is not busy with them when it is measured.
  const fd = openSync(path, 'r+')
  fsyncSync(fd)
  closeSync(fd)
  return made
}

/** Messages that are given to the other store at one time, and those that come that way; the rest are copies of them. */
const AT_ONCE = 400
const ORIGINALS = 20_000

/** @returns how many there are: `count`, in whole copies of {@link ORIGINALS} */
export async function makeMessagesIn(url, count) {
  // The library has no such store: it is the program's alone.
  const { openPostgres } = await import(
    await buildWorker(new URL('../src/store/postgres/postgres.ts', import.meta.url))
  )
  const store = await openPostgres(url)
  let { messages: made } = await store.counts()
  while (made < Math.min(count, ORIGINALS)) {
    const group = []
    for (let n = 0; n < AT_ONCE; n++) group.push(store.add(newMessage(made++)))
    await Promise.all(group)
  }
  // A search reads what was put off.
  await store.list({ terms: [{ field: 'text', value: 'number', isNot: false }] }, { limit: 1 })
  await store.close()
  const sql = postgres(url, { onnotice: () => undefined })
  for (; made < count; made += ORIGINALS) await copyOriginals(sql, made)
  await countThem(sql)
  await sql`vacuum analyze`
  await sql.end()
  return made
}

/** As if they had come again, later. @param made the place of the last one that is there */
function copyOriginals(sql, made) {
  const columns = sql`session_id, reverse_path, recipients, mailboxes, login, size, is_read, tags, has_attachment,
    has_inline, has_html, has_unsubscribe, envelope, overview, search, others`
  return sql.begin(async (transaction) => {
    await transaction`
      insert into parley_messages (seq, id, received_at, ${columns}) overriding system value
      select seq + ${made}, id || '-' || ${String(made)}, received_at + ${made} * interval '1 second', ${columns}
      from parley_messages where seq <= ${ORIGINALS} order by seq`
    await transaction`
      insert into parley_contents select seq + ${made}, piece, octets from parley_contents where seq <= ${ORIGINALS}`
  })
}

/** As the store would have counted them, one by one. */
async function countThem(sql) {
  await sql`select setval(pg_get_serial_sequence('parley_messages', 'seq'), max(seq)) from parley_messages`
  await sql`update parley_counts set messages = 0, unread = 0, octets = 0`
  await sql`
    update parley_counts set messages = found.messages, unread = found.unread, octets = found.octets
    from (select count(*) as messages, count(*) filter (where not is_read) as unread, sum(size) as octets
      from parley_messages) found
    where shard = 0`
}

/** @returns MB on the disk */
export async function databaseSize(url) {
  const sql = postgres(url)
  const [{ size }] = await sql`select pg_database_size(current_database())::float8 as size`
  await sql.end()
  return size / 1e6
}
