import type { Deviation } from '../protocol/deviation.ts'
import type { Content } from './content.ts'

/** One message as it was received: the envelope, and every octet. */
export interface StoredMessage {
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
  /** What a mail host puts on top: Return-Path and Received. Not part of `content`. */
  readonly trace: string
  readonly content: Content
  readonly deviations: readonly Deviation[]
}

/** Which messages are meant. What is left out does not count; all that is there must fit. */
export interface MessageQuery {
  /** A recipient or mailbox; a pattern is matched against the address. */
  readonly to?: string | RegExp
  readonly from?: string | RegExp
  /** Text, or a pattern, that the message must hold, header included, as it stands in it (undecoded). */
  readonly contains?: string | RegExp
  /** Anything else. */
  readonly where?: (message: StoredMessage) => boolean
}

/** Where messages are kept. */
export interface Store {
  /** Resolves when the message is as safe as this store makes it; a 250 is given after that. */
  add(message: StoredMessage): void | Promise<void>
  /** The newest last. */
  list(): readonly StoredMessage[]
  get(id: string): StoredMessage | undefined
  delete(id: string): boolean
  clear(): void
  /** Called for each message from now on. @returns how to stop it */
  onAdd(listener: (message: StoredMessage) => void): () => void
}
