import { equalBytes } from '../../protocol/bytes.ts'
import { createServer } from '../../store/mail-server.ts'
import type { StoredMessage } from '../../store/store.ts'
import type { Arrival } from './case.ts'
import type { TestMessage } from './message.ts'

/** A practice server on a free loopback port: a real one, on a real socket, that lets us look into its mailboxes. */
export interface Practice {
  readonly host: string
  readonly port: number
  /** Look for messages that it has accepted; null where there are none. */
  prove(accepted: readonly AcceptedMessage[]): Promise<Arrival | null>
  close(): Promise<void>
}

export interface AcceptedMessage {
  readonly message: TestMessage
  readonly to: string
}

/** It answers when it has stored the message, so there is hardly anything to wait for. */
const PATIENCE = 2000

export async function startPractice(): Promise<Practice> {
  const server = await createServer({ practice: true })
  const find = ({ message, to }: AcceptedMessage) =>
    server.waitFor({ to, contains: message.token }, { timeout: PATIENCE }).catch(() => null)
  return {
    host: server.host,
    port: server.port,
    async prove(accepted) {
      const mailboxes = new Set<string>()
      for (const each of accepted) {
        const stored = await find(each)
        const fault = stored ? await compare(each.message, stored) : 'is not in its store.'
        if (fault !== null) {
          return {
            arrived: false,
            sentence: `The server accepted the message "${each.message.subject}", but it ${fault}`,
          }
        }
        for (const mailbox of stored!.mailboxes) mailboxes.add(mailbox)
      }
      return accepted.length === 0 ? null : { arrived: true, sentence: describe(accepted.length, [...mailboxes]) }
    },
    close: () => server.close(),
  }
}

/** What is wrong with what arrived; null where it is what was sent. The trace fields on top are not part of it. */
async function compare(sent: TestMessage, stored: StoredMessage): Promise<string | null> {
  const arrived = await stored.content.bytes()
  if (equalBytes(sent.content, arrived)) return null
  const at = sent.content.findIndex((octet, i) => octet !== arrived[i])
  const where = at < 0 ? arrived.length : at
  return `is not as it was sent: they differ from octet ${where} on; ${sent.content.length} octets were sent, ${arrived.length} arrived.`
}

function describe(count: number, mailboxes: readonly string[]): string {
  const what = count > 1 ? `All ${count} messages lie` : 'The message lies'
  const where = mailboxes.length > 1 ? 'the mailboxes of' : 'the mailbox of'
  return `${what} in ${where} ${mailboxes.join(', ')}, octet for octet as sent.`
}
