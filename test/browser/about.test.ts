import { afterAll, beforeAll, expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
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
  const list = (await scanner.locator('ol').boundingBox())!
  const below = (await scanner.locator('ol + p').boundingBox())!
  expect(below.y - (list.y + list.height)).toBeGreaterThanOrEqual(8)
})

it('a scanner is told what a practice host asks for, and it is so', async () => {
  const practice = { domains: ['example.test'], recipient: 'alice@example.test' }
  await using host = await openScene({}, { host: { practice: true }, site: { practice } })
  await host.go('#/about')
  const scanner = host.page
    .locator('section')
    .filter({ has: host.page.getByRole('heading', { name: /^For a scanner/ }) })
  await scanner.waitFor()
  const steps = await scanner.locator('li').allTextContents()
  expect(steps.join('\n')).not.toContain('may be any address')
  const named = async (step: RegExp) =>
    scanner.locator('li').filter({ hasText: step }).locator('code').allTextContents()
  const [sender, ofHere] = await named(/^The sender must/)
  const [name, local] = await named(/name of the device/)
  const [recipient] = await named(/^Send a test to/)
  const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: host.smtpPort })
  await session.open()
  await session.reply()
  const codes: number[] = []
  expect(local).toMatch(/^\[[\d.]+\]$/)
  const lines = ['EHLO [127.0.0.1]', `EHLO ${name!}`, `MAIL FROM:<${ofHere!}>`, 'RSET', `MAIL FROM:<${sender!}>`]
  for (const line of [...lines, `RCPT TO:<${recipient!}>`]) codes.push((await session.command(line)).code)
  session.close()
  expect(codes).toEqual([250, 250, 250, 250, 250, 250])
  expect(host.errors).toEqual([])
})

it('where the server speaks LMTP, there are only those who can speak it', async () => {
  await using lmtp = await openScene({}, { host: { lmtp: true } })
  await lmtp.go('#/about')
  const tabs = lmtp.page.getByRole('tablist', { name: 'Frameworks and programs' }).getByRole('tab')
  await tabs.first().waitFor()
  expect(await tabs.allTextContents()).toEqual(['nodemailer', 'swaks', 'Postfix', 'Dovecot'])
  expect(await lmtp.page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
    'For your framework',
    'This server',
  ])
  expect(lmtp.errors).toEqual([])
})

it('what clients have to keep to is there', async () => {
  await using host = await openScene({}, { host: { strict: true, demands: { demands: ['helo-name', 'spf'] } } })
  await host.go('#/about')
  const facts = host.page.locator('dl.facts')
  await facts.getByText('what the RFCs forbid is refused').waitFor()
  expect(await facts.textContent()).toContain(
    "Demands of clients without a loginthe HELO name is a full host name, or an address literal; SPF of the sender's domain",
  )
})
