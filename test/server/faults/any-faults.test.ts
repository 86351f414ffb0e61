import fc from 'fast-check'
import { connect as connectTcp } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { readTranscript } from '../../../src/transcript/read-transcript.ts'
import { writeTranscript } from '../../../src/transcript/write-transcript.ts'
import { createServer, type MailServer } from '../../../src/store/mail-server.ts'
import { cert, key } from '../certificate.ts'
import { arbitraryFault } from './arbitrary-fault.ts'
import { Speaker, until } from './speaker.ts'

/** Whatever trouble a server is told to make, it has none itself. */

let server: MailServer
afterEach(() => server.close())

const line = fc.constantFrom(
  'EHLO client.example.test',
  'HELO client.example.test',
  'STARTTLS',
  'AUTH PLAIN AGEAYg==',
  'AUTH LOGIN',
  'YQ==',
  'MAIL FROM:<alice@example.test> SIZE=100',
  'MAIL FROM:<>',
  'RCPT TO:<bob@example.test>',
  'RCPT TO:<421@example.test>',
  'RCPT TO:<drop-after-data@example.test>',
  'DATA',
  'Subject: hi\r\n\r\nHello',
  '.',
  'BDAT 7\r\nHello',
  'BDAT 7 LAST\r\nHello',
  'RSET',
  'NOOP',
  'VRFY bob',
  'QUIT',
  '\xff\xfb\x01',
)
const polite = [
  ...['EHLO client.example.test', 'MAIL FROM:<alice@example.test>', 'RCPT TO:<bob@example.test>', 'DATA'],
  ...['Subject: hi\r\n\r\nHello\r\n.', 'QUIT'],
]

it.each([false, true])(
  'no set of faults crashes it or keeps a session; LMTP: %s',
  async (lmtp) => {
    server = await createServer({
      hostname: 'mail.example.test',
      lmtp,
      tls: { key, cert },
      auth: { acceptAny: true, allowInClear: true },
      troubleAddresses: true,
      keep: { sessions: 1000 },
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryFault, { minLength: 1, maxLength: 6 }),
        fc.oneof(fc.array(line, { maxLength: 12 }), fc.constant(polite)),
        fc.constantFrom('together', 'apart'),
        fc.constantFrom('end', 'reset', 'wait'),
        async (faults, lines, pace, end) => {
          server.faults.clear()
          for (const fault of faults) server.faults.add(fault)
          const socket = connectTcp(server.port, '127.0.0.1')
          let isOver = false
          socket.on('data', () => {}).on('error', () => {})
          socket.on('close', () => (isOver = true))
          const said = lines.map((each) => `${lmtp ? each.replace(/^EHLO/, 'LHLO') : each}\r\n`)
          if (pace === 'together') socket.write(said.join(''), 'latin1')
          else
            for (const each of said) {
              if (!socket.destroyed) socket.write(each, 'latin1')
              await new Promise((resolve) => setImmediate(resolve))
            }
          if (end === 'wait') await new Promise((resolve) => setTimeout(resolve, 5))
          if (end === 'reset') socket.resetAndDestroy()
          else socket.end()
          await until(
            () => isOver,
            () => `the end of ${JSON.stringify(said)}`,
          )
          const held = server.sessions.at(-1)
          await until(
            () => server.sessions.every(({ isClosed }) => isClosed),
            () => `the end of the session behind ${JSON.stringify(said)}`,
          )
          // What happened is on record, and can be written down and read back.
          const transcript = held?.transcript
          if (!transcript) return
          const reading = readTranscript(writeTranscript(transcript))
          const marks = (events: typeof transcript.events) =>
            events.flatMap((event) => (event.kind === 'fault' ? [`${event.id} ${event.text}`] : []))
          expect(reading.ok && marks(reading.value.events)).toEqual(marks(transcript.events))
        },
      ),
      { numRuns: 150 },
    )
    server.faults.clear()
    const speaker = new Speaker(server.port)
    expect(await speaker.converse(`${lmtp ? 'L' : 'E'}HLO client.example.test`)).toMatch(/^250-/)
    speaker.socket.destroy()
  },
  60_000,
)
