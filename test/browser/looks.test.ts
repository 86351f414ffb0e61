import { expect, it } from 'vitest'
import { openScene, send } from './scene.ts'

it('is dark where the system is, and as it is switched', async () => {
  await using scene = await openScene({ colorScheme: 'dark' })
  const { page } = scene
  await scene.go('')
  const ground = () => page.locator('main').evaluate((element) => getComputedStyle(element).backgroundColor)
  await expect.poll(ground).toBe('rgb(27, 31, 36)')
  const button = page.getByRole('button', { name: /^Colours/ })
  await button.click()
  await button.click()
  await expect.poll(ground).toBe('rgb(255, 255, 255)')
  await page.reload()
  await expect.poll(ground).toBe('rgb(255, 255, 255)')
})

it('has room on a phone: nothing is wider than the screen, and a message takes all of it', async () => {
  await using scene = await openScene({ viewport: { width: 360, height: 740 } })
  const { page, smtpPort } = scene
  await send(smtpPort, `Subject: ${'A long subject '.repeat(12)}\n\n${'word '.repeat(200)}\n`)
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  for (const hash of ['#/messages', '#/conversations', '#/talk', '#/trouble', '#/about']) {
    await scene.go(hash)
    await page.locator('main').waitFor()
    expect(await overflow(), hash).toBeLessThanOrEqual(0)
  }
  await scene.go('#/messages')
  await page.locator('.row a').first().click()
  await page.getByRole('tab', { name: 'Source' }).click()
  expect(await overflow()).toBeLessThanOrEqual(0)
  expect(await page.locator('.list').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Back to the list' }).click()
  expect(await page.locator('.list').isVisible()).toBe(true)
})
