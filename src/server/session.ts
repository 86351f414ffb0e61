import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createReply, writeReply, type Reply } from '../protocol/reply.ts'
import { ServerMachine } from '../protocol/server.ts'
import { NEED_DATA, PAUSED, type ServerEvent, type Transaction } from '../protocol/server-events.ts'
import type { Recorder } from '../transcript/recorder.ts'
import type { TranscriptEvent } from '../transcript/event.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { WireError } from '../wire/failure.ts'
import { acceptTls } from '../wire/tls.ts'
import { explainHandshake } from '../wire/tls/handshake-words.ts'
import { currentTls, type ServerTls } from '../wire/tls/options.ts'
import { Answers, type AnsweredSession, type AnswersHost } from './answers.ts'
import type { AuthConnection } from './auth.ts'
import { describeConnection } from './auth-connection.ts'
import { garbage } from './faults/distort.ts'
import { SessionFaults, type FaultySession } from './faults/session-faults.ts'
import { orElse } from './message-intake.ts'
import { HangUp, type MessageWriter, type Verdict } from './policy.ts'
import { replies } from './replies.ts'
import { SessionMemory } from './session-memory.ts'
import { isRefusal, type Tally } from './tally.ts'

/** Output that is written without waiting for the end of what a chunk asks for. */
const OUTPUT_AT_ONCE = 64 * 1024
/** Milliseconds that a client gets to close after 221 or 421. */
const LINGER = 5_000

export interface SessionHost extends AnswersHost {
  readonly tally: Tally
  /** Call the session's `run`, then its `flush`, once everything has been read that can be read now. */
  runSoon(session: ServerSession): void
  /** What was heard and said is in the record now. */
  recorded(session: ServerSession): void
  closed(session: ServerSession, by: 'client' | 'server'): void
}

/**
 * One client's conversation: the hot loop between a stream and the server machine.
 *
 * A long file: the loop, TLS, the time limits, what faults do, and every way to the end move the same few private
 * things, the machine, the record and the stream.
 */
export class ServerSession implements AnsweredSession, FaultySession {
  readonly id: string
  readonly clientAddress: string | null
  readonly clientPort: number | null
  readonly isTrusted: boolean
  readonly #host: SessionHost
  readonly #recorder: Recorder
  #timer: NodeJS.Timeout
  #lastHeard: number
  /** Since when the client has been at the command line, or the mail data, that it is at now. */
  #began: number
  #stream: Duplex
  /** What lies beneath TLS. */
  readonly #socket: Duplex
  readonly #machine: ServerMachine
  readonly #answers: Answers
  #isEncrypted: boolean
  /** What the handshake under way, or the one that is to come, is made with. */
  #tls: ServerTls | null = null
  #isSecuring = false
  #isWaiting = false
  /** What has come while a policy thinks. */
  #held: Buffer | null = null
  /** The client does not read what it is told: nothing more is decided until it does. */
  #isBlocked = false
  #hasEnded = false
  #isClosed = false
  #troubles: SessionFaults | null = null
  /** A fault says the reply at its own pace. */
  #isDripping = false
  /** A fault has put an end to what we say; who is to close the connection now. */
  #closer: 'us' | 'peer' | null = null
  #errors = 0

  constructor(
    stream: Duplex,
    client: {
      readonly address: string | null
      readonly port: number | null
      readonly isEncrypted: boolean
      readonly isTrusted: boolean
    },
    recorder: Recorder,
    host: SessionHost,
  ) {
    const { lmtp, strict, lenientLineEnds } = host.config
    this.#stream = this.#socket = stream
    this.#host = host
    this.#recorder = recorder
    this.id = host.nextId()
    this.clientAddress = client.address
    this.clientPort = client.port
    this.isTrusted = client.isTrusted
    this.#isEncrypted = client.isEncrypted
    this.#answers = new Answers(this, host)
    this.#machine = new ServerMachine({
      lmtp,
      strict,
      lenientLineEnds,
      offers: host.offer(client.isEncrypted).keywords,
    })
    this.#lastHeard = this.#began = host.config.clock.now()
    const { idle, command } = host.config.limits
    this.#timer = setTimeout(() => this.#checkTime(), Math.min(idle, command)).unref()
  }

  /** TLS from the first octet (RFC 8314 §3.3), and then as {@link start}. */
  async startWithTls(): Promise<void> {
    this.startTls()
    if (await this.#secure()) this.start()
  }

  /** Greet, and listen. */
  start(): void {
    const { config } = this.#host
    this.#listen()
    const welcome = createReply(220, null, `${config.hostname} ${config.lmtp ? 'LMTP' : 'ESMTP'} Parley`)
    const usual = () => orElse(config.policy.connect?.(this) ?? null, welcome)
    try {
      this.#settle(this.#faults ? this.#faults.greet(usual) : usual())
    } catch (error) {
      this.#settle(this.#failure(error))
    }
    this.#host.runSoon(this)
  }

  get helo(): string | null {
    return this.#answers.helo
  }

  get isExtended(): boolean {
    return this.#answers.isExtended
  }

  get isEncrypted(): boolean {
    return this.#isEncrypted
  }

  /** Who has logged in; null where nobody has. RFC 4954 §4 */
  get user(): string | null {
    return this.#answers.user
  }

  /** Nothing is read while a policy thinks, so that what has come lies in the stream. RFC 5321 §4.3.1 */
  get isEarly(): boolean {
    return this.#machine.state === 'connected' && (this.#held !== null || this.#stream.readableLength > 0)
  }

  /** Whether the client ended with QUIT. RFC 5321 §4.1.1.10 */
  get hasQuit(): boolean {
    return this.#answers.hasQuit
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get transcript(): Transcript {
    return this.#recorder.transcript
  }

  /** What is worth remembering when it is over, without the connection and all that hangs on it. */
  memory(): SessionMemory {
    return new SessionMemory(this, this.#recorder)
  }

  /** Events of the record since the last time, secrets marked. */
  takeNewEvents(): readonly TranscriptEvent[] {
    return this.#recorder.takeNew()
  }

  /** Say 421 and close: the server is going down. RFC 5321 §3.8 */
  shutDown(): void {
    this.#hangUp(replies.shutdown)
  }

  #listen(): void {
    this.#stream
      .on('data', (chunk: Buffer) => this.#receive(chunk))
      .on('end', () => {
        this.#hasEnded = true
        if (this.#closer) this.#close(this.#closer)
        else this.#endWithClient()
      })
      .on('error', (error) => this.#lose(error))
      .on('close', () => this.#close())
  }

  /** The connection broke: an alert or octets that are no TLS, or a reset. What was said up to there stands. */
  #lose(error: Error): void {
    if (!this.#isClosed && this.#machine.state !== 'closing') {
      const { code, message } = new WireError('conversation', error)
      this.#recorder.failed('conversation', code, message)
    }
    this.#close()
  }

  #receive(chunk: Buffer): void {
    if (this.#closer) return this.#overhear(chunk)
    if (this.#isWaiting) return this.#hold(chunk)
    if (chunk[0] === 0x16 && this.#beginsTls(chunk)) return this.#missTls(chunk)
    this.#lastHeard = this.#host.config.clock.now()
    if (this.#machine.state === 'data' || this.#machine.state === 'chunking') this.#recorder.data('received', chunk)
    else {
      this.#recorder.received(chunk)
      if (this.#machine.unread === 0 && !this.#machine.isInData) this.#began = this.#lastHeard
    }
    this.#machine.receive(chunk)
    this.#host.runSoon(this)
  }

  /** Nothing more is read until it is our turn. Most clients wait for their reply: only for others reading is stopped. */
  #hold(chunk: Buffer): void {
    this.#stream.pause()
    this.#held = this.#held ? Buffer.concat([this.#held, chunk]) : chunk
  }

  /** As if it came now. */
  #hearHeld(): void {
    const held = this.#held
    this.#held = null
    if (held && !this.#isClosed) this.#receive(held)
  }

  /** The record of a ClientHello, where a command was to come in clear. */
  #beginsTls(chunk: Buffer): boolean {
    return chunk[1] === 3 && !this.#isEncrypted && this.#machine.unread === 0 && !this.#machine.isInData
  }

  /** Whatever we would say, such a client could not read it. */
  #missTls(chunk: Buffer): void {
    this.#recorder.received(chunk)
    this.#recorder.failed('tls', '', 'the client begins with TLS where the conversation begins in clear')
    this.#close('us')
  }

  /** Decide everything that can be decided now; {@link flush} says it. */
  run(): void {
    while (!this.#isWaiting && !this.#isBlocked && !this.#isClosed) {
      const event = this.#machine.next()
      if (event === NEED_DATA) break
      if (event === PAUSED) {
        const verdict = this.#answers.nextVerdict()
        if (verdict === undefined) break
        this.#settle(verdict)
        continue
      }
      try {
        this.#settle(this.#decide(event))
      } catch (error) {
        this.#settle(this.#failure(error))
      }
      if (this.#machine.outputLength > OUTPUT_AT_ONCE) this.flush()
    }
  }

  #decide(event: ServerEvent): Verdict | void | Promise<void> {
    const faults = this.#faults
    return faults ? faults.answer(event, () => this.#answers.decide(event)) : this.#answers.decide(event)
  }

  /** Those of this session, where the server has any. What they have begun they bring to an end. */
  get #faults(): SessionFaults | null {
    const { faults } = this.#host.config
    if (this.#troubles || faults === undefined || faults.isEmpty) return this.#troubles
    return (this.#troubles = new SessionFaults(this, faults))
  }

  /** Give a verdict now, or when it comes. Nothing more is read meanwhile. */
  #settle(verdict: Verdict | void | Promise<void>): void {
    if (!(verdict instanceof Promise)) {
      if (verdict) this.#reply(verdict)
      return
    }
    this.#isWaiting = true
    verdict.then(
      (reply) => this.#resume(reply ?? null),
      (error: unknown) => this.#resume(this.#failure(error)),
    )
  }

  #resume(reply: Reply | null): void {
    if (this.#closer) return
    this.#isWaiting = false
    if (this.#isClosed) return
    // While we thought, nobody was silent, or slow.
    this.#lastHeard = this.#host.config.clock.now()
    if (reply) this.#reply(reply)
    if (!this.#isBlocked && this.#stream.isPaused()) this.#stream.resume()
    this.run()
    this.flush()
    if (!this.#isWaiting) this.#hearHeld()
    if (this.#hasEnded) this.#endWithClient()
  }

  /** The client has said its last word; when the last answer is given, so have we. */
  #endWithClient(): void {
    if (this.#isWaiting || this.#isClosed) return
    this.run()
    this.flush()
    if (this.#isWaiting || this.#isBlocked || this.#isClosed) return
    if (!this.#stream.writableEnded) this.#stream.end()
  }

  /** A hook has thrown: hang up where it asked for it, else a local error, which tells the client to come again. */
  #failure(error: unknown): Reply | null {
    if (!(error instanceof HangUp)) return replies.internal
    if (error.reply) this.#reply(error.reply)
    this.flush()
    this.#close('us')
    return null
  }

  #reply(reply: Reply): void {
    const { state, due, transaction } = this.#machine
    this.#began = this.#lastHeard
    this.#host.tally.replies[reply.code]!++
    if (isRefusal(reply.code, due, transaction)) this.#host.tally.refusals++
    this.#machine.reply(reply)
    if (reply.code >= 500 && state !== 'connected' && ++this.#errors >= this.#host.config.limits.errors)
      this.#endErrors()
    if (this.#machine.transaction === null) this.#answers.giveUp()
    if (state === 'data' || state === 'chunking') this.#recorder.endData()
  }

  #endErrors(): void {
    this.#host.tally.replies[421]!++
    this.#machine.reply(replies.tooManyErrors)
  }

  /** Write what there is to say, and do what was waiting for it to be said. */
  flush(): void {
    if (this.#isClosed || this.#isDripping || this.#closer) return
    const output = this.#machine.takeOutput()
    if (output) {
      this.#recorder.sent(output)
      if (!this.#stream.write(output) && !this.#isBlocked) {
        this.#isBlocked = true
        this.#stream.pause()
        this.#stream.once('drain', () => this.#unblock())
      }
    }
    this.#host.recorded(this)
    if (this.#machine.state === 'closing') this.#bye()
    else if (this.#machine.state === 'tls' && !this.#isSecuring) this.#goOnInTls()
  }

  #unblock(): void {
    this.#isBlocked = false
    if (this.#isClosed) return
    if (!this.#isWaiting) this.#stream.resume()
    this.run()
    this.flush()
    if (this.#hasEnded) this.#endWithClient()
  }

  get transaction(): Transaction | null {
    return this.#machine.transaction
  }

  get connection(): AuthConnection {
    return describeConnection(this, this.#stream)
  }

  hide(octets: Uint8Array): void {
    this.#recorder.secret('received', octets)
  }

  // RFC 3207 §4
  startTls(): Reply {
    const { tls } = this.#host.config
    try {
      this.#tls = tls ? currentTls(tls) : null
    } catch {
      this.#tls = null
    }
    return this.#tls ? replies.startTls : replies.noTlsNow
  }

  #goOnInTls(): void {
    const broken = this.#troubles?.brokenTls ?? null
    if (broken === null) return void this.#secureAndForget()
    this.#endSaying(broken === 'close' ? 'us' : 'peer')
    // In place of the ServerHello: with the 220 it would be something said in clear, which a client throws away.
    if (broken === 'garbage') this.#stream.once('data', () => this.#answerGarbage())
  }

  #answerGarbage(): void {
    if (this.#isClosed) return
    this.#write(garbage())
    this.#endSaying('us')
  }

  /** @returns whether it came to its end; where not, the session is over */
  async #secure(): Promise<boolean> {
    const { limits } = this.#host.config
    if (!this.#tls) return this.#breakOff(new Error('there is no TLS for now'))
    this.#isWaiting = this.#isSecuring = true
    this.#stream.removeAllListeners()
    try {
      const { stream, details } = await acceptTls(this.#stream, this.#tls, limits.handshake)
      if (this.#isClosed) {
        stream.destroy()
        return false
      }
      this.#isWaiting = this.#isBlocked = this.#isSecuring = false
      this.#lastHeard = this.#began = this.#host.config.clock.now()
      this.#stream = stream
      this.#recorder.tls(details)
      this.#isEncrypted = true
      return true
    } catch (error) {
      return this.#breakOff(error as Error)
    }
  }

  /** The handshake has failed, and with it the connection: what is said now, nobody understands. */
  #breakOff(error: Error & { readonly code?: string }): false {
    if (!this.#isClosed) {
      const { code = '', message } = error
      this.#recorder.failed('tls', code, explainHandshake(code, message))
    }
    this.#close('us')
    return false
  }

  /** What was said in clear counts for nothing. RFC 3207 §4.2 */
  async #secureAndForget(): Promise<void> {
    if (!(await this.#secure())) return
    this.#answers.forget()
    this.#machine.handshake(this.#host.offer(true).keywords)
    this.#listen()
    this.#host.recorded(this)
  }

  #hangUp(reply: Reply): void {
    if (this.#isClosed) return
    // In the middle of a handshake nothing can be said, nor behind a fault's last word.
    if (this.#isSecuring || this.#isDripping || this.#closer) return this.#close('us')
    this.#host.tally.replies[reply.code]!++
    this.#machine.reply(reply)
    this.flush()
  }

  /** One timer a connection: it is not moved with each octet, but looks, when it fires, how long the client has been silent, or slow. */
  #checkTime(): void {
    const { clock, limits } = this.#host.config
    const now = clock.now()
    const idleLeft = this.#lastHeard + limits.idle - now
    if (idleLeft <= 0) return this.#hangUp(replies.idle)
    const slow = this.#slowWith()
    const slowLeft = slow ? this.#began + limits[slow] - now : Infinity
    if (slow && slowLeft <= 0) return this.#endSlow(slow)
    // What is begun behind this moment may be over its time after `command`, at the earliest.
    const next = Math.min(idleLeft, slowLeft, limits.command)
    this.#timer = setTimeout(() => this.#checkTime(), next).unref()
  }

  /** What the client has begun and not ended; null: nothing, or it is for us to go on. */
  #slowWith(): 'command' | 'message' | null {
    if (this.#isWaiting || this.#isBlocked) return null
    const { isInData, unread } = this.#machine
    if (isInData) return 'message'
    return unread > 0 ? 'command' : null
  }

  /** An octet a minute is not silence, and holds a connection as well: it has its limit too. */
  #endSlow(what: 'command' | 'message'): void {
    const name = what === 'command' ? 'the command line' : 'the mail data'
    const seconds = this.#host.config.limits[what] / 1000
    this.#recorder.failed('conversation', 'ETIMEDOUT', `${name} took longer than the ${seconds} s that it may take`)
    this.#hangUp(what === 'command' ? replies.slowCommand : replies.slowMessage)
  }

  /** Everything is said; the client gets a moment to close its end. */
  #bye(): void {
    // Already in the system's hands: nothing to wait for.
    if (this.#stream.writableLength === 0 && !this.#isEncrypted) return this.#close()
    if (this.#stream.writableEnded) return
    this.#stream.end()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#close(), LINGER).unref()
  }

  openMessage(envelope: Transaction): MessageWriter {
    const open = () => this.#host.config.policy.message(envelope, this)
    return this.#faults?.openMessage(open) ?? open()
  }

  markFault(id: string, text: string): void {
    // What was said before stands before it on record.
    this.flush()
    this.#recorder.fault(id, text)
    this.#host.tally.faults++
  }

  get keywords(): ReadonlySet<string> {
    return this.#host.offer(this.#isEncrypted).keywords
  }

  offer(keywords: ReadonlySet<string>): void {
    this.#machine.offer(keywords)
  }

  refuse(event: ServerEvent, reply: Reply | null): void {
    this.#answers.refuse(event, reply, this.#machine.repliesDue)
  }

  say(reply: Reply): void {
    this.#reply(reply)
  }

  interject(reply: Reply): void {
    this.flush()
    this.#write(writeReply(reply))
  }

  async drip(reply: Reply, octets: number, ms: number): Promise<void> {
    this.flush()
    this.#reply(reply)
    const output = this.#machine.takeOutput() ?? new Uint8Array(0)
    this.#isDripping = true
    for (let from = 0; from < output.length && !this.#isClosed; from += octets) {
      this.#write(output.subarray(from, from + octets))
      await new Promise((resolve) => void setTimeout(resolve, ms).unref())
    }
    this.#isDripping = false
  }

  leave(): void {
    this.flush()
    if (!this.#isClosed && !this.#closer) this.#endSaying('us')
  }

  fallSilent(): void {
    this.flush()
    if (!this.#isClosed) this.#endSaying('peer')
  }

  reset(): void {
    this.flush()
    if (this.#isClosed) return
    if (this.#socket instanceof Socket) this.#socket.resetAndDestroy()
    // Before TLS above it can say goodbye.
    this.#socket.destroy()
    this.#close('us')
  }

  /** Nothing is said any more. What the client says still goes on record, until it closes or has had its time. */
  #endSaying(closer: 'us' | 'peer'): void {
    this.#closer = closer
    this.#isWaiting = true
    this.#answers.giveUp()
    this.#hearHeld()
    this.#host.recorded(this)
    this.#stream.resume()
    if (closer === 'peer') return
    this.#stream.end()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#close('us'), LINGER).unref()
  }

  #overhear(chunk: Buffer): void {
    this.#recorder.received(chunk)
    this.#host.recorded(this)
  }

  #write(octets: Uint8Array): void {
    this.#recorder.sent(octets)
    this.#stream.write(octets)
    this.#host.recorded(this)
  }

  #close(by: 'us' | 'peer' = this.#machine.state === 'closing' ? 'us' : 'peer'): void {
    if (this.#isClosed) return
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#answers.giveUp()
    this.#stream.destroy()
    this.#recorder.closed(by)
    this.#host.recorded(this)
    this.#host.closed(this, by === 'us' ? 'server' : 'client')
  }
}
