// One message of 1 GB through client and server: how fast, and how much memory each needs at its highest.
import { spawn } from 'node:child_process'
import { memory, parley, report, sleep, startServer } from './lib.js'

const size = 2 ** 30
const server = await startServer(
  process.execPath,
  [parley, 'serve', '--memory', '--quiet', '--size', '2G', '--listen', '2641'],
  2641,
)
try {
  const client = spawn(
    process.execPath,
    [parley, 'send', '127.0.0.1:2641', '--from', 'a@example.org', '--to', 'b@example.org', '--silent', '--data', '-'],
    {
      stdio: ['pipe', 'inherit', 'inherit'],
    },
  )
  const line = Buffer.alloc(65_520, `${'x'.repeat(76)}\r\n`)
  const from = performance.now()
  let highest = 0
  const watch = setInterval(() => {
    // A process that has just ended has no memory any more: NaN is not larger.
    const now = client.exitCode === null ? memory(client.pid, 'VmHWM') : 0
    if (now > highest) highest = now
  }, 50)
  const ended = new Promise((resolve) => client.once('close', resolve))
  client.stdin.write('Subject: one gigabyte\r\n\r\n')
  for (let sent = 0; sent < size; sent += line.length) {
    if (!client.stdin.write(line)) await new Promise((resolve) => client.stdin.once('drain', resolve))
  }
  client.stdin.end()
  const code = await ended
  clearInterval(watch)
  const seconds = (performance.now() - from) / 1000
  await sleep(100)
  const serverPeak = memory(server.pid, 'VmHWM')
  if (code !== 0) throw new Error(`parley send ended with ${code}`)
  report(
    'stream',
    'One message of 1 GB',
    `${(size / 1e6 / seconds).toFixed(0)} MB/s; highest resident memory: client ${highest.toFixed(0)} MB, server ${serverPeak.toFixed(0)} MB`,
  )
} finally {
  server.kill('SIGKILL')
}
