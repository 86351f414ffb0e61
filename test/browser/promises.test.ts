import { afterAll, beforeAll, expect, it } from 'vitest'
import { cert, key } from '../server/certificate.ts'
import { fullMessage, openScene, say, send, type Scene } from './scene.ts'

/** What each row, each tab and each settings page is to show. */

let scene: Scene

beforeAll(async () => {
  scene = await openScene(
    { viewport: { width: 1600, height: 900 } },
    {
      host: {
        tls: { key, cert },
        auth: { checkPassword: (user, password) => user === 'alice' && password === 'opensesame', allowInClear: true },
      },
    },
  )
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
  await expect.poll(() => row.getAttribute('class')).toContain('read')
  expect(await row.locator('a').textContent()).not.toMatch(/^Unread\. /)
})

it('HTML is as wide as a phone, a tablet, or all there is', async () => {
  const { page } = scene
  const width = async (name: RegExp) => {
    await page.getByRole('button', { name }).click()
    return (await page.locator('iframe').boundingBox())!.width
  }
  const wide = await width(/As wide as there is room/)
  expect(await width(/on a phone/)).toBeCloseTo(392, -1)
  expect(await width(/on a tablet/)).toBeCloseTo(770, -1)
  expect(wide).toBeGreaterThan(800)
  expect(await width(/As wide as there is room/)).toBe(wide)
})

it('the way shows each host with its delay, and what each found out about the sender', async () => {
  const { page } = scene
  await page.getByRole('tab', { name: 'Way' }).click()
  const hops = page.locator('.hops > li')
  await hops.first().waitFor()
  expect(await hops.count()).toBe(3)
  expect(await hops.nth(0).textContent()).toMatch(/^Written .*by the Date field$/)
  expect(await hops.nth(1).textContent()).toMatch(/relay\.example\.org from far\.example\.org.*with ESMTPS/)
  // From that host to this one it was as long as it is since then.
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

it('a conversation tells who logged in and how, shows no password, and where it was silent', async () => {
  const { page, smtpPort } = scene
  await say(
    smtpPort,
    'EHLO printer.example.org',
    `AUTH PLAIN ${Buffer.from('\0alice\0opensesame').toString('base64')}`,
    'MAIL FROM:<alice@example.org>',
    'QUIT',
  )
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
  expect(await dialogue.textContent()).not.toContain(Buffer.from('\0alice\0opensesame').toString('base64'))
  await scene.go('#/conversations?q=slow.example.org')
  await page.locator('.session a').first().click()
  await dialogue.locator('.line.server').filter({ hasText: 'Goodbye' }).waitFor()
  expect(await dialogue.locator('.silence').allTextContents()).toEqual([expect.stringMatching(/^3\d\d ms$/)])
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

/** What can be pressed, chosen or typed into, and has no name that could be read out. */
const nameless = `[...document.querySelectorAll('button, a, input, select, textarea, iframe, dialog[open], [role=tabpanel], [role=log], [role=tree]')]
  .filter((element) => element.checkVisibility() && !element.closest('[aria-hidden=true]'))
  .filter((element) => {
    const labels = element.labels ? [...element.labels].map((label) => label.textContent).join('') : ''
    const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('')
    const own = ['BUTTON', 'A'].includes(element.tagName) || element.getAttribute('role') === 'tab' ? element.textContent : ''
    const said = element.getAttribute('aria-label') ?? ''
    return (labels + by + own + said + (element.title ?? '')).trim() === ''
  })
  .map((element) => element.outerHTML.slice(0, 120))`

it('everything that can be worked has a name for who hears the page', async () => {
  const { page } = scene
  const check = async (where: string) => expect([where, await page.evaluate(nameless)]).toEqual([where, []])
  await scene.go('#/messages')
  await page.locator('.row a').first().waitFor()
  await check('messages')
  await page.locator('.row a').first().click()
  const tabs = page.getByRole('tab')
  await tabs.first().waitFor()
  for (let i = 0; i < (await tabs.count()); i++) {
    await tabs.nth(i).click()
    await check(`tab ${i + 1} of a message`)
  }
  for (const hash of ['#/conversations', '#/talk', '#/trouble', '#/about']) {
    await scene.go(hash)
    await page.locator('main h1, main h2, main .chips, main button').first().waitFor()
    await check(hash)
  }
  await scene.go('#/conversations')
  await page.locator('.session a').first().click()
  await page.getByRole('log').waitFor()
  await check('a conversation')
})
