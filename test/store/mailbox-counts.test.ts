import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Sql } from '../../src/store/postgres/database.ts'
import { MailboxCounts } from '../../src/store/postgres/mailbox-counts.ts'

/** Has so many messages, and one more with each counting, which takes a second. */
function having(messages: number) {
  let countings = 0
  const sql = (([first]: TemplateStringsArray) => {
    if (!first!.includes('count(*)')) return ''
    countings++
    return new Promise((resolve) => setTimeout(resolve, 1000, [{ name: 'u@x', messages: ++messages, unread: 0 }]))
  }) as unknown as Sql
  return { counts: new MailboxCounts(sql), countings: () => countings }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

async function ask(counts: MailboxCounts): Promise<number> {
  const answer = counts.list('recipient')
  await vi.advanceTimersByTimeAsync(1000)
  return (await answer)[0]!.messages
}

it('counts for everybody who asks, where there are few', async () => {
  const { counts } = having(0)
  void counts.list('recipient')
  expect(await ask(counts)).toBe(2)
  expect(await ask(counts)).toBe(3)
})

it('lets what it counted stand for a while, where there are many, and counts once at a time', async () => {
  const { counts, countings } = having(1_000_000)
  expect(await ask(counts)).toBe(1_000_001)
  expect(await ask(counts)).toBe(1_000_001)
  await vi.advanceTimersByTimeAsync(10_000)
  const together = [counts.list('recipient'), counts.list('recipient')]
  await vi.advanceTimersByTimeAsync(500)
  expect(await ask(counts)).toBe(1_000_002)
  expect((await Promise.all(together)).map(([each]) => each!.messages)).toEqual([1_000_002, 1_000_002])
  expect(countings()).toBe(2)
})
