import type { Deviation } from '../../protocol/deviation.ts'
import type { NewMessage } from '../store.ts'

/** All of a message but its content, as plain data. */
export interface Facts {
  readonly id: string
  readonly sessionId: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly size: number
  readonly from: string
  readonly to: readonly string[]
  readonly params: NewMessage['params']
  readonly mailboxes: readonly string[]
  readonly user: string | null
  readonly trace: string
  /** Those that it asked for; `details` has those that it has. */
  readonly tags: readonly string[]
  readonly deviations: readonly Deviation[]
  /** Whether the content lies in pieces of its own. */
  readonly inPieces: boolean
}

export function factsOf(message: NewMessage, inPieces: boolean): Facts {
  const { id, sessionId, receivedAt, from, to, params, mailboxes, user, trace, tags, deviations, content } = message
  const at = receivedAt.getTime()
  return { id, sessionId, at, size: content.size, from, to, params, mailboxes, user, trace, tags, deviations, inPieces }
}
