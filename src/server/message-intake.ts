import type { Deviation } from '../protocol/deviation.ts'
import type { Reply } from '../protocol/reply.ts'
import type { ServerConfig } from './config.ts'
import type { Envelope, IncomingMessage, MessageWriter, SessionFacts, Verdict } from './policy.ts'
import { prepare, replies } from './replies.ts'

/** One message on its way in: counts what truly comes, and keeps the writer from what it need not see. */
export class MessageIntake {
  readonly #config: ServerConfig
  readonly #session: SessionFacts
  readonly #envelope: Envelope
  readonly #id: string
  readonly #deviations: Deviation[] = []
  #writer: MessageWriter | null
  #size = 0
  #refusal: Reply | null = null

  constructor(config: ServerConfig, id: string, envelope: Envelope, session: SessionFacts, writer: MessageWriter) {
    this.#config = config
    this.#id = id
    this.#envelope = envelope
    this.#session = session
    this.#writer = writer
  }

  write(octets: Uint8Array): void | Promise<void> {
    this.#size += octets.length
    // SIZE= is a promise; what counts is what comes. RFC 1870 §6.3
    if (this.#size > this.#config.limits.size) this.refuse(replies.tooBig)
    return this.#writer?.write(octets)
  }

  /** Take note of what was wrong with the data, or a part of it. */
  note(deviations: readonly Deviation[]): void {
    this.#deviations.push(...deviations)
    if (this.#config.bareLineEnds === 'keep' || this.#config.lenientLineEnds) return
    if (deviations.some(({ code }) => code === 'bare-lf' || code === 'bare-cr')) this.refuse(replies.bareLineEnds)
  }

  /** The verdicts: one, or in LMTP one for each recipient in their order. */
  finish(): Verdict[] {
    const count = this.#config.lmtp ? Math.max(1, this.#envelope.recipients.length) : 1
    const writer = this.#writer
    if (!writer || this.#refusal) return Array<Verdict>(count).fill(this.#refusal ?? replies.internal)
    this.#writer = null
    const message: IncomingMessage = {
      id: this.#id,
      envelope: this.#envelope,
      size: this.#size,
      deviations: this.#deviations,
      session: this.#session,
    }
    const whole = orElse(writer.finish(message), prepare(250, '2.0.0', `Ok: queued as ${this.#id}`))
    if (!this.#config.lmtp) return [whole]
    return this.#envelope.recipients.map((recipient) => orElse(writer.finishFor?.(message, recipient) ?? null, whole))
  }

  abort(): void {
    this.#writer?.abort()
    this.#writer = null
  }

  /** Take the rest, keep nothing of it, and say this at the end. */
  refuse(reply: Reply): void {
    this.#refusal ??= reply
    this.abort()
  }
}

/** `verdict`, or what to say where it has nothing to say. */
export function orElse(verdict: Verdict, fallback: Reply | Verdict): Verdict {
  if (verdict instanceof Promise) return verdict.then((reply) => reply ?? fallback)
  return verdict ?? fallback
}
