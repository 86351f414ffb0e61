import { expect, it } from 'vitest'
import { Farewells } from '../../../src/server/identity/farewells.ts'
import { Greylist } from '../../../src/server/identity/greylist.ts'

const minute = 60_000
const day = 24 * 60 * minute

function clockAt(start: number) {
  const clock = { time: start, now: () => clock.time, date: () => new Date(clock.time) }
  return clock
}

it('a greylist: put off, let in, known, and forgotten', () => {
  const clock = clockAt(0)
  const list = new Greylist(clock, { delay: 5 * minute })
  const meet = (client = '192.0.2.1') => list.meet(client, 'al@example.test', 'b@example.org')
  expect(meet()).toBe(5 * minute)
  clock.time = 2 * minute
  expect(meet()).toBe(3 * minute)
  clock.time = 5 * minute
  expect([meet('192.0.2.99'), meet('192.0.3.1')]).toEqual([0, 5 * minute])
  clock.time = 30 * day
  expect(meet()).toBe(0)
  clock.time = 67 * day
  expect(meet()).toBe(5 * minute)
})

it('who comes again too late begins anew', () => {
  const clock = clockAt(0)
  const list = new Greylist(clock)
  list.meet('2001:db8::1', 'a@b.test', 'c@d.test')
  clock.time = day
  expect(list.meet('2001:db8::2', 'a@b.test', 'c@d.test')).toBe(minute)
})

it('letter case and a missing address do not make a triplet', () => {
  const list = new Greylist(clockAt(0))
  list.meet(null, 'A@b.test', 'c@D.test')
  list.meet(null, 'a@B.test', 'C@d.test')
  expect(list.size).toBe(1)
})

it('a greylist does not grow for ever, and keeps who was met last', () => {
  const clock = clockAt(0)
  const list = new Greylist(clock, { most: 3 })
  for (const i of [1, 2, 3]) list.meet('192.0.2.1', `a${i}@b.test`, 'c@d.test')
  clock.time = minute
  list.meet('192.0.2.1', 'a1@b.test', 'c@d.test')
  list.meet('192.0.2.1', 'a4@b.test', 'c@d.test')
  expect(list.size).toBe(3)
  expect(list.meet('192.0.2.1', 'a1@b.test', 'c@d.test')).toBe(0)
  expect(list.meet('192.0.2.1', 'a2@b.test', 'c@d.test')).toBe(minute)
})

it('who leaves without QUIT is counted for a day', () => {
  const clock = clockAt(0)
  const farewells = new Farewells(clock)
  for (const hasQuit of [false, true, false]) farewells.left('192.0.2.1', hasQuit)
  expect(farewells.scoreOf('192.0.2.1')).toMatchObject({ sessions: 3, rude: 2 })
  expect(farewells.scoreOf('192.0.2.2')).toMatchObject({ sessions: 0, rude: 0 })
  clock.time = day
  expect(farewells.scoreOf('192.0.2.1')).toMatchObject({ sessions: 0, rude: 0 })
})
