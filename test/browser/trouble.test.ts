import { expect, it } from 'vitest'
import { openScene, say } from './scene.ts'

it('sets a fault, counts its strikes as they happen, marks them in the conversation, and takes it away', async () => {
  await using scene = await openScene()
  const { page, smtpPort } = scene
  await scene.go('#/trouble')
  await page.getByText('None is set').waitFor()
  await page.getByRole('button', { name: /^Mailbox full/ }).click()
  await page.getByRole('button', { name: 'Set it' }).click()
  const fault = page.getByRole('list', { name: 'Faults that are set' }).getByRole('listitem')
  await fault.getByText('RCPT 452 4.2.2 "Mailbox full" to=full@*').waitFor()
  await say(smtpPort, 'EHLO a', 'MAIL FROM:<a@example.org>', 'RCPT TO:<full@example.test>', 'QUIT')
  await fault.getByText('struck 1 of 1 time').waitFor()

  await page.getByLabel('A fault, in the short notation').fill('RCPT no-such-thing')
  await page.getByRole('button', { name: 'Set it' }).click()
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('no-such-thing')

  await scene.go('#/conversations')
  await page.locator('.session a').first().click()
  await page.locator('.line.fault').getByText('Mailbox full').waitFor()

  await scene.go('#/trouble')
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page.getByText('None is set').waitFor()
  expect(scene.errors).toEqual([])
})
