import { afterAll, beforeAll, expect, it } from 'vitest'
import { cert, key } from '../server/certificate.ts'
import { aliceLogsIn, fullMessage, openScene, send, type Scene } from './scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene(
    { viewport: { width: 1600, height: 900 } },
    { host: { tls: { key, cert }, auth: aliceLogsIn } },
  )
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

/** What can be pressed, chosen or typed into, and has no name that could be read out. */
const nameless = `[...document.querySelectorAll('button, a, input, select, textarea, iframe, dialog[open], [role=tabpanel], [role=log], [role=tree]')]
  .filter((element) => element.checkVisibility() && !element.closest('[aria-hidden=true]'))
  .filter((element) => {
    const labels = element.labels ? [...element.labels].map((label) => label.textContent).join('') : ''
    const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('')
    const own = ['BUTTON', 'A'].includes(element.tagName) || element.getAttribute('role') === 'tab' ? element.textContent : ''
    const said = element.getAttribute('aria-label') ?? ''
    return (labels + by + own + said + (element.title ?? '')).trim() === ''
  })
  .map((element) => element.outerHTML.slice(0, 120))`

it('everything that can be worked has a name for who hears the page', async () => {
  const { page, smtpPort } = scene
  await send(smtpPort, fullMessage)
  const check = async (where: string) => expect([where, await page.evaluate(nameless)]).toEqual([where, []])
  await scene.go('#/messages')
  await page.locator('.row a').first().waitFor()
  await check('messages')
  await page.locator('.row a').first().click()
  const tabs = page.getByRole('tab')
  await tabs.first().waitFor()
  for (let i = 0; i < (await tabs.count()); i++) {
    await tabs.nth(i).click()
    await check(`tab ${i + 1} of a message`)
  }
  for (const hash of ['#/conversations', '#/talk', '#/trouble', '#/about']) {
    await scene.go(hash)
    await page.locator('main h1, main h2, main .chips, main button').first().waitFor()
    await check(hash)
  }
  await scene.go('#/conversations')
  await page.locator('.session a').first().click()
  await page.getByRole('log').waitFor()
  await check('a conversation')
})
