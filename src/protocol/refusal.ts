import { synopsis, type Command, type Verb } from './command.ts'
import { describeDeviation, type Deviation, type DeviationCode } from './deviation.ts'
import { findParam, neededKeyword, type Param } from './params.ts'
import type { Refused } from './parsed.ts'
import { needsUtf8 } from './path.ts'
import { createReply, type Reply } from './reply.ts'
import type { Transaction } from './server-events.ts'
import { isInOrder, type Occasion, type State } from './transitions.ts'

export interface Context {
  readonly state: State
  readonly lmtp: boolean
  /** RCPT was said in this transaction, with whatever result. */
  readonly triedRecipients: boolean
  readonly transaction: Transaction | null
  isOffered(keyword: string): boolean
}

/** What the language itself has against a command that could be read; null where the rest is policy. */
export function refuseCommand(command: Command, deviations: readonly Deviation[], context: Context): Reply | null {
  const { verb } = command
  // RFC 2033 §4.1
  if (verb === 'unknown' || (isHello(verb) && (verb === 'LHLO') !== context.lmtp)) return notRecognized
  const needs = extensionOf(verb)
  if (needs !== null && !context.isOffered(needs)) return notImplemented(verb)
  return (
    refuseDeviations(command, deviations) ??
    outOfOrder(verb === 'BDAT' && command.last ? 'BDAT LAST' : verb, context) ??
    (verb === 'MAIL' || verb === 'RCPT' ? refuseParams(command.params, context) : null) ??
    (context.transaction ? refuseInTransaction(command, context.transaction) : null)
  )
}

export const lineTooLong = createReply(500, '5.5.2', 'Line too long') // RFC 5321 §4.5.3.1.9
export const responseTooLong = createReply(500, '5.5.6', 'Authentication response too long') // RFC 4954 §4

// RFC 5321 §4.2.4
const notRecognized = createReply(500, '5.5.1', 'Command not recognized; HELP lists the commands')

function notImplemented(verb: string): Reply {
  return createReply(502, '5.5.1', `${verb} is not offered here`) // RFC 5321 §4.2.4
}

/** 501, with what is wrong, the form that was expected and, for an address, the enhanced code that says whose. */
export function syntaxError(verb: string, { expected, deviation }: Refused): Reply {
  const enhanced = verb === 'MAIL' ? '5.1.7' : verb === 'RCPT' ? '5.1.3' : '5.5.4'
  const form = Object.hasOwn(synopsis, verb) ? synopsis[verb as keyof typeof synopsis] : verb
  if (expected === form) return createReply(501, '5.5.4', `Syntax: ${form}`)
  const wrong = deviation ? sentence(describeDeviation({ code: deviation })) : `Expected ${expected}`
  return createReply(501, enhanced, `${wrong}. Syntax: ${form}`)
}

/** 503 where the table has no row for the command, in words that name what is missing. */
function outOfOrder(occasion: Occasion, { state, lmtp, triedRecipients }: Context): Reply | null {
  if (isInOrder(state, occasion)) return null
  if (state === 'refused') return createReply(503, '5.5.1', 'Only QUIT is of use here')
  const hello = lmtp ? 'LHLO' : 'EHLO (or HELO)'
  switch (occasion) {
    case 'MAIL':
      return state === 'greeted'
        ? createReply(503, '5.5.1', `Say ${hello} first`)
        : createReply(503, '5.5.1', 'A transaction is under way: nested MAIL; RSET gives it up')
    case 'RCPT':
      return createReply(503, '5.5.1', state === 'greeted' ? `Say ${hello} first` : 'MAIL FROM first')
    case 'DATA':
    case 'BDAT':
    case 'BDAT LAST':
      if (state === 'greeted') return createReply(503, '5.5.1', `Say ${hello} first`)
      if (state === 'chunking') return createReply(503, '5.5.1', 'BDAT has begun: DATA and BDAT do not mix')
      // RFC 5321 §3.3, but RFC 2033 §4.2
      if (triedRecipients && !lmtp) return createReply(554, '5.5.1', 'No valid recipients')
      return createReply(503, '5.5.1', state === 'sender' ? 'RCPT TO first' : 'MAIL FROM and RCPT TO first')
    case 'AUTH':
      return createReply(
        503,
        '5.5.1',
        state === 'greeted' ? 'Say EHLO first' : 'AUTH is not allowed inside a transaction',
      )
    case 'STARTTLS':
      return createReply(503, '5.5.1', 'STARTTLS is not allowed inside a transaction')
    default:
      return createReply(503, '5.5.1', 'Bad sequence of commands')
  }
}

/** Deviations that no reading can make good: the command is refused. */
const fatal: Partial<Record<DeviationCode, readonly [code: number, enhanced: string]>> = {
  'command-control': [501, '5.5.2'],
  'command-bad-utf8': [501, '5.5.2'],
  'unwanted-argument': [501, '5.5.4'],
  'param-value': [501, '5.5.4'],
  'param-duplicate': [501, '5.5.4'],
  'param-syntax': [501, '5.5.4'],
  'param-misplaced': [555, '5.5.4'],
  'utf8-without-leave': [550, '5.6.7'], // RFC 6531 §3.5
}

function refuseDeviations(command: Command, deviations: readonly Deviation[]): Reply | null {
  for (const found of deviations) {
    // Some clients say more about themselves behind an address literal. RFC 5321 §4.1.1.1
    if (isHello(command.verb) && found.code === 'unwanted-argument') continue
    const answer = fatal[found.code]
    if (answer) return createReply(...answer, `${sentence(describeDeviation(found))}${hint(command)}`)
  }
  return null
}

function isHello(verb: Verb): boolean {
  return verb === 'EHLO' || verb === 'HELO' || verb === 'LHLO'
}

function hint({ verb }: Command): string {
  return verb === 'unknown' ? '' : `. Syntax: ${synopsis[verb]}`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** 555 for a parameter whose extension is not offered. RFC 5321 §4.1.1.11 */
function refuseParams(params: readonly Param[], context: Context): Reply | null {
  for (const param of params) {
    if (!context.isOffered(neededKeyword(param)))
      return createReply(555, '5.5.4', `Parameter ${param.keyword} is not supported`)
  }
  return null
}

function refuseInTransaction(command: Command, { params }: Transaction): Reply | null {
  if (command.verb === 'DATA' && findParam(params, 'BODY')?.value?.toUpperCase() === 'BINARYMIME') {
    return createReply(503, '5.5.1', 'BODY=BINARYMIME goes with BDAT, not with DATA') // RFC 3030 §3
  }
  if (command.verb === 'RCPT' && needsUtf8(command.forwardPath) && !findParam(params, 'SMTPUTF8')) {
    return createReply(553, '5.6.7', 'Non-ASCII address: MAIL FROM must say SMTPUTF8') // RFC 6531 §3.5
  }
  return null
}

/** The EHLO keyword a verb hangs on; null for verbs that need none. */
function extensionOf(verb: Verb): string | null {
  switch (verb) {
    case 'STARTTLS':
    case 'AUTH':
    case 'XCLIENT':
    case 'ETRN':
    case 'EXPN':
      return verb
    case 'BDAT':
      return 'CHUNKING'
    default:
      return null
  }
}
