import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { explainTranscript } from '../../../src/explain/dialogue.ts'
import { classOf } from '../../../src/protocol/reply.ts'
import type { Answer } from '../talker.ts'
import { send } from './scene.ts'

const addresses = (count: number) => Array.from({ length: count }, (_, i) => ({ address: `r${i + 1}@b.test` }))

/** Write these pieces, each as a segment of its own. */
const inPieces =
  (...pieces: readonly string[]): Answer =>
  (socket: Socket) => {
    const rest = [...pieces]
    const next = () => {
      const piece = rest.shift()
      if (piece !== undefined) socket.write(piece, 'latin1', () => setTimeout(next, 2))
    }
    socket.setNoDelay(true)
    next()
  }

describe('the greeting and the hello', () => {
  it('CLI-12 Greeting variants: it goes on at 220 only', async () => {
    const { trouble, server } = await send([], {}, '220 hi')
    expect([trouble, server.heard[0]]).toEqual([null, 'EHLO client.test'])
    for (const code of [221, 299, 354, 421, 450, 500, 501, 530, 554]) {
      const { trouble, server } = await send([], {}, `${code} x`)
      expect(trouble).toMatchObject({ phase: 'greeting', reply: { code }, isTransient: classOf(code) === 'transient' })
      expect(server.heard.filter((line) => line !== 'QUIT')).toEqual([])
    }
  })

  it('CLI-13 HELO fallback: no ESMTP parameters, whatever was offered before', async () => {
    const eightBit = { content: Buffer.from('gr\xfc\xdfe\r\n', 'latin1'), size: 7, isEightBit: true, needsUtf8: false }
    const message = () => Promise.resolve(eightBit)
    const offer = '500-what?\r\n500-SIZE 1000\r\n500 8BITMIME'
    for (const more of [{ message }, { message, chunkSize: 100 }, { message, pipelining: true }]) {
      const { trouble, server } = await send([[/^EHLO/, offer]], more)
      expect(trouble).toBeNull()
      expect(server.heard.map((line) => line.replace(/[^ -~]/g, ''))).toEqual([
        'EHLO client.test',
        'HELO client.test',
        'MAIL FROM:<a@a.test>',
        'RCPT TO:<b@b.test>',
        'DATA',
        'gre',
        '.',
        'QUIT',
      ])
    }
  })

  it('CLI-13 HELO fallback: parameters that are asked for are not said, and that is told', async () => {
    const { trouble, server, notes } = await send([[/^EHLO/, '502 no']], {
      mailParams: [{ keyword: 'RET', value: 'HDRS' }],
      to: [{ address: 'b@b.test', params: [{ keyword: 'NOTIFY', value: 'NEVER' }] }],
    })
    expect(trouble).toBeNull()
    expect(server.heard.slice(1, 4)).toEqual(['HELO client.test', 'MAIL FROM:<a@a.test>', 'RCPT TO:<b@b.test>'])
    expect(notes).toEqual([
      'the server knows HELO only, which has no parameters: RET=HDRS and NOTIFY=NEVER left out; --force says them',
    ])
  })
})

describe('replies', () => {
  const octets = (reply: string) => [...reply]

  it('CLI-14 Multiline, split and slow replies: in pieces of any size', async () => {
    const hundred = Array.from({ length: 99 }, (_, i) => `250-X-LINE${i}\r\n`)
    const long = `250-${'x'.repeat(506)}\r\n`
    const replies: readonly (readonly string[])[] = [
      ['250-x\r\n', '250-SIZE 1000\r\n', '250 PIPELINING\r\n'],
      ['250-x\r', '\n250-SIZE 1000\r', '\n250 PIPELINING\r', '\n'],
      octets('250-x\r\n250-SIZE 1000\r\n250 PIPELINING\r\n'),
      [`250-x\r\n250-SIZE 1000\r\n${hundred.join('')}250 PIPELINING\r\n`],
      [`250-x\r\n250-SIZE 1000\r\n${long}`, `${long}250 PIPELI`, 'NING\r\n'],
    ]
    for (const reply of replies) {
      const { trouble, server, session } = await send([
        [/^EHLO/, inPieces(...reply)],
        [/^MAIL/, inPieces('250-one\r\n250-', 'two\r\n25', '0 three\r\n')],
      ])
      expect(trouble).toBeNull()
      expect(session.capabilities.has('SIZE') && session.capabilities.has('PIPELINING')).toBe(true)
      expect(server.heard.slice(0, 3)).toEqual([
        'EHLO client.test',
        'MAIL FROM:<a@a.test> SIZE=4',
        'RCPT TO:<b@b.test>',
      ])
    }
  })

  it('CLI-15 Unknown reply codes: the first digit decides', async () => {
    const yes = await send([
      [/^EHLO/, '299 x'],
      [/^(?:MAIL|RCPT|\.$)/, '299 x'],
      [/^DATA/, '399 go on'],
    ])
    expect(yes.trouble).toBeNull()
    expect(yes.transactions).toMatchObject([{ isAccepted: true, recipients: [{ fate: 'taken' }] }])
    const cases = [
      [/^MAIL/, 'sender'],
      [/^RCPT/, 'recipient'],
      [/^DATA$/, 'data'],
      [/^\.$/, 'message'],
    ] as const
    for (const [pattern, phase] of cases) {
      for (const [code, fate] of [
        [459, 'later'],
        [599, 'refused'],
      ] as const) {
        const { trouble, transactions } = await send([
          [pattern, `${code} x`],
          [/^DATA/, '399 go on'],
        ])
        expect(trouble).toMatchObject({ kind: 'rejected', phase, reply: { code }, isTransient: code === 459 })
        expect(transactions[0]!.recipients[0]!.fate).toBe(fate)
      }
    }
  })
})

describe('recipients', () => {
  const full = (code: string): readonly (readonly [RegExp, Answer])[] => [[/^RCPT TO:<r101@/, code]]

  it.each([
    ['552 Too many recipients', 'later'],
    ['552 no more', 'later'],
    ['552 5.5.3 no more', 'later'],
    ['452 4.5.3 no more', 'later'],
    // That one says what it means.
    ['552 5.2.2 Mailbox full', 'refused'],
  ])('CLI-16 552 at the 101st RCPT: %s', async (said, fate) => {
    const { trouble, transactions, session } = await send(full(said), { to: addresses(101) })
    expect(trouble).toBeNull()
    const [{ recipients, isAccepted }] = transactions as [(typeof transactions)[number]]
    expect(isAccepted).toBe(true)
    expect(recipients.map((each) => each.fate)).toEqual([...Array<string>(100).fill('taken'), fate])
    const { retry, title } = explainTranscript(session.transcript).recipients[100]!
    if (fate === 'later') expect([title, retry]).toEqual(['Too many recipients in one message', true])
    else expect(retry).toBe(false)
  })

  it('CLI-16 552 at the 101st RCPT: at the first it is the mailbox', async () => {
    const { trouble, transactions } = await send([[/^RCPT/, '552 full']])
    expect(trouble).toMatchObject({ phase: 'recipient', isTransient: false })
    expect(transactions[0]!.recipients[0]!.fate).toBe('refused')
  })

  it('CLI-20 Partial recipient refusal: who has it, who is bounced, and who is tried again', async () => {
    const { trouble, transactions, server } = await send(
      [
        [/^RCPT TO:<r2/, '550 no such user'],
        [/^RCPT TO:<r3/, '450 later'],
      ],
      { to: addresses(3) },
    )
    expect(trouble).toBeNull()
    expect(transactions).toHaveLength(1)
    expect(transactions[0]!.recipients.map(({ address, fate }) => [address, fate])).toEqual([
      ['r1@b.test', 'taken'],
      ['r2@b.test', 'refused'],
      ['r3@b.test', 'later'],
    ])
    expect(server.heard.filter((line) => line === '.')).toHaveLength(1)
  })

  it('CLI-20 Partial recipient refusal: of the message too, or of DATA, or where it breaks off', async () => {
    const fates = async (answers: readonly (readonly [RegExp, Answer])[]) => {
      const { transactions } = await send([[/^RCPT TO:<r2/, '550 no such user'], ...answers], { to: addresses(2) })
      return transactions[0]!.recipients.map(({ fate }) => fate)
    }
    expect(await fates([[/^\.$/, '451 later']])).toEqual(['later', 'refused'])
    expect(await fates([[/^\.$/, '554 spam']])).toEqual(['refused', 'refused'])
    expect(await fates([[/^DATA/, '451 later']])).toEqual(['later', 'refused'])
    expect(await fates([[/^MAIL/, '553 no']])).toEqual(['refused', 'refused'])
    expect(await fates([[/^\.$/, (socket) => void socket.destroy()]])).toEqual(['unknown', 'refused'])
  })
})

describe('pipelining', () => {
  it('CLI-19 Pipelining discipline: nothing before the greeting, and one at a time where it is not offered', async () => {
    const early: string[] = []
    const waiting: string[] = []
    let isDue = false
    const slowly =
      (reply: string): Answer =>
      (socket) => {
        isDue = true
        setTimeout(() => {
          isDue = false
          socket.write(`${reply}\r\n`)
        }, 20)
      }
    const greet: Answer = (socket) => {
      const note = (bytes: Buffer) => early.push(bytes.toString())
      socket.on('data', (bytes: Buffer) => isDue && waiting.push(bytes.toString()))
      socket.once('data', note)
      setTimeout(() => {
        socket.off('data', note)
        socket.write('220 hi\r\n')
      }, 60)
    }
    const { trouble, server } = await send(
      [
        [/^EHLO/, slowly('250-x\r\n250 SIZE')],
        [/^(?:MAIL|RCPT)/, slowly('250 ok')],
        [/^DATA/, '354 go'],
      ],
      { pipelining: true, to: addresses(2) },
      greet,
    )
    expect(trouble).toBeNull()
    expect(early).toEqual([])
    expect(waiting).toEqual([])
    expect(server.heard.map((line) => line.split(' ')[0])).toEqual([
      'EHLO',
      'MAIL',
      'RCPT',
      'RCPT',
      'DATA',
      'hi',
      '.',
      'QUIT',
    ])
  })
})
