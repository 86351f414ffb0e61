import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Muster } from '../../src/store/muster.ts'

let begun = 0
let muster: Muster

beforeEach(() => {
  vi.useFakeTimers()
  begun = 0
  muster = new Muster(() => begun++)
})
afterEach(() => vi.useRealTimers())

/** Messages come one by one, and the event loop turns. */
function come(count: number): void {
  for (let n = 1; n <= count; n++) muster.gather(n)
  vi.advanceTimersByTime(0)
}

/** A commit of so many comes to its end, after so many milliseconds; so many have come meanwhile. */
function commit(count: number, waiting: number, took = 4): void {
  muster.committed(count, waiting, took)
}

it('lets one client alone never wait', () => {
  for (let i = 1; i < 4; i++) {
    come(1)
    expect(begun).toBe(i)
    commit(1, 0)
  }
})

it('waits for those that were answered together, and begins with the last of them', () => {
  come(1)
  commit(1, 3)
  come(3)
  expect(begun).toBe(1)
  come(4)
  expect(begun).toBe(2)
})

it('waits for nobody where commits are quick', () => {
  come(1)
  commit(1, 3, 1)
  vi.advanceTimersByTime(0)
  expect(begun).toBe(2)
})

it('waits no longer than a moment', () => {
  come(1)
  commit(1, 3)
  vi.advanceTimersByTime(4)
  expect(begun).toBe(1)
  vi.advanceTimersByTime(2)
  expect(begun).toBe(2)
})

it('gives the wait up for longer each time that it was in vain', () => {
  come(1)
  const waits: number[] = []
  for (let i = 0; i < 12; i++) {
    // Two are there, and no third ever comes.
    commit(1, 2)
    const before = begun
    vi.advanceTimersByTime(0)
    waits.push(begun - before)
    vi.advanceTimersByTime(10)
  }
  expect(waits).toEqual([0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1])
})

it('begins once', () => {
  come(1)
  come(5)
  expect(begun).toBe(1)
})
