import type { Dialogue, Turn } from '../transcript/dialogue.ts'
import { asTold } from './told.ts'
import type { Explanation } from './facts.ts'
import { isUnfinished, stepNames, type JudgedTurn, type Outcome, type StepName } from './judged.ts'
import { isHungUpBehind } from './hung-up-hello.ts'
import { explainSilence, explainUnfinishedMessage, type Ending } from './silence.ts'

/** How far a mail came. */
export interface Step {
  readonly name: StepName
  readonly outcome: Outcome | 'skipped'
  readonly code: number | null
  readonly enhanced: string | null
  /** From the first question to the last answer; for 'connect' from the beginning. Null where it was not measured. */
  readonly ms: number | null
  /** What decided it; null where the step was skipped. */
  readonly explanation: Explanation | null
  /** Index into `dialogue.turns` of the turn that decided it; null where it was no turn. */
  readonly turn: number | null
}

/** The six steps: connect, handshake, sender, recipient, message, quit. */
export function readSteps(turns: readonly JudgedTurn[], dialogue: Dialogue, ending: Ending): Step[] {
  return stepNames.map((name) => {
    const own = turns.filter(({ step }) => step === name)
    const end = endWithin(name, own, dialogue, ending)
    if (end) {
      const explanation = asTold(end.explanation, dialogue, turns.length, true)
      return { ...stepOf(name, own, null), outcome: end.outcome, explanation }
    }
    const refused = name === 'handshake' ? refusedHello(own, dialogue, ending) : null
    const deciding = refused ?? decidingTurn(name, own, turns)
    return stepOf(name, own, deciding)
  })
}

function stepOf(name: StepName, own: readonly JudgedTurn[], deciding: JudgedTurn | null): Step {
  return {
    name,
    outcome: deciding?.outcome ?? 'skipped',
    code: deciding?.explanation.code ?? null,
    enhanced: deciding?.explanation.enhanced ?? null,
    ms: duration(name, own),
    explanation: deciding?.explanation ?? null,
    turn: deciding?.index ?? null,
  }
}

/** The turn by which the step stands or falls: what was made good later does not count. */
function decidingTurn(name: StepName, own: readonly JudgedTurn[], all: readonly JudgedTurn[]): JudgedTurn | null {
  if (name === 'handshake') return decidingHello(own, all)
  const isEnd = ({ turn }: JudgedTurn) => turn.occasion !== 'DATA' && turn.occasion !== 'BDAT'
  const deciding = name === 'message' && own.some(isEnd) ? own.filter(isEnd) : own
  return deciding.findLast(({ outcome }) => outcome === 'yes') ?? deciding[0] ?? null
}

/** The last hello; or STARTTLS or AUTH after it, where that failed and no mail was sent in spite of it. */
function decidingHello(own: readonly JudgedTurn[], all: readonly JudgedTurn[]): JudgedTurn | null {
  const isHello = ({ turn }: JudgedTurn) => /^(?:EHLO|HELO|LHLO)$/.test(turn.occasion ?? '')
  const hello = own.findLast(isHello) ?? null
  const last = own.at(-1) ?? null
  const hasSender = all.some(({ step, outcome }) => step === 'sender' && outcome === 'yes')
  return last && last.outcome !== 'yes' && !hasSender && hello?.outcome !== 'no' ? last : (hello ?? last)
}

/** The refusal of EHLO, where the server hung up when it was told HELO: that HELO got no answer only follows from it. */
// RFC 5321 §3.2
function refusedHello(own: readonly JudgedTurn[], { turns }: Dialogue, ending: Ending): JudgedTurn | null {
  const [ehlo, helo] = own.slice(-2)
  if (ehlo?.turn.occasion !== 'EHLO' || ehlo.outcome !== 'no' || helo?.turn.occasion !== 'HELO') return null
  return isHungUpBehind(ehlo.index, turns, ending) ? ehlo : null
}

/** Where the step ended without a turn of its own: no connection, no handshake of TLS, a message broken off. */
function endWithin(
  name: StepName,
  own: readonly JudgedTurn[],
  dialogue: Dialogue,
  ending: Ending,
): { readonly outcome: Outcome; readonly explanation: Explanation } | null {
  const { failure, closedBy } = ending
  if (name === 'connect' && own.length === 0 && (failure || closedBy)) {
    return { outcome: outcomeOfFailure(ending), explanation: explainSilence('greeting', ending) }
  }
  if (name === 'handshake' && failure?.phase === 'tls' && dialogue.turns.length > 0) {
    return { outcome: outcomeOfFailure(ending), explanation: explainSilence('STARTTLS', ending) }
  }
  if (name === 'message' && dialogue.messages.at(-1)?.isComplete === false && dialogue.state === 'data') {
    return { outcome: 'unknown', explanation: explainUnfinishedMessage(ending, dialogue.turns.some(isUnasked)) }
  }
  if (name === 'quit' && own.length === 0 && closedBy === 'server' && isIdle(dialogue)) {
    return { outcome: 'unknown', explanation: explainSilence(null, ending) }
  }
  return null
}

/** Who says 421 need not be asked. RFC 5321 §3.8 */
function isUnasked({ occasion, reply }: Turn): boolean {
  return occasion === null && reply !== null && reply.code !== 421
}

/** Nothing was due, and nobody had said goodbye. */
function isIdle({ turns, state }: Dialogue): boolean {
  const isAnswered = turns.every(({ reply }) => reply !== null && !isUnfinished(reply))
  return turns.length > 0 && isAnswered && !/^(?:closing|refused|data)$/.test(state)
}

const definite = new Set([
  'ENOTFOUND',
  'ENODATA',
  'NXDOMAIN',
  'NULL_MX',
  'NO_USABLE_MX',
  'EBADNAME',
  'ECONNREFUSED',
  'EACCES',
  'EADDRNOTAVAIL',
  'ENOENT',
])

/** A name that does not exist and a port that is shut are an answer; silence is none. */
function outcomeOfFailure({ failure }: Ending): Outcome {
  if (!failure) return 'unknown'
  if (definite.has(failure.code)) return 'no'
  return failure.phase === 'tls' && !/^(?:ETIMEDOUT|ECONNRESET|EPIPE|)$/.test(failure.code) ? 'no' : 'unknown'
}

function duration(name: StepName, own: readonly JudgedTurn[]): number | null {
  const answered = own.flatMap(({ turn }) => turn.repliedAt ?? [])
  const asked = own.flatMap(({ turn }) => turn.askedAt ?? [])
  const from = name === 'connect' ? 0 : asked[0]
  const to = answered.at(-1)
  // What was pasted or written by hand has no times.
  if (to === 0) return null
  return from === undefined || to === undefined || to < from ? null : to - from
}
