import { expect, it } from 'vitest'
import { readGroup } from '../../src/store/sqlite/group.ts'
import { Arrivals } from '../../src/store/sqlite/arrivals.ts'
import type { Thread } from '../../src/store/sqlite/thread.ts'
import { FillingSide, TakingSide } from '../../src/store/sqlite/trays.ts'
import { StoreError } from '../../src/store/store.ts'
import { newMessage } from './new-message.ts'

/** The thread that commits, taken by the hand. */
function byHand() {
  let asked = 0
  const alone: Uint8Array[] = []
  const call = (_: string, bytes: Uint8Array) => Promise.resolve(alone.push(bytes))
  const filling = new FillingSide()
  const thread = {
    hold: () => undefined,
    gathered: () => asked++,
    call: call as unknown as Thread['call'],
    listener: null,
  }
  const arrivals = new Arrivals(thread, filling)
  const trays = new TakingSide(filling.memory)
  const taken: string[] = []
  let first = 1
  const take = () => {
    const entries = [...readGroup(trays.take() ?? new Uint8Array(0))]
    taken.push(...entries.map(({ facts }) => facts.id))
    return entries
  }
  const commit = (error: StoreError | null = null) => {
    const count = take().length
    arrivals.committed({ first, count, took: 0.5, error })
    first += count
    return count
  }
  return { arrivals, trays, alone, taken, take, commit, asked: () => asked }
}

function add(arrivals: Arrivals, id: string, octets = 10) {
  const message = newMessage({ id, content: 'x'.repeat(octets) })
  return arrivals.add(message, message.content.stream() as Iterable<Uint8Array>)
}

it('gives what came to the one that commits, in its order, octet by octet', async () => {
  const { arrivals, trays, take } = byHand()
  const places: [string, number][] = []
  arrivals.onCommitted = ({ id }, seq) => places.push([id, seq])
  const added = [add(arrivals, 'a', 3), add(arrivals, 'b', 0), add(arrivals, 'c', 5000)]
  const entries = take()
  expect(entries.map(({ facts, content }) => [facts.id, content.length])).toEqual([
    ['a', 3],
    ['b', 0],
    ['c', 5000],
  ])
  expect(trays.take()).toBeNull()
  arrivals.committed({ first: 7, count: 3, took: 0.5, error: null })
  await Promise.all(added)
  expect(places).toEqual([
    ['a', 7],
    ['b', 8],
    ['c', 9],
  ])
})

it('takes in while something is being committed, and says once that there is something', async () => {
  const { arrivals, trays, commit, asked } = byHand()
  const first = add(arrivals, 'a')
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked()).toBe(1)
  trays.isIdle = false
  const second = add(arrivals, 'b')
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked()).toBe(1)
  expect(commit()).toBe(2)
  await Promise.all([first, second])
  expect(arrivals.waiting).toBe(0)
})

it('keeps waiting what finds no room, and loses none and the order of none', async () => {
  const { arrivals, taken, commit } = byHand()
  const ids = Array.from({ length: 40 }, (_, n) => `m${n}`)
  const added = ids.map((id) => add(arrivals, id, 200_000))
  expect(arrivals.waiting).toBe(40)
  let commits = 0
  while (arrivals.waiting > 0 && commits++ < 100) commit()
  await Promise.all(added)
  expect(taken).toEqual(ids)
  expect(commits).toBeGreaterThan(4)
})

it('tells those whose commit failed, and nobody else', async () => {
  const { arrivals, commit } = byHand()
  const failing = add(arrivals, 'a')
  commit(new StoreError('full', 'no room'))
  const fine = add(arrivals, 'b')
  commit()
  await expect(failing).rejects.toMatchObject({ kind: 'full', message: 'no room' })
  await expect(fine).resolves.toBeUndefined()
})

it('tells all that wait, and those that come, that the thread is gone', async () => {
  const { arrivals } = byHand()
  const waiting = add(arrivals, 'a')
  arrivals.fail(new StoreError('unavailable', 'gone'))
  await expect(waiting).rejects.toThrow('gone')
  await expect(add(arrivals, 'b')).rejects.toThrow('gone')
  await arrivals.settled()
})

it('hands over by itself what would find room in no tray', async () => {
  const { arrivals, alone, trays } = byHand()
  const to = Array.from({ length: 40_000 }, (_, n) => `recipient-${n}@example.test`)
  const message = newMessage({ id: 'a', to })
  await arrivals.add(message, message.content.stream() as Iterable<Uint8Array>)
  expect([...readGroup(alone[0]!)].map(({ facts }) => facts.to.length)).toEqual([40_000])
  expect(trays.take()).toBeNull()
})
