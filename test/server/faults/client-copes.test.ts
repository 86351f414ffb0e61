import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate } from '../../../src/client/auth.ts'
import { connect } from '../../../src/client/connect.ts'
import { SmtpError } from '../../../src/client/error.ts'
import { hello } from '../../../src/client/hello.ts'
import { uniformTimeouts } from '../../../src/client/timeouts.ts'
import { transact } from '../../../src/client/transaction.ts'
import { damages } from '../../../src/server/faults/fault.ts'
import { createServer, type MailServer } from '../../../src/store/mail-server.ts'
import { cert, key } from '../certificate.ts'

/** Our own client gets an answer or an SmtpError out of every fault, and soon. */

let server: MailServer
beforeAll(async () => {
  server = await createServer({
    hostname: 'mail.example.test',
    tls: { key, cert },
    auth: { acceptAny: true, allowInClear: true },
  })
})
afterAll(() => server.close())

const PATIENCE = 150
const message = new TextEncoder().encode(`Subject: hi\r\n\r\n${'Hello Bob.\r\n'.repeat(2000)}`)

/** The whole of a conversation. */
async function deliver(): Promise<string> {
  const session = await connect({ host: '127.0.0.1', port: server.port, timeouts: uniformTimeouts(PATIENCE) })
  try {
    await hello(session, 'client.example.test')
    await session.startTls()
    await hello(session, 'client.example.test')
    await authenticate(session, { user: 'alice', password: 'secret' })
    const result = await transact(session, {
      from: 'alice@example.test',
      to: [{ address: 'bob@example.test' }],
      content: message,
    })
    await session.quit()
    return result.isAccepted ? 'accepted' : 'refused'
  } finally {
    session.close()
  }
}

const everywhere = [
  ...['connect', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'end-of-data', 'QUIT', 'any'].flatMap((phase) =>
    [
      ...['421 Bye', '451 4.3.0 No', '550 5.0.0 No', '250 Yes', '354 "Go on"', '299 Odd', '550 No close=yes'],
      ...['delay 10ms', 'drip 0ms', 'drop', 'reset', 'silence', 'garbage', 'garbage 3000', ...damages],
      ...['extra-reply 250 Forged', 'extra-reply 421 Forged'],
    ].map((what) => `${phase} ${what}`),
  ),
  ...['421 Enough', '451 Enough', 'drop', 'reset', 'silence', 'garbage', 'delay 10ms', 'slow-read 1000000'].map(
    (what) => `mid-data ${what} octets=5000`,
  ),
  ...['PIPELINING', 'STARTTLS', 'AUTH', 'ENHANCEDSTATUSCODES', 'SIZE', '8BITMIME', 'CHUNKING'].map(
    (keyword) => `EHLO hide ${keyword}`,
  ),
  ...['"SIZE 10"', '"SIZE 99999999999999999999"', '"AUTH GSSAPI"', 'X-NEW'].map((line) => `EHLO offer ${line}`),
  ...['garbage', 'close', 'silence'].map((form) => `STARTTLS break-tls ${form}`),
  'end-of-data lose',
  'end-of-data duplicate',
  'RCPT greylist',
]

describe('our client copes with', () => {
  it.each(everywhere)('%s', async (line) => {
    server.faults.clear()
    server.faults.add(line)
    const started = performance.now()
    const outcome = await deliver().catch((error: unknown) => error)
    if (typeof outcome !== 'string') expect(outcome).toBeInstanceOf(SmtpError)
    else expect(['accepted', 'refused']).toContain(outcome)
    expect(performance.now() - started).toBeLessThan(20 * PATIENCE)
    // What leaves the mail without an answer is never taken for one.
    if (/ (?:drop|reset|silence|421 [BE]|garbage|unfinished|no-line-end)/.test(line) && !line.startsWith('QUIT'))
      expect(outcome).not.toBe('accepted')
  })
})
