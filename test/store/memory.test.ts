import { expect, it } from 'vitest'
import { MemoryStore } from '../../src/store/memory.ts'
import { everything } from '../../src/store/query.ts'
import { describeRetention, describeStore } from './contract.ts'
import { newMessage } from './new-message.ts'

describeStore('memory', () => Promise.resolve(new MemoryStore()))
describeRetention('memory', (keep) => Promise.resolve(new MemoryStore(keep)))

it('keeps as many as it may, and lets the oldest go', async () => {
  const store = new MemoryStore({ messages: 2, octets: 50 })
  const messages = [1, 2, 3].map(() => newMessage({ content: 'x'.repeat(20) }))
  for (const message of messages) store.add(message)
  expect((await store.list(everything, { limit: 9 })).messages.map(({ id }) => id)).toEqual([
    messages[2]!.id,
    messages[1]!.id,
  ])
  store.add(newMessage({ content: 'x'.repeat(60) }))
  expect(await store.counts()).toEqual({ messages: 1, unread: 1, octets: 60 })
})
