import { expect, it } from 'vitest'
import { openScene, say, send } from './scene.ts'

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
  await expect.poll(() => page.locator('.list').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect.poll(() => page.locator('.list').isVisible()).toBe(true)
})

it('explains a code to a finger, and shows raw octets to who scrolls sideways', async () => {
  await using scene = await openScene({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const { page, smtpPort } = scene
  await say(smtpPort, 'EHLO phone.example.test', 'RCPT TO:<nobody', 'QUIT')
  await scene.go('#/conversations')
  await page.locator('.session a').first().tap()
  await page.locator('.line.refusal .reply-code').first().tap()
  await page.locator('.explanation').getByText('What to do:').waitFor()
  await page.locator('.line.refusal .reply-code').first().tap()
  await expect.poll(() => page.locator('.explanation').count()).toBe(0)
  await page.getByRole('checkbox', { name: 'Raw octets' }).tap()
  const dump = page.locator('.dump').first()
  await dump.waitFor()
  const room = await dump.evaluate((element) => {
    for (let box: Element | null = element; box; box = box.parentElement) {
      const { overflowX } = getComputedStyle(box)
      if (/auto|scroll/.test(overflowX) && box.scrollWidth > box.clientWidth) return 'scrolls'
    }
    return element.scrollWidth > innerWidth ? 'is cut off' : 'fits'
  })
  expect(room).not.toBe('is cut off')
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
})
