import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { holdAnswers, pressAtOnce } from './haste.ts'
import type { NewMessage } from '../../src/store/store.ts'
import { newMessage } from '../store/new-message.ts'
import { openScene, send, type Scene } from './scene.ts'

/** Messages, where answers come late or not at all, and other things happen meanwhile. */

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
})

beforeEach(async () => {
  const { page, store } = scene
  await page.goto('about:blank')
  await store.delete({ query: { terms: [] } })
})

afterEach(() => scene.page.unrouteAll({ behavior: 'wait' }))

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

const isList = ({ pathname }: URL) => pathname === '/api/v2/messages'
const isAnew = (url: URL) => isList(url) && !url.searchParams.has('offset')
const isChange = (_: URL, request: { method(): string }) => ['PATCH', 'DELETE'].includes(request.method())
const subjects = () => scene.page.locator('.row .subject').allTextContents()

/** Have these, the last one the newest, and show the list. */
async function showList(...those: readonly string[]): Promise<void> {
  for (const subject of those) await send(scene.smtpPort, `Subject: ${subject}\n\nText\n`)
  await settle(() => scene.go('#/messages'))
  await expect.poll(subjects).toEqual([...those].reverse())
}

/** Open the page, and wait until it has asked what came before it was told of everything. */
async function settle(open: () => Promise<unknown>): Promise<void> {
  const asked = scene.page.waitForResponse((response) => isAnew(new URL(response.url())))
  await open()
  await (await asked).finished()
}

async function idOf(subject: string): Promise<string> {
  const { messages } = await scene.store.list({ terms: [] }, { limit: 1000 })
  for (const message of messages) if ((await message.overview()).subject === subject) return message.id
  throw new Error(`there is no ${subject}`)
}

it('keeps what came, and forgets what went, while the list was asked for', async () => {
  const { page, store, smtpPort } = scene
  for (const subject of ['First', 'Second']) await send(smtpPort, `Subject: ${subject}\n\nText\n`)
  await using held = await holdAnswers(page, isAnew)
  await scene.go('#/messages')
  await held.isThere
  await send(smtpPort, 'Subject: Third\n\nText\n')
  await store.delete({ ids: [await idOf('First')] })
  await expect.poll(subjects).toEqual(['Third', 'Second'])
  await held.letGo()
  await expect.poll(subjects).toEqual(['Third', 'Second'])
  await page.getByText('2 messages, 2 unread').waitFor()
})

it('puts rows that come late where they belong, though others have come above them', async () => {
  const { page, smtpPort } = scene
  for (let index = 0; index < 300; index++) scene.store.add(plain(`Number ${index}`))
  await settle(() => scene.go('#/messages'))
  let count = 0
  await using held = await holdAnswers(page, (url) => url.searchParams.get('offset') === '200' && count++ === 0)
  await page.locator('.list').evaluate((element) => (element.scrollTop = element.scrollHeight))
  await held.isThere
  for (const subject of ['New', 'Newer']) await send(smtpPort, `Subject: ${subject}\n\nText\n`)
  await page.getByText('302 messages').waitFor()
  await held.letGo()
  await page.locator('.row .subject').getByText('Number 0', { exact: true }).waitFor()
  const places = await page.locator('.row:not(.blank)').evaluateAll((rows) =>
    rows.map((row) => {
      const [, number] = /Number (\d+)/.exec(row.textContent)!
      return Number(number) + Number(row.getAttribute('aria-posinset'))
    }),
  )
  expect(new Set(places)).toEqual(new Set([302]))
})

it('deletes one message for each key, however long each takes', async () => {
  const { page, store } = scene
  await showList('First', 'Second', 'Third')
  await using held = await holdAnswers(page, isChange)
  await pressAtOnce(page, '#', '#')
  await expect.poll(subjects).toEqual(['First'])
  await held.letGo()
  await expect.poll(async () => (await store.counts()).messages).toBe(1)
  await expect.poll(subjects).toEqual(['First'])
  await page.getByText('1 message, 1 unread').waitFor()
})

it('has a message back that could not be deleted', async () => {
  const { page } = scene
  await showList('First', 'Second')
  await page.route('**/api/v2/messages', (route) => route.fulfill({ status: 500, body: 'The disk is gone.' }))
  await page.keyboard.press('#')
  await page.getByText('The disk is gone.').waitFor()
  await expect.poll(subjects).toEqual(['Second', 'First'])
})

it('marks as unread what has just been marked as read, in that order', async () => {
  const { page, store } = scene
  await showList('First')
  let answers = 0
  page.on('requestfinished', (request) => void (request.method() === 'PATCH' && answers++))
  await using held = await holdAnswers(page, isChange)
  await pressAtOnce(page, 'u', 'u')
  await held.isThere
  await held.letGo()
  await expect.poll(() => answers).toBe(2)
  expect((await store.counts()).unread).toBe(1)
  await page.locator('.row.unread').waitFor()
})

it('selects all only of what is looked for now', async () => {
  const { page } = scene
  await showList('First', 'Second')
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('first')
  await expect.poll(subjects).toEqual(['First'])
  await using held = await holdAnswers(page, isList)
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('')
  await held.isThere
  const all = page.getByRole('checkbox', { name: 'Select all messages that are listed' })
  expect(await all.isDisabled()).toBe(true)
  await held.letGo()
  await expect.poll(subjects).toEqual(['Second', 'First'])
  expect(await all.isDisabled()).toBe(false)
})

it('shows nothing of what was looked for before, where what is looked for now was not answered', async () => {
  const { page } = scene
  await showList('First', 'Second')
  await page.route(
    (url) => url.searchParams.get('query') === 'first',
    (route) => route.abort(),
  )
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('first')
  await page.getByRole('alert').getByText('The server does not answer').waitFor()
  expect(await subjects()).toEqual([])
  await page.unrouteAll()
  // Who comes back to it asks again.
  await page.getByRole('link', { name: 'About' }).click()
  await page.goBack()
  await expect.poll(subjects).toEqual(['First'])
})

it('deletes the message that is open, also where it is not listed', async () => {
  const { page, store } = scene
  await showList('First', 'Second')
  const first = await idOf('First')
  await scene.go(`#/messages/${first}?q=second`)
  await page.getByRole('heading', { level: 1, name: 'First' }).waitFor()
  await expect.poll(subjects).toEqual(['Second'])
  await page.getByRole('button', { name: 'Mark as unread (u)' }).waitFor()
  await page.keyboard.press('u')
  await page.getByRole('button', { name: 'Mark as read (u)' }).waitFor()
  await page.keyboard.press('#')
  await expect.poll(async () => (await store.counts()).messages).toBe(1)
  expect(await idOf('Second')).toBeTruthy()
})

it('shows a message that could not be marked as read', async () => {
  const { page } = scene
  await showList('First')
  await page.route('**/api/v2/messages', (route) => route.fulfill({ status: 500, body: 'The disk is full.' }))
  await page.keyboard.press('Enter')
  await page.getByText('The disk is full.').waitFor()
  await page.getByRole('heading', { level: 1, name: 'First' }).waitFor()
  await page.locator('.row.unread').waitFor()
})

it('says that the message that is shown was deleted elsewhere', async () => {
  const { page, store } = scene
  await showList('First', 'Second')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Second' }).waitFor()
  await store.delete({ ids: [await idOf('Second')] })
  await page.getByRole('alert').getByText('There is no message').waitFor()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect.poll(subjects).toEqual(['First'])
})

it('adds each tag to those that are there, also to those that were given elsewhere', async () => {
  const { page, store } = scene
  await showList('First', 'Second')
  await page.keyboard.press('Enter')
  const field = page.getByPlaceholder('add a tag')
  await field.waitFor()
  await expect.poll(async () => (await store.counts()).unread).toBe(1)
  const tags = page.locator('.tag-line .tag')
  {
    await using held = await holdAnswers(page, isChange)
    for (const tag of ['one', 'two']) {
      await field.fill(tag)
      await field.press('Enter')
    }
    await held.isThere
    await field.evaluate((element) => element.blur())
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 1, name: 'First' }).waitFor()
    await held.letGo()
    await expect.poll(() => store.tags()).toEqual(['one', 'two'])
    // What was answered late is of the message before.
    expect(await tags.count()).toBe(0)
  }
  await store.change({ ids: [await idOf('First')] }, { tags: ['elsewhere'] })
  await expect.poll(() => tags.count()).toBe(1)
  await field.fill('here')
  await field.press('Enter')
  await expect.poll(() => store.tags()).toEqual(['elsewhere', 'here', 'one', 'two'])
})

it('has the row of the open message marked, whatever comes above it', async () => {
  const { page, smtpPort } = scene
  await showList('First', 'Second')
  await page.locator('.row .subject').getByText('Second').click()
  await page.getByRole('heading', { level: 1, name: 'Second' }).waitFor()
  await send(smtpPort, 'Subject: Third\n\nText\n')
  await expect.poll(subjects).toEqual(['Third', 'Second', 'First'])
  await expect.poll(() => page.locator('.row.open .subject').allTextContents()).toEqual(['Second'])
})

it('keeps in sight what is read, while hundreds of messages come', async () => {
  const { page } = scene
  for (let index = 0; index < 90; index++) scene.store.add(plain(`Number ${index}`))
  await settle(() => scene.go('#/messages'))
  await page.locator('.row .subject').getByText('Number 89').click()
  await page.getByRole('heading', { level: 1, name: 'Number 89' }).waitFor()
  const seen = page.locator('.row .subject').getByText('Number 30', { exact: true })
  await page.locator('.list').evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
  await seen.waitFor()
  const place = async () => (await seen.boundingBox())?.y
  const before = await place()
  for (let index = 0; index < 900; index++) scene.store.add(plain(`Later ${index}`))
  await page.getByText('990 messages').waitFor()
  await expect.poll(place).toBe(before)
})

it('asks for one list at a time, however much happens, and shows what came of it', async () => {
  const { page, store } = scene
  await showList('First')
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('subject:number')
  await page.getByRole('heading', { name: 'Nothing fits' }).waitFor()
  await using held = await holdAnswers(page, isList)
  for (let index = 0; index < 10; index++) {
    store.add(plain(`Number ${index}`))
    await expect.poll(() => page.locator('[role=status]').first().textContent()).toContain(`Number ${index}`)
  }
  expect(held.count).toBe(1)
  await held.letGo()
  await expect.poll(async () => (await subjects()).length).toBe(10)
})

it('counts what was read elsewhere, listed or not', async () => {
  const { page, store } = scene
  await showList('First', 'Second')
  await scene.go('#/messages?q=first')
  await expect.poll(subjects).toEqual(['First'])
  await expect.poll(() => page.title()).toBe('(2) Messages · Parley')
  await store.change({ ids: [await idOf('Second')] }, { isRead: true })
  await expect.poll(() => page.title()).toBe('(1) Messages · Parley')
})

it('lets the last word decide what is looked for: a mailbox, not what was typed before', async () => {
  const { page } = scene
  await showList('First', 'Second')
  const box = page.locator('.boxes').getByRole('button', { name: /^you@example\.test/ })
  await box.waitFor()
  const field = page.getByRole('searchbox', { name: 'Search messages' })
  await page.evaluate(() => {
    const search = document.querySelector<HTMLInputElement>('#search')!
    search.focus()
    search.value = 'first'
    search.dispatchEvent(new InputEvent('input', { bubbles: true }))
    document.querySelector<HTMLElement>('.boxes li button')!.click()
  })
  await expect.poll(() => page.url()).toContain('q=mailbox')
  // Longer than the pause after the last key.
  await page.waitForTimeout(400)
  expect(page.url()).toContain('q=mailbox')
  expect(await field.inputValue()).toBe('mailbox:you@example.test')
  await page.goBack()
  await expect.poll(() => field.inputValue()).toBe('')
})

it('shows no mailboxes for logins, where their answer comes late', async () => {
  const { page } = scene
  await showList('First')
  const boxes = page.locator('.boxes')
  await boxes.getByRole('button', { name: /^you@example\.test/ }).waitFor()
  await using held = await holdAnswers(page, (url) => url.searchParams.get('by') === 'recipient')
  await scene.page.reload()
  await held.isThere
  const logins = page.waitForResponse((response) => response.url().includes('by=login'))
  await boxes.getByRole('combobox', { name: 'Mailboxes by' }).selectOption('login')
  await (await logins).finished()
  await boxes.getByText('Nobody has logged in yet.').waitFor()
  await held.letGo()
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))')
  expect(await boxes.getByRole('button').count()).toBe(0)
})

/** Straight into the store. */
function plain(subject: string): NewMessage {
  return newMessage({ content: `Subject: ${subject}\r\n\r\nText\r\n`, receivedAt: new Date() })
}
