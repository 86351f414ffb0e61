import { afterAll, beforeAll, expect, it } from 'vitest'
import { designedMessage, fullMessage, openScene, wrongMessage, send, type Scene } from './scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
  await scene.go('')
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

it('says how to send the first message while there is none', async () => {
  const { page, smtpPort } = scene
  await expect(page.getByRole('heading', { name: 'No mail yet' }).waitFor()).resolves.toBeUndefined()
  const line = page.getByText(`swaks --to you@example.test --server 127.0.0.1:${smtpPort}`)
  await expect(line.waitFor()).resolves.toBeUndefined()
})

it('shows a message within a second of its arrival, and reads it out', async () => {
  const { page, smtpPort, store } = scene
  await page.locator('.state.on').waitFor()
  // The machine may be busy with something else; not each time.
  let took = Infinity
  for (let time = 1; time <= 5 && took >= 1000; time++) {
    await send(smtpPort, `Subject: In time ${time}\n\nText\n`)
    const sent = Date.now()
    await page.getByRole('listitem').getByText(`In time ${time}`).first().waitFor()
    took = Date.now() - sent
  }
  expect(took).toBeLessThan(1000)
  await store.delete({ query: { terms: [] } })
  await expect.poll(() => page.locator('.row').count()).toBe(0)
  await send(smtpPort, fullMessage)
  await page.getByRole('listitem').getByText('Your code is 481923').first().waitFor()
  await expect
    .poll(() => page.locator('[role=status]').first().textContent())
    .toContain('New message from shop@example.org: Your code is 481923')
  await expect.poll(() => page.title()).toBe('(1) Messages · Parley')
})

it('shows each view of a message', async () => {
  const { page } = scene
  await page.getByRole('listitem').getByText('Your code is 481923').first().click()
  const panel = page.getByRole('tabpanel')
  const open = async (name: string) => {
    await page.getByRole('tab', { name }).click()
    await expect.poll(() => page.getByRole('tab', { name }).getAttribute('aria-selected')).toBe('true')
  }
  expect(await page.getByRole('group', { name: 'Found in it' }).textContent()).toContain('481923')
  expect(await page.frameLocator('iframe').getByRole('heading', { name: 'Hello' }).textContent()).toBe('Hello')
  await page.getByRole('button', { name: /phone/ }).click()
  await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBeCloseTo(392, -1)

  await open('Text')
  await expect.poll(() => panel.textContent()).toContain('Confirm at https://shop.example.org/confirm?token=abc')

  await open('Headers')
  await page.getByRole('searchbox', { name: 'Filter fields' }).fill('campaign')
  await expect.poll(() => panel.locator('dt').allTextContents()).toEqual(['X-Campaign'])

  await open('Parts')
  await expect
    .poll(() => panel.locator('.part .mono').allTextContents())
    .toEqual(['multipart/mixed', 'multipart/alternative', 'text/plain', 'text/html', 'image/png'])

  await open('Source')
  await panel.getByText('X-Campaign: autumn').waitFor()
  expect(await panel.locator('.end.crlf').first().textContent()).toBe('CRLF')

  await open('Attachments')
  expect(await panel.locator('code').textContent()).toMatch(/^[0-9a-f]{64}$/)
  await expect.poll(() => panel.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1)

  await open('Conversation')
  await panel.getByText('MAIL FROM:<me@example.org>').waitFor()

  await open('Way')
  await expect.poll(() => panel.textContent()).toContain('far.example.org')

  await open('Checks')
  await panel.getByText('Nothing about this message is worth a remark.').waitFor()
})

it('says under Checks what is wrong: problems first, each with its reason', async () => {
  const { page, smtpPort, store } = scene
  await send(smtpPort, wrongMessage, 'hidden@example.test')
  await scene.go('#/messages')
  await page.locator('.row .subject').getByText('Offers').first().click()
  const tab = page.getByRole('tab', { name: /^Checks/ })
  await tab.click()
  const panel = page.getByRole('tabpanel')
  const checks = panel.getByRole('listitem')
  await checks.first().waitFor()
  const titles = await panel.locator('.checks b').allTextContents()
  expect(titles).toEqual(
    expect.arrayContaining([
      'No Date',
      'No Message-ID',
      'From is not the envelope sender',
      'Recipients that are not in To or Cc',
      'One-click without https',
      'Link leads elsewhere than it says',
      'Images without alt text',
      'No plain text',
    ]),
  )
  const verdicts = await panel.locator('.verdict').allTextContents()
  expect(verdicts.lastIndexOf('Problem')).toBeLessThan(verdicts.indexOf('Note'))
  expect(await tab.locator('.count').textContent()).toBe(String(verdicts.filter((each) => each === 'Problem').length))
  expect(await checks.filter({ hasText: 'No Date' }).textContent()).toContain('RFC 5322 §3.6')
  await page.keyboard.press('#')
  await expect.poll(async () => (await store.counts()).messages).toBe(1)
})

it('says under Checks which mail programs do not show what', async () => {
  const { page, smtpPort, store } = scene
  await send(smtpPort, designedMessage, 'designed@example.test')
  await page.locator('.row .subject').getByText('Designed').first().click()
  await page.getByRole('tab', { name: /^Checks/ }).click()
  const support = page.getByRole('region', { name: 'HTML in mail programs' })
  const flex = support.locator('details').filter({ has: page.locator('.feature', { hasText: /^display:flex$/ }) })
  await flex.getByRole('img', { name: /^shown by \d+ %, in part by \d+ %, not by \d+ %$/ }).waitFor()
  expect(await support.textContent()).toMatch(
    /\d+ features that not every program shows.*Most is missing in .*Outlook Windows \(\d+\)/,
  )
  await flex.locator('summary').click()
  expect(await flex.textContent()).toContain('Lay it out with tables')
  expect(await flex.textContent()).toMatch(/Not in .*Outlook Windows/)
  const link = flex.getByRole('link', { name: 'https://www.caniemail.com/features/css-display-flex/' })
  expect(await link.getAttribute('rel')).toContain('noopener')
  await page.keyboard.press('#')
  await expect.poll(async () => (await store.counts()).messages).toBe(1)
})

it('keeps a link to the message and its view', async () => {
  const { page } = scene
  await page.locator('.row .subject').getByText('Your code is 481923').click()
  await page.getByRole('tab', { name: 'Headers' }).click()
  await expect.poll(() => page.url()).toMatch(/#\/messages\/[^/]+\/headers$/)
  await page.reload()
  await page.getByRole('tabpanel').getByText('X-Campaign').waitFor()
})

it('finds by the words of the query', async () => {
  const { page, smtpPort } = scene
  await send(smtpPort, 'From: ann@example.org\nSubject: Lunch\n\nAt one?\n', 'other@example.test')
  await scene.go('#/messages')
  const rows = page.locator('.row .subject')
  await expect.poll(() => rows.allTextContents()).toEqual(['Lunch', 'Your code is 481923'])
  await page.keyboard.press('/')
  await page.keyboard.type('from:ann')
  await expect.poll(() => rows.allTextContents()).toEqual(['Lunch'])
  await expect.poll(() => page.url()).toContain('q=from')
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('has:attachment')
  await expect.poll(() => rows.allTextContents()).toEqual(['Your code is 481923'])
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('subject:nothing-like-it')
  await page.getByRole('heading', { name: 'Nothing fits' }).waitFor()
})

it('is worked with the keys alone', async () => {
  const { page, store } = scene
  await scene.go('#/about')
  await page.getByRole('heading', { name: 'Settings for programs and devices' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await page.locator('.row .subject').getByText('Lunch').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Your code is 481923' }).waitFor()
  await page.keyboard.press('2')
  await expect.poll(() => page.getByRole('tab', { name: 'Text' }).getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('k')
  await page.getByRole('heading', { level: 1, name: 'Lunch' }).waitFor()
  await expect.poll(async () => (await store.counts()).unread).toBe(0)
  await page.getByRole('button', { name: 'Mark as unread (u)' }).waitFor()
  await page.keyboard.press('u')
  await expect.poll(async () => (await store.counts()).unread).toBe(1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('x')
  await page.getByText('1 selected').waitFor()
  await page.keyboard.press('#')
  await expect.poll(() => page.locator('.row .subject').allTextContents()).toEqual(['Your code is 481923'])
  // Enter presses the button that has the focus, and is no word to the list behind it.
  await page.getByRole('button', { name: /^Colours/ }).focus()
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: 'Colours: dark' })
    .or(page.getByRole('button', { name: 'Colours: light' }))
    .waitFor()
  expect(await page.locator('article').count()).toBe(0)
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
})
