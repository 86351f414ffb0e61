// Messages a second when 250 means that the message is on the disk, beside servers that keep nothing, or keep it in
// memory; and how long the 250 behind the dot takes. What the disk can do at most is measured beside it.
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleave, median, parley, postfixTool, report, startServer, table, timed } from './lib.js'

const source = postfixTool('smtp-source')
const sink = postfixTool('smtp-sink')
if (!source || !sink) {
  process.stderr.write('bench: smtp-source and smtp-sink are needed: install the postfix package\n')
  process.exit(1)
}
const rounds = Number(process.env.ROUNDS ?? 5)
const count = Number(process.env.MESSAGES ?? 20_000)
const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'))
const inMemory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/parley-bench-') : null
const children = []

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
  { name: 'parley serve --memory', port: 2653, command: process.execPath, args: serve(2653, '--memory') },
  {
    name: 'smtp-sink (Postfix, C, discards)',
    port: 2654,
    command: sink,
    args: ['-u', 'nobody', '127.0.0.1:2654', '1000'],
  },
]

/** maildev, installed for this run only. */
function installMaildev() {
  const place = join(folder, 'maildev')
  const npm = spawnSync(
    'npm',
    ['install', '--prefix', place, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', 'maildev'],
    { stdio: ['ignore', 'ignore', 'inherit'], timeout: 120_000 },
  )
  const program = join(place, 'node_modules', 'maildev', 'bin', 'maildev')
  return npm.status === 0 && existsSync(program) ? program : null
}

/** Milliseconds from the dot to the 250, of some messages one after the other. */
async function answerTimes(port, messages) {
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  let wake = () => undefined
  socket.on('data', (octets) => {
    heard += octets.toString('latin1')
    wake()
  })
  /** The reply to one command, to its last line. */
  const say = async (text) => {
    heard = ''
    if (text) socket.write(text)
    while (!/^\d{3} .*\r\n$/m.test(heard)) await new Promise((resolve) => (wake = resolve))
  }
  const body = `Subject: x\r\n\r\n${`${'x'.repeat(78)}\r\n`.repeat(25)}.\r\n`
  const times = []
  await say('')
  await say('EHLO client.example.org\r\n')
  while (times.length < messages) {
    for (const line of ['MAIL FROM:<a@example.org>', 'RCPT TO:<b@example.org>', 'DATA']) await say(`${line}\r\n`)
    const from = performance.now()
    await say(body)
    times.push(performance.now() - from)
  }
  socket.destroy()
  return times
}

function percentile(times, share) {
  return [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]
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
  const results = await interleave(peers, rounds, measure(count))
  syncs.push(syncTime())
  const few = Math.min(count, 1000)
  const maildev = installMaildev()
  let against = 'maildev could not be installed: not measured.'
  if (maildev) {
    children.push(await startServer(process.execPath, [maildev, '-s', '2655', '-w', '2656', '--ip', '127.0.0.1'], 2655))
    const pair = [peers[0], { name: 'maildev', port: 2655 }]
    against = `\`-m ${few}\`, as maildev would take long otherwise\n\n${table(await interleave(pair, 3, measure(few)), 'messages/s')}`
  }
  const times = []
  for (const { name, port } of peers) {
    const all = await answerTimes(port, 500)
    times.push(`| ${name} | ${percentile(all, 0.5).toFixed(2)} | ${percentile(all, 0.99).toFixed(2)} |`)
  }
  const sync = median(syncs)
  report(
    'store',
    'Messages a second, and safe',
    `\`smtp-source -d -s 20 -l 2000 -m ${count}\`: 20 connections, kept open; transcripts are kept too

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
  rmSync(folder, { recursive: true, force: true })
  if (inMemory) rmSync(inMemory, { recursive: true, force: true })
}
