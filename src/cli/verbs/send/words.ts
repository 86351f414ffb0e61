import type { SmtpError } from '../../../client/error.ts'
import type { SendResult } from '../../../client/send.ts'
import type { RecipientResult } from '../../../client/transaction.ts'
import { isRefused } from '../../../client/trouble.ts'
import { isPositive, replyText, type Reply } from '../../../protocol/reply.ts'
import type { Endpoint } from '../../../wire/dial.ts'
import { hasProgramEnded } from './exit.ts'

/**
 * What went wrong, in one sentence; null where nothing did.
 * @param peer whom we meant to talk to
 */
export function describeTrouble(
  { trouble, transactions }: SendResult,
  { kind }: Endpoint,
  peer: string,
): string | null {
  const { from = '', recipients = [], isAccepted = false } = transactions.at(-1) ?? {}
  if (trouble) {
    const { reply, phase, reason } = trouble
    if (hasProgramEnded(trouble, kind)) return 'the program of --pipe ended before it greeted'
    const what = reply
      ? `${nameRefused(trouble, from, recipients)}: ${onOneLine(reply)}${because(reason)}`
      : said(trouble)
    if (phase === 'resolve' || phase === 'connect') return `no connection to ${peer}: ${what}`
    return phase === 'quit' && isAccepted ? `${what}; the message had been accepted before` : what
  }
  const refused = transactions.flatMap((transaction) => transaction.recipients).filter(isRefused)
  if (refused.length === 0) return null
  const each = refused.map((recipient) => {
    const { address, fate } = recipient
    return `<${address}> was refused${fate === 'later' ? ' for now' : ''}: ${onOneLine(refusalOf(recipient))}`
  })
  const what = isAccepted ? 'the message was accepted, but not for all' : 'not all recipients were accepted'
  return `${what}: ${each.join('; ')}`
}

/** What to do where nothing was said that could be explained; null where something was. */
export function adviceOn({ trouble }: SendResult, { kind }: Endpoint): string | null {
  if (trouble === null) return null
  if (hasProgramEnded(trouble, kind)) return 'Run it by itself: it must greet with 220 on its standard output.'
  if (trouble.kind !== 'unsupported') return null
  if (trouble.phase === 'auth' && trouble.message.endsWith('but STARTTLS'))
    return 'Add --tls: it takes logins behind TLS only, if at all. --auth-optional goes on without a login.'
  return trouble.phase === 'xclient'
    ? 'Postfix offers it to those in smtpd_authorized_xclient_hosts only. --xclient-optional goes on without it.'
    : 'Try the submission port, 587; some servers take logins only behind TLS. --auth-optional goes on without it.'
}

/** What the TLS library says does not always tell that it is about TLS. */
function said({ kind, phase, message }: SmtpError): string {
  const isBare = kind === 'tls' && phase === 'tls' && !/\b(?:TLS|SSL|handshake|certificates?)\b/i.test(message)
  return isBare ? `the TLS handshake failed: ${message}` : message
}

function because(reason: string | null): string {
  return reason === null ? '' : ` (${reason})`
}

function nameRefused(
  { kind, phase, command, reply }: SmtpError,
  from: string,
  recipients: readonly RecipientResult[],
): string {
  if (kind === 'protocol') return `the server says what is no SMTP${command === null ? '' : ` to ${command}`}`
  // Nothing was refused: that is no answer to what was said.
  if (/^[23]/.test(String(reply!.code)))
    return phase === 'greeting' ? 'that is no greeting' : `the answer to ${command ?? `the ${phase}`} does not fit`
  switch (phase) {
    case 'greeting':
      return 'the server does not want to talk'
    case 'sender':
      return `the sender <${from}> was refused`
    case 'recipient':
      return describeRefused(recipients.filter(isRefused))
    case 'message':
      return 'the message was refused'
    default:
      return `${command ?? phase} was refused`
  }
}

function describeRefused(refused: readonly RecipientResult[]): string {
  return refused.length > 1
    ? `all ${refused.length} recipients were refused, the first one`
    : `the recipient <${refused[0]?.address ?? ''}> was refused`
}

function refusalOf({ reply, delivery }: RecipientResult): Reply {
  return reply && !isPositive(reply) ? reply : delivery!
}

/** The code, and the lines behind it joined. */
function onOneLine(reply: Reply): string {
  const enhanced = reply.enhanced === null ? '' : `${reply.enhanced.join('.')} `
  if (reply.code !== 0) return `${reply.code} ${enhanced}${replyText(reply).replace(/\s*\n\s*/g, ' / ')}`.trimEnd()
  // Whatever it is, it may be long.
  const text = reply.lines[0]!.text.trim()
  return `"${text.slice(0, 80)}${text.length > 80 ? '…' : ''}"`
}
