import { afterEach, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { ClientSession } from '../../src/client/session.ts'
import { transact, type Stop } from '../../src/client/transaction.ts'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { readLines } from '../../src/transcript/lines.ts'

let server: MailServer

afterEach(() => server.close())

async function greeted(): Promise<ClientSession> {
  server = await createServer({ practice: true })
  const session = new ClientSession({ kind: 'tcp', host: server.host, port: server.port })
  await session.open()
  await session.reply()
  await session.command('EHLO client.example.org')
  return session
}

function said(session: ClientSession): string[] {
  return readLines(session.transcript)
    .filter(({ speaker }) => speaker === 'client')
    .map(({ text }) => text)
}

it.each([{ pipelining: false }, { pipelining: true }, { chunkSize: 10 }])(
  'stops behind the recipients where there is no message, %o',
  async (how) => {
    const session = await greeted()
    const to = ['alice', 'carol'].map((name) => ({ address: `${name}@example.test` }))
    const result = await transact(session, { from: 'bob@example.test', to, content: null, ...how })
    await session.quit()
    expect(said(session)).toEqual([
      'EHLO client.example.org',
      'MAIL FROM:<bob@example.test>',
      'RCPT TO:<alice@example.test>',
      'RCPT TO:<carol@example.test>',
      'RSET',
      'QUIT',
    ])
    expect(result.recipients.map(({ reply }) => reply?.code)).toEqual([250, 550])
    expect(result).toMatchObject({ data: null, message: null, isAccepted: false, failure: null })
  },
)

const stops: readonly [stop: Stop, pipelining: boolean, said: string, replies: number][] = [
  [{ after: 'sender' }, false, 'MAIL', 1],
  [{ after: 'sender' }, true, 'MAIL', 1],
  [{ after: 'sender', unanswered: true }, false, 'MAIL', 0],
  [{ after: 'recipient' }, false, 'MAIL RCPT RCPT', 3],
  [{ after: 'recipient' }, true, 'MAIL RCPT RCPT', 3],
  [{ after: 'recipient', unanswered: true }, false, 'MAIL RCPT', 1],
  [{ after: 'recipient', unanswered: true }, true, 'MAIL RCPT RCPT', 0],
  [{ after: 'data' }, false, 'MAIL RCPT RCPT DATA', 4],
  [{ after: 'data' }, true, 'MAIL RCPT RCPT DATA', 4],
  [{ after: 'data', unanswered: true }, true, 'MAIL RCPT RCPT DATA', 0],
  [{ after: 'message', unanswered: true }, false, 'MAIL RCPT RCPT DATA hi .', 4],
  [{ after: 'message' }, false, 'MAIL RCPT RCPT DATA hi .', 5],
]

it.each(stops)('breaks off on purpose: %o, pipelining %s', async (stop, pipelining, words, count) => {
  const session = await greeted()
  const to = [{ address: 'alice@example.test' }, { address: 'bob@example.test' }]
  const content = encode('hi\r\n')
  const result = await transact(session, { from: 'bob@example.test', to, content, pipelining, stop })
  session.close()
  const firstWords = said(session).map((line) => line.split(' ', 1)[0])
  expect(firstWords.join(' ')).toBe(`EHLO ${words}`)
  const replies = [result.sender, ...result.recipients.map(({ reply }) => reply), result.data, result.message]
  expect(replies.map((reply) => reply?.code).filter((code) => code !== undefined)).toEqual(
    [250, 250, 250, 354, 250].slice(0, count),
  )
  expect(result.failure).toBeNull()
})

it('breaks off nowhere where it does not come to', async () => {
  const session = await greeted()
  const stop = { after: 'recipient' } as const
  const to = [{ address: 'carol@example.test' }]
  await transact(session, { from: 'bob@example.test', to, content: encode('hi\r\n'), stop })
  expect(said(session).at(-1)).toBe('RSET')
})

it('reads no more of the message when the server has hung up', async () => {
  const session = await greeted()
  let pieces = 0
  const content = async function* () {
    for (; pieces < 10; pieces++) {
      yield encode('x\r\n')
      // It says 421 in the middle of the mail data, and hangs up.
      if (pieces === 2) await Promise.all([server.close(), arrival(session)])
    }
  }
  const to = [{ address: 'alice@example.test' }]
  const { message, isAccepted } = await transact(session, { from: 'bob@example.test', to, content: content() })
  expect(message?.code).toBe(421)
  expect(isAccepted).toBe(false)
  expect(pieces).toBe(3)
})

function arrival(session: ClientSession): Promise<void> {
  return new Promise((resolve) => {
    session.onArrival = () => {
      if (session.isOver) resolve()
    }
  })
}

it('says in its record who gave up waiting', async () => {
  const session = await greeted()
  session.close('timeout')
  expect(session.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'timeout' })
})
