import { classOf, isPositive, type Reply } from '../protocol/reply.ts'
import { rejected, type SmtpError } from './error.ts'
import type { RecipientResult, TransactionResult } from './transaction.ts'

/**
 * What kept a message from everybody; null where somebody got it, or where it was broken off on purpose before that.
 * A refusal counts before what it led to: a server that refuses and hangs up has refused.
 */
export function troubleIn(result: TransactionResult, from: string): SmtpError | null {
  const { sender, recipients, data, message, failure } = result
  if (sender && !isPositive(sender)) return rejected('sender', `MAIL FROM:<${from}>`, sender)
  const refused = refusedAtRcpt(recipients)
  if (refused.length > 0 && refused.length === recipients.length) {
    const { address, reply } = refused[0]!
    return rejected('recipient', `RCPT TO:<${address}>`, reply)
  }
  if (data && classOf(data.code) !== 'intermediate') return rejected('data', 'DATA', data)
  if (message && !result.isAccepted) return rejected('message', null, firstRefusal(recipients) ?? message)
  // Who says 421 is about to leave: nothing was sent any more. RFC 5321 §3.8
  const leaving = result.isAccepted ? undefined : refused.find(({ reply }) => reply.code === 421)
  return leaving ? rejected('recipient', `RCPT TO:<${leaving.address}>`, leaving.reply) : failure
}

/** Whether somebody was refused, be it at RCPT or, in LMTP, when the message was there. */
export function isRefused({ reply, delivery }: RecipientResult): boolean {
  return [reply, delivery].some((each) => each !== null && !isPositive(each))
}

function refusedAtRcpt(recipients: readonly RecipientResult[]) {
  return recipients.flatMap(({ address, reply }) => (reply && !isPositive(reply) ? [{ address, reply }] : []))
}

function firstRefusal(recipients: readonly RecipientResult[]): Reply | undefined {
  return recipients.flatMap(({ delivery }) => (delivery && !isPositive(delivery) ? [delivery] : []))[0]
}
