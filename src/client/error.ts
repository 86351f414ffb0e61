import type { Reply } from '../protocol/reply.ts'
import { classOf, writeReply } from '../protocol/reply.ts'
import { decode } from '../protocol/bytes.ts'
import { WireError } from '../wire/failure.ts'

/** What was going on when a conversation broke off. */
export type Phase =
  | 'resolve'
  | 'connect'
  | 'tls'
  | 'greeting'
  | 'hello'
  | 'starttls'
  | 'auth'
  | 'xclient'
  | 'sender'
  | 'recipient'
  | 'data'
  | 'message'
  | 'quit'
  | 'command'

/** What sort of thing broke the conversation off; 'rejected' is a reply of the server, the others are no reply. */
export type ErrorKind = 'rejected' | 'protocol' | 'connection' | 'timeout' | 'tls' | 'unsupported' | 'internal'

export interface SmtpErrorFields {
  readonly kind: ErrorKind
  readonly phase: Phase
  readonly reply?: Reply | null
  /** The command line that was answered; credentials left out. */
  readonly command?: string | null
  /** Why, in words, where the server said it in another way than by its reply. */
  readonly reason?: string | null
  readonly cause?: unknown
}

/** The one error of the client's API. A misuse of the API itself is a TypeError. */
export class SmtpError extends Error {
  override readonly name = 'SmtpError'
  readonly kind: ErrorKind
  readonly phase: Phase
  readonly reply: Reply | null
  readonly command: string | null
  readonly reason: string | null

  constructor(message: string, { kind, phase, reply = null, command = null, reason = null, cause }: SmtpErrorFields) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
    this.phase = phase
    this.reply = reply
    this.command = command
    this.reason = reason
  }

  /** Whether the same thing may work later: 4xx, a time-out, a connection that broke. */
  get isTransient(): boolean {
    if (this.reply) return classOf(this.reply.code) === 'transient'
    return this.kind === 'timeout' || this.kind === 'connection'
  }
}

export function rejected(phase: Phase, command: string | null, reply: Reply): SmtpError {
  const text = decode(writeReply(reply)).trimEnd()
  const kind = reply.code === 0 ? 'protocol' : 'rejected'
  return new SmtpError(command === null ? text : `${command}: ${text}`, { kind, phase, reply, command })
}

export function fromWire(error: unknown): unknown {
  if (!(error instanceof WireError)) return error
  const kind = error.code === 'ETIMEDOUT' ? 'timeout' : error.phase === 'tls' ? 'tls' : 'connection'
  const phase = error.phase === 'conversation' ? 'command' : error.phase
  return new SmtpError(error.message, { kind, phase, cause: error })
}
