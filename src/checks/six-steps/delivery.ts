import type { Turn } from '../../transcript/dialogue.ts'
import type { Finding } from '../finding.ts'
import { wayBackOf, type Case } from './case.ts'
import { makeFinding } from './make-finding.ts'

/** What becomes of the message behind the server. */

// RFC 5321 §4.5.5
export function readWayBack({ dialogue }: Case): Finding[] {
  const turn = wayBackOf(dialogue)
  if (turn?.reply?.code !== 250) return []
  return [
    makeFinding({
      id: 'way-back',
      verdict: 'pass',
      title: 'Bounces come back',
      detail:
        'The server takes mail with the null sender for the address of the bounces: reports of failures come back.',
      ref: 'RFC 5321 §4.5.5',
      events: [turn.event],
    }),
  ]
}

/** Accepted is not arrived. */
// RFC 5321 §4.2.5
export function readArrival({ dialogue, facts }: Case): Finding[] {
  const events = dialogue.turns.filter(isAcceptance).map(({ event }) => event)
  if (events.length === 0) return []
  const { arrival, messages } = facts
  if (arrival) {
    const [verdict, title] = arrival.arrived ? (['pass', 'Arrived'] as const) : (['fail', 'Not arrived'] as const)
    return [makeFinding({ id: 'arrival', verdict, title, detail: arrival.sentence, events })]
  }
  const marks = messages.map(({ subject, messageId }) => `"${subject}"${messageId === null ? '' : `, ${messageId}`}`)
  const which = marks.length === 0 ? '' : `: ${marks.join('; ')}`
  return [
    makeFinding({
      id: 'arrival',
      verdict: 'unknown',
      title: 'Accepted is not arrived',
      detail: `The server has taken the message${which}. Whether it lies in the mailbox can only be seen there.`,
      remedy:
        'Look into the mailbox, and into its spam folder. If it is not there after some minutes, look for a report to ' +
        "the sender, or ask the server's administrator with the words of its last reply.",
      ref: 'RFC 5321 §4.2.5',
      events,
    }),
  ]
}

function isAcceptance({ occasion, reply }: Turn): boolean {
  return (occasion === 'end-of-data' || occasion === 'BDAT LAST') && reply !== null && reply.code < 300
}
