import type { Duplex } from 'node:stream'
import type { CommandOf } from '../protocol/command.ts'
import { findParam } from '../protocol/params.ts'
import { createReply, type Reply } from '../protocol/reply.ts'
import { ServerMachine } from '../protocol/server.ts'
import { NEED_DATA, PAUSED, type CommandEvent, type ServerEvent, type Transaction } from '../protocol/server-events.ts'
import type { Recorder } from '../transcript/recorder.ts'
import type { TranscriptEvent } from '../transcript/event.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { acceptTls } from '../wire/tls.ts'
import { currentTls, type ServerTls } from '../wire/tls/options.ts'
import type { AuthConnection } from './auth.ts'
import { describeConnection } from './auth-connection.ts'
import { SessionLogin } from './auth-exchange.ts'
import type { ServerConfig } from './config.ts'
import { bareLfStartMail, bareLfWarning, helloReply, helpReply, type Offer } from './hello.ts'
import { MessageIntake, orElse } from './message-intake.ts'
import { HangUp, type SessionFacts, type Verdict } from './policy.ts'
import { replies } from './replies.ts'

/** Output that is written without waiting for the end of what a chunk asks for. */
const OUTPUT_AT_ONCE = 64 * 1024
/** Milliseconds that a client gets to close after 221 or 421. */
const LINGER = 5_000

export interface SessionHost {
  readonly config: ServerConfig
  offer(isEncrypted: boolean): Offer
  nextId(): string
  /** Call the session's `run`, then its `flush`, once everything has been read that can be read now. */
  runSoon(session: ServerSession): void
  /** What was heard and said is in the record now. */
  recorded(session: ServerSession): void
  closed(session: ServerSession): void
}

/** One client's conversation: the hot loop between a stream and the server machine. */
export class ServerSession implements SessionFacts {
  readonly id: string
  readonly clientAddress: string | null
  readonly clientPort: number | null
  readonly #host: SessionHost
  readonly #recorder: Recorder
  #timer: NodeJS.Timeout
  #lastHeard: number
  #stream: Duplex
  readonly #machine: ServerMachine
  readonly #login: SessionLogin | null
  #helo: string | null = null
  #isExtended = false
  #isEncrypted: boolean
  /** What the handshake under way, or the one that is to come, is made with. */
  #tls: ServerTls | null = null
  #isSecuring = false
  #intake: MessageIntake | null = null
  #verdicts: Verdict[] = [] // LMTP: for the recipients still to be answered
  #isWaiting = false
  /** The client does not read what it is told: nothing more is decided until it does. */
  #isBlocked = false
  #hasEnded = false
  #isClosed = false
  #hasQuit = false
  #errors = 0
  /** The client's lines end with LF alone, and here that ends no mail: it wants to be told. */
  #warnsOfBareLf = false

  constructor(
    stream: Duplex,
    client: { readonly address: string | null; readonly port: number | null; readonly isEncrypted: boolean },
    recorder: Recorder,
    host: SessionHost,
  ) {
    const { lmtp, strict, lenientLineEnds, auth } = host.config
    this.#stream = stream
    this.#host = host
    this.#recorder = recorder
    this.id = host.nextId()
    this.clientAddress = client.address
    this.clientPort = client.port
    this.#isEncrypted = client.isEncrypted
    this.#login = auth ? new SessionLogin(auth) : null
    this.#machine = new ServerMachine({
      lmtp,
      strict,
      lenientLineEnds,
      offers: host.offer(client.isEncrypted).keywords,
    })
    this.#lastHeard = host.config.clock.now()
    this.#timer = setTimeout(() => this.#checkIdle(), host.config.limits.idle).unref()
  }

  /** TLS from the first octet (RFC 8314 §3.3), and then as {@link start}. */
  async startWithTls(): Promise<void> {
    this.#startTls()
    if (await this.#secure()) this.start()
  }

  /** Greet, and listen. */
  start(): void {
    const { config } = this.#host
    this.#listen()
    const welcome = createReply(220, null, `${config.hostname} ${config.lmtp ? 'LMTP' : 'ESMTP'} Parley`)
    try {
      this.#settle(orElse(config.policy.connect?.(this) ?? null, welcome))
    } catch (error) {
      this.#settle(this.#failure(error))
    }
    this.#host.runSoon(this)
  }

  get helo(): string | null {
    return this.#helo
  }

  get isExtended(): boolean {
    return this.#isExtended
  }

  get isEncrypted(): boolean {
    return this.#isEncrypted
  }

  /** Who has logged in; null where nobody has. RFC 4954 §4 */
  get user(): string | null {
    return this.#login?.user ?? null
  }

  /** Nothing is read while a policy thinks, so that what has come lies in the stream. RFC 5321 §4.3.1 */
  get isEarly(): boolean {
    return this.#machine.state === 'connected' && this.#stream.readableLength > 0
  }

  /** Whether the client ended with QUIT. RFC 5321 §4.1.1.10 */
  get hasQuit(): boolean {
    return this.#hasQuit
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
        this.#endWithClient()
      })
      .on('error', () => this.#close())
      .on('close', () => this.#close())
  }

  #receive(chunk: Buffer): void {
    this.#lastHeard = this.#host.config.clock.now()
    if (this.#machine.state === 'data' || this.#machine.state === 'chunking') this.#recorder.data('received', chunk)
    else this.#recorder.received(chunk)
    this.#machine.receive(chunk)
    this.#host.runSoon(this)
  }

  /** Decide everything that can be decided now; {@link flush} says it. */
  run(): void {
    while (!this.#isWaiting && !this.#isBlocked && !this.#isClosed) {
      const event = this.#machine.next()
      if (event === NEED_DATA) break
      if (event === PAUSED) {
        const verdict = this.#verdicts.shift()
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

  /** Give a verdict now, or when it comes. Nothing more is read meanwhile. */
  #settle(verdict: Verdict | void | Promise<void>): void {
    if (!(verdict instanceof Promise)) {
      if (verdict) this.#reply(verdict)
      return
    }
    this.#isWaiting = true
    this.#stream.pause()
    verdict.then(
      (reply) => this.#resume(reply ?? null),
      (error: unknown) => this.#resume(this.#failure(error)),
    )
  }

  #resume(reply: Reply | null): void {
    this.#isWaiting = false
    if (this.#isClosed) return
    if (reply) this.#reply(reply)
    if (!this.#isBlocked) this.#stream.resume()
    this.run()
    this.flush()
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
    const { state } = this.#machine
    this.#machine.reply(reply)
    if (reply.code >= 500 && state !== 'connected' && ++this.#errors >= this.#host.config.limits.errors)
      this.#machine.reply(replies.tooManyErrors)
    if (this.#intake && this.#machine.transaction === null) {
      this.#intake.abort()
      this.#intake = null
    }
    if (state === 'data' || state === 'chunking') this.#recorder.endData()
  }

  /** Write what there is to say, and do what was waiting for it to be said. */
  flush(): void {
    if (this.#isClosed) return
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
    else if (this.#machine.state === 'tls' && output) void this.#secureAndForget()
  }

  #unblock(): void {
    this.#isBlocked = false
    if (this.#isClosed) return
    if (!this.#isWaiting) this.#stream.resume()
    this.run()
    this.flush()
    if (this.#hasEnded) this.#endWithClient()
  }

  #decide(event: ServerEvent): Verdict | void | Promise<void> {
    switch (event.kind) {
      case 'command':
        if (event.secret) this.#recorder.secret('received', event.secret)
        if (event.command.verb === 'STARTTLS' && this.#isEncrypted) return replies.alreadyTls
        return event.refusal && event.replyDue ? event.refusal : this.#command(event)
      case 'data':
        return this.#intake?.write(event.bytes)
      case 'end-of-data':
        this.#intake?.note(event.deviations)
        return this.#finish()
      case 'chunk':
        if (event.refusal) return event.refusal
        this.#intake?.note(event.deviations)
        return event.last ? this.#finish() : createReply(250, '2.0.0', `${event.size} octets received`)
      case 'auth-response':
        this.#recorder.secret('received', event.line)
        return this.#login?.respond(event.line) ?? replies.noAuth
      case 'notice':
        return null
    }
  }

  #command(event: CommandEvent): Verdict {
    const { policy, limits } = this.#host.config
    const { command } = event
    switch (command.verb) {
      case 'EHLO':
      case 'HELO':
      case 'LHLO':
        this.#warnsOfBareLf =
          !this.#host.config.lenientLineEnds && event.deviations.some(({ code }) => code === 'command-bare-lf')
        return this.#hello(command)
      case 'MAIL': {
        if (this.#login?.isMissing) return replies.logInFirst
        const declared = findParam(command.params, 'SIZE')?.value
        if (declared && Number(declared) > limits.size) return replies.tooBig // RFC 1870 §6.1
        return orElse(policy.mail?.(command.reversePath, command.params, this) ?? null, replies.sender)
      }
      case 'RCPT': {
        const envelope = this.#envelope
        if (envelope.recipients.length >= limits.recipients) return replies.tooManyRecipients // RFC 5321 §4.5.3.1.10
        return orElse(policy.rcpt?.(command.forwardPath, command.params, envelope, this) ?? null, replies.recipient)
      }
      case 'DATA':
        return this.#begin(this.#warnsOfBareLf ? bareLfStartMail : replies.startMail)
      case 'BDAT':
        return this.#intake || event.refusal ? null : this.#beginChunks()
      case 'VRFY':
        if (this.#login?.isMissing) return replies.logInFirst
        return orElse(policy.vrfy?.(command.argument, this) ?? null, replies.cannotVerify)
      case 'EXPN':
        if (this.#login?.isMissing) return replies.logInFirst
        return orElse(policy.expn?.(command.argument, this) ?? null, replies.noExpansion)
      case 'HELP':
        return helpReply(command.argument, (verb) => this.#has(verb), policy.help?.())
      case 'QUIT':
        this.#hasQuit = true
        return replies.closing
      case 'STARTTLS':
        return this.#startTls()
      case 'AUTH':
        return this.#login?.begin(command.mechanism, command.initial, this.#connection) ?? replies.noAuth
      case 'RSET':
      case 'NOOP':
        return replies.ok
      case 'ETRN':
      case 'XCLIENT':
      case 'unknown':
        return createReply(502, '5.5.1', 'Not offered here')
    }
  }

  #hello(command: CommandOf<'EHLO' | 'HELO' | 'LHLO'>): Verdict {
    const { config } = this.#host
    this.#helo = command.domain
    this.#isExtended = command.verb !== 'HELO'
    const offered = this.#isExtended
      ? [...this.#host.offer(this.#isEncrypted).lines, ...(this.#login?.ehloLines(this.#connection) ?? [])]
      : []
    const accepted = helloReply(
      config,
      offered,
      command.domain,
      this.clientAddress,
      this.#warnsOfBareLf ? bareLfWarning : null,
    )
    return orElse(config.policy.hello?.(command.domain, this) ?? null, accepted)
  }

  get #connection(): AuthConnection {
    return describeConnection(this, this.#stream)
  }

  #has(verb: string): boolean {
    const { lmtp, tls, policy, auth } = this.#host.config
    if (verb === 'AUTH') return auth !== undefined
    if (verb === 'LHLO') return lmtp
    if (verb === 'EHLO' || verb === 'HELO') return !lmtp
    if (verb === 'STARTTLS') return tls !== undefined && !this.#isEncrypted
    return verb !== 'EXPN' || policy.expn !== undefined
  }

  get #envelope(): Transaction {
    return this.#machine.transaction ?? { reversePath: { kind: 'null' }, params: [], recipients: [] }
  }

  /** DATA: the message begins with the positive reply. */
  #begin(accepted: Reply): Verdict {
    const start = (): Reply => {
      this.#intake = new MessageIntake(this.#host.config, this.#host.nextId(), this.#envelope, this)
      return accepted
    }
    const verdict = this.#host.config.policy.data?.(this.#envelope, this) ?? null
    return verdict instanceof Promise ? verdict.then((reply) => reply ?? start()) : (verdict ?? start())
  }

  /** The first BDAT: its octets are on their way already, so a refusal is kept for the end of the chunk. */
  #beginChunks(): Verdict {
    const start = (refusal: Reply | null): null => {
      this.#intake = new MessageIntake(this.#host.config, this.#host.nextId(), this.#envelope, this)
      if (refusal) this.#intake.refuse(refusal)
      return null
    }
    const verdict = this.#host.config.policy.data?.(this.#envelope, this) ?? null
    return verdict instanceof Promise ? verdict.then(start) : start(verdict)
  }

  #finish(): Verdict {
    const intake = this.#intake
    this.#intake = null
    const [first = replies.internal, ...rest] = intake ? intake.finish() : []
    this.#verdicts = rest
    return first
  }

  // RFC 3207 §4
  #startTls(): Reply {
    const { tls } = this.#host.config
    try {
      this.#tls = tls ? currentTls(tls) : null
    } catch {
      this.#tls = null
    }
    return this.#tls ? replies.startTls : replies.noTlsNow
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
      this.#lastHeard = this.#host.config.clock.now()
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
    if (!this.#isClosed) this.#recorder.failed('tls', error.code ?? '', error.message)
    this.#close('us')
    return false
  }

  /** What was said in clear counts for nothing. RFC 3207 §4.2 */
  async #secureAndForget(): Promise<void> {
    if (!(await this.#secure())) return
    this.#helo = null
    this.#login?.forget()
    this.#machine.handshake(this.#host.offer(true).keywords)
    this.#listen()
    this.#host.recorded(this)
  }

  #hangUp(reply: Reply): void {
    if (this.#isClosed) return
    // In the middle of a handshake nothing can be said.
    if (this.#isSecuring) return this.#close('us')
    this.#machine.reply(reply)
    this.flush()
  }

  /** One timer a connection: it is not moved with each octet, but looks, when it fires, how long the client has been silent. */
  #checkIdle(): void {
    const { clock, limits } = this.#host.config
    const left = this.#lastHeard + limits.idle - clock.now()
    if (left <= 0) this.#hangUp(replies.idle)
    else this.#timer = setTimeout(() => this.#checkIdle(), left).unref()
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

  #close(by: 'us' | 'peer' = this.#machine.state === 'closing' ? 'us' : 'peer'): void {
    if (this.#isClosed) return
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#intake?.abort()
    this.#stream.destroy()
    this.#recorder.closed(by)
    this.#host.recorded(this)
    this.#host.closed(this)
  }
}

/** A conversation that is over. */
export class SessionMemory {
  readonly id: string
  readonly clientAddress: string | null
  readonly hasQuit: boolean
  readonly isClosed = true
  readonly #recorder: Recorder

  constructor({ id, clientAddress, hasQuit }: ServerSession, recorder: Recorder) {
    this.id = id
    this.clientAddress = clientAddress
    this.hasQuit = hasQuit
    this.#recorder = recorder
  }

  get transcript(): Transcript {
    return this.#recorder.transcript
  }
}
