import { describe, expect, it } from 'vitest'
import { explainTranscript } from '../../src/explain/dialogue.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'
import { closed, goodbye, hello, talk } from './talk.ts'

/** What a server says that is no reply, or not one to what was said: it is the server that is at fault. */

const garbled = 'No reply, but something else'
const mail = [...hello, 'C: MAIL FROM:<a@a.test>', 'S: 250 ok', 'C: RCPT TO:<b@b.test>'] as const

function troubleOf(transcript: Transcript) {
  const { trouble } = explainTranscript(transcript)
  const { title, fault } = trouble!.explanation
  return { step: trouble!.step, title, fault, sentence: trouble!.sentence }
}

describe('behind a good greeting', () => {
  it.each<[name: string, step: string, title: string, transcript: Transcript]>([
    ['octets', 'recipient', garbled, talk(...mail, 'S: \u0002\u000f,[l', closed('us'))],
    ['no code', 'recipient', garbled, talk(...mail, 'S: 2.1.5 Recipient ok', closed('us'))],
    ['another protocol', 'recipient', garbled, talk(...mail, 'S: HTTP/1.1 200 OK', closed('us'))],
    ['at EHLO', 'handshake', garbled, talk('S: 220 mx.b.test', 'C: EHLO a', 'S: what?', closed('us'))],
    ['yes and no', 'recipient', 'A reply of yes and no', talk(...mail, 'S: 250-2.1.5 ok\n550 2.1.5 ok', ...goodbye)],
    [
      'two replies',
      'message',
      'One reply too many',
      talk(...mail, 'S: 250 ok\n250 Forged', 'C: DATA\nQUIT', 'S: 354 go', closed('us')),
    ],
    [
      'the second one late',
      'message',
      'A reply that does not fit the command',
      talk(...mail, 'S: 250 ok', 'C: DATA', 'S: 250 Forged', 'C: QUIT', closed('us')),
    ],
  ])('%s', (_, step, title, transcript) => {
    expect(troubleOf(transcript)).toMatchObject({ step, title, fault: 'their server' })
  })

  it('shows what was said whole, and nothing that steers a terminal', () => {
    const { sentence } = troubleOf(talk(...mail, 'S: 2.1.5 \u001b[31mok', closed('us')))
    expect(sentence).toContain('got the answer "2.1.5 \\x1b[31mok"')
    const { annotations } = explainTranscript(talk(...mail, 'S: \u001b[31mok', closed('us')))
    expect(annotations.at(-1)!.sentence).toContain('the server answers "\\x1b[31mok"')
  })

  it('keeps the code of a reply of yes and no', () => {
    const { steps } = explainTranscript(talk(...mail, 'S: 250-ok\n550 ok', ...goodbye))
    expect(steps[3]).toMatchObject({ outcome: 'no', code: 550 })
  })

  it('lets lines differ that say the same', () => {
    expect(troubleOf(talk(...mail, 'S: 550-No such user\n551 No such user', ...goodbye)).title).not.toBe(
      'A reply of yes and no',
    )
  })
})

it.each([
  ['before it', 'Not SMTP', 'S: what?'],
  ['before it, in a known protocol', 'This is SSH', 'S: SSH-2.0-x'],
])('%s it is the port', (_, title, line) => {
  expect(troubleOf(talk(line, closed('us')))).toMatchObject({ title, fault: 'you' })
})

it('a message that is left without such a reply is the client’s doing', () => {
  const left = [...mail, 'S: 250 ok', 'C: DATA', 'S: 354 go', 'C: hi', closed('us')] as const
  expect(troubleOf(talk(...left))).toMatchObject({ title: 'The message was broken off', fault: 'you' })
})
