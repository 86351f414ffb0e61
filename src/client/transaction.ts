import { EMPTY } from '../protocol/bytes.ts'
import { findParam, writeParam, type Param } from '../protocol/params.ts'
import { classOf, isPositive, type Reply } from '../protocol/reply.ts'
import { SmtpError } from './error.ts'
import type { ClientSession } from './session.ts'

/** A message, whole or in pieces of any size. */
export type MessageContent = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>

export interface RecipientRequest {
  readonly address: string
  readonly params?: readonly Param[]
}

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
}

export interface RecipientResult {
  readonly address: string
  /** The reply to RCPT; null where none came. */
  readonly reply: Reply | null
  /** LMTP: the reply to the message, for this recipient. RFC 2033 §4.2 */
  readonly delivery: Reply | null
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

/** One mail transaction, RFC 5321 §3.3. Stops where going on makes no sense; gives the transaction up with RSET then. */
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
      throw error
    }
  }

  async #hold(): Promise<void> {
    const isPipelined = this.#request.pipelining === true && this.#session.capabilities.has('PIPELINING')
    if (isPipelined) await this.#openPipelined()
    else await this.#open()
    if (this.#session.isOver) return
    if (this.#data?.code === 354) await this.#sendData()
    else if (this.#sendsChunks && this.#hasRecipient) await this.#sendChunks()
    else if (this.#session.state === 'sender' || this.#session.state === 'recipient') await this.#reset()
  }

  async #open(): Promise<void> {
    this.#sender = await this.#session.command(this.#mailLine, 'sender')
    if (!isPositive(this.#sender)) return
    for (const [i, line] of this.#rcptLines.entries()) {
      const reply = await this.#session.command(line, 'recipient')
      this.#rcpt[i] = reply
      if (reply.code === 421) return
    }
    if (this.#hasRecipient && this.#saysData) this.#data = await this.#session.command({ verb: 'DATA' }, 'data')
  }

  // RFC 2920 §3.1
  async #openPipelined(): Promise<void> {
    const lines = [this.#mailLine, ...this.#rcptLines, ...(this.#saysData ? ['DATA'] : [])]
    await this.#session.raw(new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join('')))
    this.#sender = await this.#session.reply('sender')
    for (const i of this.#rcpt.keys()) this.#rcpt[i] = await this.#session.reply('recipient')
    if (this.#saysData) this.#data = await this.#session.reply('data')
  }

  async #sendData(): Promise<void> {
    // With pipelining DATA may be answered 354 though nobody was accepted: then the message is empty. RFC 2920 §3.1
    if (this.#hasRecipient) for await (const piece of pieces(this.#content)) await this.#session.data(piece)
    await this.#session.endData()
    await this.#takeDeliveries()
  }

  async #sendChunks(): Promise<void> {
    const size = this.#request.chunkSize!
    const chunks = rechunk(pieces(this.#content), size)
    let chunk = await chunks.next()
    while (!chunk.done) {
      const next = await chunks.next()
      await this.#session.chunk(chunk.value, next.done === true)
      if (next.done) break
      const reply = await this.#session.reply('message')
      if (!isPositive(reply)) {
        this.#message = reply
        return this.#reset()
      }
      chunk = next
    }
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
    await this.#session.command({ verb: 'RSET' })
  }

  #result(failure: SmtpError | null): TransactionResult {
    const isLmtp = this.#session.transcript.protocol === 'lmtp'
    const isTaken = isLmtp
      ? this.#delivery.some((reply) => reply !== null && isPositive(reply))
      : this.#message !== null && isPositive(this.#message) && this.#hasRecipient
    return {
      sender: this.#sender,
      recipients: this.#request.to.map(({ address }, i) => ({
        address,
        reply: this.#rcpt[i]!,
        delivery: this.#delivery[i]!,
      })),
      data: this.#data,
      message: this.#message,
      isAccepted: isTaken,
      failure,
    }
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

async function* pieces(content: MessageContent): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) {
    // In pieces that leave room for other work, and for the server to say no.
    for (let from = 0; from < content.length || from === 0; from += 65_536) yield content.subarray(from, from + 65_536)
  } else yield* content
}

async function* rechunk(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, void> {
  let chunk = new Uint8Array(size)
  let filled = 0
  let isEmpty = true
  for await (let piece of source) {
    while (piece.length > 0) {
      const taken = Math.min(piece.length, size - filled)
      chunk.set(piece.subarray(0, taken), filled)
      filled += taken
      piece = piece.subarray(taken)
      if (filled === size) {
        yield chunk
        isEmpty = false
        chunk = new Uint8Array(size)
        filled = 0
      }
    }
  }
  if (filled > 0 || isEmpty) yield chunk.subarray(0, filled)
}

/** What a message needs leave for. */
export interface MessageFacts {
  readonly size: number | null
  readonly isEightBit: boolean
  /** Non-ASCII addresses, or header fields in UTF-8. */
  readonly needsUtf8: boolean
}

/** Parameters of MAIL that fit the message and that the server offers; those that were given by hand come first. */
// RFC 1870 §5, RFC 6152 §3, RFC 6531 §3.4
export function mailParams(session: ClientSession, facts: MessageFacts, given: readonly Param[] = []): Param[] {
  const { capabilities } = session
  const fitting: Param[] = []
  if (facts.size !== null && capabilities.has('SIZE')) fitting.push({ keyword: 'SIZE', value: String(facts.size) })
  if (facts.isEightBit && capabilities.has('8BITMIME')) fitting.push({ keyword: 'BODY', value: '8BITMIME' })
  if (facts.needsUtf8 && capabilities.has('SMTPUTF8')) fitting.push({ keyword: 'SMTPUTF8', value: null })
  return [...given, ...fitting.filter(({ keyword }) => findParam(given, keyword) === undefined)]
}
