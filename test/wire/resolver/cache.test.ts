import { describe, expect, it } from 'vitest'
import { CachingResolver } from '../../../src/wire/resolver/cache.ts'
import type { Answer, RecordType, Resolver } from '../../../src/wire/resolver/resolver.ts'

/** A resolver that counts what it is asked, and a clock that goes by hand. */
function scene(outcome: Partial<Answer>, most?: number) {
  const asked: string[] = []
  const inner: Resolver = {
    query: <T extends RecordType>(name: string, type: T) => {
      asked.push(`${type} ${name}`)
      const facts = { name, type, aliases: [], authentic: false, source: 'test' }
      return Promise.resolve({ ...facts, ...outcome } as unknown as Answer<T>)
    },
  }
  let now = 1000
  const clock = { now: () => now, date: () => new Date(0) }
  const resolver = new CachingResolver(inner, { clock, ...(most !== undefined && { most }) })
  return { resolver, asked, pass: (seconds: number) => (now += seconds * 1000) }
}

const records = { outcome: 'records', records: ['192.0.2.1'], ttl: 60 } as const

describe('an answer is kept', () => {
  it('for as long as it holds, and tells how long that still is', async () => {
    const { resolver, asked, pass } = scene(records)
    expect(await resolver.query('a.test', 'A')).toMatchObject({ ttl: 60 })
    pass(59)
    expect(await resolver.query('A.test.', 'A')).toMatchObject({ ttl: 1, records: ['192.0.2.1'] })
    expect(asked).toEqual(['A a.test'])
    pass(1)
    expect(await resolver.query('a.test', 'A')).toMatchObject({ ttl: 60 })
    expect(asked).toEqual(['A a.test', 'A a.test'])
  })

  it.each(['no-name', 'no-record'] as const)('also a negative one: %s', async (outcome) => {
    const { resolver, asked, pass } = scene({ outcome, ttl: 86_400 })
    await resolver.query('a.test', 'MX')
    pass(10_799)
    await resolver.query('a.test', 'MX')
    expect(asked).toHaveLength(1)
    pass(1)
    await resolver.query('a.test', 'MX')
    expect(asked).toHaveLength(2)
  })

  it('for a day at most', async () => {
    const { resolver, asked, pass } = scene({ ...records, ttl: 0x7fffffff })
    await resolver.query('a.test', 'A')
    pass(86_400)
    await resolver.query('a.test', 'A')
    expect(asked).toHaveLength(2)
  })

  it('by name and type', async () => {
    const { resolver, asked } = scene(records)
    for (const [name, type] of [
      ['a.test', 'A'],
      ['a.test', 'AAAA'],
      ['b.test', 'A'],
      ['a.test', 'A'],
    ] as const) {
      await resolver.query(name, type)
    }
    expect(asked).toEqual(['A a.test', 'AAAA a.test', 'A b.test'])
  })

  it('until there are too many: the oldest goes', async () => {
    const { resolver, asked } = scene(records, 2)
    for (const name of ['a.test', 'b.test', 'c.test', 'b.test', 'a.test']) await resolver.query(name, 'A')
    expect(asked).toEqual(['A a.test', 'A b.test', 'A c.test', 'A a.test'])
  })
})

it.each([{ ...records, ttl: 0 }, { outcome: 'unknown', trouble: { code: 'timeout', message: '' }, ttl: 60 } as const])(
  'not kept: %j',
  async (outcome) => {
    const { resolver, asked } = scene(outcome)
    await resolver.query('a.test', 'A')
    await resolver.query('a.test', 'A')
    expect(asked).toHaveLength(2)
  },
)

it('the same question at one time is asked once', async () => {
  const { resolver, asked } = scene({ ...records, ttl: 0 })
  await Promise.all([resolver.query('a.test', 'A'), resolver.query('a.test', 'A')])
  expect(asked).toHaveLength(1)
})
