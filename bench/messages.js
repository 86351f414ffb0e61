// Messages a second: many small messages over twenty connections, one kept open (-d) and one message a connection.
import { interleave, parley, postfixTool, report, startServer, table, timed } from './lib.js'

const source = postfixTool('smtp-source')
const sink = postfixTool('smtp-sink')
if (!source || !sink) {
  process.stderr.write('bench: smtp-source and smtp-sink are needed: install the postfix package\n')
  process.exit(1)
}

const peers = [
  {
    name: 'parley serve',
    port: 2601,
    command: process.execPath,
    args: [parley, 'serve', '--memory', '--quiet', '--keep', '100', '--listen', '2601'],
  },
  {
    name: 'smtp-sink (Postfix, C, discards)',
    port: 2602,
    command: sink,
    args: ['-u', 'nobody', '127.0.0.1:2602', '1000'],
  },
  {
    name: 'smtp-server (npm)',
    port: 2603,
    command: process.execPath,
    args: [new URL('smtp-server-peer.js', import.meta.url).pathname, '2603'],
  },
]
const children = []
for (const { command, args, port } of peers) children.push(await startServer(command, args, port))

const measure =
  (messages, ...flags) =>
  async ({ port }) => {
    return (
      messages /
      (await timed(source, [...flags, '-s', '20', '-l', '2000', '-m', String(messages), `127.0.0.1:${port}`]))
    )
  }
try {
  const kept = await interleave(peers, 7, measure(20_000, '-d'))
  // smtp-server delays each connection a little, so few rounds and few messages are enough to see it.
  const fresh = await interleave(peers, 5, measure(2_000))
  const freshMany = await interleave(peers.slice(0, 2), 7, measure(20_000))
  const body = `\`smtp-source -d -s 20 -l 2000 -m 20000\`: 20 connections, kept open

${table(kept, 'messages/s')}

\`smtp-source -s 20 -l 2000 -m 20000\`: a connection for each message

${table(freshMany, 'messages/s')}

\`smtp-source -s 20 -l 2000 -m 2000\`

${table(fresh, 'messages/s')}`
  report('messages', 'Messages a second', body)
} finally {
  for (const child of children) child.kill('SIGKILL')
}
