import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { holdAnswers } from './haste.ts'
import { openScene, say, send, type Scene } from './scene.ts'

/** The other views, where answers come late or not at all, and other things happen meanwhile. */

let scene: Scene

beforeAll(async () => {
  scene = await openScene(
    {},
    { host: { outgoing: { release: { to: ['*@example.test'], hosts: [{ host: '127.0.0.1', port: 9 }] } } } },
  )
})

beforeEach(() => scene.page.goto('about:blank'))

afterEach(() => scene.page.unrouteAll({ behavior: 'wait' }))

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

it('shows the lines that are said while a conversation is fetched', async () => {
  const { page, smtpPort } = scene
  await scene.go('#/conversations')
  await page.locator('.state.on').waitFor()
  const socket = connect(smtpPort, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const row = page.locator('.session.live a').first()
  await row.waitFor()
  await using held = await holdAnswers(page, ({ pathname }) => pathname.startsWith('/api/v2/sessions/'))
  await row.click()
  await held.isThere
  socket.write('EHLO meanwhile.example.test\r\n')
  const [session] = scene.host.server.sessions
  await expect.poll(() => session?.transcript.events.some(({ kind }) => kind === 'received')).toBe(true)
  // As long as the server gathers what it tells.
  await page.waitForTimeout(300)
  await held.letGo()
  await page.locator('.line.client').getByText('EHLO meanwhile.example.test').waitFor()
})

it('releases a message once, and no other one in its place', async () => {
  const { page, smtpPort, host } = scene
  for (const subject of ['First', 'Second'])
    await send(smtpPort, `Subject: ${subject}\n\nText\n`, `${subject}@example.test`)
  await scene.go('#/messages')
  for (const subject of ['First', 'Second']) {
    await page.locator('.row .subject').getByText(subject).click()
    await page.getByRole('heading', { level: 1, name: subject }).waitFor()
  }
  const dialog = page.getByRole('dialog', { name: 'Release this message' })
  await page.getByRole('button', { name: /^Release/ }).click()
  await dialog.waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'First', includeHidden: true }).waitFor({ state: 'attached' })
  await expect.poll(() => dialog.count()).toBe(0)
  await page.getByRole('button', { name: /^Release/ }).click()
  await dialog.getByRole('checkbox').check()
  await using held = await holdAnswers(page, ({ pathname }) => pathname.endsWith('/release'))
  await dialog.locator('form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit()
    form.requestSubmit()
  })
  await held.isThere
  await held.letGo()
  await page.getByText('It is on its way').waitFor()
  expect((await host.queue!.list()).map(({ recipients }) => recipients[0]!.address)).toEqual(['First@example.test'])
})

it('sets a fault once, and says that there is none only when that is known', async () => {
  const { page, host } = scene
  {
    await using held = await holdAnswers(page, ({ pathname }) => pathname === '/api/v2/faults')
    await scene.go('#/trouble')
    await held.isThere
    await page.getByRole('heading', { level: 1, name: 'Trouble' }).waitFor()
    expect(await page.getByText('None is set').count()).toBe(0)
    await held.letGo()
    await page.getByText('None is set').waitFor()
  }
  await page.getByRole('button', { name: /^Mailbox full/ }).click()
  await page.locator('.add-fault').evaluate((form: HTMLFormElement) => {
    form.requestSubmit()
    form.requestSubmit()
  })
  await page.getByText(/^struck/).waitFor()
  expect(host.server.faults.list()).toHaveLength(1)
  host.server.faults.clear()
})

it('completes what stands in the field when Tab is pressed, not what stood there before', async () => {
  const { page } = scene
  let letGo = () => {}
  const isLetGo = new Promise<void>((resolve) => (letGo = resolve))
  await page.routeWebSocket(/\/talk$/, (socket) => {
    const server = socket.connectToServer()
    let isLate = false
    socket.onMessage((message) => {
      isLate ||= String(message).includes('"text":"MAIL FR"')
      server.send(message)
    })
    server.onMessage((message) => {
      if (isLate) void isLetGo.then(() => socket.send(message))
      else socket.send(message)
    })
  })
  await scene.go('#/talk')
  await page.getByRole('button', { name: 'Connect' }).click()
  const field = page.getByRole('textbox', { name: 'A line to say' })
  await field.fill('EHLO me.example.org')
  await field.press('Enter')
  await page
    .locator('.talk-line.server')
    .getByText(/^S: 250 /)
    .waitFor()
  await field.fill('MAIL F')
  await expect.poll(() => page.locator('#entry-choices .chip').allTextContents()).toEqual(['FROM:<'])
  await page.keyboard.type('R')
  await page.keyboard.press('Tab')
  expect(await field.inputValue()).toBe('MAIL FR')
  letGo()
  await expect.poll(() => field.inputValue()).toBe('MAIL FROM:<')
})

it('shows more conversations, though others begin meanwhile', { timeout: 120_000 }, async () => {
  const { page, smtpPort } = scene
  for (let index = 0; index < 5; index++) await say(smtpPort, `EHLO c${index}.example.test`, 'QUIT')
  // Two at a time, as if there were many.
  await page.route(/\/api\/v2\/sessions\?/, async (route, request) => {
    const url = new URL(request.url())
    if (url.searchParams.get('limit') === '200') url.searchParams.set('limit', '2')
    await route.continue({ url: url.href })
  })
  await scene.go('#/conversations?q=c')
  const rows = page.locator('.session')
  await expect.poll(() => rows.count()).toBe(2)
  const more = page.getByRole('button', { name: 'Show more' })
  await using held = await holdAnswers(page, ({ pathname }) => pathname === '/api/v2/sessions')
  await more.click()
  await held.isThere
  await say(smtpPort, 'EHLO c5.example.test', 'QUIT')
  await page.waitForTimeout(400)
  await held.letGo()
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(6)
  // All of them are asked for by the key, too: the field says so.
  await page.getByRole('searchbox', { name: 'Search conversations' }).evaluate((element) => element.blur())
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect.poll(() => page.getByRole('searchbox', { name: 'Search conversations' }).inputValue()).toBe('')
})

it('asks again what the server is, where that was not answered', async () => {
  const { page } = scene
  await page.route('**/api/v2/about', (route) => route.abort(), { times: 1 })
  await scene.go('#/about')
  await page.getByRole('heading', { name: 'This server' }).waitFor()
})
