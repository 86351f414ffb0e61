import type { AuthRequest } from '../../../client/auth.ts'
import { declareMessage } from '../../../client/declare.ts'
import { rejected, SmtpError } from '../../../client/error.ts'
import { hello, ownNameFor } from '../../../client/hello.ts'
import type { OutgoingMessage } from '../../../client/outgoing.ts'
import type { SendResult } from '../../../client/send.ts'
import { ClientSession, describeEndpoint, type SessionOptions } from '../../../client/session.ts'
import { startTlsAs, type StartTlsDemand } from '../../../client/starttls.ts'
import { transact } from '../../../client/transaction.ts'
import { troubleIn } from '../../../client/trouble.ts'
import { isPositive } from '../../../protocol/reply.ts'
import type { TcpEndpoint } from '../../../wire/dial.ts'
import { exitCodes } from '../../exit-codes.ts'
import { exitCodeOf } from '../send/exit.ts'
import { describeTrouble } from '../send/words.ts'

/** Where mail is brought, and how the conversation there begins. */
export interface Destination {
  readonly endpoint: TcpEndpoint
  readonly session: SessionOptions
  readonly startTls: StartTlsDemand
  readonly auth: AuthRequest | null
}

/** What came of one message. */
export interface Outcome {
  readonly exitCode: number
  /** What went wrong; null where nothing did. */
  readonly sentence: string | null
  /** Whether it would go wrong with every other message too: it did not come to this one. */
  readonly isHopeless: boolean
}

export interface CarriedMessage {
  readonly from: string
  readonly to: readonly string[]
  readonly message: OutgoingMessage
}

/** Brings messages to a server, all in one conversation for as long as the server holds it. */
export class Carrier {
  readonly #destination: Destination
  #session: ClientSession | null = null
  #helloName: string | null = null
  /** Messages that this conversation has brought. */
  #brought = 0

  constructor(destination: Destination) {
    this.#destination = destination
  }

  async bring(mail: CarriedMessage): Promise<Outcome> {
    try {
      this.#session ??= await this.#begin()
    } catch (error) {
      return { ...this.#outcome([], trouble(error)), isHopeless: true }
    }
    const session = this.#session
    const { from, to, message } = mail
    const recipients = to.map((address) => ({ address }))
    const { params } = declareMessage(session, message, [], { to: recipients, isForced: false })
    const result = await transact(session, {
      from,
      mailParams: params,
      to: recipients,
      content: message.content,
      pipelining: true,
    })
    const isOver = session.isOver || result.failure !== null
    if (isOver) this.#drop()
    // Who takes no more in one conversation, or tired of waiting, may in another.
    if (isOver && this.#brought > 0 && (result.sender === null || result.sender.code === 421)) return this.bring(mail)
    this.#brought++
    return this.#outcome([{ ...result, from, size: message.size }], troubleIn(result, from))
  }

  /** QUIT. What was brought is there, whatever is said to that. */
  async end(): Promise<void> {
    await this.#session?.quit()
    this.#drop()
  }

  #drop(): void {
    this.#session?.close()
    this.#session = null
  }

  /** @throws SmtpError */
  async #begin(): Promise<ClientSession> {
    const { endpoint, session: options, startTls, auth } = this.#destination
    this.#brought = 0
    this.#helloName = null
    const session = new ClientSession(endpoint, options)
    try {
      await session.open()
      const greeting = await session.reply('greeting')
      if (greeting.code !== 220) throw rejected('greeting', null, greeting)
      await this.#greet(session)
      if (await startTlsAs(startTls, session, () => {})) await this.#greet(session)
      if (auth) {
        // Loaded where it is needed: cryptography takes its time.
        const { authenticate } = await import('../../../client/auth.ts')
        await authenticate(session, auth)
      }
      return session
    } catch (error) {
      session.close()
      throw error
    }
  }

  async #greet(session: ClientSession): Promise<void> {
    const name = ownNameFor(session)
    this.#helloName = name
    const isLmtp = session.transcript.protocol === 'lmtp'
    const { verb, reply } = await hello(session, name, isLmtp ? 'LHLO' : 'EHLO')
    if (!isPositive(reply)) throw rejected('hello', `${verb} ${name}`, reply)
  }

  #outcome(transactions: SendResult['transactions'], trouble: SmtpError | null): Outcome {
    const { endpoint } = this.#destination
    const result = { helloName: this.#helloName, hasStartedTls: false, xclient: [], transactions, trouble }
    const exitCode = exitCodeOf(result, 'tcp')
    const sentence = describeTrouble(result, endpoint, describeEndpoint(endpoint) ?? endpoint.host)
    return { exitCode, sentence, isHopeless: exitCode === exitCodes.connect }
  }
}

function trouble(error: unknown): SmtpError {
  if (error instanceof SmtpError) return error
  throw error
}
