import type { DeviationCode } from '../protocol/deviation.ts'
import type { State } from '../protocol/transitions.ts'
import type { ElidedEvent, FailedEvent, FaultEvent, TlsDetails } from './event.ts'
import type { CodePattern, ReplyPattern } from './reply-pattern.ts'
import type { Template } from './template.ts'
import type { Speaker } from './transcript.ts'

/** A `.smtp` file as read: a script to play, or a recording. docs/smtp-format.md */
export interface Script {
  /** The file's name as it was given to the reader; '' where there is none. */
  readonly file: string
  readonly id: string | null
  readonly title: string | null
  /** What the script rests on: "RFC 5321 §4.1.1.4", or anything else that can be looked up. */
  readonly refs: readonly string[]
  readonly level: Level | null
  readonly risk: Risk | null
  readonly needs: readonly Need[]
  readonly protocol: 'smtp' | 'lmtp'
  /** Set where the file is the record of a conversation that was held. */
  readonly recording: Recording | null
  readonly items: readonly Item[]
}

/** How much it is asked for, in the words of RFC 2119. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY'

/** What it may do to the server that it is played against. */
export type Risk = 'passive' | 'active' | 'intrusive'

export interface Recording {
  readonly role: Speaker
  readonly peer: string | null
  readonly started: string | null
}

/** What must be given for a script, or a part of it, to make sense. */
export type Need =
  /** A recipient that the server accepts. */
  | { readonly kind: 'recipient' }
  | {
      readonly kind: 'capability'
      /** Upper case. */
      readonly keyword: string
      /** Upper case; null: the keyword is enough. */
      readonly param: string | null
      /** It must not be offered. */
      readonly isNegated: boolean
    }

/** Where an item stands. */
export interface Place {
  readonly file: string
  /** 1 is the first. */
  readonly line: number
  /** As written, without what surrounds it; the lines of a long reply joined by LF. */
  readonly source: string
  /** The stamp in force, in milliseconds; null before the first. */
  readonly at: number | null
}

export type Item =
  | ClientItem
  | ReplyItem
  | OctetsItem
  | WaitItem
  | TlsItem
  | ClosedItem
  | IncludeItem
  | IfItem
  | SetItem
  | EventItem
  | OutcomeItem
  | CommentItem

/** `C:` or `C|`: what the client says. The line end of `C:` is in the template. */
export interface ClientItem extends Place {
  readonly kind: 'client'
  readonly template: Template
}

/** `S:`, all lines of one reply. */
export interface ReplyItem extends Place {
  readonly kind: 'reply'
  /** At least one; a server says the first. */
  readonly alternatives: readonly ReplyPattern[]
  /** Each line as it is sent, and when it was; empty where this is not said in so many words. */
  readonly lines: readonly { readonly text: Template; readonly at: number | null }[]
}

/** `S|`: octets that the server says, a reply or not. */
export interface OctetsItem extends Place {
  readonly kind: 'octets'
  readonly template: Template
}

/** `@wait`: say nothing for so long; `@within`: what comes next must come that soon. Milliseconds. */
export interface WaitItem extends Place {
  readonly kind: 'wait' | 'within'
  readonly ms: number
}

/** `@tls`: the handshake happens here. */
export interface TlsItem extends Place {
  readonly kind: 'tls'
  /** What a recording knows of it. */
  readonly details: TlsDetails | null
}

/** `@closed by`: who ended the connection; 'timeout': nobody said anything more. */
export interface ClosedItem extends Place {
  readonly kind: 'closed'
  readonly by: Speaker | 'timeout'
}

/** `@include`: the items of another file. */
export interface IncludeItem extends Place {
  readonly kind: 'include'
  /** Relative to the file that this item stands in. */
  readonly path: string
}

/** `@if` to `@end`. */
export interface IfItem extends Place {
  readonly kind: 'if'
  readonly need: Need
  readonly items: readonly Item[]
}

/** `@set`: the value of a variable, unless it has been given another. */
export interface SetItem extends Place {
  readonly kind: 'set'
  readonly name: string
  readonly value: Template
}

/** What only recordings have. It is not played, except that mail data left out is made up. */
export interface EventItem extends Place {
  readonly kind: 'event'
  readonly event: RecordedEvent
}

export type RecordedEvent =
  | { readonly kind: 'resolved'; readonly name: string; readonly addresses: readonly string[] }
  | { readonly kind: 'open'; readonly local: string | null; readonly remote: string | null }
  | { readonly kind: 'elided'; readonly by: Speaker; readonly octets: ElidedEvent['octets'] }
  | { readonly kind: 'truncated' }
  | Omit<FailedEvent, 'at'>
  | Omit<FaultEvent, 'at'>

/** `=`: how things stand when the conversation is over. */
export interface OutcomeItem extends Place {
  readonly kind: 'outcome'
  readonly outcome: Outcome
}

export type Outcome =
  /** The content of a message that was sent whole: the first such line is about the first message, and so on. */
  | { readonly kind: 'body'; readonly template: Template }
  /** How many messages were sent whole. */
  | { readonly kind: 'messages'; readonly count: number }
  /** The code of the last reply. */
  | { readonly kind: 'code'; readonly codes: readonly CodePattern[] }
  /** What was not as the RFC has it; a null count: at least once. */
  | { readonly kind: 'deviation'; readonly code: DeviationCode; readonly count: number | null }
  /** Everything was as the RFC has it. */
  | { readonly kind: 'no deviation' }
  | { readonly kind: 'state'; readonly state: State }

/** `#` on a line of its own. */
export interface CommentItem extends Place {
  readonly kind: 'comment'
  readonly text: string
}

/** Why a file could not be read. */
export interface ReadError {
  readonly file: string
  readonly line: number
  /** What should have stood there. */
  readonly expected: string
}

/** Reading never throws: it gives what was read, or everything that is wrong with it. */
export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly ReadError[] }

/** `six-steps.smtp:12: expected …` */
export function formatReadError({ file, line, expected }: ReadError): string {
  return `${file === '' ? 'line ' : `${file}:`}${line}: expected ${expected}`
}
