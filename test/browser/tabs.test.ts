import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openScene, send } from './scene.ts'

/** Without a screen all tabs count as looked at: which one is, is said here. */
const canHide = `
  Object.defineProperty(document, 'visibilityState', { get: () => (window.isHidden ? 'hidden' : 'visible') })
  window.look = (isHidden) => {
    window.isHidden = isHidden
    document.dispatchEvent(new Event('visibilitychange'))
  }`

const rows = (page: Page) => page.locator('.row .subject').allTextContents()

it('is open in any number of tabs, and the one that is looked at is told what happens', async () => {
  await using scene = await openScene()
  const { smtpPort } = scene
  const context = scene.page.context()
  await context.addInitScript(canHide)
  await send(smtpPort, 'Subject: One\n\nText')
  const tabs: Page[] = []
  for (let n = 0; n < 9; n++) {
    await tabs.at(-1)?.evaluate('look(true)')
    const tab = await context.newPage()
    await tab.goto(scene.address)
    await expect.poll(() => rows(tab), { timeout: 10_000 }).toEqual(['One'])
    tabs.push(tab)
  }
  await tabs[8]!.locator('.state.on').waitFor()
  await send(smtpPort, 'Subject: Two\n\nText')
  await expect.poll(() => rows(tabs[8]!)).toEqual(['Two', 'One'])
  expect(await rows(tabs[0]!)).toEqual(['One'])
  await tabs[8]!.evaluate('look(true)')
  await tabs[0]!.evaluate('look(false)')
  await expect.poll(() => rows(tabs[0]!)).toEqual(['Two', 'One'])
})

it('goes on being told where no other tab is looked at', async () => {
  await using scene = await openScene()
  const { page, smtpPort } = scene
  await page.context().addInitScript(canHide)
  await scene.go('#/messages')
  await page.locator('.state.on').waitFor()
  await page.evaluate('look(true)')
  await send(smtpPort, 'Subject: One\n\nText')
  await expect.poll(() => rows(page)).toEqual(['One'])
})
