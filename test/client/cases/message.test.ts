import { Duplex } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sendMail } from '../../../src/client/send.ts'
import { ClientSession } from '../../../src/client/session.ts'
import { composedMessage } from '../../../src/client/outgoing.ts'
import { templateMessage } from '../../../src/client/given-message.ts'
import { rfcTimeouts } from '../../../src/client/timeouts.ts'
import { encode } from '../../../src/protocol/bytes.ts'
import { createServer, type Socket } from 'node:net'

/** A server that keeps the octets of DATA as they come. */
async function receiveRaw(source: Parameters<typeof sendMail>[1]['message']): Promise<string> {
  let data = ''
  let isData = false
  const server = createServer((socket: Socket) => {
    socket.write('220 x\r\n')
    socket.setEncoding('latin1').on('data', (text: string) => {
      if (isData) {
        data += text
        if (/(?:^|\r\n)\.\r\n$/.test(data)) {
          isData = false
          socket.write('250 ok\r\n')
        }
        return
      }
      isData = text.startsWith('DATA')
      socket.write(isData ? '354 go\r\n' : text.startsWith('EHLO') ? '250-x\r\n250 8BITMIME\r\n' : '250 ok\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port })
  const { trouble } = await sendMail(session, {
    helloName: 'client.test',
    from: 'a@a.test',
    to: [{ address: 'b@b.test' }],
    message: source,
  })
  await new Promise((resolve) => server.close(resolve))
  expect(trouble).toBeNull()
  return data
}

const facts = { version: '1', toAddresses: ['b@b.test'] }

describe('what the server receives', () => {
  const text = ['', '.', '..', '.x', 'bare\rcr', 'lf alone', 'é'.repeat(1200), 'x'.repeat(5000), 'end'].join('\n')
  const given = (content: string) => ({ head: encode(content), rest: null, isLasting: true })

  it.each([
    ['a text', composedMessage({ ...facts, text })],
    [
      'a text in HTML, and an attachment',
      composedMessage({ ...facts, html: text, attachments: [{ content: encode(text), filename: 'a.txt' }] }),
    ],
    ['a file with LF at its line ends', templateMessage(given(`Subject: x\n\n.\n..\n.x\nend`), facts)],
  ])('CLI-17 Dot-stuffing and line ends: %s', async (_name, source) => {
    const data = await receiveRaw(source)
    expect(data.endsWith('\r\n.\r\n')).toBe(true)
    const lines = data.slice(0, -'.\r\n'.length).split('\r\n').slice(0, -1)
    expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([])
    expect(lines.filter((line) => line.startsWith('.') && !line.startsWith('..'))).toEqual([])
    // A doubled dot goes beyond the limit by itself. RFC 5321 §4.5.3.1.6
    expect(Math.max(...lines.map((line) => line.replace(/^\.\./, '.').length))).toBeLessThanOrEqual(998)
    if (data.includes('..x')) expect(lines).toEqual(expect.arrayContaining(['..', '...', '..x']))
  })
})

describe('patience', () => {
  afterEach(() => void vi.useRealTimers())

  const minutes = (count: number) => count * 60_000
  const replies: readonly (readonly [RegExp, string])[] = [
    [/^EHLO/, '250 x'],
    [/^DATA/, '354 go'],
    [/^hi/, ''],
  ]

  /** A server in memory that never answers what fits, and everything else at once. */
  class Reticent extends Duplex {
    readonly #silentOn: RegExp

    constructor(silentOn: RegExp) {
      super()
      this.#silentOn = silentOn
      if (!silentOn.test('greeting')) this.push('220 x\r\n')
    }

    override _read(): void {}

    override _write(bytes: Buffer, _encoding: string, done: () => void): void {
      for (const line of bytes.toString().split('\r\n').slice(0, -1)) {
        if (this.#silentOn.test(line)) continue
        const [, reply] = replies.find(([pattern]) => pattern.test(line)) ?? [null, '250 ok']
        if (reply !== '') this.push(`${reply}\r\n`)
      }
      done()
    }
  }

  it.each([
    ['the greeting', /^greeting/, minutes(5), 'greeting'],
    ['MAIL', /^MAIL/, minutes(5), 'sender'],
    ['RCPT', /^RCPT/, minutes(5), 'recipient'],
    ['DATA', /^DATA/, minutes(2), 'data'],
    ['the end of the data', /^\.$/, minutes(10), 'message'],
  ])('CLI-18 Client timeouts: for %s', async (_name, silentOn, ms, phase) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    const session = new ClientSession({ kind: 'stream', stream: new Reticent(silentOn) }, { timeouts: rfcTimeouts })
    let phaseOfEnd: string | null = null
    const sent = sendMail(session, {
      helloName: 'client.test',
      from: 'a@a.test',
      to: [{ address: 'b@b.test' }],
      message: () => Promise.resolve({ content: encode('hi\r\n'), size: 4, isEightBit: false, needsUtf8: false }),
    }).then(({ trouble }) => (phaseOfEnd = `${trouble?.kind} ${trouble?.phase}`))
    const settle = () => new Promise((resolve) => setImmediate(resolve))
    for (let turn = 0; turn < 50; turn++) await settle()
    await vi.advanceTimersByTimeAsync(ms - 1000)
    for (let turn = 0; turn < 50; turn++) await settle()
    expect(phaseOfEnd).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    await sent
    expect(phaseOfEnd).toBe(`timeout ${phase}`)
  })

  it('CLI-18 Client timeouts: for each block of the data', () => {
    expect(rfcTimeouts.block).toBeGreaterThanOrEqual(minutes(3))
  })
})
