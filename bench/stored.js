// A store with very many messages: how long its start takes, its lists and its searches, and how much memory it needs.
// MESSAGES=100000 node bench/stored.js for a smaller one. The database is made here, and deleted afterwards.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseQuery, SqliteStore } from '../dist/lib/index.js'
import { memory, parley, report, sleep, startServer } from './lib.js'

const count = Number(process.env.MESSAGES ?? 1_000_000)
/** Minutes that making them may take. */
const most = Number(process.env.MINUTES ?? 30)
const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))

const syllables = ['ba', 'ko', 'ri', 'ten', 'mu', 'sal', 'vo', 'per', 'di', 'nu']
const vocabulary = Array.from({ length: 5000 }, (_, i) => [...String(i)].map((digit) => syllables[digit]).join(''))

function newMessage(i) {
  const word = (n) => vocabulary[(i * 31 + n * n * 17) % vocabulary.length]
  const text = Array.from({ length: 60 }, (_, n) => word(n)).join(' ')
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
    deviations: [],
    content: { size: octets.length, bytes: async () => octets, stream: () => [octets], discard: async () => undefined },
  }
}

const queries = [
  '',
  'is:unread',
  'number',
  'mailbox:u7@example.test',
  `"${vocabulary[100]}"`,
  'subject:4711',
  'from:s77@example.org',
  'after:2026-01-01 larger:400',
]

try {
  const from = performance.now()
  let store = await SqliteStore.open({ folder })
  let made = 0
  while (made < count && performance.now() - from < most * 60_000) {
    const adds = []
    for (let n = 0; n < 2000 && made < count; n++) adds.push(store.add(newMessage(made++)))
    await Promise.all(adds)
  }
  const added = performance.now()
  await store.list(parseQuery('nothingofthekind').value, { limit: 1 }) // waits for the index
  const indexed = performance.now()
  await store.close()
  const megabytes = statSync(join(folder, 'mail.db')).size / 1e6

  const opening = performance.now()
  store = await SqliteStore.open({ folder })
  const open = performance.now() - opening
  const rows = []
  for (const text of queries) {
    const query = parseQuery(text).value
    const times = []
    for (let i = 0; i < 40; i++) {
      const at = performance.now()
      await store.list(query, { limit: 50 })
      times.push(performance.now() - at)
    }
    times.sort((a, b) => a - b)
    rows.push(`| \`${text || '(all)'}\` | ${times[20].toFixed(1)} | ${times[37].toFixed(1)} |`)
  }
  await store.close()

  const starting = performance.now()
  const server = await startServer(
    process.execPath,
    [parley, 'serve', '--quiet', '--no-http', '--keep', '0', '--listen', '2661', '--data', folder],
    2661,
  )
  const start = performance.now() - starting
  await sleep(2000)
  const resident = memory(server.pid)
  server.kill('SIGKILL')
  report(
    'stored',
    `A store with ${made.toLocaleString('en')} messages`,
    `Made in ${((added - from) / 1000).toFixed(0)} s, ready for the search ${((indexed - added) / 1000).toFixed(0)} s later; ${megabytes.toFixed(0)} MB on the disk.

| a page of 50 | p50 ms | p95 ms |
|-|-:|-:|
${rows.join('\n')}

Opening the database: ${open.toFixed(0)} ms. \`parley serve\` on it, from the command to the greeting: ${start.toFixed(0)} ms; its memory: ${resident.toFixed(0)} MB.`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
