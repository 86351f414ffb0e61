import type { Command } from './command.ts'
import type { Deviation } from './deviation.ts'
import type { Param } from './params.ts'
import type { ForwardPath, ReversePath } from './path.ts'
import type { Reply } from './reply.ts'

/** More octets are needed. */
export const NEED_DATA = 'need-data'
/** A reply is due before anything more is read. */
export const PAUSED = 'paused'

/** What a client has done, as {@link ServerMachine} hands it out. */
export type ServerEvent =
  | CommandEvent
  /** Octets of the message, stuffing undone. No reply is due. */
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  /** The message is complete. One reply is due; in LMTP one for each accepted recipient, in their order. */
  | {
      readonly kind: 'end-of-data'
      readonly size: number
      readonly transaction: Transaction | null
      readonly deviations: readonly Deviation[]
    }
  /**
   * A BDAT chunk is complete; a reply is due (as above for the last one in LMTP). The deviations are those of the whole
   * message, and come with its last chunk.
   */
  | {
      readonly kind: 'chunk'
      readonly size: number
      readonly last: boolean
      readonly transaction: Transaction | null
      readonly refusal: Reply | null
      readonly deviations: readonly Deviation[]
    }
  /** A line of a SASL exchange; a reply is due. Its octets are a secret. */
  | { readonly kind: 'auth-response'; readonly line: Uint8Array }
  /** Something was noticed that belongs to no command. No reply is due. */
  | { readonly kind: 'notice'; readonly deviation: Deviation }

export interface CommandEvent {
  readonly kind: 'command'
  readonly command: Command
  /** The line without its line end, as it was sent. */
  readonly line: Uint8Array
  readonly deviations: readonly Deviation[]
  /** What the language itself says against the command: 500, 501, 503, 555 … Null: it is the session's to decide. */
  readonly refusal: Reply | null
  /** False for BDAT: its reply is due with the `chunk` event. */
  readonly replyDue: boolean
  /** The octets of the line that are, or may be, a credential. */
  readonly secret: Uint8Array | null
}

/** The mail transaction under way. RFC 5321 §3.3 */
export interface Transaction {
  readonly reversePath: ReversePath
  readonly params: readonly Param[]
  readonly recipients: readonly Recipient[]
}

export interface Recipient {
  readonly forwardPath: ForwardPath
  readonly params: readonly Param[]
}
