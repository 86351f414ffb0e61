import type { Occasion } from '../../protocol/transitions.ts'
import type { Facts, Topic } from '../facts.ts'

/** How official a reply code is. */
export type CodeStatus =
  | 'standard' // RFC 5321, or what updates it
  | 'extension' // the RFC of an extension
  | 'registered' // only named beside an enhanced code in the registry of RFC 5248
  | 'draft' // an internet draft that never became an RFC
  | 'implementation' // one program's own
  | 'folklore' // in web lists, seldom on a wire: mostly enhanced codes with the dots left out

/** The part of the conversation that a reply belongs to. */
export type Scene = Exclude<Occasion, 'auth-response' | 'BDAT LAST' | 'unknown' | 'handshake'>

export interface ReplyCode extends Facts {
  readonly code: number
  readonly status: CodeStatus
  /** What it means as the answer to one thing, where that differs. EHLO stands for HELO and LHLO too where they are left out. */
  readonly on?: Readonly<Partial<Record<Scene, Partial<Topic>>>>
}
