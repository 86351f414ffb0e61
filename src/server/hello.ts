import { synopsis, isKnownVerb, type KnownVerb } from '../protocol/command.ts'
import { createReply, type Reply } from '../protocol/reply.ts'
import type { ServerConfig } from './config.ts'

/** What a server offers: the EHLO lines, and their keywords. */
export interface Offer {
  readonly lines: readonly string[]
  readonly keywords: ReadonlySet<string>
}

/** In the order in which they are sent. RFC 5321 §4.1.1.1 */
export function createOffer(config: ServerConfig, isEncrypted: boolean): Offer {
  const lines = [
    'PIPELINING', // RFC 2920
    `SIZE ${Number.isFinite(config.limits.size) ? config.limits.size : 0}`, // RFC 1870 §3
    ...(config.tls && !isEncrypted ? ['STARTTLS'] : []), // RFC 3207 §4
    'ENHANCEDSTATUSCODES', // RFC 2034
    '8BITMIME', // RFC 6152
    'SMTPUTF8', // RFC 6531
    'CHUNKING', // RFC 3030 §2
    'BINARYMIME', // RFC 3030 §3
    'DSN', // RFC 3461
    ...(isEncrypted ? ['REQUIRETLS'] : []), // RFC 8689 §2
    'VRFY', // RFC 5321 §3.5.2
    ...(config.policy.expn ? ['EXPN'] : []),
    'HELP',
  ]
  // The line itself hangs on the connection; without one the command is still known, and is told what is missing.
  const keywords = [...lines.map((line) => line.split(' ', 1)[0]!), ...(config.auth ? ['AUTH'] : [])]
  return { lines, keywords: new Set(keywords) }
}

export function helloReply(
  config: ServerConfig,
  offered: readonly string[],
  name: string,
  client: string | null,
  warning: string | null,
): Reply {
  const whom = client === null ? name : `${name} [${client}]`
  return createReply(
    250,
    null,
    `${config.hostname} greets ${whom}${warning === null ? '' : `; ${warning}`}`,
    ...offered,
  )
}

/** For somebody whose program ends lines with LF alone: why the mail would never end. */
export const bareLfWarning = 'your lines end with LF alone, and only CRLF.CRLF ends a mail: use telnet, or nc -C'

export const bareLfStartMail = createReply(
  354,
  null,
  'Careful: your lines end with LF alone, so a dot will not end the mail.',
  'Hang up and use telnet or nc -C, or start this server with --lenient-line-ends.',
  'For programs: end data with <CR><LF>.<CR><LF>',
)

const purposes: Readonly<Partial<Record<KnownVerb, string>>> = {
  EHLO: 'introduce yourself, and be told what this server can do',
  HELO: 'introduce yourself to a server of the first hour',
  LHLO: 'introduce yourself, in LMTP',
  MAIL: 'begin a message; <> as the sender of notifications',
  RCPT: 'add a recipient; say it again for more',
  DATA: 'then the message; a "." on a line by itself ends it',
  BDAT: 'then that many octets of message',
  RSET: 'give up the message begun',
  NOOP: 'do nothing, and say so',
  VRFY: 'ask whether an address is good',
  EXPN: 'ask who is on a list',
  HELP: 'this, or more on one command',
  AUTH: 'log in',
  STARTTLS: 'go on under encryption',
  QUIT: 'end the conversation',
}

/** HELP, for the person at the keyboard. RFC 5321 §4.1.1.8 */
export function helpReply(
  topic: string | null,
  has: (verb: KnownVerb) => boolean,
  more: readonly string[] = [],
): Reply {
  const verb = topic?.split(/\s/, 1)[0]?.toUpperCase() ?? ''
  if (isKnownVerb(verb) && purposes[verb] !== undefined)
    return createReply(214, '2.0.0', `${synopsis[verb]}   ${purposes[verb]}`)
  const verbs = (Object.keys(purposes) as KnownVerb[]).filter(has)
  const width = Math.max(...verbs.map((each) => synopsis[each].length))
  return createReply(
    214,
    '2.0.0',
    ...(topic === null ? [] : [`No help on "${topic}".`]),
    'A mail in six steps: connect, EHLO, MAIL FROM, RCPT TO, DATA, QUIT',
    ...verbs.map((each) => `  ${synopsis[each].padEnd(width)}  ${purposes[each]}`),
    ...more,
  )
}
