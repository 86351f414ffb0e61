import { expect, it } from 'vitest'
import { doubting } from '../../../src/wire/identity/doubting.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { failingAt } from './failing-resolver.ts'

const records = 'mail.example.test. A 192.0.2.1\n'
const closed = new ZoneResolver(records)
const open = new ZoneResolver(`${records}org. SOA ns.org. hostmaster.org. 1 2 3 4 5\n`)

it.each([
  ['a closed network', closed, 'unknown'],
  ['the Internet', open, 'no-name'],
  ['who knows what', failingAt(open, (name) => name === 'org'), 'no-name'],
])('a name that does not exist, by a resolver of %s', async (_, resolver, outcome) => {
  const answer = await doubting(resolver).query('gone.example.test', 'A')
  expect(answer.outcome).toBe(outcome)
  if (answer.outcome === 'unknown') expect(answer.trouble.message).toMatch(/does not even know the domain org/)
})

it('what is known is known', async () => {
  expect(await doubting(closed).query('mail.example.test', 'A')).toMatchObject({ records: ['192.0.2.1'] })
})

it('whether the resolver is to be doubted is asked once', async () => {
  const asked: string[] = []
  const resolver = doubting(failingAt(closed, (name) => (asked.push(name), false)))
  for (const name of ['a.test', 'b.test', 'c.test']) await resolver.query(name, 'MX')
  expect(asked).toEqual(['a.test', 'org', 'b.test', 'c.test'])
})
