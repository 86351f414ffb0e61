import { concat, encode } from '../protocol/bytes.ts'
import { writeParam } from '../protocol/params.ts'
import { writeAddress } from '../protocol/path.ts'
import type { Clock } from '../wire/clock.ts'
import type { Departure } from './departing-mail.ts'
import type { Envelope, IncomingMessage, MessageWriter, Verdict } from './policy.ts'
import { stampReceived } from './received-stamp.ts'

export interface CopyOptions {
  readonly hostname: string
  readonly lmtp: boolean
  readonly clock: Clock
  /** Who gets a copy of every message. */
  readonly to: readonly string[]
  readonly depart: Departure
}

/** When a message is kept, sends a copy of it on. Nobody is told where that fails: who wrote knows of no copy. */
export class CopyingWriter implements MessageWriter {
  readonly #writer: MessageWriter
  readonly #envelope: Envelope
  readonly #options: CopyOptions
  #pieces: Uint8Array[] = []

  constructor(writer: MessageWriter, envelope: Envelope, options: CopyOptions) {
    this.#writer = writer
    this.#envelope = envelope
    this.#options = options
  }

  write(octets: Uint8Array): void | Promise<void> {
    this.#pieces.push(octets)
    return this.#writer.write(octets)
  }

  async finish(message: IncomingMessage): Promise<Awaited<Verdict>> {
    const reply = await this.#writer.finish(message)
    if (!reply || reply.code < 400) await this.#send(message)
    return reply
  }

  finishFor(...args: Parameters<NonNullable<MessageWriter['finishFor']>>): Verdict {
    return this.#writer.finishFor?.(...args) ?? null
  }

  abort(): void {
    this.#pieces = []
    this.#writer.abort()
  }

  #send({ id, session, trace = '' }: IncomingMessage): Promise<void> {
    const { clock, to, depart } = this.#options
    const received = stampReceived({ id, date: clock.date(), envelope: this.#envelope, client: session }, this.#options)
    const { reversePath, params } = this.#envelope
    return depart({
      reason: 'forward',
      messageId: id,
      reversePath: writeAddress(reversePath),
      params: params.map(writeParam).filter((param) => /^(?:SMTPUTF8$|BODY=BINARYMIME$|REQUIRETLS$)/i.test(param)),
      // RFC 3461 §4.1
      recipients: to.map((address) => ({ address, params: ['NOTIFY=NEVER'] })),
      content: concat([encode(trace + received), ...this.#pieces]),
    })
  }
}
