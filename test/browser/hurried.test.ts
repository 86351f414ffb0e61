import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { pressAtOnce as pressKeys } from './haste.ts'
import { aliceLogsIn, openScene, say, send, type Scene } from './scene.ts'

/** Somebody whose hands are faster than the page, the server, or the network. */

let scene: Scene

beforeAll(async () => {
  scene = await openScene({}, { host: { auth: aliceLogsIn } })
  for (const name of ['one', 'two', 'three']) await say(scene.smtpPort, `EHLO ${name}.example.test`, 'QUIT')
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

const pressAtOnce = (...keys: readonly string[]) => pressKeys(scene.page, ...keys)

const shown = () => scene.page.locator('.session .who').allTextContents()
const opened = () => scene.page.getByRole('article', { name: 'Conversation' }).getByRole('heading', { level: 1 })

it('takes every key of a row of them, also those meant for what the key before has shown', async () => {
  const { page } = scene
  await scene.go('#/conversations')
  await expect.poll(async () => (await shown()).length).toBe(3)
  await page.getByRole('link', { name: 'About' }).click()
  await page.getByRole('heading', { name: 'This server' }).waitFor()
  await pressAtOnce('g', 'c', 'j', 'Enter')
  await opened().getByText('two.example.test').waitFor()
  await pressAtOnce('j', 'k', 'k')
  await opened().getByText('three.example.test').waitFor()
  await pressAtOnce('Escape', '?', 'j', 'j')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  // No key went to the list behind the dialog.
  await pressAtOnce('Enter')
  await opened().getByText('three.example.test').waitFor()
})

it('shows no conversations that were looked for before, to be counted from with the keys', async () => {
  const { page } = scene
  await scene.go('#/conversations?q=one.example')
  await expect.poll(shown).toEqual(['127.0.0.1 one.example.test'])
  await page.route('**/sessions?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    await route.continue()
  })
  onTestFinished(() => page.unrouteAll({ behavior: 'wait' }))
  await pressAtOnce('g', 'a')
  await page.getByRole('heading', { name: 'This server' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.locator('.session').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await opened().getByText('two.example.test').waitFor()
})

it('stays at a conversation while others begin above it', async () => {
  const { page, smtpPort } = scene
  await scene.go('#/conversations')
  await page.reload()
  await expect.poll(async () => (await shown()).length).toBe(3)
  await page.locator('.state.on').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await say(smtpPort, 'EHLO four.example.test', 'QUIT')
  await expect.poll(async () => (await shown())[0]).toContain('four.example.test')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await opened().getByText('two.example.test').waitFor()
  await say(smtpPort, 'EHLO five.example.test', 'QUIT')
  await expect.poll(async () => (await shown())[0]).toContain('five.example.test')
  await page.keyboard.press('k')
  await opened().getByText('three.example.test').waitFor()
})

it('keeps the focus in the field that conversations are sought with', async () => {
  const { page } = scene
  await scene.go('#/conversations')
  await expect.poll(async () => (await shown()).length).toBeGreaterThan(2)
  await page.keyboard.press('j')
  await page.keyboard.press('/')
  await page.keyboard.type('two')
  await expect.poll(shown).toEqual(['127.0.0.1 two.example.test'])
  await page.keyboard.type('.example')
  expect(await page.getByRole('searchbox', { name: 'Search conversations' }).inputValue()).toBe('two.example')
})

it('does not come back to a search that was left before it began', async () => {
  const { page } = scene
  for (const [list, name] of [
    ['#/conversations', 'Search conversations'],
    ['#/messages', 'Search messages'],
  ] as const) {
    await scene.go(list)
    const field = page.getByRole('searchbox', { name })
    await field.fill('words')
    await field.evaluate((element) => element.blur())
    await pressAtOnce('g', 'a')
    // Longer than the pause after the last key.
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(page.url()).toMatch(/#\/about$/)
  }
})

it('deletes the message that was pointed at, though another has come above it', async () => {
  const { page, smtpPort, store } = scene
  for (const subject of ['First', 'Second']) await send(smtpPort, `Subject: ${subject}\n\nText\n`)
  await scene.go('#/messages')
  const subjects = page.locator('.row .subject')
  await expect.poll(() => subjects.allTextContents()).toEqual(['Second', 'First'])
  await pressAtOnce('j', 'k')
  await send(smtpPort, 'Subject: Third\n\nText\n')
  await expect.poll(() => subjects.allTextContents()).toEqual(['Third', 'Second', 'First'])
  await page.keyboard.press('#')
  await expect.poll(async () => (await store.counts()).messages).toBe(2)
  await expect.poll(() => subjects.allTextContents()).toEqual(['Third', 'First'])
  await pressAtOnce('k', 'j', 'Enter')
  await page.getByRole('heading', { level: 1, name: 'First' }).waitFor()
})

it('has a question answered in its own field, from the moment that it is shown', async () => {
  const { page } = scene
  await begin()
  const focused = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const observer = new MutationObserver(() => {
          const field = document.querySelector('.question input')
          if (!field) return
          observer.disconnect()
          resolve(document.activeElement === field)
        })
        observer.observe(document.body, { childList: true, subtree: true })
      }),
  )
  await page.getByRole('button', { name: 'Log in' }).click()
  expect(await focused).toBe(true)
  await page.getByRole('button', { name: 'Never mind' }).click()
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.getByText('The conversation is over.').waitFor()
})

it('takes a password that is typed before it was asked for, and shows nothing of it', async () => {
  const { page } = scene
  let ask = () => {}
  const isToBeAsked = new Promise<void>((resolve) => (ask = resolve))
  await page.routeWebSocket(/\/talk$/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (String(message).includes('"hidden":true')) void isToBeAsked.then(() => socket.send(message))
      else socket.send(message)
    })
  })
  await page.reload()
  await begin()
  await page.getByRole('button', { name: 'Log in' }).click()
  const field = page.locator('.question input')
  await field.waitFor()
  await page.keyboard.type('alice')
  await page.keyboard.press('Enter')
  await page.keyboard.type('opensesame')
  expect([await field.inputValue(), await field.getAttribute('type')]).toEqual(['opensesame', 'password'])
  await page.keyboard.press('Enter')
  ask()
  await page
    .locator('.talk-line.server')
    .getByText(/^S: 235/)
    .waitFor()
  expect(await page.getByRole('log').textContent()).not.toContain('opensesame')
  await page.getByRole('textbox', { name: /^A line/ }).waitFor()
  await page.keyboard.type('QUIT')
  await page.keyboard.press('Enter')
  await page.getByText('The conversation is over.').waitFor()
})

/** A conversation by hand, up to where somebody may log in. */
async function begin(): Promise<void> {
  const { page } = scene
  await scene.go('#/talk')
  await page.getByRole('button', { name: 'Connect' }).click()
  await page
    .locator('.talk-line.server')
    .getByText(/^S: 220/)
    .waitFor()
  await page.getByRole('textbox', { name: /^A line/ }).fill('EHLO me.example.org')
  await page.keyboard.press('Enter')
  await page
    .locator('.talk-line.server')
    .getByText(/^S: 250 /)
    .waitFor()
}

it('shows a message that came between the first list and the first word of what happens', async () => {
  const { page } = scene
  let hear = () => {}
  await page.route('**/api/v2/events', async (route) => {
    await new Promise<void>((resolve) => (hear = resolve))
    await route.continue()
  })
  onTestFinished(() => page.unroute('**/api/v2/events'))
  await send(scene.smtpPort, 'Subject: before\r\n\r\n')
  await page.goto('about:blank')
  await scene.go('#/messages')
  await page.locator('.row .subject').getByText('before').waitFor()
  await send(scene.smtpPort, 'Subject: between\r\n\r\n')
  hear()
  await page.locator('.row .subject').getByText('between').waitFor()
})
