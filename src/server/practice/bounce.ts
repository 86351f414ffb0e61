import { concat } from '../../protocol/bytes.ts'
import { findParam } from '../../protocol/params.ts'
import { writeAddress, type ForwardPath } from '../../protocol/path.ts'
import type { Reply } from '../../protocol/reply.ts'
import { writeDsn } from '../../message/write-dsn.ts'
import type { Clock } from '../../wire/clock.ts'
import type { Envelope, IncomingMessage, MessageWriter, Verdict } from '../policy.ts'

export interface BounceOptions {
  readonly hostname: string
  readonly clock: Clock
  /** Whose delivery is to fail. */
  readonly failing: (path: ForwardPath) => boolean
  /** Takes the report. */
  readonly deliver: (envelope: Envelope) => MessageWriter
}

/** Takes a message, and when that is done, sends the non-delivery report that RFC 5321 §6.1 asks for. */
export class BounceWriter implements MessageWriter {
  readonly #writer: MessageWriter
  readonly #envelope: Envelope
  readonly #options: BounceOptions
  #kept: Uint8Array[] = []

  constructor(writer: MessageWriter, envelope: Envelope, options: BounceOptions) {
    this.#writer = writer
    this.#envelope = envelope
    this.#options = options
  }

  write(octets: Uint8Array): void | Promise<void> {
    this.#kept.push(octets)
    return this.#writer.write(octets)
  }

  finish(message: IncomingMessage): Verdict {
    const verdict = this.#writer.finish(message)
    if (verdict instanceof Promise) return verdict.then((reply) => this.#report(message, reply))
    return this.#report(message, verdict)
  }

  abort(): void {
    this.#kept = []
    this.#writer.abort()
  }

  #report(message: IncomingMessage, reply: Reply | null): Verdict {
    if (reply && reply.code >= 400) return reply
    const { reversePath, params } = this.#envelope
    const recipients = this.#envelope.recipients.filter(({ forwardPath }) => this.#options.failing(forwardPath))
    const wanted = recipients.filter((each) => !/^NEVER$/i.test(findParam(each.params, 'NOTIFY')?.value ?? ''))
    if (reversePath.kind === 'null' || wanted.length === 0) return reply
    const { hostname, clock, deliver } = this.#options
    let count = 0
    const report = writeDsn({
      reportingMta: hostname,
      to: writeAddress(reversePath),
      date: clock.date(),
      id: () => `${message.id}-${++count}`,
      envid: findParam(params, 'ENVID')?.value ?? null,
      ret: findParam(params, 'RET')?.value?.toUpperCase() === 'HDRS' ? 'HDRS' : 'FULL',
      arrivalDate: clock.date(),
      original: concat(this.#kept),
      recipients: wanted.map((each) => ({
        finalRecipient: writeAddress(each.forwardPath),
        orcpt: findParam(each.params, 'ORCPT')?.value ?? null,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: {
          type: 'smtp',
          text: `550 5.1.1 <${writeAddress(each.forwardPath)}> asked for this: no such user`,
        },
      })),
    })
    const envelope: Envelope = {
      reversePath: { kind: 'null' },
      params: [],
      recipients: [{ forwardPath: { ...reversePath }, params: [] }],
    }
    const writer = deliver(envelope)
    const written = writer.write(report)
    const deliverNow = () =>
      writer.finish({
        id: `${message.id}-report`,
        envelope,
        size: report.length,
        deviations: [],
        session: message.session,
      })
    const outcome = written instanceof Promise ? written.then(deliverNow) : deliverNow()
    return outcome instanceof Promise ? outcome.then(() => reply) : reply
  }
}
