import type { Deviation } from '../protocol/deviation.ts'
import type { Param } from '../protocol/params.ts'
import type { ForwardPath, ReversePath } from '../protocol/path.ts'
import type { Reply } from '../protocol/reply.ts'
import type { Recipient } from '../protocol/server-events.ts'

/** Null: nothing against it, the usual reply is given. A promise is awaited; where there is none, nothing waits. */
export type Verdict = Reply | null | Promise<Reply | null>

/** What a policy is told about the client. */
export interface SessionFacts {
  /** Unique among this server's sessions, short. */
  readonly id: string
  /** "127.0.0.1", null where the transport has no address. */
  readonly clientAddress: string | null
  readonly clientPort: number | null
  /** What the client called itself; null before EHLO. */
  readonly helo: string | null
  /** EHLO or LHLO, not HELO. */
  readonly isExtended: boolean
  readonly isEncrypted: boolean
  /** Who has logged in; null where nobody has. RFC 4954 §4 */
  readonly user: string | null
  /** The client has said something that it was not asked yet: at the connection, before it was greeted. */
  readonly isEarly?: boolean
  /** There is no client: the host itself has something to deliver, as a report. */
  readonly isOwn?: boolean
}

/** What was said of a message before it came (RFC 5321 §2.3.1): who is told of failures, and who is to get it. */
export interface Envelope {
  readonly reversePath: ReversePath
  readonly params: readonly Param[]
  readonly recipients: readonly Recipient[]
}

/** A message that is complete and wants a verdict. */
export interface IncomingMessage {
  readonly id: string
  readonly envelope: Envelope
  readonly size: number
  readonly deviations: readonly Deviation[]
  readonly session: SessionFacts
  /** Header fields that were found out on the way, to be put on top of it; line ends included. */
  readonly trace?: string
  /** The mailboxes that it goes into, as addresses, where the policy knows better than `mailboxes` does. */
  readonly mailboxes?: readonly string[]
}

/** Where the octets of one message go. */
export interface MessageWriter {
  /** A promise holds the client back until it is settled. */
  write(octets: Uint8Array): void | Promise<void>
  /** The message is complete; a positive reply makes us responsible for it (RFC 5321 §4.1.1.4). */
  finish(message: IncomingMessage): Verdict
  /** LMTP: a verdict for one recipient, asked in the order of acceptance. RFC 2033 §4.2 */
  finishFor?(message: IncomingMessage, recipient: Recipient): Verdict
  /** The message will not be completed, or has been refused. */
  abort(): void
}

/**
 * What makes one server differ from another. All but `message` is optional: a server without rules takes everything.
 * Each hook is asked after the language itself has nothing against the command.
 */
export interface Policy {
  /** At the connection. A reply that is not 220 turns the client away. */
  connect?(session: SessionFacts): Verdict
  hello?(name: string, session: SessionFacts): Verdict
  mail?(reversePath: ReversePath, params: readonly Param[], session: SessionFacts): Verdict
  rcpt?(forwardPath: ForwardPath, params: readonly Param[], envelope: Envelope, session: SessionFacts): Verdict
  /** At DATA, or the first BDAT. */
  data?(envelope: Envelope, session: SessionFacts): Verdict
  vrfy?(argument: string, session: SessionFacts): Verdict
  expn?(argument: string, session: SessionFacts): Verdict
  /** What a person who says HELP may like to know of this server besides its commands: lines of text. */
  help?(): readonly string[]
  /** The mailboxes that a recipient's mail ends in, as addresses; the address itself where nothing is said. */
  mailboxes?(forwardPath: ForwardPath): readonly string[]
  /** Whether this recipient's address may ask for trouble by its local part, as 421@ and slow@ do. */
  asksForTrouble?(address: string): boolean
  /** The conversation is over. */
  closed?(session: SessionFacts, hasQuit: boolean, by: 'client' | 'server'): void
  /** Where the octets of a message that is about to come are to go. */
  message(envelope: Envelope, session: SessionFacts): MessageWriter
}

/** A verdict that hangs up instead of replying: `throw new HangUp()` in any hook, or reject with it. */
export class HangUp extends Error {
  override readonly name = 'HangUp'
  /** Said first, where given. */
  readonly reply: Reply | null

  constructor(reply: Reply | null = null) {
    super('the server hangs up')
    this.reply = reply
  }
}
