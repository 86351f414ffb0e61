// What a crowd does to one client that sends its mail as everybody does: 10,000 connections that say nothing, and 1,000
// that say an octet a second. The crowd is a process of its own; it takes a minute or so.
import { fork } from 'node:child_process'
import { connect } from 'node:net'
import { answerTimes } from './answer-times.js'
import { median, parley, percentile, report, sleep, startServer } from './lib.js'

const port = 2671
const idle = Number(process.env.IDLE ?? 10_000)
const slow = Number(process.env.SLOW ?? 1000)
const messages = Number(process.env.MESSAGES ?? 2000)
/** Connections that are opened at a time. */
const AT_ONCE = 200

if (process.argv[2] === 'crowd') beCrowd()
else await measure()

async function measure() {
  const limits = ['--connections', '20000', '--connections-per-client', '20000', '--idle', '600']
  const server = await startServer(
    process.execPath,
    [parley, 'serve', '--memory', '--quiet', '--no-http', '--listen', String(port), ...limits],
    port,
  )
  const crowd = fork(new URL(import.meta.url), ['crowd'])
  /** Let it become so many. */
  const gather = (what) => new Promise((resolve) => crowd.once('message', resolve).send(what))
  try {
    await answerTimes(port, messages) // warm-up, not counted
    const rows = []
    const alone = []
    const look = async (name, isAlone = false) => {
      const { wholes } = await answerTimes(port, messages)
      if (isAlone) alone.push(...wholes)
      rows.push({ name, wholes })
    }
    await look('nobody', true)
    await gather({ idle })
    await sleep(1000)
    await look(`${idle.toLocaleString('en')} idle`)
    await gather({ slow })
    await sleep(1000)
    await look(`${idle.toLocaleString('en')} idle, ${slow.toLocaleString('en')} slow`)
    await gather({ isOver: true })
    await sleep(1000)
    await look('nobody any more', true)
    const usual = median(alone)
    const line = ({ name, wholes }) => {
      const [p50, p99] = [0.5, 0.99].map((share) => percentile(wholes, share).toFixed(2))
      return `| ${name} | ${p50} | ${p99} | ${(median(wholes) / usual).toFixed(2)} |`
    }
    report(
      'crowd',
      'One client in a crowd',
      `Milliseconds from MAIL to the 250, of ${messages.toLocaleString('en')} messages one after the other; the store is in memory

| who else is there | p50 | p99 | times as long as alone |
|-|-:|-:|-:|
${rows.map(line).join('\n')}`,
    )
  } finally {
    crowd.kill('SIGKILL')
    server.kill('SIGKILL')
  }
}

function beCrowd() {
  const sockets = []
  /** Each says the next octet of this when its second has come. */
  const talkers = []
  // Spread over the second, as they would be.
  const PARTS = 50
  let turn = 0
  const timer = setInterval(() => {
    turn++
    for (let i = turn % PARTS; i < talkers.length; i += PARTS) talkers[i]()
  }, 1000 / PARTS)
  process.on('message', async ({ idle = 0, slow = 0, isOver = false }) => {
    for (let n = 0; n < idle + slow; n += AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, idle + slow - n) }, () => open(n < slow)))
    if (isOver) {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
    }
    process.send({ count: sockets.length })
  })

  function open(isSlow) {
    return new Promise((resolve, reject) => {
      // Several loopback addresses: one has not enough ports.
      const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (sockets.length % 4)}` })
      sockets.push(socket)
      socket.once('error', reject)
      socket.once('data', () => socket.write('EHLO bench.example.org\r\n', () => socket.once('data', begin)))
      const begin = () => {
        socket.resume()
        if (isSlow) talkers.push(talker(socket, talkers.length % 2 === 0))
        resolve()
      }
    })
  }

  /** Half of them write commands, half of them a message. */
  function talker(socket, isInData) {
    if (isInData) socket.write('MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n')
    const text = isInData ? 'slowly\r\n' : 'NOOP\r\n'
    let at = 0
    return () => socket.write(text[at++ % text.length])
  }
}
