import { afterAll, beforeAll, expect, it } from 'vitest'
import { fullMessage, openScene, send, type Scene } from './scene.ts'

/** What the row and the tabs of one message show. */

let scene: Scene

beforeAll(async () => {
  scene = await openScene({ viewport: { width: 1600, height: 900 } })
})

afterAll(async () => {
  expect(scene.errors).toEqual([])
  await scene[Symbol.asyncDispose]()
})

const authenticated = fullMessage.replace(
  'From: The Shop',
  `Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=shop@example.org; dkim=fail (body hash) header.d=example.org
From: The Shop`,
)

it('a row has the sender, the subject, a snippet, tags, attachments, the size, how long ago, and whether it was read', async () => {
  const { page, smtpPort, store } = scene
  await send(smtpPort, authenticated)
  const [message] = (await store.list({ terms: [] }, { limit: 1 })).messages
  await store.change({ ids: [message!.id] }, { tags: ['signup', 'to do'] })
  await scene.go('#/messages')
  const row = page.locator('.row').first()
  await page.getByText('1 message, 1 unread', { exact: true }).waitFor()
  await row.locator('.subject').getByText('Your code is 481923').waitFor()
  expect(await row.locator('.who').textContent()).toBe('The Shop')
  expect(await row.locator('.snippet-text').textContent()).toMatch(/^Your code is 481923\. Confirm at/)
  expect(await row.locator('.tag').allTextContents()).toEqual(['signup', 'to do'])
  expect(await row.locator('.clip').textContent()).toContain('1 attached')
  expect(await row.locator('.size').textContent()).toMatch(/^1\.\d kB$/)
  expect(await row.locator('time').textContent()).toMatch(/^(?:now|\d+ s)$/)
  expect(await row.getAttribute('class')).toContain('unread')
  expect(await row.locator('a').textContent()).toMatch(/^Unread\. /)
  await row.locator('a').click()
  await page.locator('iframe').waitFor()
  await expect.poll(() => row.getAttribute('class')).not.toContain('unread')
  expect(await row.locator('a').textContent()).not.toMatch(/^Unread\. /)
})

it('HTML is as wide as a phone, a tablet, or all there is', async () => {
  const { page } = scene
  const choose = (name: RegExp) => page.getByRole('button', { name }).click()
  const width = async () => (await page.locator('iframe').boundingBox())?.width
  await choose(/As wide as there is room/)
  await expect.poll(width).toBeGreaterThan(800)
  const wide = await width()
  await choose(/on a phone/)
  await expect.poll(width).toBeCloseTo(392, -1)
  await choose(/on a tablet/)
  await expect.poll(width).toBeCloseTo(770, -1)
  await choose(/As wide as there is room/)
  await expect.poll(width).toBe(wide)
})

it('the way shows each host with its delay, and what each found out about the sender', async () => {
  const { page } = scene
  await page.getByRole('tab', { name: 'Way' }).click()
  const hops = page.locator('.hops > li')
  await hops.first().waitFor()
  expect(await hops.count()).toBe(3)
  expect(await hops.nth(0).textContent()).toMatch(/^Written .*by the Date field$/)
  expect(await hops.nth(1).textContent()).toMatch(/relay\.example\.org from far\.example\.org.*with ESMTPS/)
  // The hosts before are fixed in time, and this one is not.
  expect(await hops.nth(2).locator('.delay').textContent()).toMatch(/^(?:\+ |−)\d/)
  expect(await hops.nth(2).textContent()).toContain('(this server)')
  const results = page.locator('.auth-results')
  expect(await results.locator('h3').textContent()).toBe('by mx.example.org')
  expect(await results.locator('tr').allTextContents()).toEqual([
    expect.stringMatching(/^spfpass.*shop@example\.org/),
    expect.stringMatching(/^dkimfail.*example\.org/),
  ])
  const verdicts = await results.locator('.verdict').all()
  expect(await Promise.all(verdicts.map((each) => each.getAttribute('class')))).toEqual([
    'verdict pass',
    'verdict fail',
  ])
})

it('an attached text is shown as text, in its charset, and nothing of it runs', async () => {
  const { page, smtpPort } = scene
  const part = (type: string, name: string, text: string) =>
    `--b\nContent-Type: ${type}\nContent-Disposition: attachment; filename=${name}\nContent-Transfer-Encoding: quoted-printable\n\n${text}\n`
  await send(
    smtpPort,
    `Subject: Texts\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSee it.\n` +
      part('text/csv; charset=iso-8859-1', 'a.csv', 'name;gr=FCn') +
      part('application/json', 'a.json', '{"gr=C3=BCn": "<script>window.pwned=3D1</script>"}') +
      part('text/html', 'a.html', '<script>window.pwned=3D1</script>') +
      part('application/zip', 'a.zip', 'PK') +
      '--b--\n',
  )
  await scene.go('#/messages')
  await page.locator('.row .subject').getByText('Texts').click()
  await page.getByRole('tab', { name: /^Attachments/ }).click()
  const cards = page.locator('.attachment')
  const shown = async (name: string) => {
    const card = cards.filter({ hasText: name })
    await card.getByRole('button', { name: 'Show the text' }).click()
    const text = await card.locator('pre').textContent()
    await card.getByRole('button', { name: 'Hide the text' }).click()
    await expect.poll(() => card.locator('pre').count()).toBe(0)
    return text
  }
  expect(await shown('a.csv')).toBe('name;grün')
  expect(await shown('a.json')).toBe('{"grün": "<script>window.pwned=1</script>"}')
  expect(await shown('a.html')).toBe('<script>window.pwned=1</script>')
  expect(await cards.filter({ hasText: 'a.zip' }).getByRole('button', { name: 'Show the text' }).count()).toBe(0)
  expect(await page.evaluate('window.pwned')).toBeUndefined()
})
