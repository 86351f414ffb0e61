import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../src/server/faults/fault-error.ts'
import { formatFault } from '../../../src/server/faults/format-fault.ts'
import { readFault, readFaults } from '../../../src/server/faults/read-fault.ts'
import { arbitraryFault } from './arbitrary-fault.ts'

describe('a fault in one line', () => {
  it.each([
    [
      'RCPT 451 4.3.0 "Try later" to=bob@* first=2',
      {
        phase: 'RCPT',
        how: { kind: 'reply', code: 451, enhanced: '4.3.0', text: 'Try later' },
        when: { to: 'bob@*' },
        count: { first: 2 },
      },
    ],
    [
      'connect 554 No "Not you" close=yes client=192.0.2.0/24',
      {
        phase: 'connect',
        how: { kind: 'reply', code: 554, text: ['No', 'Not you'], close: true },
        when: { client: '192.0.2.0/24' },
      },
    ],
    ['helo drop', { phase: 'EHLO', how: { kind: 'drop' } }],
    ['. lose from=""', { phase: 'end-of-data', how: { kind: 'lose' }, when: { from: '' } }],
    ['mid-data reset octets=1000', { phase: 'mid-data', how: { kind: 'reset' }, octets: 1000 }],
    ['mid-data octets=1000 reset', { phase: 'mid-data', how: { kind: 'reset' }, octets: 1000 }],
    ['NOOP 451 "first" "drop"', { phase: 'NOOP', how: { kind: 'reply', code: 451, text: ['first', 'drop'] } }],
    ['NOOP 451 First', { phase: 'NOOP', how: { kind: 'reply', code: 451, text: 'First' } }],
    ['NOOP extra-reply 250 "first"', { phase: 'NOOP', how: { kind: 'extra-reply', code: 250, text: 'first' } }],
    [
      'any delay 1.5s probability=10% seed=7',
      { phase: 'any', how: { kind: 'delay', ms: 1500 }, count: { probability: 0.1, seed: 7 } },
    ],
    [
      'MAIL unfinished id=x label="so it is"',
      { phase: 'MAIL', how: { kind: 'broken-reply', form: 'unfinished' }, id: 'x', label: 'so it is' },
    ],
    ['NOOP 250 - "4.3.0 is text"', { phase: 'NOOP', how: { kind: 'reply', code: 250, text: '4.3.0 is text' } }],
    [
      'end-of-data 550 header="Subject: *offer*"',
      {
        phase: 'end-of-data',
        how: { kind: 'reply', code: 550 },
        when: { header: { name: 'Subject', pattern: '*offer*' } },
      },
    ],
    [
      'RCPT greylist 60s',
      {
        phase: 'RCPT',
        how: { kind: 'reply', code: 450, enhanced: '4.7.1', text: 'Greylisted, try again later' },
        count: { within: 60_000, per: 'triplet' },
      },
    ],
    [
      'RCPT 550 5.1.1 user unknown',
      { phase: 'RCPT', how: { kind: 'reply', code: 550, enhanced: '5.1.1', text: 'user unknown' } },
    ],
    [
      'MAIL 421 per-minute=10 per=client within=1h',
      { phase: 'MAIL', how: { kind: 'reply', code: 421 }, count: { perMinute: 10, per: 'client', within: 3_600_000 } },
    ],
  ])('%s', (line, fault) => {
    expect(readFault(line)).toEqual(fault)
    expect(readFault(formatFault(readFault(line)))).toEqual(fault)
  })

  it('is the same fault, read back', () => {
    fc.assert(
      fc.property(arbitraryFault, (fault) => {
        expect(readFault(formatFault(fault))).toEqual(withSingleText(fault))
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['', 'where it happens, first of all: connect, EHLO,'],
    ['BOB 451', 'where it happens, first of all'],
    ['RCPT', 'what happens, behind RCPT: a reply code, or one of delay,'],
    ['RCPT to=bob@*', 'what happens, behind RCPT'],
    ['RCPT explode', 'a reply code or one of delay, drip'],
    ['RCPT 99', '"code" must be a whole number from 200 to 599, not 99'],
    ['RCPT delay', 'a time, as 500ms, 2s or 5m'],
    ['RCPT delay 5', 'a time, as 500ms, 2s or 5m, not "5"'],
    ['RCPT drop now', 'no more than that behind drop'],
    ['RCPT 451 "Try', 'words, in double quotes where there are blanks in them'],
    ['RCPT 451 first', 'expected first= with a value, or "first" in double quotes where it is text'],
    ['RCPT 451 4.3.0 "Later" per-minute 10', 'per-minute= with a value, or "per-minute" in double quotes'],
    ['RCPT 451 drop', 'expected one thing to happen, not 451 and drop; as text, "drop" stands in double quotes'],
    ['RCPT extra-reply 250 greylist', 'one thing to happen, not extra-reply and greylist'],
    ['RCPT explode first', 'a reply code or one of delay, drip'],
    ['RCPT 451 too=bob', 'no "too=": there are client=, helo=,'],
    ['RCPT 451 to=bob@* to=eve@*', 'each limit once, and there are two of to=: write another fault for the other one'],
    ['RCPT 451 first=x', 'a number behind first='],
    ['RCPT 451 first=0', '"first" must be a whole number from 1'],
    ['RCPT 451 probability=often', 'a share, as probability=10% or probability=0.1'],
    ['RCPT 451 probability=200%', 'a share of 100% at most, not 200%'],
    ['RCPT 451 probability=1.5', 'a share of 100% at most, not 1.5'],
    ['RCPT 451 seed=7', '"seed" is for "probability": give both'],
    ['RCPT 451 per=planet', '"per" must be one of client, session'],
    ['RCPT 451 client=bob', 'an address or a network, as 192.0.2.1 or 192.0.2.0/24'],
    ['RCPT 451 client=192.0.2.0/33', 'an address or a network'],
    ['RCPT 451 tls=maybe', 'tls=yes or tls=no'],
    ['RCPT drop close=yes', '"close" beside a reply code only'],
    ['RCPT 451 header=Subject', 'a field and a pattern, as header="Subject: *offer*"'],
    ['RCPT 451 header="Subject: x"', 'the header is known in the phase end-of-data only'],
    ['MAIL 451 to=bob@*', '"to" is not known yet in the phase MAIL'],
    ['MAIL hide SIZE', '"hide" is possible in the phase EHLO only, not in MAIL'],
    ['EHLO hide "A B"', '"keyword" must be an EHLO keyword'],
    ['EHLO offer', '"line" must be a line for the EHLO reply'],
    ['STARTTLS break-tls softly', '"form" must be one of garbage, close, silence'],
    ['mid-data drip 1s', 'in the phase mid-data there are reply,'],
    ['DATA 451 octets=5', '"octets" is for the phase mid-data only'],
  ])('%s: expected %s', (line, expected) => {
    expect(() => readFault(line)).toThrow(FaultError)
    expect(() => readFault(line)).toThrow(expected)
  })
})

describe('a fault as data', () => {
  it.each([
    [null, 'a fault must be an object, or a line'],
    [[], 'a fault must be an object'],
    [{}, 'a fault needs "phase": one of connect'],
    [{ phase: 'RCPT' }, 'a fault needs "how"'],
    [{ phase: 'rcpt', how: { kind: 'drop' } }, '"phase" must be one of'],
    [{ phase: 'RCPT', how: 'drop' }, '"how" must be an object, not "drop"'],
    [{ phase: 'RCPT', how: { kind: 'toString' } }, '"how.kind" must be one of'],
    [{ phase: 'RCPT', how: { kind: 'reply' } }, '"how" needs "code"'],
    [{ phase: 'RCPT', how: { kind: 'reply', code: '451' } }, '"code" must be a whole number'],
    [{ phase: 'RCPT', how: { kind: 'reply', code: 451, text: 'a\r\nb' } }, '"text" must be a line of text'],
    [{ phase: 'RCPT', how: { kind: 'drop', ms: 1 } }, '"how" has no field "ms"'],
    [{ phase: 'RCPT', how: { kind: 'drop' }, wehn: {} }, 'a fault has no field "wehn"'],
    [{ phase: 'RCPT', how: { kind: 'drop' }, when: null }, '"when" must be an object'],
    [{ phase: 'RCPT', how: { kind: 'drop' }, when: { who: 'x' } }, '"when" has no field "who"'],
    [{ phase: 'RCPT', how: { kind: 'drop' }, id: 'a b' }, '"id" must be a word'],
  ])('%j is none', (value, expected) => {
    expect(() => readFault(value)).toThrow(FaultError)
    expect(() => readFault(value)).toThrow(expected)
  })

  it('says which one of a list is wrong', () => {
    expect(() => readFaults({ faults: ['NOOP drop', 'NOOP 1'] })).toThrow(/^fault 2: "code"/)
    expect(() => readFaults({})).toThrow('faults are a list')
  })

  it('takes anything without a crash', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          readFaults(value)
        } catch (error) {
          expect(error).toBeInstanceOf(FaultError)
        }
      }),
    )
  })
})

/** One text is the same as a list of one. */
function withSingleText<T extends { how: object }>(fault: T): T {
  const text = 'text' in fault.how ? fault.how.text : undefined
  return Array.isArray(text) && text.length === 1 ? { ...fault, how: { ...fault.how, text: text[0] as string } } : fault
}
