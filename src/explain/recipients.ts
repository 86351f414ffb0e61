import { writeAddress } from '../protocol/path.ts'
import type { Explanation } from './facts.ts'
import type { JudgedTurn, Outcome } from './judged.ts'
import type { Step } from './steps.ts'

/** What became of one recipient, with all that an explanation has. */
export interface ExplainedRecipient extends Explanation {
  readonly address: string
  readonly outcome: Outcome
  /** Where it was decided: at RCPT, or with the message. */
  readonly decidedBy: 'recipient' | 'message'
}

/** Every recipient that was named, in their order. One that was accepted shares the fate of the message. */
export function readRecipients(turns: readonly JudgedTurn[], steps: readonly Step[]): ExplainedRecipient[] {
  const recipients: ExplainedRecipient[] = []
  // Indices of those accepted in the transaction under way.
  let accepted: number[] = []
  let nth = 0
  for (const judged of turns) {
    const { turn, step } = judged
    if (step === 'sender' || turn.occasion === 'RSET') accepted = []
    if (step === 'recipient' && turn.command?.verb === 'RCPT') {
      nth = 0
      if (judged.outcome === 'yes') accepted.push(recipients.length)
      recipients.push(describe(writeAddress(turn.command.forwardPath), judged, 'recipient'))
    }
    if (step !== 'message' || isHalfway(judged)) continue
    // LMTP answers for each recipient in their order. RFC 2033 §4.2
    const concerned = turn.recipient ? accepted.slice(nth, ++nth) : accepted
    for (const i of concerned) recipients[i] = describe(recipients[i]!.address, judged, 'message')
  }
  const end = steps.find(({ name, turn, outcome }) => name === 'message' && turn === null && outcome === 'unknown')
  if (end?.explanation) {
    // The message was broken off.
    const { explanation } = end
    for (const i of accepted)
      recipients[i] = describe(recipients[i]!.address, { outcome: 'unknown', explanation }, 'message')
  }
  return recipients
}

/** DATA that got its 354, or a piece that was not the last: nothing is decided yet. */
function isHalfway({ turn, outcome }: JudgedTurn): boolean {
  return (turn.occasion === 'DATA' || turn.occasion === 'BDAT') && outcome === 'yes'
}

function describe(
  address: string,
  { outcome, explanation }: Pick<JudgedTurn, 'outcome' | 'explanation'>,
  decidedBy: ExplainedRecipient['decidedBy'],
): ExplainedRecipient {
  return { address, outcome, decidedBy, ...explanation }
}
