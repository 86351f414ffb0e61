import { concat } from '../protocol/bytes.ts'
import type { Capabilities } from '../protocol/capabilities.ts'
import type { Command } from '../protocol/command.ts'
import { deviation, type Deviation, type DeviationCode } from '../protocol/deviation.ts'
import { Observer, type ReplyObservation } from '../protocol/observer.ts'
import { neededKeyword } from '../protocol/params.ts'
import type { Reply } from '../protocol/reply.ts'
import type { Recipient, ServerEvent, Transaction } from '../protocol/server-events.ts'
import { tlsRecordKind } from '../protocol/tls-record.ts'
import type { Occasion, State } from '../protocol/transitions.ts'
import type { FailedEvent, TlsDetails, TranscriptEvent } from './event.ts'
import { isPlaceholder, withoutPlaceholder } from './left-out.ts'
import { speakerOf, type Transcript } from './transcript.ts'

/** One thing the client did and what the server said to it. */
export interface Turn {
  /** What was answered; null for a reply that nobody had asked for. */
  readonly occasion: Occasion | null
  /** Null for the greeting, the end of data, SASL responses and unasked replies. */
  readonly command: Command | null
  /** The command line as it was sent, line end left out. */
  readonly line: Uint8Array | null
  /** Whether what was said is, or may be, a credential, all of it or a part. */
  readonly isSecret: boolean
  /** Null where none came. */
  readonly reply: Reply | null
  /** In LMTP's replies to the end of data, and in those to RCPT: whom it is about. */
  readonly recipient: Recipient | null
  /** Where the conversation stood before and after the reply. */
  readonly before: State
  readonly after: State
  /** When the command's last octet went by, and the reply's, in milliseconds; null where it did not. */
  readonly askedAt: number | null
  readonly repliedAt: number | null
  /** Index into `transcript.events` of the event that completed the reply, or the command where there is no reply. */
  readonly event: number
  readonly deviations: readonly Deviation[]
}

/** A message that the client handed over, whole or not. */
export interface SentMessage {
  readonly transaction: Transaction | null
  /** The message as far as it was kept, dot-stuffing undone. */
  readonly content: Uint8Array
  /** Octets that were not kept; 0 also where some are missing and nobody knows how many. */
  readonly elided: number
  /** Whether nothing of it is missing in the record. */
  readonly isWhole: boolean
  /** Whether the end of data was sent. */
  readonly isComplete: boolean
  readonly deviations: readonly Deviation[]
  /** The replies to it: one, or in LMTP one a recipient. */
  readonly replies: readonly Reply[]
}

/** A transcript understood: who said what, to what, and when. */
export interface Dialogue {
  readonly turns: readonly Turn[]
  readonly messages: readonly SentMessage[]
  /** What was noticed beside the turns. */
  readonly deviations: readonly {
    readonly by: 'client' | 'server'
    readonly deviation: Deviation
    readonly event: number
  }[]
  /** Trouble that the server had been told to make, and the index of the turn at which it did. */
  readonly faults: readonly { readonly id: string; readonly text: string; readonly turn: number }[]
  /** What the server offered last. */
  readonly capabilities: Capabilities
  readonly tls: TlsDetails | null
  readonly failure: FailedEvent | null
  readonly closed: 'us' | 'peer' | 'timeout' | null
  readonly state: State
}

/** Read a whole transcript. */
export function readDialogue(transcript: Transcript): Dialogue {
  const reader = new DialogueReader(transcript)
  for (const event of transcript.events) reader.read(event)
  return reader.finish()
}

/** Verbs that must be the last of a group of commands sent together. RFC 2920 §3.1, RFC 4954 §4 */
const endsGroup: ReadonlySet<Occasion> = new Set([
  'EHLO',
  'HELO',
  'LHLO',
  'DATA',
  'VRFY',
  'EXPN',
  'NOOP',
  'QUIT',
  'AUTH',
  'auth-response',
])

/** Replies that carry no enhanced status code. RFC 2034 §4 */
const bareOccasions: ReadonlySet<Occasion> = new Set(['greeting', 'EHLO', 'HELO', 'LHLO', 'XCLIENT', 'unknown'])

interface Asked {
  readonly command: Command | null
  readonly line: Uint8Array | null
  readonly isSecret: boolean
  readonly at: number | null
  readonly event: number
  readonly deviations: readonly Deviation[]
}

/** Reads a transcript event by event, as it grows. */
export class DialogueReader {
  readonly #role: Pick<Transcript, 'role'>
  readonly #observer: Observer
  readonly #turns: Turn[] = []
  readonly #messages: SentMessage[] = []
  readonly #deviations: { by: 'client' | 'server'; deviation: Deviation; event: number }[] = []
  readonly #faults: { id: string; text: string; turn: number }[] = []
  #asked: Asked | null = null
  #content: Uint8Array[] = []
  #elided = 0
  #isWhole = true
  #message: { transaction: Transaction | null; deviations: readonly Deviation[]; replies: Reply[] } | null = null
  #index = -1
  #now = 0
  #lastClientAt: number | null = null
  #state: State = 'connected'
  #hasPipelined = false
  /** Something in the reply that is being heard was left out of the record. */
  #isCut = false
  #tls: TlsDetails | null = null
  #failure: FailedEvent | null = null
  #closed: 'us' | 'peer' | 'timeout' | null = null

  constructor(transcript: Pick<Transcript, 'role' | 'protocol'>) {
    this.#role = transcript
    this.#observer = new Observer({ lmtp: transcript.protocol === 'lmtp' })
  }

  /** Take the next event. @returns the turns that it completed */
  read(event: TranscriptEvent): readonly Turn[] {
    const from = this.#turns.length
    this.#index++
    this.#now = event.at
    switch (event.kind) {
      case 'sent':
      case 'received':
        if (speakerOf(this.#role, event.kind) === 'client') {
          this.#lastClientAt = event.at
          const ahead = this.#observer.due
          this.#observer.hearClient(event.bytes)
          // What stands in a handshake are no commands, whatever it looks like.
          if (tlsRecordKind(event.bytes) !== 'handshake') this.#checkPipelining(ahead)
        } else {
          this.#isCut ||= isPlaceholder(event)
          this.#observer.hearServer(event.bytes)
        }
        break
      case 'elided':
        this.#elided += event.octets
        this.#isWhole = false
        this.#observer.missClient(event.octets)
        break
      case 'tls':
        this.#tls = event
        this.#observer.handshake()
        this.#state = this.#observer.state
        break
      case 'failed':
        this.#failure = event
        break
      case 'closed':
        this.#closed = event.by
        this.#observer.end()
        if (event.by !== 'timeout') this.#checkFarewell(speakerOf(this.#role, event.by === 'us' ? 'sent' : 'received'))
        break
      case 'open':
        // An address that did not answer is no failure any more once another one has.
        this.#failure = null
        break
      case 'fault':
        this.#faults.push({ id: event.id, text: event.text, turn: from })
        break
      case 'resolved':
      case 'truncated':
        break
    }
    this.#follow()
    return this.#turns.slice(from)
  }

  /** What was noticed beside the turns so far. */
  get noticed(): Dialogue['deviations'] {
    return this.#deviations
  }

  /** What has been understood, with what was left unanswered. */
  finish(): Dialogue {
    if (this.#asked) this.#turn(this.#observer.due, null, this.#asked, this.#state)
    if (this.#hasContent || this.#message || this.#state === 'data') this.#endMessage()
    return {
      turns: this.#turns,
      messages: this.#messages,
      deviations: this.#deviations,
      faults: this.#faults,
      capabilities: this.#observer.capabilities,
      tls: this.#tls,
      failure: this.#failure,
      closed: this.#closed,
      state: this.#state,
    }
  }

  #follow(): void {
    for (let seen = this.#observer.next(); seen; seen = this.#observer.next()) {
      if (seen.kind === 'client') this.#hear(seen.event)
      else if (seen.kind === 'reply') this.#answer(seen)
      else this.#deviations.push({ by: seen.by, deviation: seen.deviation, event: this.#index })
    }
  }

  #hear(event: ServerEvent): void {
    switch (event.kind) {
      case 'data':
        this.#content.push(event.bytes)
        break
      case 'command':
        this.#ask(event.command, event.line, event.deviations, event.secret !== null)
        break
      case 'end-of-data':
        this.#ask(null, null, event.deviations)
        this.#message = { transaction: event.transaction, deviations: event.deviations, replies: [] }
        break
      case 'chunk':
        this.#ask({ verb: 'BDAT', size: event.size, last: event.last }, null, event.deviations)
        if (event.last) this.#message = { transaction: event.transaction, deviations: event.deviations, replies: [] }
        break
      case 'auth-response':
        this.#ask(null, null, [], true)
        break
      case 'notice':
        break
    }
  }

  #ask(command: Command | null, line: Uint8Array | null, deviations: readonly Deviation[], isSecret = false): void {
    this.#asked = { command, line, isSecret, at: this.#lastClientAt, event: this.#index, deviations }
  }

  #answer({ to, reply: heard, isLast, state }: ReplyObservation): void {
    const reply = this.#isCut ? withoutPlaceholder(heard) : heard
    this.#isCut = false
    this.#turn(to, reply, to === null ? null : this.#asked, state)
    if (to === null) return
    this.#message?.replies.push(reply)
    if (!isLast) return
    this.#asked = null
    // Chunks of a message that RSET or a refusal has put an end to belong to no other.
    if (this.#message || (this.#hasContent && state !== 'chunking')) this.#endMessage()
  }

  #turn(occasion: Occasion | null, reply: Reply | null, asked: Asked | null, after: State): void {
    const before = this.#state
    this.#state = after
    const command = asked?.command ?? null
    const nth = this.#message?.replies.length ?? 0
    this.#turns.push({
      occasion,
      command,
      line: asked?.line ?? null,
      isSecret: asked?.isSecret ?? false,
      reply,
      recipient:
        command?.verb === 'RCPT'
          ? { forwardPath: command.forwardPath, params: command.params }
          : this.#message && this.#isLmtp
            ? (this.#message.transaction?.recipients[nth] ?? null)
            : null,
      before,
      after,
      askedAt: asked?.at ?? null,
      repliedAt: reply ? this.#now : null,
      event: reply ? this.#index : (asked?.event ?? this.#index),
      deviations: [
        ...(asked?.deviations ?? []),
        ...(reply?.deviations ?? []),
        ...this.#judgeTurn(occasion, command, reply),
      ],
    })
  }

  get #isLmtp(): boolean {
    return this.#turns.some(({ occasion }) => occasion === 'LHLO')
  }

  /** Commands sent ahead of replies: where the server offers it, and not behind a verb that ends a group. */
  // RFC 2920 §3.1
  #checkPipelining(ahead: Occasion | null): void {
    const due = this.#observer.due
    const isAhead = this.#observer.unread > 0 || (ahead !== null && ahead === due)
    if (!isAhead || due === null || due === 'greeting' || this.#hasPipelined) return
    if (this.#observer.capabilities.has('PIPELINING') && !endsGroup.has(due)) return
    this.#hasPipelined = true
    this.#note('client', 'unagreed-pipelining')
  }

  /** The client left, and did not say so. */
  // RFC 5321 §4.1.1.10
  #checkFarewell(by: 'client' | 'server'): void {
    const hasQuit = this.#turns.some(({ occasion }) => occasion === 'QUIT')
    // Behind 421 the server has left, and there is nobody to say it to.
    if (by === 'client' && this.#turns.length > 0 && !hasQuit && this.#state !== 'closing')
      this.#note('client', 'no-quit')
  }

  #note(by: 'client' | 'server', code: DeviationCode): void {
    this.#deviations.push({ by, deviation: deviation(code), event: this.#index })
  }

  /** What only somebody who knows what was offered can say of a turn. */
  #judgeTurn(occasion: Occasion | null, command: Command | null, reply: Reply | null): Deviation[] {
    const { capabilities } = this.#observer
    const found: Deviation[] = []
    if (
      (command?.verb === 'MAIL' || command?.verb === 'RCPT') &&
      command.params.some((param) => !capabilities.has(neededKeyword(param)))
    ) {
      found.push(deviation('param-not-offered'))
    }
    // RFC 2034 §4
    const isBare = reply !== null && reply.enhanced === null && /^[245]/.test(String(reply.code))
    if (isBare && occasion !== null && !bareOccasions.has(occasion) && capabilities.has('ENHANCEDSTATUSCODES'))
      found.push(deviation('enhanced-missing'))
    return found
  }

  get #hasContent(): boolean {
    return this.#content.length > 0 || this.#elided > 0
  }

  #endMessage(): void {
    this.#messages.push({
      transaction: this.#message ? this.#message.transaction : this.#observer.transaction,
      content: concat(this.#content),
      elided: this.#elided,
      isWhole: this.#isWhole,
      isComplete: this.#message !== null,
      deviations: this.#message?.deviations ?? [],
      replies: this.#message?.replies ?? [],
    })
    this.#content = []
    this.#elided = 0
    this.#isWhole = true
    this.#message = null
  }
}
