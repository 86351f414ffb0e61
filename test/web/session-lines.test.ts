import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
import { createMailHost } from '../../src/host/mail-host.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'
import { LiveFeed } from '../../src/web/live/feed.ts'
import { readSessionLines, type SessionLine } from '../../src/web/session-lines.ts'

function transcript(text: string): Transcript {
  const reading = readTranscript(text)
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return reading.value
}

/** As a server records what comes, and is answered, in one breath. */
function inOneBreath({ events, ...others }: Transcript): Transcript {
  const merged: (typeof events)[number][] = []
  for (const event of events) {
    const last = merged.at(-1)
    if (last && (event.kind === 'sent' || event.kind === 'received') && last.kind === event.kind)
      merged[merged.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, event.bytes]) }
    else merged.push(event)
  }
  return { ...others, events: merged }
}

const pipelined = `S: 220 mail.example.test ESMTP
C: EHLO client.example.org
S: 250-mail.example.test
S: 250-PIPELINING
S: 250 ENHANCEDSTATUSCODES
C: MAIL FROM: <ann@example.org>
C: RCPT TO:<nobody@example.test>
C: RCPT TO:<bob@example.test>
C: DATA
S: 250 2.1.0 Sender ok
S: 550-5.1.1 No such user here
S: 550 5.1.1 Try another
S: 250 2.1.5 Recipient ok
S: 354 Go on
C: Subject: QUIT
C:
C: QUIT
C: .
C: QUIT
S: 250 2.0.0 Ok
S: 221 2.0.0 Bye
`

describe('a conversation line by line', () => {
  const lines = readSessionLines(inOneBreath(transcript(pipelined)))
  const explained = lines.flatMap(({ text, explanation }) => (explanation ? [[text, explanation.title] as const] : []))

  it('explains each of the replies that come in one breath, where it ends', () => {
    expect(explained.map(([text]) => text)).toEqual([
      '220 mail.example.test ESMTP',
      '250 ENHANCEDSTATUSCODES',
      '250 2.1.0 Sender ok',
      '550 5.1.1 Try another',
      '250 2.1.5 Recipient ok',
      '354 Go on',
      '250 2.0.0 Ok',
      '221 2.0.0 Bye',
    ])
    expect(explained[3]![1]).toMatch(/mailbox/i)
    expect(explained[2]![1]).not.toBe(explained[4]![1])
  })

  it('marks what is wrong where it stands', () => {
    const marked = lines.flatMap(({ text, deviations = [] }) => deviations.map(({ ref }) => [text, ref]))
    expect(marked).toEqual([['MAIL FROM: <ann@example.org>', 'RFC 5321 §3.3']])
  })
})

it('explains a greeting to a client with telnet’s options as any other', () => {
  const lines = readSessionLines(transcript(readFileSync('test/golden/typed-with-telnet-options.smtp', 'utf8')))
  expect(lines.filter(({ explanation }) => explanation).length).toBe(
    lines.filter(({ kind, text }) => kind === 'server' && /^\d{3} /.test(text)).length,
  )
})

it('tells a line again when something is found wrong with it later, with the reply', async () => {
  const host = await createMailHost({ faults: ['MAIL delay 300ms'] })
  const told: SessionLine[][] = []
  const stop = new LiveFeed(host.server).listen((event) => {
    // As it is told: what becomes of it later is another telling.
    if (event.kind === 'session-line') told.push(structuredClone([...event.lines]))
  })
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: host.server.port })
  await session.open()
  await session.reply()
  for (const line of ['EHLO client.example.org', 'MAIL FROM: <ann@example.org>', 'QUIT']) await session.command(line)
  session.close()
  await expect.poll(() => told.flat().some(({ kind }) => kind === 'closed')).toBe(true)
  const tellings = told.flat().filter(({ text }) => text.startsWith('MAIL FROM'))
  expect(tellings.map(({ number, deviations = [] }) => [number, deviations.map(({ ref }) => ref)])).toEqual([
    [tellings[0]!.number, []],
    [tellings[0]!.number, ['RFC 5321 §3.3']],
  ])
  // Nothing else is told twice, and all of it is what is read afterwards.
  const lines = new Map(told.flat().map((line) => [line.number, line]))
  expect(told.flat()).toHaveLength(lines.size + 1)
  const { transcript } = host.server.sessions[0]!
  expect([...lines.values()]).toEqual(readSessionLines(transcript))
  stop()
  await host.close()
})
