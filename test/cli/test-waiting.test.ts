import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchWaiting } from '../../src/cli/verbs/test/waiting.ts'
import type { ClientSession } from '../../src/client/session.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('says what is waited for, after a while, and leaves nothing behind', () => {
  const written: string[] = []
  const stream = { write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream
  const session: { isOver: boolean; due: ClientSession['due'] } = { isOver: true, due: 'greeting' }
  const waiting = watchWaiting(stream)
  waiting.watch(session as ClientSession)
  vi.advanceTimersByTime(900)
  expect(written).toEqual([])
  vi.advanceTimersByTime(1200)
  expect(written.at(-1)).toBe('\r\x1b[Kparley: waiting for the connection, 2 s')
  Object.assign(session, { isOver: false })
  vi.advanceTimersByTime(1000)
  expect(written.at(-1)).toBe('\r\x1b[Kparley: waiting for the greeting, 0 s')
  Object.assign(session, { due: 'end-of-data' })
  vi.advanceTimersByTime(2000)
  expect(written.at(-1)).toBe('\r\x1b[Kparley: waiting for the reply to the message, 1 s')
  waiting.end()
  expect(written.at(-1)).toBe('\r\x1b[K')
  const { length } = written
  vi.advanceTimersByTime(5000)
  expect(written).toHaveLength(length)
})
