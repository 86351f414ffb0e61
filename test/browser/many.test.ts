import { expect, it } from 'vitest'
import { MemoryStore } from '../../src/store/memory.ts'
import { newMessage } from '../store/new-message.ts'
import { openScene } from './scene.ts'

const MANY = 100_000

/** Straight into the store: the server is not what is looked at here. */
function fill(store: MemoryStore): void {
  const began = Date.now()
  for (let index = 0; index < MANY; index++) {
    const content = `From: s${index % 100}@example.org\r\nSubject: Number ${index}\r\n\r\nText\r\n`
    store.add(newMessage({ content, receivedAt: new Date(began - (MANY - index) * 1000) }))
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
  const asked = requests.slice(before).map((url) => new URL(url))
  const since = asked.slice(asked.findIndex(({ pathname }) => pathname === '/'))
  // The list goes first, once until live events begin, and the whole page is a handful of requests.
  expect(since.find(({ pathname }) => pathname.startsWith('/api/'))?.pathname).toBe('/api/v2/messages')
  expect(
    since.filter(({ pathname, searchParams }) => pathname === '/api/v2/messages' && searchParams.has('offset')),
  ).toHaveLength(1)
  expect(since.length).toBeLessThan(15)

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

  // The list is asked for anew when live events begin: what is on its way then comes, and is there behind it too.
  const anew = /\/api\/v2\/messages\?(?!.*offset)/
  let isInSight: () => void
  const whenInSight = new Promise<void>((resolve) => (isInSight = resolve))
  await page.route(anew, async (route) => {
    await whenInSight
    await route.continue()
  })
  const isAsked = page.waitForRequest(anew)
  await page.route(/\/api\/v2\/messages\?.*offset=99/, async (route) => {
    await isAsked
    await route.continue()
  })
  await page.reload()
  await page.locator('.row .subject').first().waitFor()
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight))
  const last = page.locator('.row .subject').getByText('Number 0', { exact: true })
  await last.waitFor()
  const answered = page.waitForResponse(anew)
  isInSight!()
  await answered
  await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 200))`)
  await last.waitFor()
  expect(scene.errors).toEqual([])
})
