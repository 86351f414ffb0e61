import type { Duplex } from 'node:stream'
import { createReply } from '../../src/protocol/reply.ts'
import { writeAddress } from '../../src/protocol/path.ts'
import { defaultLimits, type ServerConfig } from '../../src/server/config.ts'
import type { MessageWriter, Policy } from '../../src/server/policy.ts'
import { SmtpServer } from '../../src/server/server.ts'
import type { ServerSession } from '../../src/server/session.ts'
import type { Transcript } from '../../src/transcript/transcript.ts'
import { cert, key } from '../server/certificate.ts'

/** The mail host that the goldens talk to: a few mailboxes and a list at example.test, and nothing beyond it. */
const mailboxes = ['alice', 'bob', 'postmaster', 'full', 'jörg', 'odd name']
const list = ['<alice@example.test>', '<bob@example.test>']

/** What makes a golden's server different, by the folder that the golden is in. */
const manners: Readonly<Record<string, Partial<ServerConfig>>> = {
  strict: { strict: true },
  lenient: { lenientLineEnds: true },
  kept: { bareLineEnds: 'keep' },
  tls: { tls: { key, cert } },
}

const policy = (delivered: Uint8Array[]): Policy => ({
  rcpt({ localPart, domain }) {
    if (!['', 'example.test', '[192.0.2.25]'].includes(domain.toLowerCase()))
      return createReply(550, '5.7.1', 'No relaying')
    if (localPart === 'later') return createReply(450, '4.2.0', 'Come again in five minutes')
    if (!mailboxes.includes(localPart.toLowerCase())) return createReply(550, '5.1.1', 'No such user')
    return null
  },
  vrfy(argument) {
    const name = argument.replace(/^<|>$|@example\.test>?$/gi, '').toLowerCase()
    return mailboxes.includes(name)
      ? createReply(250, '2.1.5', `<${name}@example.test>`)
      : createReply(550, '5.1.1', 'No such user')
  },
  expn(argument) {
    return argument === 'staff' ? createReply(250, '2.1.5', ...list) : createReply(550, '5.1.1', 'No such list')
  },
  message(): MessageWriter {
    const pieces: Uint8Array[] = []
    return {
      write: (octets) => void pieces.push(octets),
      finish: () => {
        delivered.push(Buffer.concat(pieces))
        return null
      },
      finishFor: (_message, { forwardPath }) =>
        writeAddress(forwardPath).startsWith('full@') ? createReply(452, '4.2.2', 'Mailbox is full') : null,
      abort: () => {},
    }
  },
})

/** A server that has had, or is having, one conversation. */
export interface GoldenServer {
  /** Messages that it has taken responsibility for. */
  readonly delivered: readonly Uint8Array[]
  readonly transcript: Transcript
  /** Settles when the conversation is over. */
  readonly over: Promise<void>
}

/** Serve one client. The clock is the test's own: a tick each time somebody looks at it. */
export function serveGolden(stream: Duplex, manner: string, protocol: 'smtp' | 'lmtp'): GoldenServer {
  const delivered: Uint8Array[] = []
  let ticks = 0
  let session: ServerSession
  let finish = () => {}
  const over = new Promise<void>((resolve) => (finish = resolve))
  const server = new SmtpServer(
    {
      hostname: 'mx.example.test',
      lmtp: protocol === 'lmtp',
      policy: policy(delivered),
      clock: { now: () => ticks++, date: () => new Date(0) },
      limits: { ...defaultLimits, size: 4000, recipients: 3, errors: 8, idle: 10_000 },
      strict: false,
      lenientLineEnds: false,
      bareLineEnds: 'refuse',
      ...manners[manner],
    },
    { onOpen: (opened) => (session = opened), onClose: () => finish() },
  )
  server.accept(stream)
  return {
    delivered,
    over,
    get transcript() {
      return session.transcript
    },
  }
}
