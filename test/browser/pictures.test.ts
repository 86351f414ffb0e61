import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cert, key } from '../server/certificate.ts'
import { designedMessage, fullMessage, openScene, say, sayInTls, send, type Scene } from './scene.ts'

/** Where pictures of every view are put, to be looked at; nowhere by itself. */
const folder = process.env['PARLEY_PICTURES']

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 780 } } as const

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  it.each(['wide', 'narrow'] as const)('each view can be read, %s', { timeout: 120_000 }, async (width) => {
    await using scene = await openScene(
      { colorScheme, viewport: sizes[width] },
      {
        host: {
          practice: true,
          tls: { key, cert },
          outgoing: { release: { to: ['*@example.org'], hosts: [{ host: '127.0.0.1', port: 9 }] } },
        },
        site: {
          talkHosts: ['mail.example.org:25'],
          practice: { domains: ['example.test'], recipient: 'alice@example.test' },
        },
      },
    )
    await fill(scene)
    const { page } = scene
    let count = 0
    const look = async (name: string) => {
      await page.waitForTimeout(150)
      expect.soft(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), name).toBeLessThanOrEqual(0)
      expect.soft(await page.evaluate(cutOff), name).toEqual([])
      expect.soft(await page.evaluate(faintText), name).toEqual([])
      if (folder === undefined) return
      mkdirSync(folder, { recursive: true })
      const number = String(++count).padStart(2, '0')
      await page.screenshot({ path: join(folder, `${colorScheme}-${width}-${number}-${name}.png`) })
    }

    await scene.go('#/messages')
    await page.locator('.row .subject').getByText('Your code is 481923').waitFor()
    await look('messages')
    await page.keyboard.press('/')
    await look('search')
    await page.keyboard.press('Escape')
    await page.locator('.row .subject').getByText('Your code is 481923').click()
    for (const tab of ['HTML', 'Text', 'Headers', 'Parts', 'Source', 'Attachments', 'Conversation', 'Way', 'Checks']) {
      await page.getByRole('tab', { name: tab }).click()
      await look(tab.toLowerCase())
    }
    await page.getByRole('tab', { name: 'HTML' }).click()
    await page.getByRole('checkbox', { name: 'Load remote content' }).check()
    await look('consent')
    await page.getByRole('button', { name: /^Release/ }).click()
    await look('release')
    await page.keyboard.press('Escape')

    await scene.go('#/messages')
    await page.locator('.row .subject').getByText('Designed').click()
    await page.getByRole('tab', { name: 'Checks' }).click()
    await page.locator('.features summary').nth(2).click()
    await look('html-support')

    await scene.go('#/conversations')
    await page.locator('.session').first().waitFor()
    await look('conversations')
    await page.locator('.session a').filter({ hasText: 'printer' }).click()
    await page.locator('.line.refusal .reply-code').first().click()
    await look('conversation')
    await page.getByRole('checkbox', { name: 'Raw octets' }).check()
    await page.locator('.dump').first().waitFor()
    await look('raw-octets')

    await scene.go('#/talk')
    await look('talk')
    await page.getByRole('button', { name: 'Connect' }).click()
    const entry = page.getByRole('textbox', { name: 'A line to say' })
    for (const line of ['EHLO me.example.org', 'MAIL FROM:<me@example.org>', 'RCPT TO:<nobody@example.test>']) {
      await entry.fill(line)
      await entry.press('Enter')
    }
    await page
      .locator('.talk-line.server')
      .getByText(/^S: 550/)
      .waitFor()
    await look('talking')

    await scene.go('#/trouble')
    await page.getByRole('button', { name: /^Mailbox full/ }).click()
    await page.getByRole('button', { name: 'Set it' }).click()
    await page.getByText(/^struck/).waitFor()
    await page.getByText('waits').waitFor()
    await look('trouble')
    await scene.go('#/about')
    await page.getByRole('heading', { name: 'This server' }).waitFor()
    await look('about')
    await page.keyboard.press('?')
    await look('keys')
    expect(scene.errors).toEqual([])
  })
})

async function fill({ host, smtpPort, store }: Scene): Promise<void> {
  await send(smtpPort, 'From: Ann <ann@example.org>\nSubject: Lunch\n\nAt one?\n', 'alice@example.test')
  await send(smtpPort, '\nNo header at all.\n', 'alice@example.test')
  await send(smtpPort, designedMessage, 'alice@example.test')
  await send(smtpPort, fullMessage, 'alice@example.test')
  await say(smtpPort, 'EHLO printer', 'MAIL FROM: <scan@example.org>', 'RCPT TO:<nobody', 'VRFY alice', 'QUIT')
  await say(smtpPort, 'EHLO dropped.example.org', 'MAIL FROM:<a@example.org>')
  await sayInTls(smtpPort, 'tls.example.org')
  const [newest] = (await store.list({ terms: [] }, { limit: 1 })).messages
  await store.change({ ids: [newest!.id] }, { tags: ['signup'] })
  await host.release(newest!.id, { to: ['ann@example.org'] })
}

/** Buttons and links that nobody can reach: beyond the side of the screen, where nothing scrolls. */
const cutOff = `(() => {
  const canScroll = (element) => {
    for (let box = element; box; box = box.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth) return true
    }
    return false
  }
  return [...document.querySelectorAll('button, a, input, select')]
    .filter((element) => element.checkVisibility() && !element.closest('.unseen'))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && !canScroll(element))
    .map((element) => element.outerHTML.slice(0, 100))
})()`

/** Text that is hard to make out before its ground, by WCAG 2.2's measure for body text: 4.5 to 1. */
const faintText = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return { channels: [r, g, b], alpha: a / 255 }
  }
  const over = (top, below) => top.channels.map((value, i) => value * top.alpha + below[i] * (1 - top.alpha))
  const luminance = (channels) => {
    const [r, g, b] = channels.map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const groundOf = (element) => {
    if (!element) return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255]
    const own = rgba(getComputedStyle(element).backgroundColor)
    return own.alpha === 1 ? own.channels : over(own, groundOf(element.parentElement))
  }
  const found = new Set()
  const texts = document.createTreeWalker(document.querySelector('dialog[open]') ?? document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement
    const text = texts.currentNode.data.trim()
    if (text === '' || element.closest('.unseen, :disabled') || !element.checkVisibility({ opacityProperty: true })) continue
    const ground = groundOf(element)
    const ink = over(rgba(getComputedStyle(element).color), ground)
    const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a)
    const ratio = (light + 0.05) / (dark + 0.05)
    if (ratio < 4.5) found.add(element.className + ' "' + text.slice(0, 30) + '" ' + ratio.toFixed(2))
  }
  return [...found]
})()`
