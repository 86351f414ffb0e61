import { connect } from 'node:net'

/**
 * A client that sends some messages one after the other.
 * @returns milliseconds of each, from the dot to the 250, and from MAIL on
 */
export async function answerTimes(port, messages) {
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
  const dots = []
  const wholes = []
  await say('')
  await say('EHLO client.example.org\r\n')
  while (dots.length < messages) {
    const from = performance.now()
    for (const line of ['MAIL FROM:<a@example.org>', 'RCPT TO:<b@example.org>', 'DATA']) await say(`${line}\r\n`)
    const dot = performance.now()
    await say(body)
    const end = performance.now()
    dots.push(end - dot)
    wholes.push(end - from)
  }
  socket.destroy()
  return { dots, wholes }
}
