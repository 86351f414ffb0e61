import type { SmtpError } from '../../client/error.ts'
import type { SendResult } from '../../client/send.ts'
import type { RecipientResult } from '../../client/transaction.ts'
import { isRefused } from '../../client/trouble.ts'
import { isPositive, replyText, type Reply } from '../../protocol/reply.ts'

/**
 * What went wrong, in one sentence; null where nothing did.
 * @param peer whom we meant to talk to
 */
export function describeTrouble({ trouble, transactions }: SendResult, peer: string): string | null {
  const { from = '', recipients = [], isAccepted = false } = transactions.at(-1) ?? {}
  if (trouble) {
    const { reply, phase, message } = trouble
    const what = reply ? `${nameRefused(trouble, from, recipients)}: ${onOneLine(reply)}` : message
    if (phase === 'resolve' || phase === 'connect') return `no connection to ${peer}: ${what}`
    return phase === 'quit' && isAccepted ? `${what}; the message had been accepted before` : what
  }
  const refused = transactions.flatMap((transaction) => transaction.recipients).filter(isRefused)
  if (refused.length === 0) return null
  const each = refused.map((recipient) => `<${recipient.address}> was refused: ${onOneLine(refusalOf(recipient))}`)
  return `the message was accepted, but not for all: ${each.join('; ')}`
}

function nameRefused(
  { kind, phase, command }: SmtpError,
  from: string,
  recipients: readonly RecipientResult[],
): string {
  if (kind === 'protocol') return `the server says what is no SMTP${command === null ? '' : ` to ${command}`}`
  switch (phase) {
    case 'greeting':
      return 'the server does not want to talk'
    case 'sender':
      return `the sender <${from}> was refused`
    case 'recipient':
      return recipients.length > 1
        ? `all ${recipients.length} recipients were refused, the first one`
        : `the recipient <${recipients[0]?.address ?? ''}> was refused`
    case 'message':
      return 'the message was refused'
    default:
      return `${command ?? phase} was refused`
  }
}

function refusalOf({ reply, delivery }: RecipientResult): Reply {
  return reply && !isPositive(reply) ? reply : delivery!
}

/** The code, and the lines behind it joined. */
function onOneLine(reply: Reply): string {
  const enhanced = reply.enhanced === null ? '' : `${reply.enhanced.join('.')} `
  const text = replyText(reply).replace(/\s*\n\s*/g, ' / ')
  // Whatever it is, it may be long.
  return reply.code === 0
    ? `"${text.slice(0, 80)}${text.length > 80 ? '…' : ''}"`
    : `${reply.code} ${enhanced}${text}`.trimEnd()
}
