import { expect, it } from 'vitest'
import { createServer } from '../../src/store/mail-server.ts'
import { openScene, say, send } from './scene.ts'

it('releases a message: with consent, to whom the operator allows, and it is delivered', async () => {
  await using peer = await createServer({ hostname: 'mx.elsewhere.example' })
  const way = `127.0.0.1:${peer.port}`
  await using scene = await openScene(
    {},
    {
      host: { outgoing: { release: { to: ['*@example.org'], hosts: [{ host: '127.0.0.1', port: peer.port }] } } },
    },
  )
  const { page, smtpPort } = scene
  const head = ['EHLO client.example.test', 'MAIL FROM:<ann@example.org>', 'RCPT TO:<you@example.test>']
  const letter = 'From: ann@example.org\r\nSubject: Set free\r\n\r\nHello\r\n.'
  await say(smtpPort, ...head, 'RCPT TO:<carol@example.org>', 'DATA', letter, 'QUIT')
  await scene.go('#/messages')
  await page.locator('.row .subject').getByText('Set free').click()
  await page.getByRole('button', { name: /^Release/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Release this message' })
  await dialog.getByText('*@example.org').waitFor()
  const go = dialog.getByRole('button', { name: 'Send it on' })
  expect(await go.isDisabled()).toBe(true)
  // Whom the operator does not allow is not proposed, and it is said.
  const to = dialog.getByLabel('To', { exact: true })
  expect(await to.inputValue()).toBe('carol@example.org')
  expect(await dialog.textContent()).toContain('you@example.test got it too, and is not allowed')
  await to.fill('you@example.test')
  await expect.poll(() => dialog.getByRole('alert').textContent()).toBe('you@example.test is not allowed here.')
  await dialog.getByRole('checkbox', { name: 'I want this mail to be sent to you@example.test.' }).check()
  expect(await go.isDisabled()).toBe(true)
  expect(await scene.host.queue!.list()).toEqual([])

  await to.fill('bob@example.org')
  // What was agreed to was another recipient.
  await expect.poll(() => go.isDisabled()).toBe(true)
  await dialog.getByRole('checkbox').check()
  await go.click()
  await page.getByText('It is on its way').waitFor()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)

  await page.getByRole('navigation').getByText('Trouble').click()
  const row = page.locator('.outgoing > li')
  await row.getByText('delivered').waitFor()
  expect(await row.textContent()).toContain('bob@example.org')
  expect(await row.textContent()).toContain(way)
  const received = await peer.waitFor({ to: 'bob@example.org' })
  expect((await received.overview()).subject).toBe('Set free')

  await row.getByRole('link', { name: 'the message' }).click()
  await page.getByRole('heading', { level: 1, name: 'Set free' }).waitFor()
  await scene.go('#/trouble')
  await page.getByRole('button', { name: 'Delete it' }).click()
  await page.getByText('Nothing waits to be sent on.').waitFor()
  expect(scene.errors).toEqual([])
})

it('shows mail that is stuck, and tries again when it is told to', async () => {
  const peer = await createServer()
  const { port } = peer
  await peer.close()
  await using scene = await openScene(
    {},
    { host: { outgoing: { release: { to: ['*@example.org'], hosts: [{ host: '127.0.0.1', port }] } } } },
  )
  const { page, smtpPort, store, host } = scene
  await send(smtpPort, 'Subject: Stuck\n\nHello\n')
  const [message] = (await store.list({ terms: [] }, { limit: 1 })).messages
  await scene.go('#/trouble')
  await page.getByText('Nothing waits to be sent on.').waitFor()
  await host.release(message!.id, { to: ['bob@example.org'] })
  const row = page.locator('.outgoing > li')
  await row.getByText('waits', { exact: true }).waitFor()
  await row.getByText(/ECONNREFUSED.*Next in/).waitFor()
  await using again = await createServer({ port })
  await row.getByRole('button', { name: 'Try again now' }).click()
  await row.getByText('delivered').waitFor()
  expect(again.sessions).toHaveLength(1)
  expect(scene.errors).toEqual([])
})

it('offers no release where the operator allows none', async () => {
  await using scene = await openScene()
  await send(scene.smtpPort, 'Subject: Stays here\n\nHello\n')
  await scene.go('#/messages')
  await scene.page.locator('.row .subject').getByText('Stays here').click()
  await scene.page
    .getByRole('button', { name: /^Delete/ })
    .first()
    .waitFor()
  expect(await scene.page.getByRole('button', { name: /^Release/ }).count()).toBe(0)
})
