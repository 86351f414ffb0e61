import { expect, it } from 'vitest'
import { openScene, say, send } from './scene.ts'

const hostile = `From: "<img src=x onerror=window.pwned=1>" <evil@example.org>
To: you@example.test
Subject: <script>window.pwned=1</script>
Content-Type: text/html; charset=utf-8

<html><head><base href="http://evil.example/"><meta http-equiv="refresh" content="0; url=http://evil.example/gone">
<link rel="stylesheet" href="http://evil.example/style.css"><script src="http://evil.example/script.js"></script></head>
<body onload="parent.pwned=1"><script>parent.pwned=1;top.location='http://evil.example/top'</script>
<img src="http://evil.example/pixel.png" onerror="parent.pwned=1"><img src=x onerror="top.pwned=1">
<iframe src="http://evil.example/frame"></iframe><object data="http://evil.example/object"></object>
<video src="http://evil.example/video" poster="http://evil.example/poster"></video>
<div style="background:url(http://evil.example/background)">Read me</div>
<svg><script>parent.pwned=1</script><image href="http://evil.example/svg.png"/></svg>
<form action="http://evil.example/form"><button id="go">go</button></form>
<a href="javascript:parent.pwned=1" id="script-link">click</a></body></html>
`

it('runs nothing of a hostile mail, and asks nobody for anything', async () => {
  await using scene = await openScene()
  const { page, requests, smtpPort } = scene
  await send(smtpPort, hostile)
  await scene.go('')
  await page.locator('.row a').first().click()
  await page.frameLocator('iframe').getByText('Read me').waitFor()
  await page
    .frameLocator('iframe')
    .getByText('click')
    .click({ timeout: 2000 })
    .catch(() => {})
  for (const tab of ['Text', 'Headers', 'Parts', 'Source', 'Conversation', 'Way', 'Checks']) {
    await page.getByRole('tab', { name: tab }).click()
    await page.waitForTimeout(100)
  }
  await page.waitForTimeout(500)
  expect(await page.evaluate('window.pwned')).toBeUndefined()
  expect(new URL(page.url()).hostname).toBe('127.0.0.1')
  const outside = requests.filter((url) => !url.startsWith(new URL(page.url()).origin) && !url.startsWith('data:'))
  expect(outside).toEqual([])
  expect(scene.errors).toEqual([])
})

it('fetches remote content when it is asked to, having said what that means, and nothing from private networks', async () => {
  await using scene = await openScene()
  const { page, requests, smtpPort } = scene
  const sources = [
    'http://pictures.example/a.png',
    'http://localhost:9/b.png',
    'http://127.0.0.1:9/c.png',
    'http://192.168.1.1/d.png',
    'http://[::1]:9/e.png',
    'http://router.lan/f.png',
  ]
  const images = sources.map((source) => `<img src="${source}">`).join('')
  await send(smtpPort, `Subject: pictures\nContent-Type: text/html\n\n<p>Look</p>${images}\n`)
  await scene.go('')
  await page.locator('.row a').first().click()
  const frame = page.frameLocator('iframe')
  await frame.getByText('Look').waitFor()
  const asked = () => requests.filter((url) => /\/[a-f]\.png$/.test(url))
  const box = page.getByRole('checkbox', { name: 'Load remote content' })
  await box.check()
  const consent = page.getByRole('group', { name: 'Load remote content?' })
  await consent.getByText('Whoever sent it learns your address').waitFor()
  await consent.getByRole('button', { name: 'Rather not' }).click()
  await expect.poll(() => box.isChecked()).toBe(false)
  await page.waitForTimeout(200)
  expect(asked()).toEqual([])
  await box.check()
  await consent.getByRole('button', { name: 'Load it' }).click()
  await expect.poll(asked).toEqual(['http://pictures.example/a.png'])
  await page.waitForTimeout(300)
  expect(asked()).toEqual(['http://pictures.example/a.png'])
  await box.uncheck()
  await frame.getByText('Look').waitFor()
  await expect.poll(() => frame.locator('img[src]').count()).toBe(0)
})

it('shows the source of a mail as it came, with bare line ends and odd octets named', async () => {
  await using scene = await openScene({}, { host: { bareLineEnds: 'keep' } })
  const { page, smtpPort } = scene
  await say(
    smtpPort,
    'EHLO client.example.test',
    'MAIL FROM:<me@example.org>',
    'RCPT TO:<you@example.test>',
    'DATA',
    'Subject: <b>plain</b>\r\n\r\n<script>alert(1)</script>\r\none\ntwo\rthree\u0007\r\n.',
    'QUIT',
  )
  await scene.go('')
  await page.locator('.row a').first().click()
  await page.getByRole('heading', { level: 1, name: '<b>plain</b>' }).waitFor()
  await page.getByRole('tab', { name: 'Source' }).click()
  await page.getByText('<script>alert(1)</script>').first().waitFor()
  const lines = page.getByRole('list', { name: 'Source' }).getByRole('listitem')
  expect(await lines.allTextContents()).toEqual([
    'Subject: <b>plain</b>CRLF',
    'CRLF',
    '<script>alert(1)</script>CRLF',
    'onebare LF',
    'twobare CR',
    'three<07>CRLF',
  ])
  await page.getByText('1 with a bare LF').waitFor()
  await page.getByText('1 with a bare CR').waitFor()
  await page.getByRole('checkbox', { name: 'Line ends' }).uncheck()
  await expect.poll(() => lines.nth(0).locator('.end').isVisible()).toBe(false)
  // What is wrong is shown all the same.
  expect(await lines.nth(3).locator('.end').isVisible()).toBe(true)
  await page.getByRole('tab', { name: /^Checks/ }).click()
  await page.getByRole('tabpanel').getByText('A fault in the octets').first().waitFor()
})
