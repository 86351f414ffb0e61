import { EMPTY, encode } from '../protocol/bytes.ts'
import { findParam, paramRules, writeParam, type Param } from '../protocol/params.ts'
import { classOf, isPositive, type Reply } from '../protocol/reply.ts'
import { chunksOf, piecesOf, type MessageContent } from './content.ts'
import { SmtpError } from './error.ts'
import { fatesOf, type RecipientFate } from '../protocol/recipient-fate.ts'
import type { ClientSession } from './session.ts'

/** A recipient, without brackets, and the parameters of its RCPT (RFC 5321 §4.1.1.3). */
export interface RecipientRequest {
  readonly address: string
  readonly params?: readonly Param[]
}

/** One message, from MAIL to the end of the data (RFC 5321 §3.3). */
export interface TransactionRequest {
  /** Without brackets; '' for the null reverse-path. Sent as it is, right or wrong. */
  readonly from: string
  readonly mailParams?: readonly Param[]
  readonly to: readonly RecipientRequest[]
  /** The message, line ends and all; dot-stuffing is done here. Null: stop when the recipients are known. */
  readonly content: MessageContent | null
  /** Hand the message over with BDAT, in chunks of so many octets. RFC 3030 §2 */
  readonly chunkSize?: number
  /** Send MAIL, RCPT and DATA in one go where the server offers PIPELINING. RFC 2920 */
  readonly pipelining?: boolean
  /** Give up with RSET what cannot go on, so that another transaction can follow. Default true. */
  readonly reset?: boolean
  readonly stop?: Stop
}

/**
 * Break off on purpose, for the caller to end the connection: when this has been accepted, or as soon as it has been
 * sent. Where there are several of it, that is the reply to the last, and the sending of the first.
 */
export interface Stop {
  readonly after: 'sender' | 'recipient' | 'data' | 'message'
  readonly unanswered?: boolean
}

/** Thrown, and caught, where a {@link Stop} is reached. */
class Stopped extends Error {}

/** What became of one recipient. */
export interface RecipientResult {
  readonly address: string
  /** The reply to RCPT; null where none came. */
  readonly reply: Reply | null
  /** LMTP: the reply to the message, for this recipient. RFC 2033 §4.2 */
  readonly delivery: Reply | null
  readonly fate: RecipientFate
}

/** What came of a transaction. Refusals are results, not errors; `failure` says what broke off the conversation. */
export interface TransactionResult {
  readonly sender: Reply | null
  readonly recipients: readonly RecipientResult[]
  /** The reply to DATA; null where it was not said, or not answered. */
  readonly data: Reply | null
  /** The reply to the message: who has it now. Null where it was not sent, or not answered. */
  readonly message: Reply | null
  /** Whether at least one recipient's message was taken. */
  readonly isAccepted: boolean
  readonly failure: SmtpError | null
}

/** One mail transaction, RFC 5321 §3.3. Stops where going on makes no sense. */
export async function transact(session: ClientSession, request: TransactionRequest): Promise<TransactionResult> {
  const held = new HeldTransaction(session, request)
  return held.run()
}

class HeldTransaction {
  readonly #session: ClientSession
  readonly #request: TransactionRequest
  #sender: Reply | null = null
  readonly #rcpt: (Reply | null)[]
  readonly #delivery: (Reply | null)[]
  #data: Reply | null = null
  #message: Reply | null = null

  constructor(session: ClientSession, request: TransactionRequest) {
    this.#session = session
    this.#request = request
    this.#rcpt = request.to.map(() => null)
    this.#delivery = request.to.map(() => null)
  }

  async run(): Promise<TransactionResult> {
    try {
      await this.#hold()
      return this.#result(null)
    } catch (error) {
      if (error instanceof SmtpError) return this.#result(error)
      if (error instanceof Stopped) return this.#result(null)
      throw error
    }
  }

  async #hold(): Promise<void> {
    const isPipelined = this.#request.pipelining === true && this.#session.capabilities.has('PIPELINING')
    if (isPipelined) await this.#openPipelined()
    else await this.#open()
    if (this.#hasGoAhead) await this.#sendData()
    else if (this.#sendsChunks && this.#hasRecipient) await this.#sendChunks()
    else if (this.#session.state === 'sender' || this.#session.state === 'recipient') await this.#reset()
  }

  async #open(): Promise<void> {
    this.#sender = await this.#command(this.#mailLine, 'sender')
    if (!isPositive(this.#sender)) return
    this.#reach('sender')
    for (const [i, line] of this.#rcptLines.entries()) {
      const reply = await this.#command(line, 'recipient')
      this.#rcpt[i] = reply
      if (reply.code === 421) return
    }
    if (!this.#hasRecipient) return
    this.#reach('recipient')
    if (this.#saysData) this.#data = await this.#command('DATA', 'data')
    if (this.#hasGoAhead) this.#reach('data')
  }

  // RFC 2920 §3.1
  async #openPipelined(): Promise<void> {
    const { stop } = this.#request
    const rcptLines = stop?.after === 'sender' ? [] : this.#rcptLines
    const dataLines = this.#saysData && stop?.after !== 'sender' && stop?.after !== 'recipient' ? ['DATA'] : []
    const lines = [this.#mailLine, ...rcptLines, ...dataLines]
    await this.#session.raw(encode(lines.map((line) => `${line}\r\n`).join('')))
    if (stop?.after !== 'message') this.#reach(stop?.after, true)
    this.#sender = await this.#session.reply('sender')
    for (const i of rcptLines.keys()) this.#rcpt[i] = await this.#session.reply('recipient')
    if (dataLines.length > 0) this.#data = await this.#session.reply('data')
    if (isPositive(this.#sender)) this.#reach('sender')
    if (this.#hasRecipient) this.#reach('recipient')
    if (this.#hasGoAhead) this.#reach('data')
  }

  async #command(line: string, phase: Stop['after']): Promise<Reply> {
    await this.#session.send(line)
    this.#reach(phase, true)
    return this.#session.reply(phase)
  }

  /** Where the conversation has come to. @throws Stopped */
  #reach(point: Stop['after'] | undefined, unanswered = false): void {
    const { stop } = this.#request
    if (stop && stop.after === point && (stop.unanswered ?? false) === unanswered) throw new Stopped()
  }

  async #sendData(): Promise<void> {
    // With pipelining DATA may be answered 354 though nobody was accepted: then the message is empty. RFC 2920 §3.1
    if (this.#hasRecipient) {
      for await (const piece of piecesOf(this.#content)) {
        if (this.#session.isOver) break
        await this.#session.data(piece)
      }
    }
    await this.#session.endData()
    this.#reach('message', true)
    await this.#takeDeliveries()
  }

  async #sendChunks(): Promise<void> {
    const size = this.#request.chunkSize!
    const chunks = chunksOf(this.#content, size)
    let chunk = await chunks.next()
    while (!chunk.done) {
      const next = await chunks.next()
      await this.#session.chunk(chunk.value, next.done === true)
      if (next.done) break
      const reply = (await this.#session.replies('message')).at(-1)!
      if (!isPositive(reply)) {
        this.#message = reply
        return this.#reset()
      }
      chunk = next
    }
    this.#reach('message', true)
    await this.#takeDeliveries()
  }

  async #takeDeliveries(): Promise<void> {
    const replies = await this.#session.replies('message')
    this.#message = replies.at(-1) ?? null
    if (this.#session.transcript.protocol !== 'lmtp') return
    let nth = 0
    for (const [i, reply] of this.#rcpt.entries())
      if (reply && isPositive(reply)) this.#delivery[i] = replies[nth++] ?? null
  }

  async #reset(): Promise<void> {
    if (this.#request.reset ?? true) await this.#session.command({ verb: 'RSET' })
  }

  #result(failure: SmtpError | null): TransactionResult {
    const isLmtp = this.#session.transcript.protocol === 'lmtp'
    const isTaken = isLmtp
      ? this.#delivery.some((reply) => reply !== null && isPositive(reply))
      : this.#message !== null && isPositive(this.#message) && this.#hasRecipient
    const fates = fatesOf({
      rcpt: this.#rcpt,
      delivery: this.#delivery,
      message: this.#message,
      sender: this.#sender,
      data: this.#data,
      isBroken: failure !== null,
    })
    return {
      sender: this.#sender,
      recipients: this.#request.to.map(({ address }, i) => ({
        address,
        reply: this.#rcpt[i]!,
        delivery: this.#delivery[i]!,
        fate: fates[i]!,
      })),
      data: this.#data,
      message: this.#message,
      isAccepted: isTaken,
      failure,
    }
  }

  /** 354, or another code that begins so: the first digit decides. RFC 5321 §4.3.2 */
  get #hasGoAhead(): boolean {
    return this.#data !== null && classOf(this.#data.code) === 'intermediate'
  }

  get #saysData(): boolean {
    return this.#request.content !== null && this.#request.chunkSize === undefined
  }

  get #sendsChunks(): boolean {
    return this.#request.content !== null && this.#request.chunkSize !== undefined
  }

  get #content(): MessageContent {
    return this.#request.content ?? EMPTY
  }

  get #hasRecipient(): boolean {
    return this.#rcpt.some((reply) => reply !== null && classOf(reply.code) === 'positive')
  }

  get #mailLine(): string {
    return `MAIL FROM:<${this.#request.from}>${formatParams(this.#request.mailParams)}`
  }

  get #rcptLines(): string[] {
    return this.#request.to.map(({ address, params }) => `RCPT TO:<${address}>${formatParams(params)}`)
  }
}

function formatParams(params: readonly Param[] = []): string {
  return params.map((param) => ` ${writeParam(param)}`).join('')
}

/** What a message needs leave for. */
export interface MessageFacts {
  readonly size: number | null
  readonly isEightBit: boolean
  /** Non-ASCII addresses, or header fields in UTF-8. */
  readonly needsUtf8: boolean
}

/** Parameters of MAIL that fit the message and that the server offers; those that were given by hand come first. */
export function mailParams(session: ClientSession, facts: MessageFacts, given: readonly Param[] = []): Param[] {
  const offered = fittingParams(facts).filter((param) => isOffered(session, param))
  return [...given, ...offered.filter(({ keyword }) => findParam(given, keyword) === undefined)]
}

/** What MAIL would say about the message to a server that offers everything. */
// RFC 1870 §5, RFC 6152 §3, RFC 6531 §3.4
export function fittingParams({ size, isEightBit, needsUtf8 }: MessageFacts): Param[] {
  const fitting: Param[] = []
  if (size !== null) fitting.push({ keyword: 'SIZE', value: String(size) })
  if (isEightBit) fitting.push({ keyword: 'BODY', value: '8BITMIME' })
  if (needsUtf8) fitting.push({ keyword: 'SMTPUTF8', value: null })
  return fitting
}

/** Whether the server has said that it knows the parameter. Of one that Parley does not know, nobody can tell: true. */
export function isOffered({ capabilities }: ClientSession, { keyword }: Param): boolean {
  return !Object.hasOwn(paramRules, keyword) || capabilities.has(paramRules[keyword]!.needs)
}
