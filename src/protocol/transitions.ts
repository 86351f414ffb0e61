import type { KnownVerb } from './command.ts'
import type { RfcRef } from './rfc.ts'

/** Where a conversation stands, seen from either end. It moves when the reply is given, not when the command is. */
export type State =
  | 'connected' // the greeting is due
  | 'refused' // greeted with 554: only QUIT makes sense
  | 'greeted'
  | 'ready' // EHLO, HELO or LHLO accepted; no transaction
  | 'sender' // MAIL accepted
  | 'recipient' // at least one RCPT accepted
  | 'data' // 354 given, mail data flows
  | 'chunking' // at least one BDAT accepted, LAST not yet
  | 'auth' // a SASL exchange is under way
  | 'tls' // STARTTLS accepted, the handshake is due
  | 'closing' // 221 or 421 given

/** What a reply answers. */
export type Occasion = KnownVerb | 'unknown' | 'greeting' | 'end-of-data' | 'BDAT LAST' | 'auth-response' | 'handshake' // not a reply: TLS is up

/** First digits of the replies that make a row apply; 'any' for all of them. */
type Digits = readonly (2 | 3 | 4 | 5)[] | 'any'

export interface Transition {
  readonly from: readonly State[]
  readonly on: Occasion
  readonly digits: Digits
  readonly to: State
  readonly ref: RfcRef
}

const idle = ['greeted', 'ready'] as const
const transaction = ['sender', 'recipient', 'chunking'] as const
const open = [...idle, ...transaction] as const

/** The conversation as data: both machines move by it, 503 is derived from it, and the state diagram is drawn from it. */
export const transitions: readonly Transition[] = [
  { from: ['connected'], on: 'greeting', digits: [2], to: 'greeted', ref: 'RFC 5321 §3.1' },
  { from: ['connected'], on: 'greeting', digits: [4, 5], to: 'refused', ref: 'RFC 5321 §3.1' },
  { from: open, on: 'EHLO', digits: [2], to: 'ready', ref: 'RFC 5321 §4.1.4' },
  { from: open, on: 'HELO', digits: [2], to: 'ready', ref: 'RFC 5321 §4.1.4' },
  { from: open, on: 'LHLO', digits: [2], to: 'ready', ref: 'RFC 2033 §4.1' },
  { from: ['ready'], on: 'MAIL', digits: [2], to: 'sender', ref: 'RFC 5321 §3.3' },
  { from: ['sender', 'recipient'], on: 'RCPT', digits: [2], to: 'recipient', ref: 'RFC 5321 §3.3' },
  { from: ['recipient'], on: 'DATA', digits: [3], to: 'data', ref: 'RFC 5321 §3.3' },
  { from: ['data'], on: 'end-of-data', digits: 'any', to: 'ready', ref: 'RFC 5321 §3.3' },
  { from: ['recipient', 'chunking'], on: 'BDAT', digits: [2], to: 'chunking', ref: 'RFC 3030 §2' },
  { from: ['recipient', 'chunking'], on: 'BDAT', digits: [4, 5], to: 'ready', ref: 'RFC 3030 §2' },
  { from: ['recipient', 'chunking'], on: 'BDAT LAST', digits: 'any', to: 'ready', ref: 'RFC 3030 §2' },
  { from: ['ready', ...transaction], on: 'RSET', digits: [2], to: 'ready', ref: 'RFC 5321 §4.1.1.5' },
  { from: ['ready'], on: 'AUTH', digits: [3], to: 'auth', ref: 'RFC 4954 §4' },
  { from: ['auth'], on: 'auth-response', digits: [2, 4, 5], to: 'ready', ref: 'RFC 4954 §4' },
  { from: idle, on: 'STARTTLS', digits: [2], to: 'tls', ref: 'RFC 3207 §4' },
  { from: ['tls'], on: 'handshake', digits: 'any', to: 'greeted', ref: 'RFC 3207 §4.2' },
  // QUIRK: Postfix answers XCLIENT with a new greeting, and the session starts over.
  { from: idle, on: 'XCLIENT', digits: [2], to: 'greeted', ref: 'RFC 5321 §4.1.5' },
  { from: ['refused', ...open], on: 'QUIT', digits: [2], to: 'closing', ref: 'RFC 5321 §4.1.1.10' },
]

/** Verbs that are welcome in every state in which commands are read. RFC 5321 §4.1.4 */
const anytime: ReadonlySet<Occasion> = new Set(['RSET', 'NOOP', 'HELP', 'VRFY', 'EXPN', 'QUIT', 'ETRN', 'unknown'])

/** States by the reply's first digit. */
type Targets = readonly (State | undefined)[]

const rows: ReadonlyMap<State, ReadonlyMap<Occasion, Targets>> = new Map(
  stateNames().map((state) => [state, rowOf(state)]),
)

/** The state after `code` has answered `occasion` in `state`. What the table does not name changes nothing. */
export function move(state: State, occasion: Occasion, code: number): State {
  // RFC 5321 §3.8
  if (code === 421) return 'closing'
  const digit = Math.floor(code / 100)
  return rows.get(state)?.get(occasion)?.[digit] ?? (digit === 3 ? forced[occasion] : undefined) ?? state
}

/** An intermediate reply changes what the wire carries, even where the command was out of order: a tester's server may do that. */
const forced: Partial<Record<Occasion, State>> = { DATA: 'data', AUTH: 'auth' }

/** Whether the occasion is in order in this state; a server answers 503 where it is not. */
export function isInOrder(state: State, occasion: Occasion): boolean {
  if (state === 'closing') return false
  return rows.get(state)?.has(occasion) === true || (state !== 'refused' && anytime.has(occasion))
}

/** Occasions that the table has a row for in this state: what may sensibly come next. */
export function nextOccasions(state: State): Occasion[] {
  return [...(rows.get(state)?.keys() ?? [])]
}

function stateNames(): State[] {
  return [...new Set(transitions.flatMap(({ from, to }) => [...from, to]))]
}

function rowOf(state: State): ReadonlyMap<Occasion, Targets> {
  const row = new Map<Occasion, (State | undefined)[]>()
  for (const { from, on, digits, to } of transitions) {
    if (!from.includes(state)) continue
    const targets = row.get(on) ?? [undefined, undefined, undefined, undefined, undefined, undefined]
    for (const digit of digits === 'any' ? ([2, 3, 4, 5] as const) : digits) targets[digit] = to
    row.set(on, targets)
  }
  return row
}
