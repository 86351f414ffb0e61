import { isMechanism, type AuthRequest } from '../client/auth.ts'
import { SmtpError } from '../client/error.ts'
import { ownName } from '../client/hello.ts'
import { LineMender } from '../client/mend-lines.ts'
import { ClientSession, type SessionOptions } from '../client/session.ts'
import { patientTimeouts } from '../client/timeouts.ts'
import { concat, CRLF, DOT, EMPTY, encode, latin1, LF } from '../protocol/bytes.ts'
import type { ReplyObservation } from '../protocol/observer.ts'
import { isPositive, type Reply } from '../protocol/reply.ts'
import type { TranscriptEvent } from '../transcript/event.ts'
import type { Endpoint } from '../wire/dial.ts'
import { AddressBook } from './addresses.ts'
import { describeEnd, type Ending } from './ending.ts'
import { isResponse, verbOf, type Expected } from './expected.ts'
import { HeldLines } from './held-lines.ts'
import { remark, type LineKind, type TalkLine } from './line.ts'
import { Login } from './login.ts'
import { Narrator } from './narrator.ts'
import { nextHint, type Standing } from './next.ts'
import type { TalkOptions } from './options.ts'
import { Patience } from './patience.ts'
import { secretIn } from './secret.ts'
import type { Surroundings } from './surroundings.ts'

/** Octets of a conversation that are kept. */
const KEPT = 64 * 1024 ** 2

/**
 * A conversation held by hand. Lines are said as they are typed, each when the reply to the one before has come; what
 * a person cannot type (a TLS handshake) or does not like to (base64) is done on the way.
 *
 * A long file: whose turn it is, is decided in one place.
 */
export class Talk {
  readonly addresses = new AddressBook()
  readonly session: ClientSession
  readonly surroundings: Surroundings
  readonly #options: TalkOptions
  readonly #narrator: Narrator
  readonly #held = new HeldLines()
  readonly #idlers: (() => void)[] = []
  readonly #patience: Patience
  #waiter: ((reply: Reply | null) => void) | null = null
  #login: Login | null = null
  #isAuthenticated = false
  #isAdvancing = false
  #isBusy = false // the next line is not the person's
  #isImpatient = false // until the next reply
  #isOver = false
  #isLeaving = false
  #isPrepared = true
  #lastVerb = ''
  #lastReply: Reply | null = null
  #lastHint: string | null = null
  #hasExplainedDots = false
  #ending: Ending | null = null

  constructor(endpoint: Endpoint, session: SessionOptions, options: TalkOptions, surroundings: Surroundings) {
    this.#options = options
    this.surroundings = surroundings
    const { protocol = 'smtp' } = session
    this.#narrator = new Narrator({ role: 'client', protocol }, options.comments ?? null)
    this.session = new ClientSession(endpoint, {
      keepTotal: KEPT,
      ...session,
      lenientLineEnds: options.lineEnd === 'lf',
      onEvent: (event) => this.#tell(event),
    })
    this.#patience = new Patience(this.session, {
      timeouts: session.timeouts ?? patientTimeouts,
      isAttended: surroundings.isAttended,
      comments: options.comments ?? null,
      show: (kind, text) => this.show(kind, text),
      showUnfinished: () => this.#show(this.#narrator.flush()),
      giveUp: () => this.#giveUp(),
    })
  }

  /** Connect. What the server says is shown as it comes from then on. @throws SmtpError */
  async open(): Promise<void> {
    this.session.onArrival = () => this.#follow()
    await this.session.open()
    this.#follow()
  }

  get keepsSecrets(): boolean {
    return this.#options.keepSecrets ?? false
  }

  /** What is known to log in with. */
  get login(): AuthRequest | null {
    return this.#options.login ?? null
  }

  get lastReply(): Reply | null {
    return this.#lastReply
  }

  get isOver(): boolean {
    return this.#isOver
  }

  get isInData(): boolean {
    return this.session.state === 'data'
  }

  get isInAuth(): boolean {
    return this.session.state === 'auth'
  }

  /** What a line that is typed now is going to be, behind those that are held back. */
  get expected(): Expected {
    return this.#held.expectedBehind(this.#expectedNow)
  }

  /** How it ended; 'left' while it goes on. */
  get ending(): Ending {
    return this.#ending ?? 'left'
  }

  /** Whether nothing more is wanted of a conversation that is over. */
  get isDone(): boolean {
    return this.#isLeaving || this.#ending === 'quit'
  }

  get standing(): Standing {
    const { state, capabilities, isEncrypted, transcript } = this.session
    return { state, capabilities, isEncrypted, protocol: transcript.protocol, isAuthenticated: this.#isAuthenticated }
  }

  /** What EHLO says where it is typed without a name. */
  get helloName(): string {
    const opened = this.session.transcript.events.findLast(({ kind }) => kind === 'open')
    return this.#options.helloName ?? ownName(opened?.kind === 'open' ? opened.local : null)
  }

  show(kind: Exclude<LineKind, 'client' | 'server'>, ...texts: readonly string[]): void {
    this.#show(texts.map((text) => remark(kind, text)))
  }

  /** A line as it was typed, line end left out. Settles when its turn has come and it has been said, or dropped. */
  async say(line: Uint8Array): Promise<void> {
    if (this.#isOver) return this.show('warning', 'there is no connection any more')
    const said = this.#held.add(line)
    void this.#advance()
    await said
  }

  /** Say what is held back, whatever replies are still to come. */
  async sayNow(): Promise<void> {
    this.#isImpatient = true
    await this.#advance()
  }

  /** Forget what is held back. @returns how many lines */
  dropHeld(): number {
    return this.#held.drop()
  }

  /** Octets, at once and as they are. */
  async raw(bytes: Uint8Array): Promise<void> {
    await this.#guard(this.session.raw(bytes))
  }

  /** When everything has been said and answered, or it is over. */
  async idle(): Promise<void> {
    if (!this.#isIdle) await new Promise<void>((resolve) => this.#idlers.push(resolve))
  }

  /** Say a message and its end, line ends mended and dots doubled, and DATA before where the envelope is there. */
  async deliver(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    await this.idle()
    if (this.session.state === 'recipient') await this.command('DATA')
    if (!this.isInData) return
    this.#narrator.beginBulk()
    await this.#busily(async () => {
      const mender = new LineMender()
      for await (const piece of content) if (!this.session.isOver) await this.session.data(mender.write(piece))
      if (!this.session.isOver) await this.session.endData()
    })
  }

  /** Have something said before it is the person's turn; a hint follows when it is. */
  async prepare(work: () => Promise<Reply | null>): Promise<void> {
    this.#isPrepared = false
    const last = await work()
    this.#isPrepared = true
    if (last && !this.session.isOver) this.#hint(last)
  }

  /** Give up for want of TLS or of a login, politely. */
  async refuse(ending: 'tls' | 'auth'): Promise<void> {
    this.#ending ??= ending
    await this.quit()
  }

  /** Let somebody else log in, who waits for the replies himself. Nothing of the person's is said meanwhile. */
  async lend(login: (session: ClientSession) => Promise<Reply | null>): Promise<void> {
    await this.#busily(async () => {
      this.session.onArrival = null
      try {
        const reply = await login(this.session)
        if (reply) this.#hearAuth(reply)
        if (reply) this.#lastReply = reply
      } finally {
        this.session.onArrival = () => this.#follow()
      }
    })
  }

  /** QUIT where it would be heard, and the end of everything. */
  async quit(): Promise<void> {
    const isHeard = this.session.due === null && !this.isInData && !this.isInAuth && !this.session.isOver
    this.#isLeaving = true
    if (isHeard) await this.command('QUIT')
    this.leave()
  }

  /** The end of everything, without a word. */
  leave(): void {
    this.#isLeaving = true
    if (this.#isOver) this.surroundings.over()
    else this.close()
  }

  /** Hang up. A message that was begun is not delivered. */
  close(): void {
    this.session.close()
    this.#follow()
  }

  #tell(event: TranscriptEvent): void {
    this.#show(this.#narrator.tell(event))
    if (event.kind === 'closed') this.#tellEnd(event.by)
  }

  #show(lines: readonly TalkLine[]): void {
    if (lines.length > 0) this.surroundings.show(lines)
  }

  /** Take what has arrived, and go on from there. */
  #follow(): void {
    for (let seen = this.session.takeReply(); seen; seen = this.session.takeReply()) this.#hear(seen)
    if (this.session.isOver) return this.#end()
    if (this.session.state === 'tls') void this.#secure()
    this.#patience.arrived()
    void this.#advance()
  }

  #hear({ reply, to }: ReplyObservation): void {
    this.#patience.answered()
    this.#isImpatient = false
    this.#lastReply = reply
    if (to === 'greeting' && reply.code >= 400) this.#ending = 'refused'
    if (reply.code === 421) this.#ending = 'unavailable'
    if (to === 'AUTH' || to === 'auth-response') this.#hearAuth(reply)
    if (to === 'QUIT' && isPositive(reply)) this.session.close()
    // Where somebody waits for the reply, the next line is not the person's.
    else if (this.session.due === null && !this.#isBusy && !this.#waiter) this.#hint(reply)
    if (to !== null) this.#wake(reply)
  }

  #wake(reply: Reply | null): void {
    const waiter = this.#waiter
    this.#waiter = null
    waiter?.(reply)
  }

  #hearAuth(reply: Reply): void {
    this.#isAuthenticated ||= isPositive(reply)
    // Where nobody need be asked, what was typed ahead is no response.
    if (reply.code !== 334 || (this.#held.count > 0 && !this.#login?.isReady)) this.#login = null
    if (this.#login) void this.#answer(this.#login, reply)
  }

  async #answer(login: Login, challenge: Reply): Promise<void> {
    await this.#busily(async () => {
      const line = await login.answer(challenge, this.surroundings)
      if (line) return this.#send(line)
      this.#login = null
      this.#hint(challenge)
    })
  }

  #hint(reply: Reply): void {
    if (this.#options.hints === false || this.#options.comments?.isStranger) return
    const hint = nextHint(this.standing)
    if (hint !== null && (hint !== this.#lastHint || reply.code >= 400)) this.show('comment', hint)
    this.#lastHint = hint
  }

  async #secure(): Promise<void> {
    if (this.#isBusy) return
    await this.#busily(async () => {
      await this.session.handshake()
      if (this.#options.hints !== false && this.#isPrepared)
        this.show('comment', 'EHLO is due again: what the server said in clear counts for nothing')
    })
  }

  /** Say what is held back, as far as its turn has come. */
  async #advance(): Promise<void> {
    if (this.#isAdvancing) return
    this.#isAdvancing = true
    while (this.#held.count > 0 && this.#mayTalk) await this.#held.sayFirst((line) => this.#utter(line))
    this.#isAdvancing = false
    this.#patience.look(this.#held.count)
    if (this.#isIdle) for (const resolve of this.#idlers.splice(0)) resolve()
  }

  get #isIdle(): boolean {
    if (this.#isOver) return true
    return this.session.due === null && this.#held.count === 0 && !this.#isBusy && !this.#isAdvancing
  }

  get #expectedNow(): Expected {
    const isDue = this.session.due !== null
    if (this.isInData || (isDue && this.#lastVerb === 'DATA')) return 'data'
    return this.isInAuth || (isDue && this.#lastVerb === 'AUTH') ? 'credential' : 'command'
  }

  get #mayTalk(): boolean {
    const { due, state, isOver } = this.session
    if (isOver || this.#isBusy || state === 'tls') return false
    if (due === null || this.#isImpatient) return true
    // What follows these depends on their replies.
    return this.#options.pipelining === true && due !== 'greeting' && !/^(?:DATA|AUTH|STARTTLS)$/.test(this.#lastVerb)
  }

  async #utter(line: Uint8Array): Promise<void> {
    if (this.#expectedNow === 'data') return this.#utterData(line)
    if (this.isInAuth) return this.#send(line)
    const text = latin1(line)
    const mechanism = /^\s*AUTH\s+(\S+)\s*$/i.exec(text)?.[1]?.toUpperCase() ?? ''
    this.#login = isMechanism(mechanism) ? new Login(mechanism, this.session, this.login) : null
    if (!this.#login?.isReady && !this.surroundings.isAttended) this.#login = null
    if (this.#login?.shown && !this.session.isEncrypted)
      this.show('warning', `the connection is not encrypted: who listens reads the ${this.#login.shown}`)
    this.addresses.note(line)
    await this.#send(/^\s*(?:EHLO|HELO|LHLO)\s*$/i.test(text) ? encode(`${text.trim()} ${this.helloName}`) : line)
  }

  async #utterData(line: Uint8Array): Promise<void> {
    const beginsWithDot = line[0] === DOT && line.length > 1
    await this.#send(beginsWithDot && this.#options.stuff ? concat([Uint8Array.of(DOT), line]) : line)
    const losesDot = beginsWithDot && line[1] !== DOT && !this.#options.stuff
    if (!losesDot || this.#hasExplainedDots || this.#options.hints === false) return
    this.#hasExplainedDots = true
    this.show('comment', 'the server takes the first dot of a line away: type two to keep one, or use --stuff')
  }

  /** Say a line that is not the person's, and wait for the reply; null where none comes. */
  async command(line: string): Promise<Reply | null> {
    const reply = new Promise<Reply | null>((resolve) => {
      this.#waiter = resolve
    })
    await this.#send(encode(line))
    return reply
  }

  async #send(line: Uint8Array): Promise<void> {
    const expected = this.#expectedNow
    const isSecret = expected === 'credential' && (this.isInAuth || isResponse(line))
    const secret = isSecret ? line : expected === 'data' ? EMPTY : secretIn(line)
    // Responses to its challenges are a part of AUTH, and so is mail data of DATA.
    if (expected === 'data') this.#lastVerb = latin1(line) === '.' ? '' : 'DATA'
    else if (!isSecret) this.#lastVerb = verbOf(line)
    const lineEnd = this.#options.lineEnd === 'lf' ? Uint8Array.of(LF) : CRLF
    await this.#guard(this.session.raw(concat([line, lineEnd]), secret))
  }

  /** Do something during which nothing of the person's is said. */
  async #busily<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#isBusy = true
    try {
      return await this.#guard(work())
    } finally {
      this.#isBusy = false
      this.#follow()
    }
  }

  /** What goes wrong on the wire ends the conversation; the record has told why. */
  async #guard<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof SmtpError)) throw error
      this.#ending ??= error.phase === 'tls' ? 'tls' : 'silence'
      this.session.close('timeout')
      return undefined
    }
  }

  #giveUp(): void {
    this.session.close('timeout')
    this.#follow()
  }

  #tellEnd(by: 'us' | 'peer' | 'timeout'): void {
    const { due, state, transcript } = this.session
    const hasQuit = this.#lastVerb === 'QUIT'
    this.#show([describeEnd({ by, hasQuit, due, state })])
    if (by === 'timeout') this.#ending ??= 'silence'
    if (by === 'peer' || hasQuit) this.#ending ??= hasQuit ? 'quit' : 'hung up'
    const { comments } = this.#options
    if (comments && this.#ending === 'hung up') this.show('comment', comments.silence(due, transcript.peer, 'server'))
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#patience.end()
    const unsaid = this.dropHeld()
    if (unsaid > 0) this.show('warning', `${unsaid === 1 ? 'one line was' : `${unsaid} lines were`} not sent`)
    this.#wake(null)
    for (const resolve of this.#idlers.splice(0)) resolve()
    this.surroundings.over()
  }
}
