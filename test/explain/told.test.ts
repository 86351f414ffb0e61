import { afterEach, describe, expect, it } from 'vitest'
import { explainTranscript } from '../../src/explain/dialogue.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
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
