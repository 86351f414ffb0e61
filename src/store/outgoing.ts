import type { Content } from './content.ts'

/** Where mail is to be sent on to. */
export type OutgoingRoute =
  /** RFC 5321 §5 */
  | { readonly kind: 'mx' }
  | { readonly kind: 'host'; readonly host: string; readonly port: number }
  /** The smart host of the configuration, as it is when the mail is sent. */
  | { readonly kind: 'smart-host' }

export interface OutgoingRecipient {
  readonly address: string
  /** Parameters of RCPT, as "NOTIFY=FAILURE". */
  readonly params: readonly string[]
  readonly state: 'waiting' | 'delivered' | 'failed' | 'given-up'
  /** The last reply about it, or what went wrong; null before the first attempt. */
  readonly answer: string | null
}

/** One attempt to send a message on. */
export interface DeliveryAttempt {
  /** ISO 8601 */
  readonly at: string
  /** "mx.example.test [127.0.0.1]:25"; null where none was found. */
  readonly host: string | null
  readonly outcome: 'delivered' | 'partly' | 'deferred' | 'failed'
  readonly detail: string
}

/** A message that is to be sent on, or was. */
export interface OutgoingMessage {
  readonly id: string
  /** Why it is sent: somebody released it, it was forwarded, it is a report, it was submitted. */
  readonly reason: 'release' | 'forward' | 'report' | 'submission'
  /** Of the message in the store that it was made of; null where it is none. */
  readonly messageId: string | null
  /** '' for the null reverse-path. */
  readonly reversePath: string
  /** Parameters of MAIL. */
  readonly params: readonly string[]
  readonly recipients: readonly OutgoingRecipient[]
  readonly route: OutgoingRoute
  readonly created: Date
  /** When it is tried next; null: never again. */
  readonly next: Date | null
  readonly attempts: readonly DeliveryAttempt[]
  /** Whether the sender was told of a delay. */
  readonly isDelayReported: boolean
}

/** Keeps mail that waits, safe from the end of the process. */
export interface OutgoingStore {
  add(message: OutgoingMessage, content: Uint8Array): Promise<void>
  /** Take over what is due, so that nobody else does until `until`. */
  claim(now: Date, until: Date, limit: number): Promise<readonly OutgoingMessage[]>
  /** Keep what was taken over, until then. @param ends of the claim, one of which must stand @returns whether it does */
  renew(id: string, ends: readonly Date[], until: Date): Promise<boolean>
  /** Write down how it stands, and let go of it. @param ends of a claim: only while one of them stands */
  update(message: OutgoingMessage, ends?: readonly Date[]): Promise<void>
  content(id: string): Promise<Content | undefined>
  get(id: string): Promise<OutgoingMessage | undefined>
  /** The newest first. */
  list(limit: number): Promise<readonly OutgoingMessage[]>
  delete(id: string): Promise<boolean>
  /** How many there are that will be tried again. */
  waiting(): Promise<number>
  /** When the next one is due; null where none is. */
  nextDue(): Promise<Date | null>
}
