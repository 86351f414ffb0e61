import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let elsewhere: MailServer

beforeAll(async () => {
  elsewhere = await createServer({ hostname: 'mx.elsewhere.example' })
  scene = await openScene(
    {},
    {
      host: {
        practice: true,
        auth: {
          checkPassword: (user, password) => user === 'alice' && password === 'opensesame',
          allowInClear: true,
        },
      },
      site: { talkHosts: [`127.0.0.1:${elsewhere.port}`] },
    },
  )
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
  await elsewhere.close()
})

const field = () => scene.page.getByRole('textbox', { name: /^A line/ })
const heard = (kind: string, text: string | RegExp) =>
  scene.page.locator(`.talk-line.${kind}`).getByText(text).first().waitFor()

const connect = () => scene.page.getByRole('button', { name: /^(?:Connect|Begin anew)$/ }).click()

async function type(line: string): Promise<void> {
  await scene.page.keyboard.type(line)
  await scene.page.keyboard.press('Enter')
}

it('holds a conversation by hand, with hints, up to a message that is delivered', async () => {
  const { page } = scene
  await scene.go('#/talk')
  await connect()
  await heard('server', 'S: 220 mail.example.test ESMTP')
  await heard('comment', /^# next: EHLO/)
  const hints = page.locator('#entry-choices .chip')
  await expect.poll(() => hints.allTextContents()).toContain('QUIT')
  // The field has the focus by itself: hands stay on the keys.
  await type('EHLO me.example.org')
  await heard('server', /^S: 250 /)
  await expect.poll(() => hints.allTextContents()).toContain('MAIL FROM:<')

  await page.keyboard.type('MAIL F')
  await expect.poll(() => hints.allTextContents()).toEqual(['FROM:<'])
  await page.keyboard.press('Tab')
  await expect.poll(() => field().inputValue()).toBe('MAIL FROM:<')
  await type('me@example.org>')
  await heard('server', /^S: 250 2\.1\.0/)

  await type('RCPT TO:<nobody@example.test>')
  await heard('server', /^S: 550 5\.1\.1/)
  await heard('comment', /^# 550 5\.1\.1: No such mailbox/)
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => field().inputValue()).toBe('RCPT TO:<nobody@example.test>')
  await field().fill('')
  await type('RCPT TO:<bob@example.test>')
  await heard('server', /^S: 250 2\.1\.5/)
  await type('DATA')
  await heard('server', /^S: 354/)
  await page.getByText('A line of the message; a dot by itself ends it.').waitFor()
  for (const line of ['Subject: By hand', '', '.. begins with a dot', '.']) await type(line)
  await heard('server', /^S: 250 2\.0\.0 Ok: queued as/)
  await page.getByRole('button', { name: 'Where it stands' }).click()
  await page.locator('.talk-line.answer').first().waitFor()
  await type('QUIT')
  await heard('server', /^S: 221/)
  await page.getByText('The conversation is over.').waitFor()

  await page.getByRole('navigation').getByText('Messages').click()
  await page.locator('.row .subject').getByText('By hand').click()
  await page.getByText('. begins with a dot').first().waitFor()
})

it('says several lines that are pasted one after the other, and sends a message that is handed over', async () => {
  const { page, store } = scene
  await scene.go('#/talk')
  await connect()
  await heard('server', /^S: 220/)
  await field().evaluate((element, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, 'EHLO me.example.org\nMAIL FROM:<me@example.org>\nRCPT TO:<bob@example.test>\n')
  await heard('server', /^S: 250 2\.1\.5/)
  await page.getByRole('button', { name: 'Send a message' }).click()
  await page.getByRole('textbox', { name: 'The message, header and text' }).fill('Subject: Handed over\n\nHello\n')
  await page.getByRole('button', { name: 'Answer' }).click()
  await heard('server', /^S: 250 2\.0\.0/)
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.getByText('The conversation is over.').waitFor()
  const [newest] = (await store.list({ terms: [] }, { limit: 1 })).messages
  expect((await newest!.overview()).subject).toBe('Handed over')
})

it('logs in, and shows no password', async () => {
  const { page } = scene
  await scene.go('#/talk')
  await connect()
  await heard('server', /^S: 220/)
  await type('EHLO me.example.org')
  await heard('server', /^S: 250 /)
  await page.getByRole('button', { name: 'Log in' }).click()
  const question = page.locator('.question')
  await question.getByText(/user/i).waitFor()
  await type('alice')
  await question.getByText(/password/i).waitFor()
  expect(await question.locator('input').getAttribute('type')).toBe('password')
  await type('opensesame')
  await heard('server', /^S: 235/)
  expect(await page.getByRole('log').textContent()).not.toMatch(/opensesame|b3BlbnNlc2FtZQ|AGFsaWNlAG9wZW5zZXNhbWU/)
  await field().fill('QUIT')
  await field().press('Enter')
  await page.getByText('The conversation is over.').waitFor()
})

it('talks to a host that the operator allows, and to no other', async () => {
  const { page } = scene
  await scene.go('#/talk')
  const host = page.getByRole('combobox')
  expect(await host.locator('option').allTextContents()).toEqual(['this server', `127.0.0.1:${elsewhere.port}`])
  await host.selectOption(`127.0.0.1:${elsewhere.port}`)
  await connect()
  await heard('server', 'S: 220 mx.elsewhere.example ESMTP')
  await page.getByRole('button', { name: 'Hang up' }).click()
  await page.getByText('The conversation is over.').waitFor()

  // Somebody makes the page ask for more than it offers.
  await host
    .locator('option')
    .nth(1)
    .evaluate((option) => ((option as HTMLOptionElement).value = '127.0.0.1:25'))
  await host.selectOption('127.0.0.1:25')
  await connect()
  await heard('trouble', '127.0.0.1:25 is none of the servers that may be talked to from here')
  expect(await page.locator('.talk-line.server').count()).toBe(0)
})
