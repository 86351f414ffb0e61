import { describeDeviation } from '../protocol/deviation.ts'
import { isPositive, type Reply } from '../protocol/reply.ts'
import { writePath } from '../protocol/path.ts'
import type { Turn } from '../transcript/dialogue.ts'
import { verbs } from './data/verbs.ts'
import type { Explanation } from './facts.ts'
import { codeText, type JudgedTurn, type Outcome, type StepName } from './judged.ts'

/** One turn in words. */
export interface Annotation {
  /** Index into `dialogue.turns`. */
  readonly turn: number
  /** Index into `transcript.events`: behind which event to show it. */
  readonly event: number
  readonly step: StepName | null
  readonly outcome: Outcome
  /** Who did what, and what came of it. */
  readonly sentence: string
  readonly explanation: Explanation
  /** What was not as the RFCs have it, in sentences. */
  readonly deviations: readonly string[]
}

export function annotate({ turn, index, step, outcome, explanation }: JudgedTurn): Annotation {
  return {
    turn: index,
    event: turn.event,
    step,
    outcome,
    sentence: `${whatClient(turn)}${whatServer(turn, outcome, explanation)}.`,
    explanation,
    deviations: turn.deviations.map((found) => `${capital(describeDeviation(found))} (${found.ref}).`),
  }
}

function whatClient({ occasion, command, recipient }: Turn): string {
  if (!command) return whatClientBesides(occasion, recipient)
  switch (command.verb) {
    case 'EHLO':
    case 'HELO':
    case 'LHLO':
      return `The client introduces itself as ${command.domain}`
    case 'MAIL':
      return command.reversePath.kind === 'null'
        ? 'The client begins a message that must not be answered, with the null sender <>'
        : `The client begins a message and names the sender ${writePath(command.reversePath)}`
    case 'RCPT':
      return `The client names the recipient ${writePath(command.forwardPath)}`
    case 'BDAT':
      return `The client sends ${command.last ? 'the last' : 'a'} piece of the message, ${command.size} octets`
    case 'AUTH':
      return `The client logs in by ${command.mechanism}`
    case 'VRFY':
      return `The client asks whether ${command.argument} exists`
    case 'EXPN':
      return `The client asks who is on the list ${command.argument}`
    case 'STARTTLS':
      return 'The client asks to go on encrypted'
    case 'unknown':
      return 'The client says something that is no command'
    default:
      return verbs[command.verb].meaning.slice(0, -1)
  }
}

/** What is no command, or could not be read as one. */
function whatClientBesides(occasion: Turn['occasion'], recipient: Turn['recipient']): string {
  switch (occasion) {
    case 'greeting':
      return 'The server greets'
    case 'end-of-data':
      return `The client ends the message${recipient ? `, for ${writePath(recipient.forwardPath)}` : ''}`
    case 'auth-response':
      return 'The client sends the next piece of the login'
    case null:
      return 'The server speaks unasked'
    default:
      return `The client says ${occasion} in a way that cannot be understood`
  }
}

/** What the server made of it, after the code. */
function whatServer({ occasion, reply }: Turn, outcome: Outcome, { title }: Explanation): string {
  if (!reply) return outcome === 'yes' ? '; the server closes' : `; no answer came: ${title}`
  const code = codeText(reply)
  if (outcome === 'no')
    return occasion === 'greeting' ? ` with ${code}: ${title}` : `; the server answers ${code}: ${title}`
  if (reply.code >= 300 && reply.code < 400)
    return `; the server waits for ${occasion === 'DATA' ? 'it' : 'more'} (${code})`
  return isPositive(reply)
    ? `${acceptance(occasion, reply)} (${code})`
    : `; the server puts it off with ${code}: ${title}`
}

function acceptance(occasion: Turn['occasion'], reply: Reply): string {
  switch (occasion) {
    case 'greeting':
      return ' and is ready'
    case 'EHLO':
    case 'LHLO': {
      const features = reply.lines.length - 1
      if (features === 0) return '; the server accepts and offers no features'
      return `; the server accepts and offers ${features === 1 ? '1 feature' : `${features} features`}`
    }
    case 'STARTTLS':
      return '; the server agrees, and the TLS handshake follows'
    case 'end-of-data':
    case 'BDAT LAST':
      return '; the server accepts it and is responsible for it from now on'
    case 'QUIT':
      return '; the server says goodbye'
    case null:
      return ''
    default:
      return '; the server accepts'
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
