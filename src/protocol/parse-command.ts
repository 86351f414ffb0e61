import { CRLF, decode, encode, isUtf8, SPACE, TAB } from './bytes.ts'
import { knownVerbs, synopsis, type Command, type KnownVerb } from './command.ts'
import { describeDeviation, type Deviation } from './deviation.ts'
import { isDomain, parseAddressLiteral } from './domain.ts'
import { limits } from './limits.ts'
import { findParam, readParams } from './params.ts'
import type { Parsed, Refused } from './parsed.ts'
import { isPlainPostmaster, needsUtf8, readPath, type ReversePath } from './path.ts'
import type { RfcRef } from './rfc.ts'
import { Scanner } from './scanner.ts'

/** How a command is read. */
export interface ReadingOptions {
  /** Refuse whatever the lenient reading would only report. Where both accept, both give the same value. */
  readonly strict?: boolean
}

/**
 * Read one command line, its line end included or not.
 * A verb nobody knows is no failure: it comes back as `{ verb: 'unknown' }`, and 500 is for the server to say.
 */
export function parseCommand(line: Uint8Array | string, options: ReadingOptions = {}): Parsed<Command> {
  const bytes = typeof line === 'string' ? encode(line) : line
  const body = withoutLineEnd(bytes)
  if (body.length === 4 && body.length !== bytes.length - 1) {
    const bare = bareCommands.get(fourLetters(body))
    if (bare) return bare
  }
  const { union, hasControl } = inspect(body)
  const isPlain = union < 0x80
  const scanner = new Scanner(decode(body))
  if (bytes.length - body.length === 1) scanner.deviate('command-bare-lf', body.length)
  if (!isPlain && !isUtf8(body)) scanner.deviate('command-bad-utf8')
  const command = readCommand(scanner, body, hasControl)
  const length = body.length + CRLF.length // the line end counts, and is not always given
  if (length > limits.commandLine && length > lineLimit(command))
    scanner.deviate('command-too-long', Math.min(limits.commandLine, body.length))
  if (command !== null && scanner.deviations.length === 0)
    return { ok: true, value: command, deviations: NO_DEVIATIONS }
  // What stands for an octet that is no UTF-8 is longer than the octet.
  const inOctets = isPlain
    ? (offset: number) => offset
    : (offset: number) => Math.min(encode(scanner.text.slice(0, offset)).length, body.length)
  if (command === null) {
    const failure = scanner.failure!
    return { ...failure, offset: inOctets(failure.offset) }
  }
  const deviations = scanner.deviations.map((found): Deviation => ({ ...found, offset: inOctets(found.offset) }))
  if (options.strict) return refusal(deviations[0]!)
  return { ok: true, value: command, deviations }
}

const NO_DEVIATIONS: readonly Deviation[] = []

/** Verbs that stand alone, as nearly every client writes them: recognised as one number. */
const bareCommands: ReadonlyMap<number, Parsed<Command>> = new Map(
  (['DATA', 'RSET', 'QUIT'] as const).map((verb) => [
    fourLetters(encode(verb)),
    { ok: true, value: { verb }, deviations: NO_DEVIATIONS },
  ]),
)

function fourLetters(word: Uint8Array): number {
  return (word[0]! << 24) | (word[1]! << 16) | (word[2]! << 8) | word[3]!
}

/** All octets or-ed, and whether one of them is a control character other than tab. */
function inspect(bytes: Uint8Array): { readonly union: number; readonly hasControl: boolean } {
  let union = 0
  let hasControl = false
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i]!
    union |= octet
    if ((octet < SPACE && octet !== TAB) || octet === 0x7f) hasControl = true
  }
  return { union, hasControl }
}

function refusal(found: Deviation): Refused {
  const { code, offset, ref } = found
  return { ok: false, expected: `no ${describeDeviation(found)}`, deviation: code, offset, ref }
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length
  if (end > 0 && bytes[end - 1] === 10) end -= end > 1 && bytes[end - 2] === 13 ? 2 : 1
  return end === bytes.length ? bytes : bytes.subarray(0, end)
}

/**
 * Extensions lengthen the lines of MAIL and RCPT by what their parameters need, RFC 4954 §3 by 500 octets. AUTH keeps to
 * the limit: an initial response that does not fit is sent as a line of its own, which may be longer. RFC 4954 §4
 */
function lineLimit(command: Command | null): number {
  if (command?.verb === 'MAIL' || command?.verb === 'RCPT') return limits.commandLine + 60 * command.params.length + 500
  return limits.commandLine
}

function readCommand(scanner: Scanner, line: Uint8Array, hasControl: boolean): Command | null {
  if (scanner.skipSpace()) scanner.deviate('leading-space', 0)
  const verb = readVerb(scanner)
  if (verb === undefined) return { verb: 'unknown', line }
  if (hasControl) scanner.deviate('command-control', scanner.text.search(/[\0-\x08\x0a-\x1f\x7f]/))
  const command = (readers[verb] as Reader)(scanner, verb)
  if (command === null) return null
  if (!scanner.atEnd) {
    const from = scanner.at
    scanner.skipSpace()
    scanner.deviate(scanner.atEnd ? 'trailing-space' : 'unwanted-argument', from)
    scanner.at = scanner.text.length
  } else if (/[ \t]$/.test(scanner.text)) scanner.deviate('trailing-space', scanner.text.trimEnd().length)
  return command
}

const verbs: ReadonlyMap<string, KnownVerb> = new Map(knownVerbs.map((verb) => [verb, verb]))

/** A verb is matched whole: STARTTLSX is no STARTTLS. */
function readVerb(scanner: Scanner): KnownVerb | undefined {
  const { text } = scanner
  let end = scanner.at
  while (end < text.length && text[end] !== ' ' && text[end] !== ':' && text[end] !== '\t') end++
  const word = text.slice(scanner.at, end)
  scanner.at = end
  return verbs.get(word) ?? verbs.get(word.toUpperCase())
}

type Reader = (scanner: Scanner, verb: KnownVerb) => Command | null

/** One function a verb. RFC 5321 §4.1.1 and the extensions' own sections */
const readers: { readonly [V in KnownVerb]: (scanner: Scanner, verb: V) => Command | null } = {
  EHLO: readGreeting,
  HELO: readGreeting,
  LHLO: readGreeting,
  MAIL: readMail,
  RCPT: readRcpt,
  DATA: readBare,
  RSET: readBare,
  QUIT: readBare,
  STARTTLS: readBare,
  BDAT: readBdat,
  VRFY: readString,
  EXPN: readString,
  ETRN: readString,
  HELP: readOptionalString,
  NOOP: readOptionalString,
  AUTH: readAuth,
  XCLIENT: readXclient,
}

function syntax(verb: KnownVerb, ref: RfcRef, scanner: Scanner): null {
  return scanner.fail(synopsis[verb], ref)
}

// ehlo = "EHLO" SP ( Domain / address-literal ) CRLF
// helo = "HELO" SP Domain CRLF
// RFC 5321 §4.1.1.1, RFC 2033 §4.1
function readGreeting(scanner: Scanner, verb: 'EHLO' | 'HELO' | 'LHLO'): Command | null {
  readSpace(scanner)
  const from = scanner.at
  const domain = scanner.match(/\S+/y)
  if (domain === null) return syntax(verb, 'RFC 5321 §4.1.1.1', scanner)
  // U-labels are for addresses only. RFC 6531 §3.7.1
  const isName = isDomain(domain) && !/[^\0-\x7f]/.test(domain)
  if (!isName && !parseAddressLiteral(domain)) scanner.deviate('helo-not-a-domain', from)
  return { verb, domain }
}

// mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF
// RFC 5321 §4.1.1.2
function readMail(scanner: Scanner): Command | null {
  if (!readLabel(scanner, 'FROM')) return syntax('MAIL', 'RFC 5321 §4.1.1.2', scanner)
  const from = scanner.at
  const reversePath = readPath(scanner)
  const params = reversePath && readParams(scanner, 'MAIL')
  if (!params) return null
  if (isPlainPostmaster(reversePath)) scanner.deviate('domain-missing', from)
  if (needsUtf8(reversePath) && !findParam(params, 'SMTPUTF8')) scanner.deviate('utf8-without-leave', from)
  return { verb: 'MAIL', reversePath, params }
}

// rcpt = "RCPT TO:" ( "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path ) [SP Rcpt-parameters] CRLF
// RFC 5321 §4.1.1.3
function readRcpt(scanner: Scanner): Command | null {
  if (!readLabel(scanner, 'TO')) return syntax('RCPT', 'RFC 5321 §4.1.1.3', scanner)
  const from = scanner.at
  const forwardPath: ReversePath | null = readPath(scanner)
  if (forwardPath?.kind === 'null')
    return scanner.fail('a recipient: only the sender may be "<>"', 'RFC 5321 §4.1.1.3', from)
  const params = forwardPath && readParams(scanner, 'RCPT')
  return params && { verb: 'RCPT', forwardPath, params }
}

/** "FROM:" or "TO:" in any case. QUIRK: a space on either side of the colon is common, and is reported. */
function readLabel(scanner: Scanner, label: 'FROM' | 'TO'): boolean {
  if (scanner.eat(` ${label}:<`)) {
    scanner.at--
    return true
  }
  readSpace(scanner)
  if (scanner.match(label === 'FROM' ? /FROM/iy : /TO/iy) === null) return false
  const before = scanner.skipSpace()
  if (!scanner.eat(':')) return false
  const after = scanner.skipSpace()
  if (before + after > 0) scanner.deviate('space-around-colon')
  return true
}

function readSpace(scanner: Scanner): boolean {
  const from = scanner.at
  const spaces = scanner.skipSpace()
  if (spaces > 0 && scanner.slice(from) !== ' ' && !scanner.atEnd) scanner.deviate('extra-space', from)
  return spaces > 0
}

function readBare(_scanner: Scanner, verb: 'DATA' | 'RSET' | 'QUIT' | 'STARTTLS'): Command {
  return { verb }
}

// bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ] CR LF
// RFC 3030 §2
function readBdat(scanner: Scanner): Command | null {
  readSpace(scanner)
  const size = scanner.match(/\d{1,15}(?=\s|$)/y)
  if (size === null) return syntax('BDAT', 'RFC 3030 §2', scanner)
  const hasMore = readSpace(scanner) && !scanner.atEnd
  const last = hasMore && scanner.match(/LAST(?=\s|$)/iy) !== null
  if (hasMore && !last) return syntax('BDAT', 'RFC 3030 §2', scanner)
  return { verb: 'BDAT', size: Number(size), last }
}

// vrfy = "VRFY" SP String CRLF; expn = "EXPN" SP String CRLF
// RFC 5321 §4.1.1.6, RFC 5321 §4.1.1.7, RFC 1985 §5
function readString(scanner: Scanner, verb: 'VRFY' | 'EXPN' | 'ETRN'): Command | null {
  const argument = readRest(scanner)
  return argument === null ? syntax(verb, 'RFC 5321 §4.1.1', scanner) : { verb, argument }
}

// help = "HELP" [ SP String ] CRLF; noop = "NOOP" [ SP String ] CRLF
// RFC 5321 §4.1.1.8, RFC 5321 §4.1.1.9
function readOptionalString(scanner: Scanner, verb: 'HELP' | 'NOOP'): Command {
  return { verb, argument: readRest(scanner) }
}

// "AUTH" SP sasl-mech [SP initial-response]
// RFC 4954 §4
function readAuth(scanner: Scanner): Command | null {
  readSpace(scanner)
  const mechanism = scanner.match(/[A-Za-z0-9_-]{1,40}(?=\s|$)/y)
  if (mechanism === null) return syntax('AUTH', 'RFC 4954 §4', scanner)
  readSpace(scanner)
  return { verb: 'AUTH', mechanism: mechanism.toUpperCase(), initial: scanner.match(/\S+/y) }
}

/** QUIRK: Postfix's own extension, with attribute values in xtext; no RFC has it. */
function readXclient(scanner: Scanner): Command | null {
  const attributes: [string, string][] = []
  while (readSpace(scanner) && !scanner.atEnd) {
    const pair = /^([A-Za-z]+)=(\S*)$/.exec(scanner.match(/\S+/y)!)
    if (!pair) return syntax('XCLIENT', 'RFC 5321 §4.1.5', scanner)
    attributes.push([pair[1]!.toUpperCase(), pair[2]!])
  }
  return attributes.length === 0 ? syntax('XCLIENT', 'RFC 5321 §4.1.5', scanner) : { verb: 'XCLIENT', attributes }
}

function readRest(scanner: Scanner): string | null {
  readSpace(scanner)
  const rest = scanner.match(/\S(?:.*\S)?/sy)
  return rest
}
