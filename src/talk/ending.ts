import type { Occasion, State } from '../protocol/transitions.ts'
import type { TalkLine } from './line.ts'

/** How a conversation ended. */
export type Ending =
  | 'quit' // after QUIT, by whosever hand
  | 'left' // by us, without a word
  | 'refused' // the greeting was a refusal
  | 'hung up' // the server closed on its own
  | 'unavailable' // as before, after 421
  | 'silence' // we gave up waiting
  | 'tls' // the handshake failed
  | 'auth' // there is no login, and it was to be held with one

/** Where a conversation stood when the connection was closed. */
export interface LastScene {
  readonly by: 'us' | 'peer' | 'timeout'
  readonly hasQuit: boolean
  readonly due: Occasion | null
  readonly state: State
}

/** The last line of a conversation: who closed, and what that left undone. */
export function describeEnd(scene: LastScene): TalkLine {
  const { by } = scene
  const who = by === 'us' ? 'client' : by === 'peer' ? 'server' : 'timeout'
  const left = undone(scene)
  return left === null
    ? { kind: 'comment', text: `@closed by ${who}` }
    : { kind: 'warning', text: `@closed by ${who}  # ${left}` }
}

function undone({ by, hasQuit, due, state }: LastScene): string | null {
  if (due === 'end-of-data' || due === 'BDAT LAST') return 'whether the message was accepted is not known'
  if (state === 'data' || state === 'chunking') return 'in the middle of the message: it is not delivered'
  if (due !== null && due !== 'QUIT') return `before the reply to ${occasionInWords(due)}`
  return by === 'peer' && !hasQuit ? 'without being asked to' : null
}

/** What is answered, after "the reply to". */
export function occasionInWords(occasion: Occasion): string {
  switch (occasion) {
    case 'greeting':
      return 'the connection'
    case 'end-of-data':
      return 'the message'
    case 'auth-response':
      return 'the login'
    case 'unknown':
      return 'the last line'
    default:
      return occasion
  }
}
