import { concat } from '../../protocol/bytes.ts'
import type { Recipient } from '../../protocol/server-events.ts'
import { findHeaders, readHeaders } from '../../message/headers.ts'
import type { IncomingMessage, MessageWriter, Verdict } from '../policy.ts'

/** Octets of a message that are searched for header fields. */
const HEAD = 65_536

/** A message on its way in of which it is not known yet how many times it will be kept. */
export class HeldMessage implements MessageWriter {
  /** 0: it is lost. */
  copies = 1
  readonly #writers: readonly MessageWriter[]
  readonly #head: Uint8Array[] = []
  #headLength = 0

  /** @param most as many copies as there can be */
  constructor(open: () => MessageWriter, most: number) {
    this.#writers = Array.from({ length: Math.max(1, most) }, open)
  }

  /** The values of the fields with this name. */
  header(name: string): readonly string[] {
    return findHeaders(readHeaders(concat(this.#head)), name).map(({ value }) => value)
  }

  write(octets: Uint8Array): void | Promise<void> {
    if (this.#headLength < HEAD) {
      this.#head.push(octets.slice(0, HEAD - this.#headLength))
      this.#headLength += octets.length
    }
    const pending = this.#writers.map((writer) => writer.write(octets)).filter((each) => each instanceof Promise)
    if (pending.length > 0) return Promise.all(pending).then(() => {})
  }

  finish(message: IncomingMessage): Verdict {
    for (const writer of this.#writers.slice(this.copies)) writer.abort()
    const [first = null, ...others] = this.#writers
      .slice(0, this.copies)
      .map((writer, i) => writer.finish(i === 0 ? message : { ...message, id: `${message.id}-${i + 1}` }))
    const pending = others.filter((each) => each instanceof Promise)
    return pending.length === 0 ? first : Promise.all(pending).then(() => first)
  }

  finishFor(message: IncomingMessage, recipient: Recipient): Verdict {
    return this.copies === 0 ? null : (this.#writers[0]!.finishFor?.(message, recipient) ?? null)
  }

  abort(): void {
    for (const writer of this.#writers) writer.abort()
  }
}
