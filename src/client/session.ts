import { EMPTY, encode } from '../protocol/bytes.ts'
import type { Capabilities } from '../protocol/capabilities.ts'
import { ClientMachine } from '../protocol/client.ts'
import type { Command } from '../protocol/command.ts'
import type { Observation, ReplyObservation } from '../protocol/observer.ts'
import type { Reply } from '../protocol/reply.ts'
import type { ChannelBinding } from '../protocol/sasl/scram-client.ts'
import type { Transaction } from '../protocol/server-events.ts'
import type { Occasion, State } from '../protocol/transitions.ts'
import type { TlsDetails, TranscriptEvent } from '../transcript/event.ts'
import { Recorder } from '../transcript/recorder.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Channel } from '../wire/channel.ts'
import { systemClock, type Clock } from '../wire/clock.ts'
import { dial, nameOf as tlsNameOf, type DialOptions, type Endpoint } from '../wire/dial.ts'
import { formatHostPort } from '../wire/target.ts'
import { fromWire, rejected, SmtpError, type Phase } from './error.ts'
import { patientTimeouts, timeoutFor, type Timeouts } from './timeouts.ts'

/** How a conversation is held, whatever it is held over. */
export interface SessionOptions extends Partial<Omit<DialOptions, 'timeout'>> {
  readonly protocol?: 'smtp' | 'lmtp'
  readonly timeouts?: Timeouts
  readonly clock?: Clock
  /** Octets of each message that the record keeps. */
  readonly keepData?: number
  /** Octets of the whole conversation that the record keeps. */
  readonly keepTotal?: number
  /** Take it that the server reads LF alone as a line end, in mail data too: a server that is being tested for it. */
  readonly lenientLineEnds?: boolean
  /** Told of each new event of the record, secrets marked, as the conversation goes on. */
  readonly onEvent?: (event: TranscriptEvent) => void
}

/**
 * One conversation, held as the client. Methods named after commands send them and hand back the reply, whatever
 * its code: refusals are answers. They throw {@link SmtpError} where no answer comes.
 */
export class ClientSession {
  readonly #endpoint: Endpoint
  readonly #options: SessionOptions
  readonly #timeouts: Timeouts
  readonly #clock: Clock
  readonly #machine: ClientMachine
  readonly #recorder: Recorder
  readonly #replies: ReplyObservation[] = []
  #channel: Channel | null = null
  #onArrival: (() => void) | null = null

  constructor(endpoint: Endpoint, options: SessionOptions = {}) {
    const { clock = systemClock, protocol = 'smtp', keepData, keepTotal, lenientLineEnds = false } = options
    this.#endpoint = endpoint
    this.#options = options
    this.#timeouts = options.timeouts ?? patientTimeouts
    this.#clock = clock
    this.#machine = new ClientMachine({ lmtp: protocol === 'lmtp', lenientLineEnds })
    this.#recorder = new Recorder({
      role: 'client',
      protocol,
      peer: describeEndpoint(endpoint),
      now: () => clock.now(),
      started: clock.date(),
      ...(keepData !== undefined && { keepData }),
      ...(keepTotal !== undefined && { keepTotal }),
    })
  }

  /** Open the connection; the greeting is the first {@link reply}. @throws SmtpError */
  async open(): Promise<void> {
    try {
      this.#channel = await dial(this.#endpoint, { ...this.#options, timeout: this.#timeouts.connect }, this.#recorder)
      this.#channel.onArrival = this.#onArrival
    } catch (error) {
      throw fromWire(error)
    } finally {
      this.#tell()
    }
  }

  get state(): State {
    return this.#machine.state
  }

  get capabilities(): Capabilities {
    return this.#machine.capabilities
  }

  get transcript(): Transcript {
    return this.#recorder.transcript
  }

  /** Events of the record since the last time, secrets marked. Those that `onEvent` was told of are not among them. */
  takeNewEvents(): readonly TranscriptEvent[] {
    return this.#recorder.takeNew()
  }

  get isEncrypted(): boolean {
    return this.#channel?.isEncrypted ?? false
  }

  /** Whom the connection is to, where that is a host. */
  get server(): { readonly host: string; readonly port: number } | null {
    return this.#endpoint.kind === 'tcp' ? this.#endpoint : null
  }

  /** What a login can be bound to, the best first; empty without TLS. RFC 5802 §6 */
  async channelBindings(): Promise<readonly ChannelBinding[]> {
    return (await this.#channel?.bindings()) ?? []
  }

  /** Whether there is no connection: not yet, or no more, by whosever hand. */
  get isOver(): boolean {
    return this.#channel?.isOver ?? true
  }

  /** What is waiting for its reply. */
  get due(): Occasion | null {
    return this.#machine.due
  }

  /** The message that is begun: its sender, and the recipients that were accepted. */
  get transaction(): Transaction | null {
    return this.#machine.transaction
  }

  /** The next reply, asked for or not. @throws SmtpError */
  async reply(phase: Phase = 'command', ms = timeoutFor(this.#timeouts, this.#machine.due)): Promise<Reply> {
    return (await this.#nextReply(phase, ms)).reply
  }

  /**
   * All replies to what was asked last: one, or in LMTP one for each accepted recipient. RFC 2033 §4.2
   * What the server said before it was asked is none of them: nobody must take that for its verdict on a message.
   */
  async replies(phase: Phase = 'command'): Promise<Reply[]> {
    const replies: Reply[] = []
    for (;;) {
      const { reply, isLast, to } = await this.#nextReply(phase, timeoutFor(this.#timeouts, this.#machine.due))
      // Who says 421 need not be asked. RFC 5321 §3.8
      if (to === null && reply.code !== 421) continue
      replies.push(reply)
      if (isLast) return replies
    }
  }

  /** A reply that has arrived without being waited for, or null. */
  takeReply(): ReplyObservation | null {
    for (let arrival = this.#channel?.takeArrived(); arrival; arrival = this.#channel?.takeArrived()) {
      if (arrival.kind === 'bytes') this.#machine.receive(arrival.bytes)
      else this.#machine.end()
    }
    this.#collect()
    this.#tell()
    return this.#replies.shift() ?? null
  }

  /** Called when something arrives that nobody waits for. */
  set onArrival(listener: (() => void) | null) {
    this.#onArrival = listener
    if (this.#channel) this.#channel.onArrival = listener
  }

  /** Send a command and wait for its reply. @throws SmtpError */
  async command(command: Command | string, phase: Phase = 'command'): Promise<Reply> {
    await this.send(command)
    return this.reply(phase)
  }

  /** Send a command, or a line of text as it is, and do not wait. */
  async send(command: Command | string): Promise<void> {
    if (typeof command === 'string') this.#machine.raw(encode(`${command}\r\n`))
    else this.#machine.send(command)
    await this.#flush()
  }

  /**
   * Send octets as they are, and do not wait.
   * @param secret credentials among them, known as such before the server's turn has come to read them
   */
  async raw(bytes: Uint8Array, secret: Uint8Array = EMPTY): Promise<void> {
    this.#machine.raw(bytes)
    await this.#flush('conversation', secret)
  }

  /** A piece of the message, dot-stuffed on its way. Stops quietly where the server has hung up or refused meanwhile. */
  async data(piece: Uint8Array): Promise<void> {
    this.#machine.data(piece)
    await this.#flush('data')
  }

  /** The end of data; does not wait for the reply. */
  async endData(): Promise<void> {
    this.#machine.endData()
    await this.#flush('data')
    this.#recorder.endData()
    this.#tell()
  }

  /** A BDAT chunk; does not wait for the reply. RFC 3030 §2 */
  async chunk(bytes: Uint8Array, last: boolean): Promise<void> {
    await this.send({ verb: 'BDAT', size: bytes.length, last })
    this.#machine.raw(bytes)
    await this.#flush('data')
    this.#recorder.endData()
    this.#tell()
  }

  /** Begin TLS, after the server's 220 to STARTTLS or out of turn. @throws SmtpError of kind 'tls' or 'timeout' */
  async handshake(): Promise<TlsDetails> {
    try {
      const details = await this.#open.startTls(tlsNameOf(this.#endpoint), this.#timeouts.connect, this.#options.tls)
      this.#machine.handshake()
      // A reply that was said in clear behind the 220 is nobody's: whoever is in between can have put it there.
      this.#replies.length = 0
      this.#collect()
      return details
    } catch (error) {
      const failure = error as { code?: string; message: string }
      this.#recorder.failed('tls', failure.code ?? '', failure.message)
      throw fromWire(error)
    } finally {
      this.#tell()
    }
  }

  /** STARTTLS and the handshake. @throws SmtpError where the server refuses or the handshake fails */
  async startTls(): Promise<TlsDetails> {
    const reply = await this.command({ verb: 'STARTTLS' }, 'starttls')
    if (reply.code !== 220) throw rejected('starttls', 'STARTTLS', reply)
    return this.handshake()
  }

  /** QUIT, and the end. Never throws: a server that hangs up instead of saying 221 has ended it too. */
  async quit(): Promise<Reply | null> {
    let reply: Reply | null = null
    try {
      if (!this.isOver) reply = await this.command({ verb: 'QUIT' }, 'quit')
    } catch (error) {
      if (!(error instanceof SmtpError)) throw error
    }
    this.close()
    return reply
  }

  /** Drop the connection, without QUIT: because we want to, or because the server let us wait for too long. */
  close(by: 'us' | 'timeout' = 'us'): void {
    this.#channel?.close(by)
    this.#tell()
  }

  get #open(): Channel {
    if (!this.#channel) throw new TypeError('call open() first')
    return this.#channel
  }

  /** @param ms for the whole reply: one that drips in does not get more time with each drop */
  async #nextReply(phase: Phase, ms: number): Promise<ReplyObservation> {
    const deadline = this.#clock.now() + ms
    for (;;) {
      this.#collect()
      this.#tell()
      const next = this.#replies.shift()
      if (next) return next
      const what = this.#machine.due
      const arrival = await this.#open.read(Math.max(0, deadline - this.#clock.now()))
      if (arrival === null && !this.isOver) {
        const text = `no reply ${what === null ? '' : `to ${nameOf(what)} `}within ${ms / 1000} s`
        throw new SmtpError(text, { kind: 'timeout', phase, command: what })
      }
      if (arrival?.kind === 'bytes') this.#machine.receive(arrival.bytes)
      else {
        this.#machine.end()
        this.#collect()
        if (this.#replies.length > 0) continue
        this.#tell()
        const text = arrival?.error
          ? `the connection broke ${where(what)}: ${arrival.error.message}`
          : `the server closed the connection ${where(what)}`
        throw new SmtpError(text, { kind: 'connection', phase, command: what, cause: arrival?.error ?? undefined })
      }
    }
  }

  #tell(): void {
    const { onEvent } = this.#options
    if (onEvent) for (const event of this.#recorder.takeNew()) onEvent(event)
  }

  #collect(): void {
    for (let seen = this.#machine.next(); seen; seen = this.#machine.next()) this.#take(seen)
  }

  #take(seen: Observation): void {
    if (seen.kind === 'reply') this.#replies.push(seen)
    else if (seen.kind === 'client') {
      if (seen.event.kind === 'command' && seen.event.secret) this.#recorder.secret('sent', seen.event.secret)
      if (seen.event.kind === 'auth-response') this.#recorder.secret('sent', seen.event.line)
    }
  }

  async #flush(as: 'conversation' | 'data' = 'conversation', secret: Uint8Array = EMPTY): Promise<void> {
    const output = this.#machine.takeOutput()
    if (output === null) return
    if (as === 'data') this.#recorder.data('sent', output)
    else this.#recorder.sent(output)
    this.#recorder.secret('sent', secret)
    this.#collect()
    this.#tell()
    if (this.#open.isOver) return
    try {
      await this.#open.write(output, this.#timeouts.block)
    } catch (error) {
      throw fromWire(error)
    }
  }
}

function nameOf(occasion: Occasion): string {
  return occasion === 'greeting' ? 'the connection' : occasion === 'end-of-data' ? 'the end of data' : occasion
}

function where(occasion: Occasion | null): string {
  if (occasion === null) return 'between commands'
  return occasion === 'greeting' ? 'before the greeting' : `without answering ${nameOf(occasion)}`
}

/** For people, and for the record: "mail.example.test:25", a path, a command; null for a stream, which has no name. */
export function describeEndpoint(endpoint: Endpoint): string | null {
  switch (endpoint.kind) {
    case 'tcp':
      return formatHostPort(endpoint.host, endpoint.port)
    case 'socket':
      return endpoint.path
    case 'pipe':
      return endpoint.command
    case 'stream':
      return null
  }
}
