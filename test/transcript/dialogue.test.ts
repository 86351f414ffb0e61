import { describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { readDialogue } from '../../src/transcript/dialogue.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'
import { readTranscript } from '../../src/transcript/read-transcript.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'

/** A client's transcript from what was said: `>` sent, `<` received, `>!` and `<!` who closed. */
function transcript(...said: readonly string[]): Transcript {
  const events = said.map((text, at): TranscriptEvent => {
    const kind = text.startsWith('>') ? 'sent' : 'received'
    if (text[1] === '!') return { kind: 'closed', at, by: kind === 'sent' ? 'us' : 'peer' }
    return { kind, at, bytes: encode(text.slice(1)), secret: false }
  })
  return { role: 'client', protocol: 'smtp', started: null, peer: null, events }
}

const hello = [
  '<220 hi\r\n',
  '>EHLO a.example\r\n',
  '<250-b.example\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES\r\n',
] as const
const plainHello = ['<220 hi\r\n', '>HELO a.example\r\n', '<250 b.example\r\n'] as const

function notes(...said: readonly string[]): string[] {
  const { turns, deviations } = readDialogue(transcript(...said))
  return [
    ...turns.flatMap((turn) => turn.deviations.map(({ code }) => code)),
    ...deviations.map(({ by, deviation }) => `${by} ${deviation.code}`),
  ]
}

describe('readDialogue', () => {
  it('pairs commands with replies, also where they were sent together', () => {
    const { turns, messages, state } = readDialogue(
      transcript(
        ...hello,
        '>MAIL FROM:<>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n',
        '<250 2.1.0 a\r\n250 2.1.5 b\r\n',
        '<354 c\r\n',
        '>hi\r\n.\r\n',
        '<250 2.0.0 d\r\n',
      ),
    )
    expect(turns.map(({ occasion, reply, askedAt, repliedAt }) => [occasion, reply?.code, askedAt, repliedAt])).toEqual(
      [
        ['greeting', 220, null, 0],
        ['EHLO', 250, 1, 2],
        ['MAIL', 250, 3, 4],
        ['RCPT', 250, 3, 4],
        ['DATA', 354, 3, 5],
        ['end-of-data', 250, 6, 7],
      ],
    )
    expect(
      messages.map(({ content, isComplete, transaction }) => [
        new TextDecoder().decode(content),
        isComplete,
        transaction?.recipients.length,
      ]),
    ).toEqual([['hi\r\n', true, 1]])
    expect(state).toBe('ready')
  })

  it('has what was asked and not answered', () => {
    const { turns } = readDialogue(transcript(...hello, '>MAIL FROM:<>\r\n', '<!'))
    expect(turns.at(-1)).toMatchObject({ occasion: 'MAIL', reply: null, askedAt: 3, repliedAt: null })
  })

  it('has a message whose end was not sent', () => {
    const { messages } = readDialogue(
      transcript(
        ...hello,
        '>MAIL FROM:<>\r\n',
        '<250 2.1.0 a\r\n',
        '>RCPT TO:<c@d.example>\r\n',
        '<250 2.1.5 b\r\n',
        '>DATA\r\n',
        '<354 c\r\n',
        '>half a',
        '>!',
      ),
    )
    expect(messages).toMatchObject([{ isComplete: false, replies: [] }])
  })

  const envelope = [...hello, '>MAIL FROM:<>\r\nRCPT TO:<c@d.example>\r\n', '<250 2.1.0 a\r\n250 2.1.5 b\r\n'] as const

  it('has a message whose end was not answered', () => {
    const { messages } = readDialogue(transcript(...envelope, '>DATA\r\n', '<354 c\r\n', '>hi\r\n.\r\n', '>!'))
    expect(messages).toMatchObject([{ isComplete: true, replies: [] }])
  })

  it('keeps chunks that were given up apart from the next message', () => {
    const { messages } = readDialogue(
      transcript(
        ...envelope,
        '>BDAT 2\r\nab',
        '<250 2.0.0 ok\r\n',
        '>RSET\r\n',
        '<250 2.0.0 ok\r\n',
        ...envelope.slice(-2),
        '>BDAT 2 LAST\r\ncd',
        '<250 2.0.0 ok\r\n',
      ),
    )
    expect(messages.map(({ content, isComplete }) => [new TextDecoder().decode(content), isComplete])).toEqual([
      ['ab', false],
      ['cd', true],
    ])
  })

  it('tells LMTP recipients by their order', () => {
    const lmtp = {
      ...transcript(
        '<220 hi\r\n',
        '>LHLO a\r\n',
        '<250 b\r\n',
        '>MAIL FROM:<>\r\n',
        '<250 a\r\n',
        '>RCPT TO:<c@d.example>\r\n',
        '<250 a\r\n',
        '>RCPT TO:<e@d.example>\r\n',
        '<250 a\r\n',
        '>DATA\r\n',
        '<354 a\r\n',
        '>hi\r\n.\r\n',
        '<250 a\r\n550 b\r\n',
      ),
      protocol: 'lmtp',
    } as const
    const last = readDialogue(lmtp).turns.slice(-2)
    expect(last.map(({ reply, recipient }) => [reply?.code, recipient?.forwardPath.localPart])).toEqual([
      [250, 'c'],
      [550, 'e'],
    ])
  })

  it.each([
    [
      'commands sent ahead where that was not offered',
      [...plainHello, '>RSET\r\nRSET\r\n', '<250 a\r\n250 b\r\n'],
      ['client unagreed-pipelining'],
    ],
    [
      'commands sent ahead in pieces',
      [...plainHello, '>RSET\r\n', '>RSET\r\n', '<250 a\r\n250 b\r\n'],
      ['client unagreed-pipelining'],
    ],
    [
      'commands behind one that ends a group',
      [...hello, '>NOOP\r\nRSET\r\n', '<250 2.0.0 a\r\n250 2.0.0 b\r\n'],
      ['client unagreed-pipelining'],
    ],
    [
      'a group as it should be',
      [...hello, '>RSET\r\nMAIL FROM:<>\r\nNOOP\r\n', '<250 2.0.0 a\r\n250 2.1.0 b\r\n250 2.0.0 c\r\n'],
      [],
    ],
    ['a command in two pieces', [...plainHello, '>RS', '>ET\r\n', '<250 a\r\n'], []],
    ['a client that leaves without QUIT', [...hello, '>!'], ['client no-quit']],
    ['a client that leaves behind 421', [...hello, '<421 4.3.2 a\r\n', '>!'], []],
    ['a server that leaves', [...hello, '<!'], []],
    ['a client that says QUIT', [...hello, '>QUIT\r\n', '<221 2.0.0 a\r\n', '>!'], []],
    ['a reply without the code that was promised', [...hello, '>RSET\r\n', '<250 a\r\n'], ['enhanced-missing']],
    [
      'a parameter that was not offered',
      [...hello, '>MAIL FROM:<> SIZE=1\r\n', '<250 2.1.0 a\r\n'],
      ['param-not-offered'],
    ],
  ])('notices %s', (_name, said, found) => {
    expect(notes(...said)).toEqual(found)
  })
})

it('takes a TLS hello where a command was due for no commands sent ahead', () => {
  expect(notes('<220 hi\r\n', '>\x16\x03\x01\x02\x00\x01\nabc\r\ndef\n\x00')).not.toContain(
    'client unagreed-pipelining',
  )
})

describe('a challenge that was left out of the record', () => {
  const login = (challenge: string) =>
    `S: 220 hi\nC: EHLO a.example\nS: 250 AUTH SCRAM-SHA-256\nC: AUTH SCRAM-SHA-256 ‹secret›\nS: ${challenge}\nC: ‹secret›\nS: 235 welcome\n`
  const deviationsOf = (challenge: string) =>
    readDialogue(read(login(challenge))).turns.flatMap((turn) => turn.deviations.map(({ code }) => code))

  function read(text: string): Transcript {
    const reading = readTranscript(text)
    if (!reading.ok) throw new Error('a transcript that cannot be read')
    return reading.value
  }

  it('has no octets that the server could be blamed for', () => {
    expect(deviationsOf('334 ‹secret›')).toEqual([])
  })

  it('does not clear what stands beside it', () => {
    expect(deviationsOf('334 ‹secret› é')).toEqual(['reply-8bit'])
  })
})
