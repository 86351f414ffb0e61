import { connect } from '../../client/connect.ts'
import { SmtpError } from '../../client/error.ts'
import { hello } from '../../client/hello.ts'
import { uniformTimeouts } from '../../client/timeouts.ts'
import { mailParams, transact, type TransactionResult } from '../../client/transaction.ts'
import { isPositive, replyText, type Reply } from '../../protocol/reply.ts'
import type { MailServer } from '../../store/mail-server.ts'
import type { Store } from '../../store/store.ts'

export interface MessageToHand {
  readonly from: string
  readonly to: readonly string[]
  /** Octets below 128 alone, but for addresses that are not. */
  readonly content: Uint8Array
  readonly needsUtf8: boolean
}

/** What came of it: some have it. */
export interface HandedOver {
  readonly id: string
  readonly refused: readonly { readonly address: string; readonly reply: string }[]
}

/** How the API introduces itself to the server. */
const NAME = 'api.localhost'
/** Milliseconds for each answer: a fault may make the server slow, or silent. */
const PATIENCE = 30_000

/**
 * Hand a message to our own server, in a conversation as any other: its rules, limits and faults hold for it, and the
 * conversation is kept. Only a login is not asked for, since the API has a door of its own.
 * @throws Error in the words of the server where nobody gets it
 */
export async function handOver(server: MailServer<Store>, message: MessageToHand): Promise<HandedOver> {
  const { from, to, content, needsUtf8 } = message
  const { lmtp } = server.config
  const session = await connect({
    endpoint: { kind: 'stream', stream: server.converse() },
    protocol: lmtp ? 'lmtp' : 'smtp',
    timeouts: uniformTimeouts(PATIENCE),
  })
  try {
    const { reply } = await hello(session, NAME, lmtp ? 'LHLO' : 'EHLO')
    if (!isPositive(reply)) throw new Error(`the server refuses the hello: ${inWords(reply)}`)
    const facts = { size: content.length, isEightBit: needsUtf8, needsUtf8 }
    const recipients = to.map((address) => ({ address }))
    return conclude(
      await transact(session, { from, mailParams: mailParams(session, facts), to: recipients, content }),
      lmtp,
    )
  } catch (error) {
    throw error instanceof SmtpError ? new Error(`the server did not take it: ${error.message}`) : error
  } finally {
    await session.quit()
  }
}

function conclude({ sender, recipients, data, message, failure }: TransactionResult, lmtp: boolean): HandedOver {
  if (failure) throw failure
  if (sender && !isPositive(sender)) throw new Error(`the server refuses the sender: ${inWords(sender)}`)
  const verdicts = recipients.map(({ address, reply, delivery }) => ({ address, reply: delivery ?? reply }))
  const refused = verdicts.flatMap(({ address, reply }) =>
    reply && !isPositive(reply) ? { address, reply: inWords(reply) } : [],
  )
  if (refused.length === recipients.length)
    throw new Error(refused.map(({ address, reply }) => `the server refuses ${address}: ${reply}`).join('; '))
  const last = message ?? data
  if (!lmtp && last && !isPositive(last)) throw new Error(`the server refuses the message: ${inWords(last)}`)
  const [id] = [message, ...verdicts.map(({ reply }) => reply)].flatMap((reply) => (reply ? (idIn(reply) ?? []) : []))
  if (id === undefined) throw new Error('the server took the message, and said no id')
  return { id, refused }
}

function idIn(reply: Reply): string | null {
  return /\bqueued as (\S+)$/.exec(replyText(reply))?.[1] ?? null
}

function inWords(reply: Reply): string {
  return [reply.code, reply.enhanced?.join('.'), replyText(reply)].filter(Boolean).join(' ')
}
