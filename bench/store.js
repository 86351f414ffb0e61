// Messages a second when 250 means that the message is on the disk, beside servers that keep nothing, or keep it in
// memory; and how long the 250 behind the dot takes. What the disk can do at most is measured beside it.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerTimes } from './answer-times.js'
import { startPostgres } from './postgres.js'
import { interleave, median, parley, percentile, postfixTool, report, sleep, startServer, table, timed } from './lib.js'

const source = postfixTool('smtp-source')
const sink = postfixTool('smtp-sink')
if (!source || !sink) {
  process.stderr.write('bench: smtp-source and smtp-sink are needed: install the postfix package\n')
  process.exit(1)
}
const rounds = Number(process.env.ROUNDS ?? 5)
const count = Number(process.env.MESSAGES ?? 20_000)
/** Milliseconds between two measurements. */
const REST = Number(process.env.REST ?? 6000)
const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
const inMemory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/parley-bench-') : null
const children = []
const postgres = await startPostgres(tmpdir(), 2657)

const serve = (port, ...args) => [parley, 'serve', '--quiet', '--no-http', '--listen', String(port), ...args]
const peers = [
  {
    name: 'parley serve, SQLite on the disk',
    port: 2651,
    command: process.execPath,
    args: serve(2651, '--data', folder),
  },
  ...(inMemory
    ? [
        {
          name: 'parley serve, SQLite on a memory disk (no wait for the device)',
          port: 2652,
          command: process.execPath,
          args: serve(2652, '--data', inMemory),
        },
      ]
    : []),
  ...(postgres
    ? [
        {
          name: 'parley serve, PostgreSQL on the same two cores',
          port: 2658,
          command: process.execPath,
          args: serve(2658, '--database', postgres.url),
        },
      ]
    : []),
  { name: 'parley serve --memory', port: 2653, command: process.execPath, args: serve(2653, '--memory') },
  {
    name: 'smtp-sink (Postfix, C, discards)',
    port: 2654,
    command: sink,
    args: ['-u', 'nobody', '127.0.0.1:2654', '1000'],
  },
]

/** The last one that runs on Node 20. */
const MAILDEV = 'maildev@2.2.1'

/** maildev, installed for this run only. */
function installMaildev() {
  const place = join(folder, 'maildev')
  const npm = spawnSync(
    'npm',
    ['install', '--prefix', place, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', MAILDEV],
    { stdio: ['ignore', 'ignore', 'inherit'], timeout: 120_000 },
  )
  const program = join(place, 'node_modules', 'maildev', 'bin', 'maildev')
  return npm.status === 0 && existsSync(program) ? program : null
}

/** Milliseconds that the disk takes to make 20 messages of 2 kB safe, written behind each other. */
function syncTime() {
  const fd = openSync(join(folder, 'sync'), 'w')
  const piece = Buffer.alloc(40_000, 65)
  const from = performance.now()
  for (let i = 0; i < 50; i++) {
    writeSync(fd, piece)
    fdatasyncSync(fd)
  }
  closeSync(fd)
  return (performance.now() - from) / 50
}

try {
  for (const { command, args, port } of peers) children.push(await startServer(command, args, port))
  const measure =
    (messages) =>
    async ({ port }) =>
      messages / (await timed(source, ['-d', '-s', '20', '-l', '2000', '-m', String(messages), `127.0.0.1:${port}`]))
  const syncs = [syncTime()]
  // What was put off while mail came is done before the next one's turn: nobody measures another's work.
  const measureAndRest = async (peer) => {
    const speed = await measure(count)(peer)
    await sleep(REST)
    return speed
  }
  const results = await interleave(peers, rounds, measureAndRest)
  syncs.push(syncTime())
  const few = Math.min(count, 1000)
  const maildev = installMaildev()
  let against = 'maildev could not be installed: not measured.'
  if (maildev) {
    children.push(await startServer(process.execPath, [maildev, '-s', '2655', '-w', '2656', '--ip', '127.0.0.1'], 2655))
    const pair = [peers[0], { name: `${MAILDEV} (keeps mail in memory and files)`, port: 2655 }]
    against = `\`-m ${few}\`, as maildev would take long otherwise\n\n${table(await interleave(pair, 3, measure(few)), 'messages/s')}`
  }
  const times = []
  for (const { name, port } of peers) {
    const { dots: all } = await answerTimes(port, 500)
    times.push(`| ${name} | ${percentile(all, 0.5).toFixed(2)} | ${percentile(all, 0.99).toFixed(2)} |`)
  }
  const sync = median(syncs)
  report(
    'store',
    'Messages a second, and safe',
    `\`smtp-source -d -s 20 -l 2000 -m ${count}\`: 20 connections, kept open, in ${rounds} rounds; transcripts are kept too

${table(results, 'messages/s')}

With 20 clients that wait for their 250 there are 20 messages at most in a commit. This disk takes ${sync.toFixed(1)} ms to make
40 kB safe (write and fdatasync, nothing else), so nothing that keeps its word can take more than
${Math.round(20_000 / sync)} messages a second from them here.

${against}

One client, one message after the other: milliseconds from the dot to the 250

| | p50 | p99 |
|-|-:|-:|
${times.join('\n')}`,
  )
} finally {
  for (const child of children) child.kill('SIGKILL')
  await postgres?.remove()
  rmSync(folder, { recursive: true, force: true })
  if (inMemory) rmSync(inMemory, { recursive: true, force: true })
}
