// What `parley send` of one message costs as a whole process, beside the bare start of Node.
import { interleave, median, parley, report, startServer, timed } from './lib.js'

const server = await startServer(process.execPath, [parley, 'serve', '--memory', '--quiet', '--listen', '2631'], 2631)
try {
  const send = [parley, 'send', '127.0.0.1:2631', '--from', 'a@example.org', '--to', 'b@example.org', '--silent']
  const peers = [
    { name: 'parley send', args: send },
    { name: 'node -e 0', args: ['-e', '0'] },
  ]
  const results = await interleave(peers, 15, async ({ args }) => (await timed(process.execPath, args)) * 1000)
  const [parleyMs, nodeMs] = [...results.values()].map(median)
  const limit = 1.3 * nodeMs + 60
  report(
    'start',
    'The start of parley send',
    `| | ms (median) |\n|-|-:|\n| parley send | ${parleyMs.toFixed(0)} |\n| node -e 0 | ${nodeMs.toFixed(0)} |\n| 1.3 × node + 60 | ${limit.toFixed(0)} |`,
  )
} finally {
  server.kill('SIGKILL')
}
