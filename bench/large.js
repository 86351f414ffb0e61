// Megabytes a second: messages of 1 MB over four connections, ordinary lines, and lines that all begin with a dot.
import { connect } from 'node:net'
import { interleave, parley, report, startServer, table } from './lib.js'

const peers = [
  {
    name: 'parley serve',
    port: 2611,
    args: [parley, 'serve', '--memory', '--quiet', '--keep', '20', '--listen', '2611'],
  },
  { name: 'smtp-server (npm)', port: 2612, args: [new URL('smtp-server-peer.js', import.meta.url).pathname, '2612'] },
]
const children = []
for (const { args, port } of peers) children.push(await startServer(process.execPath, args, port))

/** A message of 1 MB as it goes over the wire: stuffed, and ended. */
function wire(line) {
  const one = Buffer.from(`${line.startsWith('.') ? '.' : ''}${line}\r\n`)
  const body = Buffer.alloc(Math.ceil(2 ** 20 / one.length) * one.length, one)
  return Buffer.concat([Buffer.from('Subject: large\r\n\r\n'), body, Buffer.from('.\r\n')])
}

/** Send the message `count` times over one connection. */
function client(port, message, count) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const script = ['EHLO bench.example.org\r\n']
    for (let i = 0; i < count; i++)
      script.push('MAIL FROM:<a@example.org>\r\n', 'RCPT TO:<b@example.org>\r\n', 'DATA\r\n', message)
    let heard = ''
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
      if (!/^\d{3} .*\r\n$/m.test(heard)) return
      if (!/^(?:\d{3}-.*\r\n)*[23]/.test(heard)) return reject(new Error(heard))
      heard = ''
      const next = script.shift()
      if (next === undefined) socket.end('QUIT\r\n', () => resolve())
      else socket.write(next)
    })
    socket.once('error', reject)
  })
}

const measure =
  (line) =>
  async ({ port }) => {
    const message = wire(line)
    const from = performance.now()
    await Promise.all(Array.from({ length: 4 }, () => client(port, message, 25)))
    return (100 * message.length) / 1e6 / ((performance.now() - from) / 1000)
  }
try {
  const plain = await interleave(peers, 7, measure('x'.repeat(76)))
  const dotted = await interleave(peers, 7, measure(`.${'x'.repeat(75)}`))
  const body = `100 messages of 1 MB over four connections, lines of 76 octets

${table(plain, 'MB/s')}

The same where every line begins with a dot

${table(dotted, 'MB/s')}`
  report('large', 'Large messages', body)
} finally {
  for (const child of children) child.kill('SIGKILL')
}
