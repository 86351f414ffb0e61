import { afterEach, describe, expect, it } from 'vitest'
import { explainTranscript } from '../../src/explain/dialogue.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { readConversation } from '../../src/transcript/read-conversation.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { Speaker } from '../server/faults/speaker.ts'

let server: MailServer
afterEach(() => server.close())

/** A conversation with a server that was told to make this trouble, from its record in a file. */
async function explained(fault: string, text: string) {
  server = await createServer({ hostname: 'mail.example.test', faults: [fault] })
  const speaker = new Speaker(server.port)
  speaker.socket.end(text)
  await speaker.ends()
  speaker.socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const reading = readTranscript(writeTranscript(server.sessions[0]!.transcript))
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return explainTranscript(reading.value)
}

const mail =
  'EHLO a.example.org\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\nSubject: hi\r\n\r\nhi\r\n.\r\nQUIT\r\n'

describe('trouble on demand, explained', () => {
  it.each([
    ['RCPT 550 5.1.1 "No such user"', 'recipient', 'RCPT TO:<bob@example.test> got the answer 550 5.1.1'],
    ['end-of-data drop', 'message', 'The end of the message got no answer'],
    ['mid-data drop', 'message', 'The conversation ended in the step "message"'],
    ['connect 554 "No"', 'connect', 'The server greeted with 554'],
  ])('%s: nobody looks for another reason', async (fault, step, what) => {
    const { trouble } = await explained(fault, fault.startsWith('mid') ? mail.replace(/\.\r\nQUIT\r\n$/, '') : mail)
    expect(trouble).toMatchObject({ step, explanation: { fault: 'nobody' } })
    expect(trouble!.sentence).toContain(what)
    expect(trouble!.sentence).toContain('The server was told to make this trouble (')
    expect(trouble!.explanation.cause).toBe(`The server had been told to make trouble here: ${fault}.`)
  })

  it('is a note where all went well', async () => {
    const { trouble, annotations } = await explained('end-of-data lose', mail)
    expect(trouble).toBe(null)
    const told = annotations.filter(({ explanation }) => explanation.notes.some((note) => /told/.test(note)))
    expect(told.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(/^The client ends the message/)])
  })

  it('stays by its own turn where commands are sent ahead', async () => {
    const { annotations } = await explained('NOOP 451', 'EHLO a.example.org\r\nNOOP\r\nRSET\r\nQUIT\r\n')
    const told = annotations.map(({ explanation }) => /told/.test(explanation.cause))
    expect(told).toEqual([false, false, true, false, false])
  })
})

describe('trouble on demand, as parley serve shows it', () => {
  const fault = 'RCPT 451 4.3.0 "Try later #1" to=bob@* first=2'
  const shown = [
    'S: 220 mail.example.test ESMTP Parley',
    'C: EHLO a.example.org',
    'S: 250-mail.example.test greets a.example.org',
    'S: 250 HELP',
    'C: MAIL FROM:<a@example.org>',
    'S: 250 2.1.0 Sender ok',
    'C: RCPT TO:<bob@example.test>',
    `# fault f1: ${fault}`,
    'S: 451 4.3.0 Try later #1',
    'C: QUIT',
    'S: 221 2.0.0 Closing, goodbye',
    '# closed by this side',
  ]
  const snippet = shown.slice(6, 9)

  it.each([
    ['from the greeting on', shown],
    ['as Windows ends lines', shown.map((line) => `${line}\r`)],
    ['with what stands before it', ['parley: listening on 127.0.0.1:1025', ...shown]],
    ['with the name of the session', shown.map((line) => `[tp8qrys0h-01] ${line}`)],
    ['a turn alone', snippet],
    ['a turn alone, behind a prompt', ['$ parley serve', ...snippet]],
  ])('%s', (_form, lines) => {
    const transcript = readConversation(lines.join('\n'))!
    expect(transcript.events).toContainEqual({ kind: 'fault', at: 0, id: 'f1', text: fault })
    const { trouble } = explainTranscript(transcript)
    expect(trouble).toMatchObject({ explanation: { fault: 'nobody' } })
    expect(trouble!.sentence).toContain('451')
    expect(trouble!.explanation.cause).toBe(`The server had been told to make trouble here: ${fault}.`)
  })

  it('is a comment in a script, and text in a message', () => {
    const reading = readTranscript(shown.join('\n'))
    expect(reading.ok && reading.value.events.every(({ kind }) => kind !== 'fault')).toBe(true)
    const mail = [
      'S: 220 x',
      'C: EHLO a',
      'S: 250 x',
      'C: DATA',
      'S: 354 x',
      'C: # fault f1: NOOP 451',
      'C: .',
      'S: 250 x',
    ]
    expect(readConversation(mail.join('\n'))!.events.every(({ kind }) => kind !== 'fault')).toBe(true)
  })
})
