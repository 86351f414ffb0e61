import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendMail } from '../web/send-mail.ts'
import { aliceLogin, aliceLogsIn, openScene, say, send, type Scene } from './scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene({}, { host: { auth: aliceLogsIn } })
  const { smtpPort } = scene
  for (const subject of ['One', 'Two', 'Three'])
    await send(smtpPort, `Subject: ${subject}\n\nText\n`, 'bob@example.test')
  await send(smtpPort, 'Subject: Four\n\nText\n', 'carol@example.test')
  await say(
    smtpPort,
    'EHLO client.example.test',
    aliceLogin,
    'MAIL FROM:<alice@example.test>',
    'RCPT TO:<carol@example.test>',
    'DATA',
    'Subject: Five\r\n\r\nText\r\n.',
    'QUIT',
  )
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

const subjects = () => scene.page.locator('.row .subject').allTextContents()

it('has a mailbox for each recipient, and one for each login', async () => {
  const { page } = scene
  await scene.go('#/messages')
  await expect.poll(subjects).toEqual(['Five', 'Four', 'Three', 'Two', 'One'])
  const boxes = page.locator('.boxes')
  await boxes.getByRole('button', { name: /^carol@example\.test/ }).click()
  await expect.poll(subjects).toEqual(['Five', 'Four'])
  await boxes.getByRole('button', { name: /^carol@example\.test/ }).click()
  await expect.poll(async () => (await subjects()).length).toBe(5)
  await boxes.getByRole('combobox', { name: 'Mailboxes by' }).selectOption('login')
  await boxes.getByRole('button', { name: /^alice/ }).click()
  await expect.poll(subjects).toEqual(['Five'])
})

it('marks and deletes several at once, those between two clicks too', async () => {
  const { page, store } = scene
  await scene.go('#/messages')
  await expect.poll(async () => (await subjects()).length).toBe(5)
  await page.getByRole('checkbox', { name: 'Select: Four' }).click()
  await page.getByRole('checkbox', { name: 'Select: Two' }).click({ modifiers: ['Shift'] })
  await page.getByText('3 selected').waitFor()
  await page.getByRole('button', { name: 'Mark as read' }).click()
  await expect.poll(async () => (await store.counts()).unread).toBe(2)
  await page.getByRole('button', { name: 'Mark as unread (u)' }).click()
  await expect.poll(async () => (await store.counts()).unread).toBe(5)
  await page.getByRole('button', { name: 'Delete (#)' }).click()
  await expect.poll(subjects).toEqual(['Five', 'One'])
  await expect.poll(async () => (await store.counts()).messages).toBe(2)
})

it('gives a message as a file, octet by octet, and takes tags', async () => {
  const { page, store } = scene
  await scene.go('#/messages')
  await page.locator('.row .subject').getByText('Five').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as .eml' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.eml$/)
  expect(await readFile(await download.path(), 'utf8')).toBe('Subject: Five\r\n\r\nText\r\n')
  await page.getByPlaceholder('add a tag').fill('invoice')
  await page.keyboard.press('Enter')
  await expect.poll(() => store.tags()).toEqual(['invoice'])
  await page.locator('.boxes').getByRole('button', { name: 'invoice' }).click()
  await expect.poll(subjects).toEqual(['Five'])
})

it('names the recipients that were refused while the message was brought', async () => {
  await using practice = await openScene({}, { host: { practice: true } })
  await sendMail(practice.smtpPort, 'Subject: To two\r\n\r\nText\r\n', ['bob@example.test', 'nobody@example.test'])
  await practice.go('#/messages')
  await practice.page.locator('.row .subject').getByText('To two').click()
  const facts = practice.page.locator('.facts')
  await facts.getByText('<nobody@example.test>').waitFor()
  expect(await facts.textContent()).toMatch(/Refused<nobody@example\.test> 550 5\.1\.1 No such user here/)
})

it('bears a message of 10,000 parts, and one of parts a thousand deep', { timeout: 120_000 }, async () => {
  const { page, smtpPort } = scene
  const part = '--b\r\nContent-Type: text/x-part\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n'
  await sendMail(
    smtpPort,
    `Subject: Wide\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(10_000)}--b--\r\n`,
    ['bob@example.test'],
  )
  const deep = Array.from(
    { length: 1000 },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  )
  await sendMail(smtpPort, `Subject: Deep\r\n${deep.join('')}\r\nThe bottom\r\n`, ['bob@example.test'])
  for (const subject of ['Wide', 'Deep']) {
    await scene.go('#/messages')
    await page.locator('.row .subject').getByText(subject).click()
    const began = Date.now()
    await page.getByRole('tab', { name: /^Parts/ }).click()
    await page.locator('.part').first().waitFor()
    if (await page.getByRole('tab', { name: /^Attachments/ }).isVisible()) {
      await page.getByRole('tab', { name: /^Attachments/ }).click()
      await page.getByText('Show 9,799 more attachments').waitFor()
    }
    await page.getByRole('tab', { name: /^Checks/ }).click()
    await page.getByText('Too many parts').waitFor()
    expect(Date.now() - began).toBeLessThan(30_000)
  }
})
