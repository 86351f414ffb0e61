// A store with very many messages: how long its start takes, its lists and its searches, over the API and in a browser,
// and how much memory the server needs. MESSAGES=100000 node bench/stored.js for a smaller one. The database is made here,
// for MINUTES at most, and deleted afterwards; KEEP=folder makes it there, leaves it, and uses what is there.
// DATABASE=postgres for the same in a PostgreSQL of our own.
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstLists } from './first-list.js'
import { memory, parley, percentile, report, sleep, startServer } from './lib.js'
import { startPostgres } from './postgres.js'
import { databaseSize, makeMessages, makeMessagesIn, vocabulary } from './stored-messages.js'

const count = Number(process.env.MESSAGES ?? 1_000_000)
const most = Number(process.env.MINUTES ?? 10)
const kept = process.env.KEEP
const folder = kept ?? mkdtempSync(join(tmpdir(), 'parley-bench-'))
const isPostgres = process.env.DATABASE === 'postgres'
const web = 'http://127.0.0.1:2662'
/** Each query is asked so often. */
const TIMES = 60

const queries = [
  '',
  'is:unread',
  'is:read',
  'number',
  'mailbox:u7@example.test',
  `"${vocabulary[100]}"`,
  vocabulary[4711],
  `!${vocabulary[100]}`,
  `number !${vocabulary[100]}`,
  'subject:4711',
  'from:s77@example.org',
  'to:u7@example.test is:unread',
  'has:attachment',
  'tag:nobody',
  'after:2026-01-01 larger:400',
  'before:2026-01-02',
  'larger:1M',
]

/** Milliseconds from the question to the whole answer. */
async function answerTime(query) {
  const from = performance.now()
  const response = await fetch(`${web}/api/v2/messages?limit=50&query=${encodeURIComponent(query)}`)
  const { messages } = await response.json()
  if (!response.ok || messages === undefined) throw new Error(`${query}: ${response.status}`)
  return performance.now() - from
}

async function webAnswers() {
  for (let tries = 0; tries < 400; tries++) {
    const response = await fetch(`${web}/livez`).catch(() => null)
    if (response?.ok) return
    await sleep(25)
  }
  throw new Error('the page does not answer')
}

let end = () => undefined

try {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'mail.db')
  const isThere = existsSync(path) || existsSync(join(folder, 'data'))
  const making = performance.now()
  const database = isPostgres ? await startPostgres(tmpdir(), 2663, folder) : null
  end = () => database?.remove()
  if (isPostgres && !database) throw new Error('PostgreSQL is not installed, or we may not become its user')
  const made = await (database
    ? makeMessagesIn(database.url, count)
    : isThere
      ? count
      : makeMessages(path, count, most * 60_000))
  const seconds = (performance.now() - making) / 1000
  const megabytes = database ? await databaseSize(database.url) : statSync(path).size / 1e6

  const starting = performance.now()
  const server = await startServer(
    process.execPath,
    [
      ...[parley, 'serve', '--quiet', '--keep', '0', '--listen', '2661', '--http', '127.0.0.1:2662'],
      ...(database ? ['--database', database.url] : ['--data', folder]),
    ],
    2661,
  )
  const start = performance.now() - starting
  await webAnswers()
  const page = performance.now() - starting
  const rows = []
  const all = []
  let browser = ''
  let resident = 0
  try {
    for (const query of queries) {
      const times = []
      for (let i = 0; i < TIMES; i++) times.push(await answerTime(query))
      all.push(...times)
      const [p50, p95] = [0.5, 0.95].map((share) => percentile(times, share).toFixed(1))
      rows.push(`| \`${query || '(all)'}\` | ${times[0].toFixed(1)} | ${p50} | ${p95} |`)
    }
    browser = await firstLists(`${web}/`)
    resident = memory(server.pid)
  } finally {
    server.kill('SIGKILL')
  }
  report(
    database ? 'stored-postgres' : 'stored',
    `A store with ${made.toLocaleString('en')} messages${database ? ' in PostgreSQL' : ''}`,
    `${isThere ? 'Made before' : `Made in ${seconds.toFixed(0)} s`}; ${megabytes.toFixed(0)} MB on the disk.

\`parley serve\` on it, from the command to the greeting: ${start.toFixed(0)} ms, to the page: ${page.toFixed(0)} ms. Its memory after all of what follows: ${resident.toFixed(0)} MB.

The page in Chromium, from the navigation to the first rows: ${browser}

| a page of 50 over the API | first, ms | p50 ms | p95 ms |
|-|-:|-:|-:|
${rows.join('\n')}
| all together | | ${percentile(all, 0.5).toFixed(1)} | ${percentile(all, 0.95).toFixed(1)} |`,
  )
} finally {
  await end()
  if (!kept) rmSync(folder, { recursive: true, force: true })
}
