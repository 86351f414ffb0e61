import { escapeBytes } from '../protocol/escapes.ts'
import { classOf, replyText, type Reply } from '../protocol/reply.ts'
import type { Occasion } from '../protocol/transitions.ts'
import type { Dialogue, Turn } from '../transcript/dialogue.ts'
import type { Explanation, ReplyContext } from './facts.ts'
import { isHungUpBehind, withoutHelo } from './hung-up-hello.ts'
import { explainReply } from './reply.ts'
import { asTold } from './told.ts'
import { explainSilence, explainStranger, explainYesAndNo, hasGreeted, type Ending } from './silence.ts'

/** Did it work? 'unknown' is could not tell: 421, greylisting, a time-out, a connection that closed. */
export type Outcome = 'yes' | 'no' | 'unknown'

/** The six steps of a mail. */
export const stepNames = ['connect', 'handshake', 'sender', 'recipient', 'message', 'quit'] as const
export type StepName = (typeof stepNames)[number]

/** A turn, and what came of it. */
export interface JudgedTurn {
  readonly turn: Turn
  /** Index into `dialogue.turns`. */
  readonly index: number
  /** Null for what belongs to no step: VRFY, HELP, typing errors … */
  readonly step: StepName | null
  readonly outcome: Outcome
  readonly explanation: Explanation
  /** The command as it may be shown, without credentials; or what else was answered. */
  readonly label: string
}

/** @param provider who is thought to speak, as {@link recognizeServer} finds it */
export function judgeTurns(dialogue: Dialogue, ending: Ending, provider: string | null): JudgedTurn[] {
  const isGreeted = hasGreeted(dialogue.turns)
  return dialogue.turns.map((said, index) => {
    const turn = withoutHalfYes(said)
    const { occasion, reply } = turn
    const stranger = reply && explainStranger(reply, occasion, isGreeted)
    const outcome = stranger ? 'no' : reply ? outcomeOf(reply) : isGoodbye(occasion, ending) ? 'yes' : 'unknown'
    const usual =
      stranger ??
      (reply
        ? (explainYesAndNo(reply) ?? explainReply(reply, contextOf(turn, provider)))
        : explainSilence(occasion, ending))
    const explanation = isHungUpBehind(index, dialogue.turns, ending) ? withoutHelo(usual) : usual
    return {
      turn,
      index,
      step: occasion && (steps[occasion] ?? null),
      outcome,
      explanation: asTold(explanation, dialogue, index, outcome !== 'yes'),
      label: labelOf(turn, isLeftOfLogin(dialogue.turns, index)),
    }
  })
}

function contextOf({ occasion, before }: Turn, provider: string | null): ReplyContext {
  return { occasion, provider, hasAccepted: occasion === 'RCPT' && before === 'recipient' }
}

/** A server that hangs up on QUIT has done what was asked. */
function isGoodbye(occasion: Occasion | null, { closedBy }: Ending): boolean {
  return occasion === 'QUIT' && closedBy === 'server'
}

/** A yes that broke off is none: nobody knows what was to come. */
function withoutHalfYes(turn: Turn): Turn {
  const { reply } = turn
  return reply && isUnfinished(reply) && outcomeOf(reply) === 'yes' ? { ...turn, reply: null } : turn
}

/** Whether the connection ended in the middle of it. */
export function isUnfinished({ deviations }: Reply): boolean {
  return deviations.some(({ code }) => code === 'reply-unfinished')
}

const steps: Readonly<Partial<Record<Occasion, StepName>>> = {
  greeting: 'connect',
  EHLO: 'handshake',
  HELO: 'handshake',
  LHLO: 'handshake',
  STARTTLS: 'handshake',
  AUTH: 'handshake',
  'auth-response': 'handshake',
  XCLIENT: 'handshake',
  MAIL: 'sender',
  RCPT: 'recipient',
  DATA: 'message',
  BDAT: 'message',
  'BDAT LAST': 'message',
  'end-of-data': 'message',
  QUIT: 'quit',
}

/** QUIRK: there is no code for greylisting; the words tell. */
const greylistWords =
  /gr[ea]y[ -]?list|try again in|deferred, please try again|come back later|service currently unavailable|internal resources are temporarily unavailable/i

export function outcomeOf(reply: Reply): Outcome {
  switch (classOf(reply.code)) {
    case 'positive':
    case 'intermediate':
      return 'yes'
    case 'permanent':
    case 'unknown':
      return 'no'
    case 'transient':
      return reply.code === 421 || greylistWords.test(replyText(reply).replace(/\n/g, ' ')) ? 'unknown' : 'no'
  }
}

/** A client that goes on with its login although AUTH was refused sends credentials where commands are read. */
function isLeftOfLogin(turns: readonly Turn[], index: number): boolean {
  const before = turns.slice(0, index).findLast(({ occasion }) => occasion !== 'unknown')
  return turns[index]!.occasion === 'unknown' && before?.occasion === 'AUTH'
}

function labelOf({ command, line, occasion }: Turn, isLogin: boolean): string {
  if (command?.verb === 'AUTH') return `AUTH ${command.mechanism}`
  if (command?.verb === 'BDAT') return `BDAT ${command.size}${command.last ? ' LAST' : ''}`
  if (line && !isLogin) return escapeBytes(line.subarray(0, 200)).trim()
  switch (occasion) {
    case 'greeting':
      return 'the greeting'
    case 'end-of-data':
      return 'the end of the message'
    case 'auth-response':
    case 'unknown':
      return 'the login'
    default:
      return 'nothing'
  }
}

/** The line that was said in place of a reply, as it may be shown. */
function wordsOf({ lines: [first] }: Reply): string {
  const { raw, eol } = first!
  const lineEnd = { crlf: 2, lf: 1, none: 0 }[eol]
  return escapeBytes(raw.subarray(0, raw.length - lineEnd)).trim()
}

/** "550 5.1.1", "no code", "no reply". */
export function codeText(reply: Reply | null): string {
  if (!reply) return 'no reply'
  if (reply.code === 0) return `"${wordsOf(reply).slice(0, 60)}"`
  return reply.enhanced ? `${reply.code} ${reply.enhanced.join('.')}` : String(reply.code)
}
