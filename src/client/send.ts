import { setTimeout as sleep } from 'node:timers/promises'
import { isDomain, parseAddressLiteral } from '../protocol/domain.ts'
import { writeParam, type Param } from '../protocol/params.ts'
import { isPositive, type Reply } from '../protocol/reply.ts'
import { systemClock, type Clock } from '../wire/clock.ts'
import type { AuthRequest } from './auth.ts'
import { declareMessage } from './declare.ts'
import { rejected, SmtpError, type Phase } from './error.ts'
import { hello, ownAddress, ownNameFor, type HelloVerb } from './hello.ts'
import type { MessageSource, SendMoment } from './outgoing.ts'
import type { ClientSession } from './session.ts'
import { startTlsAs, type StartTlsDemand } from './starttls.ts'
import { stopWithin, type SendStop, type StopPoint } from './stop-point.ts'
import { transact, type RecipientRequest, type TransactionResult } from './transaction.ts'
import { troubleIn } from './trouble.ts'
import { writeXclient, xclient, type XclientRequest } from './xclient.ts'

export interface SendRequest {
  /** Default EHLO, or LHLO where the session speaks LMTP. */
  readonly helloVerb?: HelloVerb
  /** Default: the best name this machine has. */
  readonly helloName?: string
  /** STARTTLS, where the connection is in clear. Default: never. */
  readonly startTls?: StartTlsDemand
  readonly xclient?: XclientRequest
  readonly auth?: AuthRequest
  /** Without brackets; '' for the null reverse-path. Default: the user of this machine at the name of the hello. */
  readonly from?: string
  readonly mailParams?: readonly Param[]
  readonly to: readonly RecipientRequest[]
  readonly message: MessageSource
  /** How many messages, one after the other. Default 1. */
  readonly count?: number
  /** Milliseconds between them. */
  readonly pause?: number
  readonly pipelining?: boolean
  /** Octets of each BDAT chunk. Default: DATA. */
  readonly chunkSize?: number
  /** Say BDAT, and the parameters that fit the message, also to a server that does not offer them. */
  readonly isForced?: boolean
  readonly stop?: SendStop
  /** Told in a sentence of what is not as it was asked for, or as it should be. */
  readonly onNote?: (note: string) => void
  readonly clock?: Clock
  /** A different word each time, for the Message-ID. */
  readonly id?: (date: Date) => string
}

export interface SentTransaction extends TransactionResult {
  readonly from: string
  /** Octets; null where that was not known beforehand. */
  readonly size: number | null
}

/** What came of it. Refusals are results, not errors. */
export interface SendResult {
  /** The name we said hello with; null where it did not come to that. */
  readonly helloName: string | null
  /** Whether STARTTLS was said, and TLS is up. */
  readonly hasStartedTls: boolean
  /** The replies to XCLIENT. */
  readonly xclient: readonly Reply[]
  readonly transactions: readonly SentTransaction[]
  /** What kept it from success: the first such thing. Null where all went as asked, be it for some recipients only. */
  readonly trouble: SmtpError | null
}

/**
 * Hand over mail: one conversation from the connection to QUIT. It ends with the first message that nobody gets.
 * @throws what the message source throws; the connection is dropped then, and the message with it
 */
export async function sendMail(session: ClientSession, request: SendRequest): Promise<SendResult> {
  return new HeldSend(session, request).run()
}

/** Thrown, and caught, where a {@link SendStop} is reached. */
class Stopped extends Error {}

class HeldSend {
  readonly #session: ClientSession
  readonly #request: SendRequest
  readonly #stop: SendStop | undefined
  #helloName: string | null = null
  #helloVerb: HelloVerb | null = null
  #hasStartedTls = false
  #xclient: readonly Reply[] = []
  readonly #transactions: SentTransaction[] = []

  constructor(session: ClientSession, request: SendRequest) {
    this.#session = session
    this.#request = request
    const { stop, xclient, startTls = 'never' } = request
    // Without TLS and XCLIENT the first hello is the last one too.
    const isOnly = !xclient && startTls === 'never'
    this.#stop = stop?.after === 'hello' && isOnly ? { ...stop, after: 'first-hello' } : stop
  }

  async run(): Promise<SendResult> {
    const attempt = await this.#attempt()
    const goodbye = attempt.isPolite ? await this.#quit() : null
    const trouble = attempt.trouble ?? goodbye
    this.#session.close(trouble?.kind === 'timeout' ? 'timeout' : 'us')
    return {
      helloName: this.#helloName,
      hasStartedTls: this.#hasStartedTls,
      xclient: this.#xclient,
      transactions: this.#transactions,
      trouble,
    }
  }

  /** @returns what went wrong, and whether QUIT is due */
  async #attempt(): Promise<{ readonly trouble: SmtpError | null; readonly isPolite: boolean }> {
    try {
      await this.#hold()
      return { trouble: null, isPolite: true }
    } catch (error) {
      if (error instanceof Stopped) return { trouble: null, isPolite: this.#stop?.how === 'quit' }
      if (!(error instanceof SmtpError)) {
        this.#session.close()
        throw error
      }
      const hasAnswer = error.kind === 'rejected' || error.kind === 'unsupported'
      return { trouble: error, isPolite: hasAnswer && !this.#session.isOver && this.#session.state !== 'closing' }
    }
  }

  // RFC 5321 §4.1.1.10
  async #quit(): Promise<SmtpError | null> {
    try {
      const reply = await this.#session.command({ verb: 'QUIT' }, 'quit')
      return isPositive(reply) ? null : rejected('quit', 'QUIT', reply)
    } catch (error) {
      if (error instanceof SmtpError) return error
      throw error
    }
  }

  async #hold(): Promise<void> {
    await this.#session.open()
    this.#said('connect')
    const greeting = await this.#session.reply('greeting')
    // RFC 5321 §4.3.2: no other reply opens a conversation.
    if (greeting.code !== 220) throw rejected('greeting', null, greeting)
    this.#reached('connect')
    await this.#hello('first-hello')
    await this.#secure()
    this.#reached('tls')
    await this.#becomeSomebodyElse()
    this.#reached('hello')
    await this.#login()
    this.#reached('auth')
    const { count = 1, pause = 0 } = this.#request
    for (let nth = 1; nth <= count; nth++) {
      if (nth > 1 && pause > 0) await sleep(pause)
      await this.#transact()
    }
  }

  async #hello(point: 'first-hello' | 'hello'): Promise<void> {
    const isLmtp = this.#session.transcript.protocol === 'lmtp'
    const { helloVerb = isLmtp ? 'LHLO' : 'EHLO', helloName = ownNameFor(this.#session) } = this.#request
    this.#helloName = helloName
    if (this.#isLastWord(point)) await this.#session.send(`${helloVerb} ${helloName}`)
    this.#said(point)
    const { verb, reply } = await hello(this.#session, helloName, helloVerb)
    this.#helloVerb = verb
    demand('hello', `${verb} ${helloName}`, reply)
    this.#reached(point)
  }

  /** STARTTLS, and the hello that is due again after it. RFC 3207 §4.2 */
  async #secure(): Promise<void> {
    const { startTls = 'never' } = this.#request
    if (startTls !== 'never' && this.#isLastWord('tls')) await this.#session.send({ verb: 'STARTTLS' })
    this.#said('tls')
    this.#hasStartedTls = await startTlsAs(startTls, this.#session, (note) => this.#note(note))
    if (!this.#hasStartedTls) return
    this.#reached('tls')
    await this.#hello(this.#request.xclient ? 'first-hello' : 'hello')
  }

  /** XCLIENT, and the hello that is due again after it. */
  async #becomeSomebodyElse(): Promise<void> {
    const request = this.#request.xclient
    if (request) {
      if (this.#isLastWord('xclient')) await this.#session.send(writeXclient(request.commands[0]!))
      this.#said('xclient')
      this.#xclient = await xclient(this.#session, request)
    }
    this.#reached('xclient')
    if (this.#xclient.some(isPositive)) await this.#hello('hello')
  }

  async #login(): Promise<void> {
    const request = this.#request.auth
    if (!request) return
    // Loaded where it is needed: cryptography takes its time.
    const { authenticate, chooseMechanisms } = await import('./auth.ts')
    if (this.#isLastWord('auth')) {
      const [mechanism] = await chooseMechanisms(this.#session, request)
      if (mechanism) await this.#session.send({ verb: 'AUTH', mechanism, initial: null })
    }
    this.#said('auth')
    await authenticate(this.#session, request)
  }

  async #transact(): Promise<void> {
    const { pipelining = false, isForced = false } = this.#request
    const { to, mailParams } = this.#envelope()
    const moment = this.#moment()
    const message = await this.#request.message(moment)
    const { params, notes } = declareMessage(this.#session, message, mailParams, { to, isForced })
    for (const note of notes) this.#note(note)
    const chunkSize = this.#chunkSize()
    const stop = this.#stop ? stopWithin(this.#stop) : null
    const result = await transact(this.#session, {
      from: moment.from,
      mailParams: params,
      to,
      content: message.content,
      pipelining,
      // What cannot go on ends the conversation.
      reset: false,
      ...(chunkSize !== null && { chunkSize }),
      ...(stop && { stop }),
    })
    this.#transactions.push({ ...result, from: moment.from, size: message.size })
    const trouble = troubleIn(result, moment.from)
    if (trouble) throw trouble
    if (stop) throw new Stopped()
  }

  /** Without the parameters that were asked for, where the server knows HELO only. RFC 5321 §4.1.4 */
  #envelope(): { readonly to: readonly RecipientRequest[]; readonly mailParams: readonly Param[] } {
    const { to, mailParams = [], helloVerb, isForced = false } = this.#request
    const asked = [...mailParams, ...to.flatMap(({ params = [] }) => params)]
    if (this.#helloVerb !== 'HELO' || helloVerb === 'HELO' || isForced || asked.length === 0) return { to, mailParams }
    const names = [...new Set(asked.map(writeParam))].join(' and ')
    this.#note(`the server knows HELO only, which has no parameters: ${names} left out; --force says them`)
    return { to: to.map(({ address }) => ({ address })), mailParams: [] }
  }

  #moment(): SendMoment {
    const { to, clock = systemClock, id = uniqueId } = this.#request
    const name = this.#helloName!
    const date = clock.date()
    const host = isDomain(name) || parseAddressLiteral(name) ? name : ownNameFor(this.#session)
    return {
      capabilities: this.#session.capabilities,
      from: this.#request.from ?? ownAddress(host),
      to: to.map(({ address }) => address),
      host,
      id: id(date),
      date,
    }
  }

  /** Null: DATA. To a server that does not know BDAT, a message behind it would be commands. */
  #chunkSize(): number | null {
    const { chunkSize = null, isForced = false } = this.#request
    if (chunkSize === null || isForced || this.#session.capabilities.has('CHUNKING')) return chunkSize
    this.#note('the server does not offer CHUNKING: DATA in place of BDAT')
    return null
  }

  #note(note: string): void {
    this.#request.onNote?.(note)
  }

  /** Whether nothing will be said after this, not even the server's answer heard. */
  #isLastWord(point: StopPoint): boolean {
    return this.#stop?.after === point && this.#stop.how === 'drop-unanswered'
  }

  /** @throws Stopped */
  #said(point: StopPoint): void {
    if (this.#isLastWord(point)) throw new Stopped()
  }

  /** @throws Stopped */
  #reached(point: StopPoint): void {
    if (this.#stop?.after === point) throw new Stopped()
  }
}

/** @throws SmtpError where the reply is no consent */
function demand(phase: Phase, command: string | null, reply: Reply): void {
  if (!isPositive(reply)) throw rejected(phase, command, reply)
}

/** The time, the process and chance: as much as it takes to be the only one. */
function uniqueId(date: Date): string {
  const chance = Math.random().toString(36).slice(2, 12)
  return `${date.toISOString().replace(/\D/g, '')}.${process.pid}.${chance}`
}
