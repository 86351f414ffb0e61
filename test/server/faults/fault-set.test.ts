import { describe, expect, it } from 'vitest'
import { isWithin, matchesPattern, type Occasion } from '../../../src/server/faults/condition.ts'
import { FaultSet } from '../../../src/server/faults/fault-set.ts'
import { Tally } from '../../../src/server/faults/tally.ts'

const noop: Occasion = {
  phases: ['NOOP', 'any'],
  isInOrder: true,
  session: 's1',
  client: '127.0.0.1',
  helo: 'a.test',
  user: null,
  isEncrypted: false,
  from: null,
  to: [],
  octets: 0,
  header: () => [],
}

describe('a pattern', () => {
  it.each([
    ['bob@example.test', 'bob@*', true],
    ['Bob@Example.TEST', 'bob@example.test', true],
    ['bob@example.test', '*@example.test', true],
    ['bob@example.test', '*', true],
    ['', '*', true],
    ['', '', true],
    ['x', '', false],
    ['bob', 'b*b*b', false],
    ['babab', 'b*b*b', true],
    ['a.b', 'a?b', false],
    ['aab', '*ab', true],
    ['abab', '*ab', true],
  ])('%j is %s: %s', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected)
  })

  it('takes its time with no text', () => {
    const started = performance.now()
    expect(matchesPattern('a'.repeat(1000), `${'a*'.repeat(490)}b`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(200)
  })
})

describe('a network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '0.0.0.0/0', true],
    ['192.0.2.129', '192.0.2.128/25', true],
    ['192.0.2.127', '192.0.2.128/25', false],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['::1', '127.0.0.0/8', false],
    [null, '0.0.0.0/0', false],
  ])('%s is in %s: %s', (address, network, expected) => {
    expect(isWithin(address, network)).toBe(expected)
  })
})

describe('a set of faults', () => {
  it('says nothing where there is nothing', () => {
    const set = new FaultSet()
    expect(set.isEmpty).toBe(true)
    expect(set.plan(noop)).toBe(null)
    set.add('RCPT drop')
    expect([set.isEmpty, set.plan(noop)]).toEqual([false, null])
  })

  it('gives names, and keeps those that are given', () => {
    const set = new FaultSet(['NOOP drop', 'NOOP drop id=f2', 'NOOP drop'])
    expect(set.list().map(({ id }) => id)).toEqual(['f1', 'f2', 'f3'])
    expect(() => set.add('NOOP drop id=f2')).toThrow('there is a fault "f2" already')
    expect(() => set.replace('f9', 'NOOP drop')).toThrow('there is no fault "f9"')
    expect([set.remove('f2'), set.remove('f2'), set.get('f2')]).toEqual([true, false, undefined])
  })

  it('takes data that changes behind its back for what it was', () => {
    const data = { phase: 'NOOP', how: { kind: 'reply', code: 451 } } as const
    const set = new FaultSet([data])
    Object.assign(data.how, { code: 550 })
    expect(set.plan(noop)?.answer).toEqual({ kind: 'reply', code: 451 })
  })

  it('tells of every change and every strike', () => {
    const set = new FaultSet()
    let told = 0
    const stop = set.onChange(() => told++)
    const { id } = set.add('NOOP 451 first=1')
    set.plan(noop)
    set.plan(noop)
    set.replace(id, 'NOOP 452')
    set.reset()
    set.remove(id)
    set.clear()
    stop()
    set.add('NOOP drop')
    expect(told).toBe(6)
  })

  it('counts by its own clock', () => {
    let now = 0
    const set = new FaultSet(['NOOP 421 per-minute=2 per=client', 'any 450 within=10s'], { clock: { now: () => now } })
    const codes = (at: number, client = '127.0.0.1') => {
      now = at
      const answer = set.plan({ ...noop, client })?.answer
      return answer?.kind === 'reply' ? answer.code : null
    }
    // The second one is asked where the first has nothing to say.
    expect([codes(0), codes(1), codes(2)]).toEqual([450, 450, 421])
    expect(codes(3, '127.0.0.2')).toBe(450)
    expect([codes(60_001), codes(60_002), codes(60_003)]).toEqual([null, null, 421])
  })
})

describe('a tally', () => {
  it('forgets those that it has not heard of for longest, and never grows without end', () => {
    const tally = new Tally({ first: 1, per: 'client' })
    const strikes = (client: string) => tally.strikes({ ...noop, client }, 0)
    for (let i = 0; i < 20_000; i++) expect(strikes(`c${i}`)).toBe(true)
    expect([strikes('c19999'), strikes('c10001'), strikes('c1')]).toEqual([false, false, true])
  })
})
