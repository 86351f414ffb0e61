import type { CommandOf } from '../protocol/command.ts'
import { findParam } from '../protocol/params.ts'
import { createReply, type Reply } from '../protocol/reply.ts'
import type { CommandEvent, ServerEvent, Transaction } from '../protocol/server-events.ts'
import type { AuthConnection } from './auth.ts'
import { SessionLogin } from './auth-exchange.ts'
import type { ServerConfig } from './config.ts'
import { bareLfStartMail, bareLfWarning, helloReply, helpReply, type Offer } from './hello.ts'
import { MessageIntake, orElse } from './message-intake.ts'
import type { MessageWriter, SessionFacts, Verdict } from './policy.ts'
import { replies } from './replies.ts'

/** The session that is answered for. */
export interface AnsweredSession extends SessionFacts {
  /** The mail transaction under way. */
  readonly transaction: Transaction | null
  /** Whether the client need not log in: it is let in already, by another door. */
  readonly isTrusted: boolean
  /** What a login may depend on. */
  readonly connection: AuthConnection
  /** What was just heard holds a credential. */
  hide(octets: Uint8Array): void
  /** Make ready for the handshake. @returns what is said to STARTTLS */
  startTls(): Reply
  /** Where the octets of the message that begins are to go. */
  openMessage(envelope: Transaction): MessageWriter
}

export interface AnswersHost {
  readonly config: ServerConfig
  offer(isEncrypted: boolean): Offer
  nextId(): string
}

/** What one session is answered, event by event, as the configuration and its policy have it. */
export class Answers {
  helo: string | null = null
  isExtended = false
  hasQuit = false
  readonly #session: AnsweredSession
  readonly #host: AnswersHost
  readonly #login: SessionLogin | null
  #intake: MessageIntake | null = null
  #verdicts: Verdict[] = [] // LMTP: for the recipients still to be answered
  /** The client's lines end with LF alone, and here that ends no mail: it wants to be told. */
  #warnsOfBareLf = false

  constructor(session: AnsweredSession, host: AnswersHost) {
    this.#session = session
    this.#host = host
    this.#login = host.config.auth ? new SessionLogin(host.config.auth) : null
  }

  get user(): string | null {
    return this.#login?.user ?? null
  }

  get #mustLogIn(): boolean {
    return this.#login?.isMissing === true && !this.#session.isTrusted
  }

  /** One more verdict on the message that was finished last; undefined where none is left. RFC 2033 §4.2 */
  nextVerdict(): Verdict | undefined {
    return this.#verdicts.shift()
  }

  /** No more is to come of the message under way, if there is one. */
  giveUp(): void {
    this.#intake?.abort()
    this.#intake = null
  }

  /** TLS is up: what was said in clear counts for nothing. RFC 3207 §4.2 */
  forget(): void {
    this.helo = null
    this.#login?.forget()
  }

  /** The answer, or a promise of it; nothing where none is due. @throws whatever a policy throws */
  decide(event: ServerEvent): Verdict | void | Promise<void> {
    switch (event.kind) {
      case 'command':
        if (event.secret) this.#session.hide(event.secret)
        if (event.command.verb === 'STARTTLS' && this.#session.isEncrypted) return replies.alreadyTls
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
        this.#session.hide(event.line)
        return this.#login?.respond(event.line) ?? replies.noAuth
      case 'notice':
        return null
    }
  }

  /** What the client has done leads to nothing. @param reply for every recipient that waits for one, in LMTP */
  refuse(event: ServerEvent, reply: Reply | null, repliesDue: number): void {
    if (event.kind === 'command') {
      if (event.secret) this.#session.hide(event.secret)
      if (event.command.verb === 'QUIT') this.hasQuit = true
    } else if (event.kind === 'auth-response') {
      this.#session.hide(event.line)
      this.#login?.giveUp()
    } else this.#verdicts = Array<Verdict>(Math.max(0, repliesDue - 1)).fill(reply)
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
        if (this.#mustLogIn) return replies.logInFirst
        const declared = findParam(command.params, 'SIZE')?.value
        if (declared && Number(declared) > limits.size) return replies.tooBig // RFC 1870 §6.1
        return orElse(policy.mail?.(command.reversePath, command.params, this.#session) ?? null, replies.sender)
      }
      case 'RCPT': {
        const envelope = this.#envelope
        if (envelope.recipients.length >= limits.recipients) return replies.tooManyRecipients // RFC 5321 §4.5.3.1.10
        return orElse(
          policy.rcpt?.(command.forwardPath, command.params, envelope, this.#session) ?? null,
          replies.recipient,
        )
      }
      case 'DATA':
        return this.#begin(this.#warnsOfBareLf ? bareLfStartMail : replies.startMail)
      case 'BDAT':
        return this.#intake || event.refusal ? null : this.#beginChunks()
      case 'VRFY':
        if (this.#mustLogIn) return replies.logInFirst
        return orElse(policy.vrfy?.(command.argument, this.#session) ?? null, replies.cannotVerify)
      case 'EXPN':
        if (this.#mustLogIn) return replies.logInFirst
        return orElse(policy.expn?.(command.argument, this.#session) ?? null, replies.noExpansion)
      case 'HELP':
        return helpReply(command.argument, (verb) => this.#has(verb), policy.help?.())
      case 'QUIT':
        this.hasQuit = true
        return replies.closing
      case 'STARTTLS':
        return this.#session.startTls()
      case 'AUTH':
        return this.#login?.begin(command.mechanism, command.initial, this.#session.connection) ?? replies.noAuth
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
    this.helo = command.domain
    this.isExtended = command.verb !== 'HELO'
    const offered = this.isExtended
      ? [
          ...this.#host.offer(this.#session.isEncrypted).lines,
          ...(this.#login?.ehloLines(this.#session.connection) ?? []),
        ]
      : []
    const accepted = helloReply(
      config,
      offered,
      command.domain,
      this.#session.clientAddress,
      this.#warnsOfBareLf ? bareLfWarning : null,
    )
    return orElse(config.policy.hello?.(command.domain, this.#session) ?? null, accepted)
  }

  #has(verb: string): boolean {
    const { lmtp, tls, policy, auth } = this.#host.config
    if (verb === 'AUTH') return auth !== undefined
    if (verb === 'LHLO') return lmtp
    if (verb === 'EHLO' || verb === 'HELO') return !lmtp
    if (verb === 'STARTTLS') return tls !== undefined && !this.#session.isEncrypted
    return verb !== 'EXPN' || policy.expn !== undefined
  }

  get #envelope(): Transaction {
    return this.#session.transaction ?? { reversePath: { kind: 'null' }, params: [], recipients: [] }
  }

  /** DATA: the message begins with the positive reply. */
  #begin(accepted: Reply): Verdict {
    const start = (): Reply => {
      this.#intake = this.#open()
      return accepted
    }
    const verdict = this.#host.config.policy.data?.(this.#envelope, this.#session) ?? null
    return verdict instanceof Promise ? verdict.then((reply) => reply ?? start()) : (verdict ?? start())
  }

  /** The first BDAT: its octets are on their way already, so a refusal is kept for the end of the chunk. */
  #beginChunks(): Verdict {
    const start = (refusal: Reply | null): null => {
      this.#intake = this.#open()
      if (refusal) this.#intake.refuse(refusal)
      return null
    }
    const verdict = this.#host.config.policy.data?.(this.#envelope, this.#session) ?? null
    return verdict instanceof Promise ? verdict.then(start) : start(verdict)
  }

  #open(): MessageIntake {
    const envelope = this.#envelope
    const writer = this.#session.openMessage(envelope)
    return new MessageIntake(this.#host.config, this.#host.nextId(), envelope, this.#session, writer)
  }

  #finish(): Verdict {
    const intake = this.#intake
    this.#intake = null
    const [first = replies.internal, ...rest] = intake ? intake.finish() : []
    this.#verdicts = rest
    return first
  }
}
