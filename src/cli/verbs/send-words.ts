import type { SmtpError } from '../../client/error.ts'
import type { SendResult } from '../../client/send.ts'
import type { RecipientResult } from '../../client/transaction.ts'
import { isRefused } from '../../client/trouble.ts'
import { isPositive, replyText, type Reply } from '../../protocol/reply.ts'

/** What went wrong, in one sentence; null where nothing did. */
export function describeTrouble({ trouble, transactions }: SendResult): string | null {
  const { from = '', recipients = [] } = transactions.at(-1) ?? {}
  if (trouble?.reply) return `${nameRefused(trouble, from, recipients)}: ${onOneLine(trouble.reply)}`
  if (trouble) return trouble.message
  const refused = transactions.flatMap((transaction) => transaction.recipients).filter(isRefused)
  if (refused.length === 0) return null
  const some = refused.map((recipient) => `${recipient.address}: ${onOneLine(refusalOf(recipient))}`)
  return `not all recipients were accepted; the message went to the others. ${some.join('; ')}`
}

function nameRefused({ phase, command }: SmtpError, from: string, recipients: readonly RecipientResult[]): string {
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
  return reply.code === 0 ? `"${text}"` : `${reply.code} ${enhanced}${text}`.trimEnd()
}
