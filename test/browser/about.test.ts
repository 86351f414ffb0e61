import { afterAll, beforeAll, expect, it } from 'vitest'
import { cert, key } from '../server/certificate.ts'
import { aliceLogsIn, openScene, type Scene } from './scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene({}, { host: { tls: { key, cert }, auth: aliceLogsIn } })
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

it('settings are there for each program and for a scanner, to copy', async () => {
  const { page, smtpPort } = scene
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await scene.go('#/about')
  const tabs = page.getByRole('tablist', { name: 'Frameworks and programs' }).getByRole('tab')
  await tabs.first().waitFor()
  const names = await tabs.allTextContents()
  expect(names.map((name) => name.split(' ')[0])).toEqual([
    ...['nodemailer', 'Django', 'Rails', 'Laravel', 'Spring', 'Go', 'PHP', 'curl', 'swaks'],
  ])
  for (const [i, name] of names.entries()) {
    await tabs.nth(i).click()
    const panel = page.getByRole('tabpanel', { name })
    await panel.getByText(String(smtpPort)).first().waitFor()
    await panel.getByRole('button', { name: /^Copy/ }).click()
    await expect
      .poll(async () => await page.evaluate<string>('navigator.clipboard.readText()'))
      .toBe(await panel.locator('pre, code').first().textContent())
  }
  const address = page.locator('.address').first()
  expect(await address.textContent()).toMatch(
    new RegExp(`^Server127\\.0\\.0\\.1.*Port${smtpPort}.*SecuritySTARTTLSLoginpossible: .*PLAIN`),
  )
  const scanner = page.locator('section').filter({ has: page.getByRole('heading', { name: /^For a scanner/ }) })
  const steps = await scanner.locator('li').allTextContents()
  expect(steps[0]).toContain(`as the port ${smtpPort}`)
  expect(steps[1]).toContain('Set security to STARTTLS')
  expect(await scanner.textContent()).toContain(`parley serve --listen 0.0.0.0:${smtpPort}`)
})
