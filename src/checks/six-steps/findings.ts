import type { Explanation } from '../../explain/facts.ts'
import { describeDeviation } from '../../protocol/deviation.ts'
import type { Finding } from '../finding.ts'
import type { Case } from './case.ts'
import { readArrival, readWayBack } from './delivery.ts'
import { makeFinding, sectionIn } from './make-finding.ts'
import { readGreeting, readHello, readSender } from './names.ts'
import { readEncryption, readLogin } from './security.ts'

/** Everything that is worth knowing about the conversation, the steps that failed first. */
export function readFindings(held: Case): Finding[] {
  return [
    ...readTroubles(held),
    ...readGreeting(held),
    ...readHello(held),
    ...readSender(held),
    ...readEncryption(held),
    ...readLogin(held),
    ...readDeviations(held),
    ...readMessages(held),
    ...readWayBack(held),
    ...readArrival(held),
  ]
}

/** What was refused, or not answered: each such turn, and steps that ended without one. */
function readTroubles({ explanation, dialogue, transcript }: Case): Finding[] {
  const { annotations, steps } = explanation
  const handshake = steps.find(({ name }) => name === 'handshake')?.outcome
  const turns = annotations.flatMap(({ turn, step, outcome, sentence, explanation, event }) => {
    // Made good by another hello, or no answer behind a hello that was refused.
    const isSettled = handshake === 'yes' || (handshake === 'no' && dialogue.turns[turn]!.reply === null)
    if (step === null || outcome === 'yes' || (step === 'handshake' && isSettled)) return []
    return trouble(step, outcome, sentence, explanation, event)
  })
  const ends = steps.flatMap(({ name, turn, outcome, explanation }) => {
    if (turn !== null || outcome === 'skipped' || !explanation) return []
    return trouble(name, outcome, explanation.meaning, explanation, transcript.events.length - 1)
  })
  return [...turns, ...ends]
}

function trouble(
  id: string,
  outcome: 'yes' | 'no' | 'unknown',
  sentence: string,
  { title, cause, action, references }: Explanation,
  event: number,
): Finding {
  return makeFinding({
    id,
    verdict: outcome === 'no' ? 'fail' : 'unknown',
    title,
    detail: `${sentence} ${cause}`,
    remedy: action,
    ref: sectionIn(references),
    events: [event],
  })
}

/** What the RFCs do not allow. */
function readDeviations({ explanation }: Case): Finding[] {
  // We leave without a word only where nobody would understand it.
  const others = explanation.deviations.filter(({ by, code }) => !(by === 'client' && code === 'no-quit'))
  return others.map(({ code, ref, sentence, events }) => {
    const title = describeDeviation({ code })
    return makeFinding({ id: code, verdict: 'warn', title: capital(title), detail: sentence, ref, events })
  })
}

/** What receivers may have against the message itself. */
function readMessages({ explanation, dialogue }: Case): Finding[] {
  const events = dialogue.turns.filter(({ occasion }) => occasion === 'end-of-data').map(({ event }) => event)
  const problems = explanation.messages.flat().filter(({ level }) => level === 'problem')
  const once = problems.filter(({ id }, i) => problems.findIndex((other) => other.id === id) === i)
  return once.map(({ id, sentence, ref }) => {
    const title = 'Message not as it should be'
    return makeFinding({ id: `message-${id}`, verdict: 'warn', title, detail: sentence, ref, events })
  })
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
