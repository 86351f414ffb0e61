import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { playScript } from '../../src/script/play.ts'
import { readScript } from '../../src/transcript/read-script.ts'
import { cert, key } from '../server/certificate.ts'
import { aliceLogin, aliceLogsIn, openScene, say, sayFrom, sayInTls, send, type Scene } from './scene.ts'

let scene: Scene

beforeAll(async () => {
  scene = await openScene({}, { host: { tls: { key, cert }, auth: aliceLogsIn } })
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

/** Who the conversations of the list were with, as it shows them. */
const names = () => scene.page.locator('.session .who').allTextContents()

/** Begin a conversation, and show it while it goes on. */
async function watchOne(): Promise<Socket> {
  const { page, smtpPort } = scene
  await scene.go('#/conversations')
  await page.locator('.state.on').waitFor()
  const socket = connect(smtpPort, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await page.locator('.session.live a').first().click()
  await page.getByText('going on …').waitFor()
  return socket
}

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
  await expect.poll(() => refusal.locator('.hint').isVisible()).toBe(true)
  await refusal.locator('.reply-code').click()
  expect(await refusal.locator('.explanation').textContent()).toContain('What to do')
  expect(await dialogue.locator('.deviation b').first().textContent()).toMatch(/^RFC 5321 §/)
  await page.getByRole('checkbox', { name: 'Raw octets' }).check()
  await dialogue.getByText(/^52 43 50 54 20 54 4f 3a/).waitFor()
  await page.getByText(/^parley run .*\.smtp mail\.example\.org$/).waitFor()
})

it('shows a conversation while it goes on, line by line', async () => {
  const { page } = scene
  const socket = await watchOne()
  try {
    socket.write('EHLO slow.example.test\r\n')
    await page.locator('.line.client').getByText('EHLO slow.example.test').waitFor()
    socket.write('NOOP\r\n')
    await page.locator('.line.client').getByText('NOOP').waitFor()
  } finally {
    socket.destroy()
  }
  await expect.poll(() => page.getByText('going on …').count()).toBe(0)
})

it('filters: refused, dropped, no QUIT, TLS, what brought mail, by address and by name', async () => {
  const { page, smtpPort } = scene
  await say(smtpPort, 'EHLO fine.example.test', 'QUIT')
  await say(smtpPort, 'EHLO left.example.test', 'MAIL FROM:<a@example.org>')
  await sayFrom('127.0.0.9', smtpPort, 'EHLO far.example.test', 'QUIT')
  await sayInTls(smtpPort, 'tls.example.test')
  await send(smtpPort, 'Subject: brought\n\nHello\n')
  await scene.go('#/conversations')
  const rows = page.locator('.session a')
  await expect.poll(() => rows.count()).toBe(7)
  const shown = async (filter: string, ...wanted: readonly string[]) => {
    await page.getByRole('button', { name: filter, exact: true }).click()
    await expect
      .poll(async () => (await names()).map((name) => name.split(' ').at(-1)).sort(), { message: filter })
      .toEqual([...wanted].sort())
  }
  await shown('Refused', 'printer')
  await shown('Dropped', 'left.example.test', 'slow.example.test')
  await shown('No QUIT', 'left.example.test', 'slow.example.test')
  await shown('TLS', 'tls.example.test')
  await shown('Brought mail', 'client.example.test')
  expect(page.url()).toContain('only=delivered')
  await page.reload()
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole('button', { name: 'All' }).click()
  await expect.poll(() => rows.count()).toBe(7)

  const sought = page.getByRole('searchbox', { name: 'Search conversations' })
  await sought.fill('127.0.0.9')
  await expect.poll(names).toEqual(['127.0.0.9 far.example.test'])
  await sought.fill('127.0.0.')
  await expect.poll(() => rows.count()).toBe(7)
  await sought.fill('fine.example')
  await expect.poll(names).toEqual(['127.0.0.1 fine.example.test'])
  await sought.fill('501')
  await expect.poll(() => rows.count()).toBe(1)
  await sought.fill('')
  await page.locator('.session a').filter({ hasText: 'tls.example.test' }).click()
  const dialogue = page.getByRole('log', { name: 'The conversation' })
  await dialogue
    .locator('.line.tls')
    .getByText(/^TLSv1\.3/)
    .waitFor()
})

it('hands the conversation over: a file that can be played, and the command that plays it', async () => {
  const { page, smtpPort } = scene
  await scene.go('#/conversations?q=client.example.test')
  await expect.poll(names).toEqual(['127.0.0.1 client.example.test'])
  await page.locator('.session a').first().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as .smtp' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  const reading = readScript(text, { file: download.suggestedFilename() })
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  const before = (await scene.store.counts()).messages
  const { verdict, mismatch } = await playScript(reading.value, { kind: 'tcp', host: '127.0.0.1', port: smtpPort })
  expect({ verdict, mismatch }).toEqual({ verdict: 'passed', mismatch: null })
  expect((await scene.store.counts()).messages).toBe(before + 1)

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy the command' }).click()
  await page.getByText('The command is in the clipboard.').waitFor()
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  // The very file that was downloaded.
  expect(copied).toBe(`parley run ${download.suggestedFilename()} mail.example.org`)
})

it('is worked with the keys alone', async () => {
  const { page } = scene
  await scene.go('#/about')
  await page.getByRole('heading', { name: 'This server' }).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.locator('.session').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('log', { name: 'The conversation' }).waitFor()
  const first = page.url()
  await page.keyboard.press('k')
  await expect.poll(() => page.url()).not.toBe(first)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('log').count()).toBe(0)
  // A code is explained to who reaches it with the keys, too.
  await page.keyboard.press('Enter')
  const code = page.locator('.reply-code').first()
  await code.focus()
  await expect.poll(() => page.locator('.hint').first().isVisible()).toBe(true)
  await page.keyboard.press('Enter')
  await page.locator('.explanation').waitFor()
})

it('marks a deviation as soon as it is known, with a reply that took its time, while the conversation goes on', async () => {
  const { page, host } = scene
  const fault = host.server.faults.add('RCPT delay 6s')
  const socket = await watchOne()
  try {
    for (const line of ['EHLO live.example.test', 'MAIL FROM:<a@example.org>', 'RCPT TO: <b@example.test>']) {
      socket.write(`${line}\r\n`)
      await page.locator('.line.client').getByText(line).waitFor()
    }
    const line = page.locator('.line.client').filter({ hasText: 'RCPT TO:' })
    expect(await line.locator('.deviation').count()).toBe(0)
    await line.locator('.deviation').getByText('RFC 5321 §3.3').waitFor()
    expect(await line.count()).toBe(1)
    await page.getByText('going on …').waitFor()
  } finally {
    socket.end('QUIT\r\n')
    host.server.faults.remove(fault.id)
  }
  await expect.poll(() => page.getByText('going on …').count()).toBe(0)
})

it('tells who logged in and how, shows no password, and where it was silent', async () => {
  const { page, smtpPort } = scene
  await say(smtpPort, 'EHLO printer.example.org', aliceLogin, 'MAIL FROM:<alice@example.org>', 'QUIT')
  scene.host.server.faults.add('NOOP delay 300ms')
  await say(smtpPort, 'EHLO slow.example.org', 'NOOP', 'QUIT')
  scene.host.server.faults.clear()
  await scene.go('#/conversations?q=alice')
  await page.locator('.session .tag').getByText('alice').waitFor()
  await page.locator('.session a').first().click()
  const facts = page.locator('.facts')
  await facts.getByText('alice').waitFor()
  expect(await facts.textContent()).toMatch(/TLSin clearLoginalice/)
  const dialogue = page.getByRole('log', { name: 'The conversation' })
  expect(await dialogue.locator('.line.client').filter({ hasText: 'AUTH' }).textContent()).toMatch(
    /AUTH PLAIN ‹secret›/,
  )
  expect(await dialogue.textContent()).not.toContain(aliceLogin.split(' ').at(-1))
  await scene.go('#/conversations?q=slow.example.org')
  await expect.poll(names).toEqual(['127.0.0.1 slow.example.org'])
  await page.locator('.session a').first().click()
  await dialogue.locator('.line.server').filter({ hasText: 'Goodbye' }).waitFor()
  // Where the machine is busy, the server is silent for longer, and elsewhere too.
  expect(await dialogue.locator('.silence').allTextContents()).toContainEqual(
    expect.stringMatching(/^(?:[3-9]\d\d ms|\d\.\d s)$/),
  )
})
