import { expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { memoryContent } from '../../src/store/content.ts'
import { MemoryStore } from '../../src/store/memory.ts'
import { openScene } from './scene.ts'

const MANY = 100_000

/** Straight into the store: the server is not what is looked at here. */
function fill(store: MemoryStore): void {
  const began = Date.now()
  for (let index = 0; index < MANY; index++) {
    const octets = encode(`From: s${index % 100}@example.org\r\nSubject: Number ${index}\r\n\r\nText\r\n`)
    store.add({
      id: `m${index}`,
      sessionId: 's',
      receivedAt: new Date(began - (MANY - index) * 1000),
      from: 's@example.org',
      to: ['you@example.test'],
      params: { mail: [], rcpt: [[]] },
      mailboxes: ['you@example.test'],
      user: null,
      trace: '',
      content: memoryContent([octets], octets.length),
      deviations: [],
      tags: [],
    })
  }
}

it('shows 100,000 messages, and scrolls to the last one', { timeout: 180_000 }, async () => {
  const store = new MemoryStore({ messages: MANY })
  fill(store)
  await using scene = await openScene({}, { store })
  const { page, requests } = scene
  await scene.go('#/about') // the browser itself is warm then
  await page.getByRole('heading', { name: 'This server' }).waitFor()
  await page.evaluate(`window.began = performance.now(); location.hash = '#/messages'`)
  await page.locator('.row .subject').first().waitFor()
  const took = await page.evaluate<number>('performance.now() - window.began')
  console.log(`the first list of ${MANY} messages: ${Math.round(took)} ms`)
  await page.getByText('100,000 messages').first().waitFor()
  expect(await page.locator('.row').count()).toBeLessThan(60)

  await scene.go('#/messages')
  const before = requests.length
  await page.reload()
  await page.locator('.row .subject').first().waitFor()
  const loaded = await page.evaluate<number>('performance.now()')
  console.log(`from nothing at all: ${Math.round(loaded)} ms`)
  const paths = requests.slice(before).map((url) => new URL(url).pathname)
  // The list goes first, once, and the whole page is a handful of requests.
  expect(paths.find((path) => path.startsWith('/api/'))).toBe('/api/v2/messages')
  expect(paths.filter((path) => path === '/api/v2/messages')).toHaveLength(1)
  expect(paths.length).toBeLessThan(15)

  const list = page.locator('.list')
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
  await page
    .locator('.row .subject')
    .getByText(/^Number 4999\d$/)
    .first()
    .waitFor()
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight))
  await page.locator('.row .subject').getByText('Number 0', { exact: true }).waitFor()
  expect(await page.locator('.row').count()).toBeLessThan(60)
  expect(scene.errors).toEqual([])
})
