import { writeAddress } from '../protocol/path.ts'
import { describeFault, type Explanation } from './facts.ts'
import { codeText, type JudgedTurn, type StepName } from './judged.ts'
import type { Ending } from './silence.ts'
import type { Step } from './steps.ts'

/** The first thing that went wrong and was not made good later. */
export interface Trouble {
  /** Null where it belongs to no step. */
  readonly step: StepName | null
  /** Index into `dialogue.turns`; null where it was no turn. */
  readonly turn: number | null
  readonly outcome: 'no' | 'unknown'
  /** What happened, whose fault it is and what to do, in sentences. */
  readonly sentence: string
  readonly explanation: Explanation
}

/** Null where all went well. */
export function findTrouble(turns: readonly JudgedTurn[], steps: readonly Step[], ending: Ending): Trouble | null {
  const isOver = ending.closedBy !== null || ending.failure !== null
  const failed = turns.filter(
    (judged) =>
      judged.outcome !== 'yes' &&
      // A record that stops behind a command shows nothing wrong.
      (judged.turn.reply !== null || isOver) &&
      !isMadeGood(judged, turns),
  )
  const major = failed.find(({ step, turn }) => step !== null || turn.reply?.code === 421)
  if (major) return troubleOf(major)
  const ended = steps.find(({ outcome, turn }) => turn === null && outcome !== 'skipped')
  if (ended) return endedIn(ended)
  const [minor] = failed
  return minor ? troubleOf(minor) : null
}

function troubleOf(judged: JudgedTurn): Trouble {
  const { step, index, outcome, explanation } = judged
  return {
    step,
    turn: index,
    outcome: outcome === 'no' ? 'no' : 'unknown',
    sentence: `${whatHappened(judged)}: ${advice(explanation)}`,
    explanation,
  }
}

function whatHappened({ turn, label }: JudgedTurn): string {
  const code = codeText(turn.reply)
  if (turn.occasion === null) return `The server said ${code} unasked`
  if (turn.occasion === 'greeting') return `The server greeted with ${code}`
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} got ${turn.reply ? `the answer ${code}` : 'no answer'}`
}

function endedIn({ name, outcome, explanation }: Step): Trouble {
  const where = name === 'connect' ? 'There was no conversation' : `The conversation ended in the step "${name}"`
  return {
    step: name,
    turn: null,
    outcome: outcome === 'no' ? 'no' : 'unknown',
    sentence: `${where}: ${advice(explanation!)}`,
    explanation: explanation!,
  }
}

function advice({ title, fault, action }: Explanation): string {
  return `${title}. ${describeFault(fault)} ${action}`
}

/** Whether the same was tried again later, and worked. */
function isMadeGood(judged: JudgedTurn, all: readonly JudgedTurn[]): boolean {
  const later = all.slice(judged.index + 1).filter(({ outcome }) => outcome === 'yes')
  switch (judged.turn.occasion) {
    case 'EHLO':
      return isGreetedAmong(later) || isHeloRefusedBehind(judged, all)
    case 'HELO':
    case 'LHLO':
      return isGreetedAmong(later)
    case 'STARTTLS':
    case 'AUTH':
    case 'auth-response':
      // It went on without.
      return later.some(({ step }) => step === 'sender')
    case 'MAIL':
    case 'RCPT':
      return later.some(({ turn }) => turn.occasion === judged.turn.occasion && isSameTry(judged.turn, turn))
    case 'DATA':
    case 'BDAT':
      return later.some(({ step }) => step === 'message')
    default:
      return false
  }
}

function isGreetedAmong(turns: readonly JudgedTurn[]): boolean {
  return turns.some(({ turn }) => /^(?:EHLO|HELO|LHLO)$/.test(turn.occasion ?? ''))
}

/** Whoever does not know EHLO should be told HELO: when that is refused too, that is the trouble. */
// RFC 5321 §3.2
function isHeloRefusedBehind({ index, turn }: JudgedTurn, all: readonly JudgedTurn[]): boolean {
  const next = all[index + 1]
  const isUnknown = turn.reply?.code === 500 || turn.reply?.code === 502
  return isUnknown && next?.turn.occasion === 'HELO' && next.outcome === 'no'
}

/** The same address, or one that could not be read the first time. */
function isSameTry(first: JudgedTurn['turn'], second: JudgedTurn['turn']): boolean {
  const address = addressOf(first)
  return address === null || address === addressOf(second)
}

function addressOf({ command }: JudgedTurn['turn']): string | null {
  if (command?.verb === 'MAIL') return writeAddress(command.reversePath).toLowerCase()
  if (command?.verb === 'RCPT') return writeAddress(command.forwardPath).toLowerCase()
  return null
}
