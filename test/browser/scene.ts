import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core'
import { createMailHost, type MailHost, type MailHostOptions } from '../../src/host/mail-host.ts'
import { MemoryStore } from '../../src/store/memory.ts'
import { listenWeb } from '../../src/web/listen.ts'
import type { SiteOptions } from '../../src/web/site.ts'

/** As root, without a screen, and without anything that the browser would do by itself. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Scene extends AsyncDisposable {
  readonly page: Page
  /** Where it is, with "/" at its end. */
  readonly address: string
  readonly host: MailHost
  readonly store: MemoryStore
  readonly smtpPort: number
  /** Show what stands behind the "#". */
  go(hash: string): Promise<void>
  /** Everything that the page asked for. */
  readonly requests: readonly string[]
  /** What the page complained about in the browser's console. */
  readonly errors: readonly string[]
}

export interface Setting {
  readonly store?: MemoryStore
  readonly host?: MailHostOptions
  readonly site?: Partial<SiteOptions>
}

/** Alice may log in, in clear too. */
export const aliceLogsIn: NonNullable<MailHostOptions['auth']> = {
  checkPassword: (user, password) => user === 'alice' && password === 'opensesame',
  allowInClear: true,
}

/** What she says to do so. */
export const aliceLogin = `AUTH PLAIN ${Buffer.from('\0alice\0opensesame').toString('base64')}`

/** A server with its page, and a browser that shows it. */
export async function openScene(
  options: BrowserContextOptions = {},
  { store = new MemoryStore(), host: hostOptions = {}, site = {} }: Setting = {},
): Promise<Scene> {
  const host = await createMailHost({ ...hostOptions, store })
  const pageFolder = fileURLToPath(new URL('../../dist/web', import.meta.url))
  const web = await listenWeb(host, { host: '127.0.0.1', port: 0 }, { version: 'test', pageFolder, ...site })
  const profile = await mkdtemp(join(tmpdir(), 'parley-browser-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: flags,
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(15_000)
  const requests: string[] = []
  const errors: string[] = []
  context.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => errors.push(String(error)))
  const address = `http://127.0.0.1:${web.port}/`
  return {
    page,
    address,
    host,
    store,
    smtpPort: host.server.port,
    requests,
    errors,
    async go(hash) {
      await page.goto(`${address}${hash}`)
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      await web.close()
      await host.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** Hold a conversation: each line is said when something has come back for the one before. */
export function say(port: number, ...lines: readonly string[]): Promise<void> {
  return sayFrom('127.0.0.1', port, ...lines)
}

/** The same, from another address of the loopback network. */
export async function sayFrom(localAddress: string, port: number, ...lines: readonly string[]): Promise<void> {
  const left = [...lines]
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress })
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.on('data', () => {
      const line = left.shift()
      if (line === undefined) socket.end()
      else socket.write(`${line}\r\n`)
    })
  })
}

/** STARTTLS, a greeting behind it, and the end. */
export async function sayInTls(port: number, name: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const answered = () => once(socket, 'data')
  await answered()
  for (const line of [`EHLO ${name}`, 'STARTTLS']) {
    socket.write(`${line}\r\n`)
    await answered()
  }
  const inTls = connectTls({ socket, rejectUnauthorized: false })
  await once(inTls, 'secureConnect')
  for (const line of [`EHLO ${name}`, 'QUIT']) {
    inTls.write(`${line}\r\n`)
    await once(inTls, 'data')
  }
  inTls.destroy()
}

/** Send a message. */
export async function send(port: number, message: string, to = 'you@example.test'): Promise<void> {
  await say(
    port,
    'EHLO client.example.test',
    'MAIL FROM:<me@example.org>',
    `RCPT TO:<${to}>`,
    'DATA',
    `${message.replace(/\r?\n/g, '\r\n')}\r\n.`,
    'QUIT',
  )
}

/** With much that is wrong. */
export const wrongMessage = `From: Offers <news@shop.example.net>
To: you@example.test
Subject: Offers
List-Unsubscribe: <http://shop.example.net/off>
List-Unsubscribe-Post: List-Unsubscribe=One-Click
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>See <a href="http://192.0.2.1/pay">https://bank.example.com/</a> <img src="https://shop.example.net/a.png"></p>
`

/** As those who design mail write it. */
export const designedMessage = `From: Offers <news@shop.example.net>
To: you@example.test
Date: Sat, 28 Nov 2026 12:00:00 +0000
Message-ID: <designed@shop.example.net>
Subject: Designed
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<!DOCTYPE html>
<html lang="en"><head><style>
@media (prefers-color-scheme: dark) { .card { background: #222 } }
.card { border-radius: 8px; box-shadow: 0 1px 2px rgba(0, 0, 0, .2) }
.card > p:first-child { color: var(--ink); width: calc(100% - 2rem) }
a:hover { text-decoration: none }
</style></head><body>
<div class="card" style="display: flex; gap: 12px"><p>Hello</p><img src="https://shop.example.net/a.webp" alt="a"></div>
<form action="https://shop.example.net/"><input type="text" name="a"><button>Go</button></form>
<svg width="10" height="10"></svg></body></html>
`

/** With everything that a view is there for. */
export const fullMessage = `Received: from far.example.org (far.example.org [192.0.2.1])
 by relay.example.org with ESMTPS id r1; Sat, 28 Nov 2026 12:00:00 +0000
From: The Shop <shop@example.org>
To: You <you@example.test>
Subject: Your code is 481923
Date: Sat, 28 Nov 2026 11:59:58 +0000
Message-ID: <one@example.org>
X-Campaign: autumn
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8

Your code is 481923. Confirm at https://shop.example.org/confirm?token=abc
--inner
Content-Type: text/html; charset=utf-8

<h1>Hello</h1><p>Your code is <b>481923</b>.</p>
--inner--
--outer
Content-Type: image/png
Content-Disposition: attachment; filename=dot.png
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
--outer--
`
