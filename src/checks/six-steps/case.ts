import type { SmtpError } from '../../client/error.ts'
import type { DialogueExplanation } from '../../explain/dialogue.ts'
import { writeAddress } from '../../protocol/path.ts'
import type { Dialogue, Turn } from '../../transcript/dialogue.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { ProfileName } from './profiles.ts'
import type { SentTestMessage } from './result.ts'

/** What the transcript does not tell. */
export interface TestFacts {
  readonly as: ProfileName
  /** Whether the server was started for this test. */
  readonly isPractice: boolean
  /** Whether a message was to be sent. */
  readonly send: boolean
  /** Whether there were a name and a password to log in with. */
  readonly login: boolean
  /** Whether logging in was all there was to do. Default false. */
  readonly loginOnly?: boolean
  /** The ways to log in that were asked for; left out: those of the sender. */
  readonly namedMechanisms?: readonly string[]
  /** Why there was no login, or why we did not believe in it. */
  readonly loginTrouble?: Pick<SmtpError, 'kind' | 'message' | 'reason'>
  readonly messages: readonly SentTestMessage[]
  /** Whether the port said nothing because it waits for TLS. */
  readonly isTlsPort: boolean
  /** Whether TLS was demanded, and not to be done without. */
  readonly requiresTls?: boolean
  /** How many days before its end a certificate should be renewed. Default 21. */
  readonly certDays?: number
  /** What a look into the mailbox showed; null where nobody could look. */
  readonly arrival: Arrival | null
}

export interface Arrival {
  readonly arrived: boolean
  /** What was seen, in a sentence. */
  readonly sentence: string
}

/** What judging goes by: the conversation, understood, and the facts around it. */
export interface Case {
  readonly transcript: Transcript
  readonly dialogue: Dialogue
  readonly explanation: DialogueExplanation
  readonly facts: TestFacts
}

/**
 * The reply that tells whether reports of failures find their way back: to RCPT, after a MAIL with the null sender
 * that came behind one with an address.
 */
export function wayBackOf({ turns }: Dialogue): Turn | null {
  let hasSender = false
  let isBack = false
  for (const turn of turns) {
    const { command } = turn
    if (command?.verb === 'MAIL') {
      isBack = hasSender && command.reversePath.kind === 'null'
      hasSender = true
    } else if (isBack && command?.verb === 'RCPT') return turn
  }
  return null
}

/** Whom the message is for: every address that was named, once; not those of the way back. */
export function receiversOf(dialogue: Dialogue): string[] {
  const wayBack = wayBackOf(dialogue)
  const named = dialogue.turns.filter(({ command }) => command?.verb === 'RCPT').filter((turn) => turn !== wayBack)
  const addresses = named.flatMap(({ recipient }) => (recipient ? writeAddress(recipient.forwardPath) : []))
  return addresses.filter((address, i) => {
    return addresses.findIndex((other) => other.toLowerCase() === address.toLowerCase()) === i
  })
}
