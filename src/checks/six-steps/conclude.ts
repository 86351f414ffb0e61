import { receiversOf, type Case } from './case.ts'
import { mainTroubleOf } from './main-trouble.ts'
import type { TestResult } from './result.ts'

/** The whole in a sentence or two: what failed first, whose fault it is and what to do next; or what was reached. */
export function conclude(held: Case, verdict: TestResult['verdict']): string {
  const { explanation, facts } = held
  if (facts.arrival?.arrived === false) return facts.arrival.sentence
  if (verdict !== 'pass') return mainTroubleOf(held, verdict)?.sentence ?? explanation.summary
  if (facts.loginOnly) return concludeLogin(held)
  return facts.send ? concludeSent(held) : concludeUnsent(held)
}

function concludeLogin({ dialogue }: Case): string {
  const accepted = dialogue.turns.findLast(({ reply }) => reply?.code === 235)
  const login = dialogue.turns.findLast(
    ({ command, event }) => command?.verb === 'AUTH' && event <= (accepted?.event ?? -1),
  )
  const by = login?.command?.verb === 'AUTH' ? `, by AUTH ${login.command.mechanism}` : ''
  return accepted
    ? `The server lets us log in${by}. Nothing else was tried.`
    : 'The login was kept back, and nothing else was to be tried.'
}

function concludeSent(held: Case): string {
  const { arrival, messages } = held.facts
  const what = messages.length > 1 ? `the ${messages.length} messages` : 'the message'
  if (!arrival) {
    const subject = messages[0] ? `, for "${messages[0].subject}"` : ''
    return `The server accepted ${what} for ${receivers(held)}. Accepted is not arrived: look into the mailbox${subject}.`
  }
  return `All six steps worked. ${arrival.sentence}`
}

function concludeUnsent(held: Case): string {
  const whom = held.facts.isPractice ? '' : '; look into the mailbox then'
  return `The server accepts the sender and ${receivers(held)}. No mail was sent: --send sends one${whom}.`
}

function receivers({ dialogue }: Case): string {
  const { length } = receiversOf(dialogue)
  return length > 1 ? `all ${length} recipients` : 'the recipient'
}
