import { describe, expect, it } from 'vitest'
import { knownVerbs } from '../../src/protocol/command.ts'
import {
  isInOrder,
  move,
  nextOccasions,
  transitions,
  type Occasion,
  type State,
} from '../../src/protocol/transitions.ts'

const states = [...new Set(transitions.flatMap(({ from, to }) => [...from, to]))]
const occasions: readonly Occasion[] = [
  ...knownVerbs,
  'unknown',
  'greeting',
  'end-of-data',
  'BDAT LAST',
  'auth-response',
  'handshake',
]

describe('the table', () => {
  it.each(transitions)('$from on $on $digits leads to $to', ({ from, on, digits, to }) => {
    for (const state of from) {
      for (const digit of digits === 'any' ? ([2, 3, 4, 5] as const) : digits) {
        expect(move(state, on, digit * 100 + 50)).toBe(to)
      }
      expect(nextOccasions(state)).toContain(on)
      expect(isInOrder(state, on)).toBe(true)
    }
  })

  it('never says two things about the same reply', () => {
    const said = transitions.flatMap(({ from, on, digits }) =>
      from.flatMap((state) => (digits === 'any' ? [2, 3, 4, 5] : digits).map((digit) => `${state} ${on} ${digit}`)),
    )
    expect(said).toEqual([...new Set(said)])
  })

  it('leads to every state but the first, and out of every state but the last', () => {
    for (const state of states) {
      expect(transitions.some(({ to }) => to === state) || state === 'connected').toBe(true)
      expect(transitions.some(({ from }) => from.includes(state)) || state === 'closing').toBe(true)
    }
  })
})

describe('what the table does not name', () => {
  it.each([
    ['ready', 'MAIL', 550],
    ['sender', 'RCPT', 450],
    ['recipient', 'RCPT', 550],
    ['recipient', 'DATA', 451],
    ['ready', 'EHLO', 550],
    ['greeted', 'NOOP', 250],
    ['ready', 'AUTH', 235],
    ['auth', 'auth-response', 334],
    ['recipient', 'unknown', 500],
    ['connected', 'greeting', 150],
    ['ready', 'STARTTLS', 454],
  ] as const)('in %s, %s answered with %i, changes nothing', (state, on, code) => {
    expect(move(state, on, code)).toBe(state)
  })

  // RFC 5321 §3.8
  it('421 ends it, whatever it answers', () => {
    for (const state of states) for (const on of occasions) expect(move(state, on, 421)).toBe('closing')
  })

  it('354 and 334 are followed where the command was out of order too', () => {
    expect(move('greeted', 'DATA', 354)).toBe('data')
    expect(move('sender', 'AUTH', 334)).toBe('auth')
    expect(move('ready', 'NOOP', 354)).toBe('ready')
  })
})

/** Each verb in each state in which commands are read. */
const inOrder: Readonly<Record<string, readonly State[]>> = {
  // RFC 5321 §4.1.4
  EHLO: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  HELO: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  LHLO: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  NOOP: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  RSET: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  HELP: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  VRFY: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  EXPN: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  ETRN: ['greeted', 'ready', 'sender', 'recipient', 'chunking'],
  // RFC 5321 §3.1
  QUIT: ['refused', 'greeted', 'ready', 'sender', 'recipient', 'chunking'],
  // RFC 5321 §3.3
  MAIL: ['ready'],
  RCPT: ['sender', 'recipient'],
  DATA: ['recipient'],
  // RFC 3030 §2
  BDAT: ['recipient', 'chunking'],
  // RFC 4954 §4
  AUTH: ['ready'],
  // RFC 3207 §4
  STARTTLS: ['greeted', 'ready'],
  XCLIENT: ['greeted', 'ready'],
}
const listening: readonly State[] = ['refused', 'greeted', 'ready', 'sender', 'recipient', 'chunking', 'closing']

it.each(knownVerbs)('%s is in order where it should be', (verb) => {
  expect(listening.filter((state) => isInOrder(state, verb))).toEqual(inOrder[verb])
})
