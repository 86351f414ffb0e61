import { concat, LF, latin1, NUL, CR } from './bytes.ts'
import type { Command } from './command.ts'
import { deviation, type Deviation, type DeviationCode } from './deviation.ts'
import { ceilings } from './limits.ts'
import { InputBuffer } from './input-buffer.ts'
import { findParam, type Param } from './params.ts'
import { parseCommand } from './parse-command.ts'
import type { ReversePath } from './path.ts'
import { lineTooLong, refuseCommand, responseTooLong, syntaxError } from './refusal.ts'
import { isPositive, writeReply, type Reply } from './reply.ts'
import {
  NEED_DATA,
  PAUSED,
  type CommandEvent,
  type Recipient,
  type ServerEvent,
  type Transaction,
} from './server-events.ts'
import { applyEditing, hasEditing, IAC, isTelnetCommand, LineEndMender, looksTyped, TelnetFilter } from './telnet.ts'
import { move, type Occasion, type State } from './transitions.ts'
import { DataReader } from './transparency.ts'

/** What a {@link ServerMachine} offers, allows and overlooks. */
export interface ServerMachineOptions {
  readonly lmtp?: boolean
  /** EHLO keywords on offer, upper case; a parameter of any other extension is refused with 555. Default: everything is. */
  readonly offers?: ReadonlySet<string>
  /** Refuse what the lenient reading would only report. */
  readonly strict?: boolean
  /** Take LF, and CR NUL, for line ends in mail data too. For people with a client that cannot do better. */
  readonly lenientLineEnds?: boolean
}

/**
 * The server's half of the language: octets in, events out; replies in, octets out. No clock, no socket, no promise.
 *
 * `next()` hands out one event at a time. After an event that is due a reply it says PAUSED until `reply()` has been
 * called, and the state moves then: SMTP moves on the reply, not on the command. It begins PAUSED, the greeting due.
 *
 * A long file: what was said, what is due and what is being read are one state, and everything here moves it.
 */
export class ServerMachine {
  readonly #options: ServerMachineOptions
  #offers: ReadonlySet<string> | null
  readonly #input = new InputBuffer()
  #state: State = 'connected'
  #due: Occasion | null = 'greeting'
  #repliesDue = 1
  #command: Command | null = null
  #output: Uint8Array[] = []
  #outputLength = 0
  #notices: Deviation[] = []
  #reader: DataReader | null = null
  #chunk: { left: number; readonly size: number; readonly last: boolean; readonly refusal: Reply | null } | null = null
  #chunked: DataReader | null = null
  #transaction: { reversePath: ReversePath; params: readonly Param[]; recipients: Recipient[] } | null = null
  #triedRecipients = false
  #skipping = false
  #wasRefusedAuth = false
  #telnet: TelnetFilter | null = null
  #mender: LineEndMender | null = null
  #hasEarlyTalker = false

  constructor(options: ServerMachineOptions = {}) {
    this.#options = options
    this.#offers = options.offers ?? null
  }

  get state(): State {
    return this.#state
  }

  /** What the next reply answers; null where none is due. */
  get due(): Occasion | null {
    return this.#due
  }

  /** How many replies are due: more than one only in LMTP. */
  get repliesDue(): number {
    return this.#due === null ? 0 : this.#repliesDue
  }

  get transaction(): Transaction | null {
    return this.#transaction
  }

  get lmtp(): boolean {
    return this.#options.lmtp ?? false
  }

  /** Whether RCPT was said in this transaction, with whatever result. */
  get triedRecipients(): boolean {
    return this.#triedRecipients
  }

  /** From now on these keywords are on offer. */
  offer(keywords: ReadonlySet<string>): void {
    this.#offers = keywords
  }

  isOffered(keyword: string): boolean {
    return this.#offers === null || this.#offers.has(keyword)
  }

  /** Whether telnet option bytes have been seen: somebody types. */
  get isTelnet(): boolean {
    return this.#telnet !== null
  }

  receive(bytes: Uint8Array): void {
    if (this.#state === 'closing') return
    if (this.#state === 'connected' && !this.#hasEarlyTalker) {
      this.#hasEarlyTalker = true
      this.#notices.push(deviation('early-talker', 0))
    }
    this.#input.push(this.#mend(this.#withoutTelnet(bytes)))
  }

  next(): ServerEvent | typeof NEED_DATA | typeof PAUSED {
    if (this.#notices.length > 0) return { kind: 'notice', deviation: this.#notices.shift()! }
    if (this.#due !== null) return PAUSED
    if (this.#reader) return this.#chunk ? this.#nextChunk(this.#reader, this.#chunk) : this.#nextData(this.#reader)
    if (this.#state === 'tls' || this.#state === 'closing') return NEED_DATA
    return this.#nextLine()
  }

  /** Give the reply that is due, or an unasked one (421) where none is. */
  reply(reply: Reply): void {
    this.#say(writeReply(reply))
    this.answered(reply)
  }

  /** As {@link reply}, for an onlooker: somebody else has sent it. */
  answered(reply: Reply): void {
    const due = this.#due
    if (reply.code === 421) return this.#close()
    if (due === null) return
    this.#remember(due, reply)
    if (due === 'AUTH' || due === 'auth-response') this.#wasRefusedAuth = reply.code >= 400
    if (--this.#repliesDue > 0) return
    this.#due = null
    this.#state = move(this.#state, due, reply.code)
    if (this.#state === 'ready' || this.#state === 'greeted') this.#endTransaction()
    if (this.#state === 'data') this.#beginData(new DataReader())
    if (this.#state === 'tls' && this.#input.pending > 0) {
      // RFC 3207 §4
      this.#notices.push(deviation('after-starttls'))
      this.#input.clear()
    }
  }

  /** 421, at any time: nothing more is due, and nothing more is read. RFC 5321 §3.8 */
  #close(): void {
    this.#state = 'closing'
    this.#due = null
    this.#reader = null
    this.#input.clear()
  }

  /** TLS is up: what was said in clear counts for nothing. RFC 3207 §4.2 */
  handshake(offers?: ReadonlySet<string>): void {
    if (offers) this.#offers = offers
    this.#input.clear()
    this.#state = move(this.#state, 'handshake', 220)
    this.#endTransaction()
  }

  /** For an onlooker who did not keep all of the mail data: `octets` of it are missing here, up to a line end. */
  skip(octets: number): void {
    if (this.#chunk) this.#chunk.left = Math.max(0, this.#chunk.left - octets)
    this.#reader?.skip(octets)
  }

  /** For an onlooker: the server has taken the mail data for ended, whatever it ended with. */
  endData(): void {
    if (!this.#chunk) this.#reader?.finish()
  }

  /** Whether what comes is mail data: behind DATA, or in a chunk. */
  get isInData(): boolean {
    return this.#reader !== null
  }

  /** Octets that were received and not read yet. */
  get unread(): number {
    return this.#input.pending
  }

  /** Octets that wait to be taken. */
  get outputLength(): number {
    return this.#outputLength
  }

  /** What is to be sent now, in one piece; null when there is nothing. */
  takeOutput(): Uint8Array | null {
    if (this.#output.length === 0) return null
    const output = this.#output.length === 1 ? this.#output[0]! : concat(this.#output)
    this.#output = []
    this.#outputLength = 0
    return output
  }

  #nextLine(): ServerEvent | typeof NEED_DATA {
    for (;;) {
      const raw = this.#input.nextLine(ceilings.commandLine, true)
      if (raw === null) return NEED_DATA
      const ending = lineEnd(raw)
      if (this.#skipping) {
        this.#skipping = ending === 0
        continue
      }
      if (ending === 0) {
        this.#skipping = true
        return this.#state === 'auth' ? this.#failExchange(raw) : this.#refuseLine(raw)
      }
      const line = raw.subarray(0, raw.length - ending)
      const isTyped = looksTyped(line)
      if (isTyped && !this.#telnet) {
        const at = line.indexOf(IAC)
        if (at >= 0 && isTelnetCommand(line, at)) {
          this.#telnet = new TelnetFilter()
          this.#input.replace(this.#withoutTelnet(concat([raw, this.#input.rest])))
          return { kind: 'notice', deviation: deviation('command-telnet', at) }
        }
      }
      if (this.#state === 'auth') {
        this.#expectReply('auth-response')
        return { kind: 'auth-response', line }
      }
      const fault = raw[raw.length - 1] === NUL ? 'command-bare-cr' : ending === 1 ? 'command-bare-lf' : null
      return this.#readCommand(isTyped ? applyEditing(line) : line, fault, isTyped && hasEditing(line))
    }
  }

  #refuseLine(line: Uint8Array): CommandEvent {
    return this.#commandEvent({ verb: 'unknown', line }, line, [deviation('command-too-long', 512)], lineTooLong)
  }

  // RFC 4954 §4
  #failExchange(line: Uint8Array): CommandEvent {
    this.#expectReply('auth-response')
    const command = { verb: 'unknown', line } as const
    return { kind: 'command', command, line, deviations: [], refusal: responseTooLong, replyDue: true, secret: line }
  }

  #readCommand(line: Uint8Array, ending: DeviationCode | null, isEdited: boolean): CommandEvent {
    const parsed = parseCommand(line, this.#options)
    let deviations = parsed.ok ? parsed.deviations : []
    if (ending) deviations = [...deviations, deviation(ending, line.length)]
    if (isEdited) deviations = [...deviations, deviation('command-edited')]
    if (parsed.ok)
      return this.#commandEvent(parsed.value, line, deviations, refuseCommand(parsed.value, deviations, this))
    return this.#commandEvent({ verb: 'unknown', line }, line, deviations, syntaxError(verbOf(line), parsed))
  }

  #commandEvent(
    command: Command,
    line: Uint8Array,
    deviations: readonly Deviation[],
    refusal: Reply | null,
  ): CommandEvent {
    const replyDue = command.verb !== 'BDAT'
    this.#command = command
    if (command.verb === 'RCPT') this.#triedRecipients = true
    if (command.verb === 'BDAT') {
      this.#chunk = { left: command.size, size: command.size, last: command.last, refusal }
      // The chunks of a message are read as one. What is refused is no part of it.
      this.#reader = refusal ? new DataReader(false) : (this.#chunked ??= new DataReader(false))
    } else this.#expectReply(command.verb)
    return { kind: 'command', command, line, deviations, refusal, replyDue, secret: this.#secretIn(command, line) }
  }

  /** What may be a credential: behind AUTH's mechanism, and any line of nonsense from a client that was refused AUTH. */
  #secretIn(command: Command, line: Uint8Array): Uint8Array | null {
    if (command.verb !== 'AUTH' && command.verb !== 'unknown') {
      this.#wasRefusedAuth = false
      return null
    }
    const match = verbOf(line) === 'AUTH' ? /^\s*AUTH\s+\S+\s+/i.exec(latin1(line)) : null
    if (match) return line.subarray(match[0].length)
    if (command.verb === 'AUTH') return null
    return this.#wasRefusedAuth ? line : null
  }

  #say(bytes: Uint8Array): void {
    this.#output.push(bytes)
    this.#outputLength += bytes.length
  }

  #expectReply(occasion: Occasion, replies = 1): void {
    this.#due = occasion
    this.#repliesDue = replies
  }

  #beginData(reader: DataReader): void {
    this.#reader = reader
    // Where there is one still, what is pending has been mended already.
    if (!this.#options.lenientLineEnds || this.#mender) return
    this.#mender = new LineEndMender()
    this.#input.replace(this.#mend(this.#input.rest))
  }

  #nextData(reader: DataReader): ServerEvent | typeof NEED_DATA {
    while (!reader.isDone) {
      if (this.#input.pending === 0) return NEED_DATA
      const { used, data } = reader.read(this.#input.head)
      this.#input.take(used)
      if (data.length > 0) return { kind: 'data', bytes: data }
    }
    this.#reader = null
    this.#expectReply('end-of-data', this.#repliesPerMessage())
    return {
      kind: 'end-of-data',
      size: reader.size,
      transaction: this.#transaction,
      deviations: this.#judgeData(reader),
    }
  }

  #nextChunk(
    reader: DataReader,
    chunk: { left: number; size: number; last: boolean; refusal: Reply | null },
  ): ServerEvent | typeof NEED_DATA {
    if (chunk.left > 0) {
      if (this.#input.pending === 0) return NEED_DATA
      const bytes = this.#input.take(chunk.left)
      chunk.left -= bytes.length
      reader.read(bytes)
      return { kind: 'data', bytes }
    }
    this.#reader = null
    this.#chunk = null
    const isMessage = chunk.last && chunk.refusal === null
    this.#expectReply(chunk.last ? 'BDAT LAST' : 'BDAT', isMessage ? this.#repliesPerMessage() : 1)
    return {
      kind: 'chunk',
      size: chunk.size,
      last: chunk.last,
      transaction: this.#transaction,
      refusal: chunk.refusal,
      deviations: isMessage ? this.#judgeData(reader) : [],
    }
  }

  // RFC 2033 §4.2
  #repliesPerMessage(): number {
    return this.#options.lmtp ? Math.max(1, this.#transaction?.recipients.length ?? 0) : 1
  }

  #judgeData(reader: DataReader): Deviation[] {
    const params = this.#transaction?.params ?? []
    const body = findParam(params, 'BODY')?.value?.toUpperCase()
    const declared = findParam(params, 'SIZE')?.value
    const found = body === 'BINARYMIME' ? [] : reader.deviations
    // SMTPUTF8 implies 8-bit headers, RFC 6531 §3.6, but the body still wants BODY=8BITMIME.
    if (reader.isEightBit && body !== '8BITMIME' && body !== 'BINARYMIME')
      found.push(deviation('8bit-without-leave', 0))
    if (declared && reader.size > Number(declared)) found.push(deviation('size-exceeded', Number(declared)))
    return found
  }

  #remember(occasion: Occasion, reply: Reply): void {
    const command = this.#command
    if (!isPositive(reply) || command === null) return
    if (occasion === 'MAIL' && command.verb === 'MAIL') {
      this.#transaction = { reversePath: command.reversePath, params: command.params, recipients: [] }
      this.#triedRecipients = false
    } else if (occasion === 'RCPT' && command.verb === 'RCPT') {
      this.#transaction?.recipients.push({ forwardPath: command.forwardPath, params: command.params })
    }
  }

  #endTransaction(): void {
    this.#transaction = null
    this.#chunked = null
    this.#triedRecipients = false
  }

  #withoutTelnet(bytes: Uint8Array): Uint8Array {
    if (!this.#telnet) return bytes
    const { clean, answer } = this.#telnet.filter(bytes)
    if (answer.length > 0) this.#say(answer)
    return clean
  }

  #mend(bytes: Uint8Array): Uint8Array {
    if (this.#mender === null) return bytes
    if (this.#reader && !this.#chunk) return this.#mender.mend(bytes)
    const rest = this.#mender.finish(bytes)
    this.#mender = null
    return rest
  }
}

function verbOf(line: Uint8Array): string {
  return /^\s*([a-z]+)/i.exec(latin1(line.subarray(0, 40)))?.[1]?.toUpperCase() ?? ''
}

/** Octets of line end at the end of `raw`: CRLF, LF or CR NUL. */
function lineEnd(raw: Uint8Array): number {
  const last = raw[raw.length - 1]
  if (last === NUL) return 2
  if (last !== LF) return 0
  return raw.length > 1 && raw[raw.length - 2] === CR ? 2 : 1
}
