import { readOverview, type MessageOverview } from '../message/overview.ts'
import { beginning } from './beginning.ts'
import type { NewMessage, StoredMessage } from './store.ts'

/** A message that is in memory. A class, not a literal: one is made for every message of a busy server, and nothing of it read before it is asked for. */
export class HeldMessage implements StoredMessage {
  readonly seq: number
  isRead = false
  tags: readonly string[]
  readonly #message: NewMessage
  #overview: Promise<MessageOverview> | null = null

  constructor(message: NewMessage, seq: number) {
    this.#message = message
    this.seq = seq
    this.tags = message.tags
  }

  get id() {
    return this.#message.id
  }

  get sessionId() {
    return this.#message.sessionId
  }

  get receivedAt() {
    return this.#message.receivedAt
  }

  get from() {
    return this.#message.from
  }

  get to() {
    return this.#message.to
  }

  get params() {
    return this.#message.params
  }

  get mailboxes() {
    return this.#message.mailboxes
  }

  get user() {
    return this.#message.user
  }

  get trace() {
    return this.#message.trace
  }

  get content() {
    return this.#message.content
  }

  get deviations() {
    return this.#message.deviations
  }

  overview(): Promise<MessageOverview> {
    return (this.#overview ??= this.#read())
  }

  async #read(): Promise<MessageOverview> {
    return readOverview(await beginning(this.content))
  }
}
