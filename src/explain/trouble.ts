import { writeAddress } from '../protocol/path.ts'
import { describeFault, type Explanation } from './facts.ts'
import { codeText, type JudgedTurn, type StepName } from './judged.ts'
import type { Ending } from './silence.ts'
import type { Step } from './steps.ts'

/** Something that went wrong and was not made good later. */
export interface Trouble {
  /** Null where it belongs to no step. */
  readonly step: StepName | null
  /** Index into `dialogue.turns`; null where it was no turn. */
  readonly turn: number | null
  readonly outcome: 'no' | 'unknown'
  /** How often the same was answered to the same command: several recipients may have the same trouble. */
  readonly count: number
  /** What happened and what it means, without a full stop. */
  readonly headline: string
  /** What happened, whose fault it is and what to do, in sentences. */
  readonly sentence: string
  readonly explanation: Explanation
}

/** In their order, what only follows from the one before left out; none where all went well. */
export function findTroubles(turns: readonly JudgedTurn[], steps: readonly Step[], ending: Ending): Trouble[] {
  const isOver = ending.closedBy !== null || ending.failure !== null
  const failed = turns.filter(
    (judged) =>
      judged.outcome !== 'yes' &&
      // A record that stops behind a command shows nothing wrong.
      (judged.turn.reply !== null || isOver) &&
      !isMadeGood(judged, turns),
  )
  const alike = new Map<string, JudgedTurn[]>()
  for (const [nth, judged] of failed.entries()) {
    if (nth > 0 && isConsequence(judged)) continue
    const key = `${judged.turn.occasion} ${codeText(judged.turn.reply)} ${judged.explanation.title}`
    alike.set(key, [...(alike.get(key) ?? []), judged])
  }
  const troubles = [...alike.values()].map((group) => troubleOf(group[0]!, group.length))
  const ended = steps.find(({ outcome, turn }) => turn === null && outcome !== 'skipped')
  return ended ? [...troubles, endedIn(ended)] : troubles
}

/** The first that kept something from working; null where all went well. */
export function mainTrouble(troubles: readonly Trouble[]): Trouble | null {
  const isMajor = ({ step, explanation }: Trouble) => step !== null || explanation.code === 421
  return troubles.find(isMajor) ?? troubles[0] ?? null
}

/** Whether it was said where it could not work any more. */
function isConsequence({ turn: { occasion, reply, before } }: JudgedTurn): boolean {
  if (reply?.code === 503) return true
  if (occasion === 'RCPT') return before === 'ready'
  return (occasion === 'DATA' || occasion === 'BDAT') && (before === 'ready' || before === 'sender')
}

function troubleOf(judged: JudgedTurn, count: number): Trouble {
  const { step, index, outcome, explanation } = judged
  const headline = `${whatHappened(judged)}: ${explanation.title}`
  return {
    step,
    turn: index,
    outcome: outcome === 'no' ? 'no' : 'unknown',
    count,
    headline,
    sentence: `${headline}. ${advice(explanation)}`,
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
  const headline = `${where}: ${explanation!.title}`
  return {
    step: name,
    turn: null,
    outcome: outcome === 'no' ? 'no' : 'unknown',
    count: 1,
    headline,
    sentence: `${headline}. ${advice(explanation!)}`,
    explanation: explanation!,
  }
}

function advice({ fault, action }: Explanation): string {
  return `${describeFault(fault)} ${action}`
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
