import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openScene, say, type Scene } from './scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

it('shows a refused conversation: what went wrong on top, each code explained, deviations with their section', async () => {
  const { page, smtpPort } = scene
  await say(smtpPort, 'EHLO printer', 'MAIL FROM: <scan@example.org>', 'RCPT TO:<nobody', 'QUIT')
  await scene.go('#/conversations')
  await page.locator('.session a').first().click()
  expect(await page.locator('.wrong').textContent()).toContain('501')
  const dialogue = page.getByRole('log', { name: 'The conversation' })
  const client = dialogue.locator('.line.client').filter({ hasText: 'RCPT TO:<nobody' })
  expect(await client.locator('.label').textContent()).toBe('C:')
  const refusal = dialogue.locator('.line.refusal').first()
  expect(await refusal.locator('.label').textContent()).toBe('S:')
  const blue = await client.locator('.text').evaluate((element) => getComputedStyle(element).color)
  const red = await refusal.locator('.text').evaluate((element) => getComputedStyle(element).color)
  expect([blue, red]).toEqual(['rgb(26, 79, 196)', 'rgb(179, 38, 30)'])
  await refusal.locator('.reply-code').hover()
  expect(await refusal.locator('.hint').isVisible()).toBe(true)
  await refusal.locator('.reply-code').click()
  expect(await refusal.locator('.explanation').textContent()).toContain('What to do')
  expect(await dialogue.locator('.deviation b').first().textContent()).toMatch(/^RFC 5321 §/)
  await page.getByRole('checkbox', { name: 'Raw octets' }).check()
  await dialogue.getByText(/^52 43 50 54 20 54 4f 3a/).waitFor()
  await page.getByText(/^parley run .*\.smtp mail\.example\.org$/).waitFor()
})

it('shows a conversation while it goes on, line by line', async () => {
  const { page, smtpPort } = scene
  await scene.go('#/conversations')
  await page.locator('.state.on').waitFor()
  const socket = connect(smtpPort, '127.0.0.1')
  try {
    await page.locator('.session.live a').first().click()
    await page.getByText('going on …').waitFor()
    socket.write('EHLO slow.example.test\r\n')
    await page.locator('.line.client').getByText('EHLO slow.example.test').waitFor()
    socket.write('NOOP\r\n')
    await page.locator('.line.client').getByText('NOOP').waitFor()
  } finally {
    socket.destroy()
  }
  await expect.poll(() => page.getByText('going on …').count()).toBe(0)
})

it('filters', async () => {
  const { page, smtpPort } = scene
  await say(smtpPort, 'EHLO fine.example.test', 'QUIT')
  await scene.go('#/conversations')
  const rows = page.locator('.session a')
  await expect.poll(() => rows.count()).toBe(3)
  await page.getByRole('button', { name: 'Refused' }).click()
  await expect.poll(() => rows.count()).toBe(1)
  expect(await rows.first().textContent()).toContain('printer')
  await page.getByRole('button', { name: 'All' }).click()
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('fine.example')
  await expect.poll(() => rows.count()).toBe(1)
})
