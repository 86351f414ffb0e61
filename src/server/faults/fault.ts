/** Where in a conversation a fault can strike: at what the client does. */
export const phases = [
  'connect', // instead of, or around, the greeting
  'EHLO', // and HELO, LHLO
  'STARTTLS',
  'AUTH',
  'auth-response', // each line of the exchange that AUTH begins
  'MAIL',
  'RCPT',
  'DATA',
  'mid-data', // while the message comes, after so many octets
  'end-of-data', // behind the dot, or behind the last chunk
  'BDAT', // each chunk
  'RSET',
  'NOOP',
  'VRFY',
  'EXPN',
  'HELP',
  'QUIT',
  'any', // any command, known or not
] as const
/** Where in a conversation a fault can strike. */
export type FaultPhase = (typeof phases)[number]

/**
 * Trouble that the server is told to make. Plain data: it can be written as JSON, and as one line of text
 * (docs/faults.md).
 */
export interface Fault {
  /** Unique among a server's faults; made up where none is given. */
  readonly id?: string
  /** What people call it; it stands in the transcript where the fault struck. */
  readonly label?: string
  readonly phase: FaultPhase
  /** Of which clients and mails; all of them where nothing is said. Everything that is said must hold. */
  readonly when?: FaultCondition
  readonly how: FaultAction
  /** On which of these occasions; on all where nothing is said. */
  readonly count?: FaultCount
  /** `mid-data`: when so many octets of the message have come. Default 1. */
  readonly octets?: number
}

/** Texts are patterns: `*` stands for anything, case does not matter. */
export interface FaultCondition {
  /** An address, or a network: "192.0.2.0/24". */
  readonly client?: string
  /** What the client calls itself. */
  readonly helo?: string
  /** The sender's address; '' is the null reverse-path. */
  readonly from?: string
  /** The recipient's address; behind RCPT, that of any recipient of the mail. */
  readonly to?: string
  /** Who has logged in. */
  readonly user?: string
  /** Whether the connection is encrypted. */
  readonly tls?: boolean
  /** A header field of the message; only `end-of-data` knows it. */
  readonly header?: { readonly name: string; readonly pattern: string }
}

/** What happens. */
export type FaultAction =
  /** This is said. 421 closes; other codes do with `close`. */
  | {
      readonly kind: 'reply'
      readonly code: number
      readonly enhanced?: string
      /** One string, or one a line. */
      readonly text?: string | readonly string[]
      readonly close?: boolean
    }
  /** The usual answer, so many milliseconds later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The usual answer, so many octets (default 1) at a time, with so many milliseconds between. */
  | { readonly kind: 'drip'; readonly ms: number; readonly octets?: number }
  /** The message is read so slowly. */
  | { readonly kind: 'slow-read'; readonly octetsPerSecond: number }
  /** The connection is closed without an answer; reset (RST) without one; or kept open, and nothing is ever said again. */
  | { readonly kind: 'drop' | 'reset' | 'silence' }
  /** Instead of the answer, octets that are no SMTP. Default: 64 octets, seed 1. */
  | { readonly kind: 'garbage'; readonly octets?: number; readonly seed?: number }
  /** The usual answer, written as no RFC allows it. */
  | { readonly kind: 'broken-reply'; readonly form: ReplyDamage }
  /** The usual answer, and one that nobody has asked for in the same breath. */
  | { readonly kind: 'extra-reply'; readonly code: number; readonly text?: string }
  /** A keyword is left out of the EHLO reply, and what it stands for is refused. */
  | { readonly kind: 'hide'; readonly keyword: string }
  /** A line is added to the EHLO reply, in place of the one with the same keyword: "SIZE 1000". */
  | { readonly kind: 'offer'; readonly line: string }
  /** 220 is said to STARTTLS, and then comes no handshake. */
  | { readonly kind: 'break-tls'; readonly form: 'garbage' | 'close' | 'silence' }
  /** The message is accepted, and not kept. */
  | { readonly kind: 'lose' }
  /** The message is kept so many times. Default 2. */
  | { readonly kind: 'duplicate'; readonly copies?: number }

/** How an answer is spoilt. */
export const damages = [
  'mixed-codes', // several lines, not all with the same code
  'unfinished', // the last line says that another one follows
  'no-line-end',
  'bare-lf', // LF alone ends the line
  'no-code', // the text alone
  'too-long', // a line of 2,000 octets, RFC 5321 §4.5.3.1.5
] as const
/** A way in which an answer is spoilt. */
export type ReplyDamage = (typeof damages)[number]

/**
 * Which occasions count, in this order: `after` lets so many go by; of the others `every` takes each nth, `probability`
 * takes some by chance, `perMinute` takes what is more than so many in a minute; `first` ends it when it has struck so
 * often, and `within` so many milliseconds behind the first occasion.
 */
export interface FaultCount {
  readonly first?: number
  readonly after?: number
  readonly every?: number
  /** From 0 to 1; the same seed strikes at the same occasions. */
  readonly probability?: number
  /** Default 1. */
  readonly seed?: number
  readonly perMinute?: number
  readonly within?: number
  /** Counted apart for each of these. Default: all together. */
  readonly per?: CountScope
}

/** `triplet`: client, sender and recipient together, as greylisting has it. RFC 6647 §2.1 */
export const scopes = ['client', 'session', 'sender', 'recipient', 'triplet'] as const
/** What occasions are counted apart for. */
export type CountScope = (typeof scopes)[number]

/** A fault as a server has it, and what has come of it. */
export interface ListedFault extends Fault {
  readonly id: string
  /** How often its condition held. */
  readonly occasions: number
  /** How often it has struck. */
  readonly fired: number
}
