import type { RawRecord } from '../transcript/raw-record.ts'
import type { Transcript } from '../transcript/transcript.ts'

/** What a list of conversations shows of one. */
export interface SessionSummary {
  readonly id: string
  /** ISO 8601 */
  readonly started: string
  /** Milliseconds from the first to the last event. */
  readonly duration: number
  /** "127.0.0.1"; null where the transport has none. */
  readonly clientAddress: string | null
  /** What the client called itself. */
  readonly helo: string | null
  /** Who logged in. */
  readonly user: string | null
  /** "TLSv1.3"; null for a conversation in clear. */
  readonly tls: string | null
  readonly hasQuit: boolean
  readonly isClosed: boolean
  /** Of the mail that it brought, as far as it was accepted. */
  readonly messageIds: readonly string[]
  /** Replies that refused something: 4yz and 5yz. */
  readonly refusals: number
  /** What the RFCs do not allow. */
  readonly deviations: number
  /** Troubles that were made on purpose. */
  readonly faults: number
  /** The first reply that refused something, "550 5.1.1 No such user"; null where none did. */
  readonly firstRefusal: string | null
}

/** A conversation that was held. */
export interface SessionRecord extends SessionSummary {
  readonly transcript: Transcript
  /** The same for another thread, where it is at hand: it costs less than the transcript. */
  readonly raw?: RawRecord | undefined
}

/** Which conversations are meant: all of what is said must hold. */
export interface SessionQuery {
  /** "refused": something was; "dropped": the client left in the middle of it; "no-quit"; "tls"; "delivered"; "nothing": it brought no mail. */
  readonly outcome?: 'refused' | 'dropped' | 'no-quit' | 'tls' | 'clear' | 'delivered' | 'nothing' | 'faults'
  /** The beginning of the client's address. */
  readonly client?: string
  /** Anywhere in client address, helo, user, or the first refusal. */
  readonly text?: string
}
