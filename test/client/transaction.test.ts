import { afterEach, expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
import { transact } from '../../src/client/transaction.ts'
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

it('says in its record who gave up waiting', async () => {
  const session = await greeted()
  session.close('timeout')
  expect(session.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'timeout' })
})
