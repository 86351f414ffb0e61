import { concat, encode } from '../../protocol/bytes.ts'
import { replyText, type Reply } from '../../protocol/reply.ts'
import { writeAddress } from '../../protocol/path.ts'
import { writeReport, type Fate } from '../../message/delivery-report.ts'
import type { Clock } from '../../wire/clock.ts'
import type { Departure } from '../departing-mail.ts'
import type { Envelope, IncomingMessage, MessageWriter, Verdict } from '../policy.ts'
import { stampReceived } from '../received-stamp.ts'
import type { FullMailbox } from './quotas.ts'
import { askedFailure, asksForSuccess, sortLeaving, successOf, type SortedRecipient } from './sorting.ts'

export interface DeliveryOptions {
  readonly hostname: string
  readonly lmtp: boolean
  readonly clock: Clock
  readonly sorted: readonly SortedRecipient[]
  /** Null: nothing leaves. */
  readonly depart: Departure | null
  /** Whether who sends it may send to other hosts; null: he may not. */
  readonly reason: 'submission' | 'report' | null
  /** Whether some mailbox has a quota, and which of them have no room. */
  readonly full: ((mailboxes: readonly string[], size: number) => Promise<readonly FullMailbox[]>) | null
  /** Takes a report for somebody. */
  readonly report: (to: string, content: Uint8Array, id: string) => Promise<void>
}

/** Takes a message that has more to it than to be kept: some of it leaves, or somebody is to be told of it. */
export class DeliveryWriter implements MessageWriter {
  readonly #writer: MessageWriter
  readonly #envelope: Envelope
  readonly #options: DeliveryOptions
  #pieces: Uint8Array[] = []

  constructor(writer: MessageWriter, envelope: Envelope, options: DeliveryOptions) {
    this.#writer = writer
    this.#envelope = envelope
    this.#options = options
  }

  /** Whether a message needs none of this. */
  static isNeeded({ sorted, depart, reason, full }: DeliveryOptions, { reversePath }: Envelope): boolean {
    if (full) return true
    if (depart && sortLeaving(sorted, { reversePath: '', params: [], reason }).length > 0) return true
    return (
      reversePath.kind !== 'null' && sorted.some(({ recipient, isToFail }) => isToFail || asksForSuccess(recipient))
    )
  }

  write(octets: Uint8Array): void | Promise<void> {
    this.#pieces.push(octets)
    return this.#writer.write(octets)
  }

  finishFor(...args: Parameters<NonNullable<MessageWriter['finishFor']>>): Verdict {
    return this.#writer.finishFor?.(...args) ?? null
  }

  abort(): void {
    this.#pieces = []
    this.#writer.abort()
  }

  async finish(message: IncomingMessage): Promise<Reply | null> {
    const { sorted, full } = this.#options
    const places = sorted.flatMap(({ destination }) => destination?.mailboxes ?? [])
    const fullOnes = (await full?.([...new Set(places)], message.size)) ?? []
    const isFull = (mailbox: string) => fullOnes.some((each) => each.mailbox === mailbox)
    // Where nobody gets it, the client is told at once; where some do, who has no room is reported.
    if (fullOnes.length > 0 && sorted.every((each) => isLost(each, isFull))) {
      this.abort()
      return fullOnes[0]!.reply
    }
    const mailboxes = sorted.flatMap(({ recipient, destination }) => [
      ...(destination?.mailboxes.filter((mailbox) => !isFull(mailbox)) ?? [writeAddress(recipient.forwardPath)]),
      ...(destination?.outside.map(({ address }) => address) ?? []),
    ])
    const reply = await this.#writer.finish({ ...message, mailboxes: [...new Set(mailboxes)] })
    if (reply && reply.code >= 400) return reply
    await this.#sendOn(message)
    await this.#tell(message, fullOnes)
    return reply
  }

  async #sendOn({ id, session, trace = '' }: IncomingMessage): Promise<void> {
    const { sorted, depart, reason, clock } = this.#options
    if (!depart) return
    const envelope = this.#envelope
    const { params } = envelope
    const leaving = sortLeaving(sorted, { reversePath: writeAddress(envelope.reversePath), params, reason })
    if (leaving.length === 0) return
    const received = stampReceived({ id, date: clock.date(), envelope, client: session }, this.#options)
    const content = concat([encode(trace + received), ...this.#pieces])
    for (const each of leaving) await depart({ ...each, messageId: id, content })
  }

  async #tell({ id }: IncomingMessage, full: readonly FullMailbox[]): Promise<void> {
    const { sorted, hostname, clock, report } = this.#options
    const { params, reversePath } = this.#envelope
    const fates = sorted.flatMap((each) => fatesOf(each, full))
    const message = {
      reversePath: writeAddress(reversePath),
      params,
      arrivalDate: clock.date(),
      content: this.#content,
    }
    const content = writeReport(message, fates, { hostname, date: clock.date(), id })
    if (content) await report(message.reversePath, content, `${id}-report`)
    const owners = new Set(sorted.flatMap(({ destination }) => [...(destination?.owners.values() ?? [])]))
    for (const owner of owners) {
      const lost = full.filter(({ mailbox }) => isLostOf(owner, mailbox, sorted)).map((each) => noRoom(each, []))
      const news = writeReport({ ...message, reversePath: owner, params: [] }, lost, {
        hostname,
        date: clock.date(),
        id,
      })
      if (news) await report(owner, news, `${id}-list-report`)
    }
  }

  get #content(): Uint8Array {
    return concat(this.#pieces)
  }
}

/** Whether nobody at all gets what was for this recipient. */
function isLost({ destination }: SortedRecipient, isFull: (mailbox: string) => boolean): boolean {
  return destination !== null && destination.outside.length === 0 && destination.mailboxes.every(isFull)
}

/** What the sender may want to hear of one recipient. */
function fatesOf(sorted: SortedRecipient, full: readonly FullMailbox[]): readonly Fate[] {
  if (sorted.isToFail) return [askedFailure(sorted.recipient)]
  const failures = failuresOf(sorted, full)
  const success = failures.length === 0 ? successOf(sorted) : null
  return success ? [success] : failures
}

/** Mailboxes without room that the sender hears of: behind a list, its owner does. */
function failuresOf({ recipient, destination }: SortedRecipient, full: readonly FullMailbox[]): readonly Fate[] {
  if (!destination) return []
  return full
    .filter(({ mailbox }) => destination.mailboxes.includes(mailbox) && !destination.owners.has(mailbox))
    .map((each) => noRoom(each, recipient.params))
}

function isLostOf(owner: string, mailbox: string, sorted: readonly SortedRecipient[]): boolean {
  return sorted.some(({ destination }) => destination?.owners.get(mailbox) === owner)
}

function noRoom({ mailbox, reply }: FullMailbox, params: Fate['params']): Fate {
  return {
    finalRecipient: mailbox,
    params,
    action: 'failed',
    status: '5.2.2',
    diagnosticCode: { type: 'x-parley', text: replyText(reply) },
  }
}
