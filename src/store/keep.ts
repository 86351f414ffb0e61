import { findParam, writeParam } from '../protocol/params.ts'
import { writeAddress, type ForwardPath } from '../protocol/path.ts'
import { protocolName, writeReceived, writeReturnPath } from '../message/stamp.ts'
import type { Envelope, IncomingMessage, MessageWriter, SessionFacts } from '../server/policy.ts'
import type { Clock } from '../wire/clock.ts'
import { ContentWriter, type Content } from './content.ts'
import type { Store, StoredMessage } from './store.ts'

export interface KeepOptions {
  readonly store: Store
  readonly hostname: string
  readonly lmtp: boolean
  readonly clock: Clock
  /** The mailboxes a recipient's mail ends in. */
  readonly mailboxes: (path: ForwardPath) => readonly string[]
}

/** The writer that puts a message into a store; the client hears of success when the store has it. */
export function keep(options: KeepOptions): MessageWriter {
  const content = new ContentWriter()
  return {
    write: (octets) => content.write(octets),
    abort: () => content.abort(),
    finish: (message) => {
      const done = (whole: Content) => options.store.add(describe(message, whole, options))
      const whole = content.finishNow()
      const added = whole ? done(whole) : content.finish().then(done)
      return added ? added.then(() => null) : null
    },
  }
}

function describe(message: IncomingMessage, content: Content, options: KeepOptions): StoredMessage {
  const { envelope, session } = message
  const receivedAt = options.clock.date()
  let trace: string | null = null
  return {
    id: message.id,
    sessionId: session.id,
    receivedAt,
    from: writeAddress(envelope.reversePath),
    to: envelope.recipients.map(({ forwardPath }) => writeAddress(forwardPath)),
    params: {
      mail: envelope.params.map(writeParam),
      rcpt: envelope.recipients.map(({ params }) => params.map(writeParam)),
    },
    get mailboxes() {
      return [...new Set(envelope.recipients.flatMap(({ forwardPath }) => options.mailboxes(forwardPath)))]
    },
    get trace() {
      return (trace ??= writeTrace(message.id, receivedAt, envelope, session, options))
    },
    content,
    deviations: message.deviations,
  }
}

// RFC 5321 §4.4
function writeTrace(
  id: string,
  date: Date,
  envelope: Envelope,
  session: SessionFacts,
  { hostname, lmtp }: KeepOptions,
): string {
  const [only, ...others] = envelope.recipients
  const stamp = writeReceived({
    helo: session.helo ?? '',
    ip: session.clientAddress,
    by: hostname,
    with: protocolName({
      lmtp,
      extended: session.isExtended,
      tls: session.isEncrypted,
      utf8: findParam(envelope.params, 'SMTPUTF8') !== undefined,
    }),
    id,
    for: only && others.length === 0 ? writeAddress(only.forwardPath) : null,
    date,
  })
  return writeReturnPath(envelope.reversePath) + stamp
}
