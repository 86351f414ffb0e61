import type { MessageOverview } from '../message/overview.ts'
import type { Deviation } from '../protocol/deviation.ts'
import type { Content } from './content.ts'
import type { OutgoingStore } from './outgoing.ts'
import type { Query } from './query.ts'
import type { SessionQuery, SessionRecord, SessionSummary } from './session-record.ts'

/** A message as the server took it in: the envelope, and every octet. */
export interface NewMessage {
  /** The id that the sender was told: "queued as …". */
  readonly id: string
  /** Of the conversation that brought it. */
  readonly sessionId: string
  readonly receivedAt: Date
  /** '' for the null reverse-path. */
  readonly from: string
  /** All recipients of the envelope, Bcc too, in the order of RCPT. */
  readonly to: readonly string[]
  /** Parameters of MAIL and RCPT as they were given. */
  readonly params: { readonly mail: readonly string[]; readonly rcpt: readonly (readonly string[])[] }
  /** Addresses of the mailboxes it lies in: lists expanded. */
  readonly mailboxes: readonly string[]
  /** Who had logged in; null where nobody had. RFC 4954 §4 */
  readonly user: string | null
  /** What a mail host puts on top: Return-Path and Received. Not part of `content`. */
  readonly trace: string
  readonly content: Content
  /** Labels that it asks for itself. Sorted, no two alike. */
  readonly tags: readonly string[]
  readonly deviations: readonly Deviation[]
}

/** One message that is kept. */
export interface StoredMessage extends NewMessage {
  /** Grows with every message of a store: the newest has the greatest. */
  readonly seq: number
  readonly isRead: boolean
  /** Its `text` may be '': databases keep the words of it, to search by, and the text in the content alone. */
  overview(): Promise<MessageOverview>
}

/** Which messages are meant. */
export type Selection = { readonly ids: readonly string[] } | { readonly query: Query }

/** Which part of a list is wanted; the newest come first. */
export interface Paging {
  /** Messages at most. */
  readonly limit: number
  /** Only what is older than the message with this `seq`: the way through long lists. */
  readonly before?: number
  /** Left out at the beginning. Default 0. */
  readonly offset?: number
}

/** A part of a list of messages. */
export interface MessagePage {
  /** The newest first. */
  readonly messages: readonly StoredMessage[]
  /** Messages that fit, all pages together. */
  readonly total: number
  /** Whether there are more than `total`: beyond some thousands they are not counted. */
  readonly isMore: boolean
}

/** What the whole store holds. */
export interface StoreCounts {
  readonly messages: number
  readonly unread: number
  /** Octets of all messages. */
  readonly octets: number
}

export interface MailboxCount {
  /** An address, or the name of somebody who logged in. */
  readonly name: string
  readonly messages: number
  readonly unread: number
}

/** Something happened in a store; with a database of many machines, at any of them. */
export type StoreEvent =
  | { readonly kind: 'added'; readonly message: StoredMessage }
  | { readonly kind: 'changed'; readonly messages: readonly { id: string; isRead: boolean; tags: readonly string[] }[] }
  /** Null: so many that they are not named; ask again for what is shown. */
  | { readonly kind: 'deleted'; readonly ids: readonly string[] | null; readonly count: number }
  | { readonly kind: 'session'; readonly session: SessionSummary }
  /** Something about mail that waits to be sent on. */
  | { readonly kind: 'outgoing'; readonly id: string }

/** Keeps mail, the conversations that brought it, and what waits to be sent on. Every kind of store holds to it alike. */
export interface Store {
  /**
   * Resolves when the message is as safe as this store makes it; a 250 is given after that.
   * @throws StoreError where it cannot be kept: the client is told 452 or 451
   */
  add(message: NewMessage): void | Promise<void>
  get(id: string): Promise<StoredMessage | undefined>
  list(query: Query, paging: Paging): Promise<MessagePage>
  /** Say of messages that they were read, or what their tags are. @returns how many there were */
  change(
    selection: Selection,
    change: { readonly isRead?: boolean; readonly tags?: readonly string[] },
  ): Promise<number>
  /** @returns how many there were */
  delete(selection: Selection): Promise<number>
  counts(): Promise<StoreCounts>
  /** Tags in use, sorted. */
  tags(): Promise<readonly string[]>
  renameTag(tag: string, name: string): Promise<void>
  deleteTag(tag: string): Promise<void>
  /** Mail by who gets it, or by who had logged in to send it; the most first, 1,000 at most. */
  mailboxes(by: 'recipient' | 'login'): Promise<readonly MailboxCount[]>

  /** Keep a conversation that is over. */
  addSession(session: SessionRecord): void
  session(id: string): Promise<SessionRecord | undefined>
  /** The newest first. */
  sessions(query: SessionQuery, paging: Paging): Promise<{ sessions: readonly SessionSummary[]; total: number }>

  /** Mail that waits to be sent on. */
  readonly outgoing: OutgoingStore

  /** Called for everything that happens from now on. @returns how to stop it */
  onEvent(listener: (event: StoreEvent) => void): () => void
  /** Write what is not written yet, and let go of everything. */
  close(): Promise<void>
}

/** A store that cannot do what it should. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  /** "full": no room on the disk, or over a limit; "unavailable": the database is gone, for now. */
  readonly kind: 'full' | 'unavailable'

  constructor(kind: 'full' | 'unavailable', message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}
