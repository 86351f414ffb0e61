import { findHeaders, readHeaders } from '../message/headers.ts'
import { createReply } from '../protocol/reply.ts'
import { HeaderGate } from './identity/header-gate.ts'
import type { IncomingMessage, MessageWriter, Verdict } from './policy.ts'

/**
 * Hosts that a message has passed when it must be going in circles. The RFC would have it a hundred at least; no way
 * that leads anywhere has fifty, and most hosts stop there.
 * RFC 5321 §6.3
 */
const MOST_HOPS = 50

/** Refuses a message that has passed too many hosts. */
export class HopLimitWriter implements MessageWriter {
  readonly #writer: MessageWriter
  #gate: HeaderGate | null = new HeaderGate()
  #hops = 0

  constructor(writer: MessageWriter) {
    this.#writer = writer
  }

  write(octets: Uint8Array): void | Promise<void> {
    const header = this.#gate?.push(octets) ?? null
    if (header) this.#read(header)
    return this.#writer.write(octets)
  }

  finish(message: IncomingMessage): Verdict {
    if (this.#gate) this.#read(this.#gate.take())
    if (this.#hops <= MOST_HOPS) return this.#writer.finish(message)
    this.#writer.abort()
    return createReply(554, '5.4.6', `Too many hops: ${this.#hops} Received fields, so the mail is going in circles`)
  }

  finishFor(...args: Parameters<NonNullable<MessageWriter['finishFor']>>): Verdict {
    return this.#writer.finishFor?.(...args) ?? null
  }

  abort(): void {
    this.#writer.abort()
  }

  #read(header: Uint8Array): void {
    this.#gate = null
    this.#hops = findHeaders(readHeaders(header), 'Received').length
  }
}
