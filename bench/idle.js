// Memory of idle connections: 10,000 are opened and say EHLO; what the server's memory has grown by is theirs.
import { connect } from 'node:net'
import { memory, parley, report, sleep, startServer } from './lib.js'

const count = 10_000
const server = await startServer(
  process.execPath,
  [
    ...[parley, 'serve', '--memory', '--quiet', '--listen', '2621'],
    ...['--connections', '20000', '--connections-per-client', '20000'],
  ],
  2621,
)
const sockets = []
try {
  await sleep(500)
  const before = memory(server.pid)
  for (let i = 0; i < count; i += 200) await Promise.all(Array.from({ length: 200 }, open))
  await sleep(2000)
  const after = memory(server.pid)
  const each = ((after - before) * 1024) / count
  report(
    'idle',
    'Idle connections',
    `${count} connections that have said EHLO: ${each.toFixed(1)} kB each (${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after)`,
  )
} finally {
  for (const socket of sockets) socket.destroy()
  server.kill('SIGKILL')
}

function open() {
  return new Promise((resolve, reject) => {
    // Several loopback addresses: one has not enough ports.
    const socket = connect({ port: 2621, host: '127.0.0.1', localAddress: `127.0.0.${2 + (sockets.length % 4)}` })
    sockets.push(socket)
    socket.once('error', reject)
    socket.once('data', () => socket.write('EHLO bench.example.org\r\n', () => socket.once('data', () => resolve())))
  })
}
