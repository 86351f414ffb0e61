import type { Occasion } from '../protocol/transitions.ts'

/** Whose doing it is, seen from the one who sends. "Your server": the sending host, its DNS and its reputation. */
export type Fault = 'you' | 'your server' | 'their server' | 'recipient' | 'network' | 'nobody'

/**
 * Whether the same thing is worth saying again: `true` at once (on a new connection or in another transaction),
 * `'later'` after a wait, `false` never: something must change first, or nothing is wrong.
 */
export type Retry = boolean | 'later'

/** What is said about anything: full sentences, but for the title. */
export interface Facts {
  /** A few words, no full stop: "No such mailbox". */
  readonly title: string
  readonly meaning: string
  /** The usual reason. */
  readonly cause: string
  readonly fault: Fault
  /** What to do next. */
  readonly action: string
  readonly retry: Retry
  /** RFC sections, and for a provider's texts their source and its date. */
  readonly references: readonly string[]
}

/** Facts whose references depend on where they are used. */
export type Topic = Omit<Facts, 'references'>

/** How sure a reading is. Causes are always "usual", whatever stands here. */
export type Confidence = 'certain' | 'likely' | 'possible'

/** What a reading goes by, best first. */
export type Basis =
  | 'provider text' // words that one provider or program uses
  | 'common text' // words that many servers use
  | 'enhanced code'
  | 'code in context' // the code and the command it answered
  | 'code'
  | 'first digit'
  | 'system error' // no reply at all: a socket, a name, a handshake
  | 'event' // a closed connection, a time-out, a plain success

/** One way to read what was said. */
export interface Reading {
  readonly basis: Basis
  readonly title: string
  readonly provider: string | null
  readonly confidence: Confidence
}

/** A reading with all that is to be said by it. */
export interface Candidate {
  readonly basis: Basis
  readonly facts: Facts
  /** Key of `providers`. */
  readonly provider: string | null
  readonly confidence: Confidence
}

/** What something means, whose fault it is, and what to do. Every field is always there: this is machine output too. */
export interface Explanation extends Facts {
  readonly code: number | null
  /** "5.7.1" */
  readonly enhanced: string | null
  /** Whose own wording or numbering it is, "Gmail"; null for the common meaning. */
  readonly provider: string | null
  readonly confidence: Confidence
  /** All readings that apply; the explanation is the first. */
  readonly readings: readonly Reading[]
  /** What else is worth knowing, in sentences: other providers' use of the number, an ill-formed code. */
  readonly notes: readonly string[]
}

/** What is known about the circumstances of a reply. */
export interface ReplyContext {
  /** What it answers; changes what the same number means. */
  readonly occasion?: Occasion | null
  /** Who is thought to speak: a key of `providers`, as {@link recognizeServer} finds it. */
  readonly provider?: string | null
  /** To RCPT: whether an earlier recipient of the same transaction was accepted. */
  readonly hasAccepted?: boolean
}

/** Whose fault, as a sentence. */
export function describeFault(fault: Fault): string {
  return faults[fault]
}

const faults: Readonly<Record<Fault, string>> = {
  you: 'It is for you to put right.',
  'your server': 'It is for whoever runs the sending host or domain to put right.',
  'their server': 'The receiving server is at fault.',
  recipient: "It lies with the recipient's mailbox.",
  network: 'The network between the two is at fault.',
  nobody: 'Nobody is at fault.',
}
