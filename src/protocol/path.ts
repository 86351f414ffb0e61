import { encode } from './bytes.ts'
import type { DeviationCode } from './deviation.ts'
import { limits } from './limits.ts'
import { isDomain, parseAddressLiteral, type AddressLiteral } from './domain.ts'
import type { Scanner } from './scanner.ts'

/** An address between angle brackets, source route already set aside. */
export interface MailboxPath {
  readonly kind: 'mailbox'
  /** What the local part means: quotes and backslashes removed. Case is kept. */
  readonly localPart: string
  /** Domain or bracketed literal as written; '' for `<postmaster>` and for addresses without a domain. */
  readonly domain: string
  /** Set where the domain is an address literal. */
  readonly literal: AddressLiteral | null
  /** Hosts of an obsolete source route, "@" left out. RFC 5321 §4.1.2 says to ignore them. */
  readonly route: readonly string[]
}

/** The null reverse-path `<>` of a notification, which nobody may answer. RFC 5321 §4.5.5 */
export interface NullPath {
  readonly kind: 'null'
}

/** Where reports of a failure go, as MAIL names it; the null path means nowhere (RFC 5321 §4.5.5). */
export type ReversePath = NullPath | MailboxPath
/** Whom a message is for, as RCPT names them (RFC 5321 §4.1.2). */
export type ForwardPath = MailboxPath

const ATEXT = "A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-\\u0080-\\u{10ffff}"
const dotString = new RegExp(`^[${ATEXT}]+(?:\\.[${ATEXT}]+)*$`, 'u')

// Dot-string = Atom *("." Atom)
// RFC 5321 §4.1.2, with UTF8-non-ascii let in by RFC 6531 §3.3
export function isDotString(text: string): boolean {
  return dotString.test(text)
}

/** `local@domain`, the local part quoted only where it must be; '' for the null path. */
export function writeAddress(path: ReversePath): string {
  if (path.kind === 'null') return ''
  const local = isDotString(path.localPart) ? path.localPart : `"${path.localPart.replace(/["\\]/g, '\\$&')}"`
  return path.domain === '' ? local : `${local}@${path.domain}`
}

/** `<local@domain>` or `<>`. */
export function writePath(path: ReversePath): string {
  return `<${writeAddress(path)}>`
}

/** Whether the address holds anything that only SMTPUTF8 may carry. RFC 6531 §3.4 */
export function needsUtf8(path: ReversePath): boolean {
  return path.kind === 'mailbox' && (/[^\0-\x7f]/.test(path.localPart) || /[^\0-\x7f]/.test(path.domain))
}

/** Whether this is `<postmaster>`, the one recipient that needs no domain. RFC 5321 §4.5.1 */
export function isPlainPostmaster(path: ReversePath): boolean {
  return path.kind === 'mailbox' && path.domain === '' && path.localPart.toLowerCase() === 'postmaster'
}

// Reverse-path = Path / "<>"
// Path = "<" [ A-d-l ":" ] Mailbox ">"
// RFC 5321 §4.1.2
export function readPath(scanner: Scanner): ReversePath | null {
  return readPlainPath(scanner) ?? readAnyPath(scanner)
}

const ASCII_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const plainPath = new RegExp(`<(${ASCII_ATOM}(?:\\.${ASCII_ATOM})*)@(${LABEL}(?:\\.${LABEL})*)>`, 'y')

/** What nearly every path looks like, read in one step. */
function readPlainPath(scanner: Scanner): MailboxPath | null {
  plainPath.lastIndex = scanner.at
  const match = plainPath.exec(scanner.text)
  if (!match) return null
  const [whole, localPart, domain] = match as unknown as [string, string, string]
  if (localPart.length > limits.localPart || domain.length > limits.domain || whole.length > limits.path) return null
  scanner.at += whole.length
  return { kind: 'mailbox', localPart, domain, literal: null, route: NO_ROUTE }
}

const NO_ROUTE: readonly string[] = []

function readAnyPath(scanner: Scanner): ReversePath | null {
  const from = scanner.at
  if (!scanner.eat('<')) return readBarePath(scanner)
  if (scanner.skipSpace()) scanner.deviate('path-space')
  if (scanner.eat('>')) return { kind: 'null' }
  const route = readSourceRoute(scanner)
  const mailbox = readMailbox(scanner, route)
  if (!mailbox) return null
  if (scanner.skipSpace()) scanner.deviate('path-space')
  if (!scanner.eat('>')) return scanner.fail('the closing bracket ">" after the address', 'RFC 5321 §4.1.2')
  if (isLonger(scanner.slice(from), limits.path)) scanner.deviate('path-too-long', from)
  return mailbox
}

/** QUIRK: people, and Exchange's own how-to, leave the brackets out: `MAIL FROM:Admin@test.com`. */
function readBarePath(scanner: Scanner): MailboxPath | null {
  const from = scanner.at
  if (scanner.atEnd || scanner.peek(' '))
    return scanner.fail('an address in angle brackets: "<user@domain>"', 'RFC 5321 §4.1.2')
  const mailbox = readMailbox(scanner, [])
  if (!mailbox) return null
  if (scanner.peek('>')) return scanner.fail('the opening bracket "<" before the address', 'RFC 5321 §4.1.2', from)
  scanner.deviate('path-without-brackets', from)
  return mailbox
}

// A-d-l = At-domain *( "," At-domain )
// At-domain = "@" Domain
// RFC 5321 §4.1.2
function readSourceRoute(scanner: Scanner): string[] {
  const match = scanner.match(/(@[^@:,<> \t[\]]+|@\[[^\] \t]*\])(?:,(?:@[^@:,<> \t[\]]+|@\[[^\] \t]*\]))*:/y)
  if (!match) return []
  scanner.deviate('source-route', scanner.at - match.length)
  return match.slice(1, -1).split(/,@/)
}

// Mailbox = Local-part "@" ( Domain / address-literal )
// RFC 5321 §4.1.2
function readMailbox(scanner: Scanner, route: readonly string[]): MailboxPath | null {
  const from = scanner.at
  const quoted = readQuotedString(scanner)
  if (quoted !== null && !scanner.atEnd && !scanner.peek('@') && !scanner.peek('>') && !scanner.peek(' ')) {
    return scanner.fail('"@" after the quoted local part', 'RFC 5321 §4.1.2')
  }
  const localPart = quoted ?? readDotString(scanner)
  if (localPart === null) return null
  if (isLonger(scanner.slice(from), limits.localPart)) scanner.deviate('local-part-too-long', from)
  if (!scanner.eat('@')) {
    const path: MailboxPath = { kind: 'mailbox', localPart, domain: '', literal: null, route }
    if (!isPlainPostmaster(path)) scanner.deviate('domain-missing')
    return path
  }
  const at = scanner.at
  const domain = scanner.match(/\[[^\] \t<>]*\]|[^ \t<>@]+/y)
  if (domain === null) return scanner.fail('a domain after "@"', 'RFC 5321 §4.1.2')
  const literal = parseAddressLiteral(domain)
  const fault: DeviationCode | null = literal || isDomain(domain) ? null : 'domain-syntax'
  if (fault) scanner.deviate(fault, at)
  else if (isLonger(domain, limits.domain)) scanner.deviate('domain-too-long', at)
  return { kind: 'mailbox', localPart, domain, literal, route }
}

// Quoted-string = DQUOTE *QcontentSMTP DQUOTE
// qtextSMTP = %d32-33 / %d35-91 / %d93-126; quoted-pairSMTP = %d92 %d32-126
// RFC 5321 §4.1.2
function readQuotedString(scanner: Scanner): string | null {
  const from = scanner.at
  const text = scanner.match(/"(?:[^"\\]|\\.)*"/sy)
  if (text === null) return null
  if (/[\0-\x1f\x7f]/.test(text)) scanner.deviate('local-part-syntax', from)
  return text.slice(1, -1).replace(/\\(.)/gs, '$1')
}

/** Everything up to the last "@" before the bracket or the next space: what is left of it after leniency. */
function readDotString(scanner: Scanner): string | null {
  const from = scanner.at
  const text = scanner.match(/[^ \t<>"]*(?=@[^@ \t<>]*(?:[ \t>]|$))|[^ \t<>"@]+/y)
  if (text === null || text === '') return scanner.fail('the local part of an address before "@"', 'RFC 5321 §4.1.2')
  if (!isDotString(text)) scanner.deviate('local-part-syntax', from)
  return text
}

function isLonger(text: string, octets: number): boolean {
  return text.length * 3 > octets && encode(text).length > octets
}
