import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { LiveFeed, type LiveEvent } from '../../src/web/live/feed.ts'
import { createV2 } from '../../src/web/app.ts'
import { SinceStart } from '../../src/web/since-start.ts'
import { json, startSite } from './site.ts'

let site: Awaited<ReturnType<typeof startSite>>
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-page-'))
  mkdirSync(join(folder, 'web'))
  writeFileSync(join(folder, 'web', 'index.html'), '<p>the page')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  site = await startSite({ pageFolder: join(folder, 'web') })
})
afterAll(() => site[Symbol.asyncDispose]())

/** Octets as they are, and all that comes back. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(site.web.port, '127.0.0.1', () => socket.write(text))
    socket
      .on('data', (bytes) => (heard += bytes.toString()))
      .on('close', () => resolve(heard))
      .on('error', reject)
  })
}

const get = (path: string, more = '') =>
  raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more || 'Connection: close\r\n'}\r\n`)

describe('bounds', () => {
  it('no path leads out of the page', async () => {
    expect(await get('/index.html')).toContain('the page')
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '//../secret.txt',
      '/%00',
      '/web%5c..%5csecret.txt',
    ]) {
      const answer = await get(path)
      expect(answer).not.toContain('secret\n')
      expect(answer).toMatch(/^HTTP\/1\.1 (?:404|400)/)
    }
  })

  it('strange requests for sockets are refused, and end nothing', async () => {
    const more = 'Upgrade: websocket\r\nConnection: Upgrade\r\n'
    for (const path of ['//', '///x', '*', '/api/v2/messages'])
      expect(await get(path, more)).toMatch(/^HTTP\/1\.1 (?:404|400)/)
    expect((await site.json('api/v2/messages')).status).toBe(200)
  })

  it('sockets are opened for no page of another site', async () => {
    const open = (path: string, headers: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(new URL(path, site.url).href.replace('http', 'ws'), { headers })
        socket.on('open', () => (socket.terminate(), resolve('open')))
        socket.on('error', ({ message }) => resolve(message))
      })
    for (const path of ['api/events', 'api/v2/talk']) {
      expect(await open(path, { origin: 'http://evil.example' })).toContain('403')
      expect(await open(path, { origin: 'null' })).toContain('403')
      expect(await open(path, { host: 'evil.example' })).toContain('421')
      expect(await open(path, { origin: new URL(site.url).origin })).toBe('open')
    }
  })

  it('a body has an end', async () => {
    const long = 'x'.repeat(2 * 1024 * 1024)
    const post = (head: string) =>
      raw(
        `POST /api/v2/faults HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n${head}\r\n`,
      )
    expect(await post('Content-Length: 2000000\r\n\r\n{')).toMatch(/^HTTP\/1\.1 413 [^]*"detail":"[^"]*1048576/)
    expect(await post('Transfer-Encoding: chunked\r\n\r\n0\r\n')).toMatch(/^HTTP\/1\.1 411 /)
    const sent = await site.json(
      'api/v1/send',
      json({ From: { Email: 'a@example.org' }, To: [{ Email: 'b@example.org' }], Text: long }),
    )
    expect(sent.status).toBe(200)
  })

  it('who does not read what happens is let go', async () => {
    const feed = new LiveFeed(site.mail.server)
    let tell: (event: LiveEvent) => void = () => {}
    feed.listen = (listener) => {
      tell = listener
      return () => {}
    }
    const api = createV2({
      host: site.mail,
      feed,
      version: '',
      base: '/',
      talkHosts: [],
      storeName: '',
      webhook: null,
      linkCheck: {},
      practice: null,
      onTrouble: () => {},
      sinceStart: new SinceStart(site.mail.store),
      started: new Date(),
    })
    const reader = (await api.request('/events')).body!.getReader()
    for (let i = 0; i < 1500; i++) tell({ kind: 'faults' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    let chunks = 0
    while (!(await reader.read()).done) chunks++
    expect(chunks).toBeGreaterThan(900)
    expect(chunks).toBeLessThan(1100)
  })

  it('what nobody has foreseen is told to the operator, and to others as a number', async () => {
    const told: string[] = []
    await using broken = await startSite({ onTrouble: (sentence) => told.push(sentence) })
    broken.mail.store.counts = () => {
      throw new Error('no such table in /home/ann/mail.db')
    }
    for (const path of ['readyz', 'api/v2/messages', 'api/v1/messages', 'metrics']) {
      const answer = await fetch(broken.url + path)
      expect(answer.status).toBe(500)
      const text = await answer.text()
      expect(text).not.toMatch(/table|home/)
      const [, id] = /as error (\w{8})\./.exec(text)!
      expect(told.at(-1)).toMatch(
        new RegExp(`^error ${id} while a request was answered: Error: no such table in /home`),
      )
    }
  })

  it.each([
    ['PUT', 'messages', { IDs: 5 }],
    ['PUT', 'tags', { IDs: ['a'], Tags: 'b' }],
    ['POST', 'send', { From: 'ann@example.org' }],
    ['PUT', 'messages', []],
  ])('%s of what is no body for it is no fault of ours: %s %j', async (method, path, body) => {
    const answer = await fetch(`${site.url}api/v1/${path}`, json(body, method))
    expect(answer.status).toBe(400)
  })

  it('the base path is found without its slash', async () => {
    await using under = await startSite({ base: '/deep/mail', pageFolder: join(folder, 'web') })
    const bare = await fetch(under.url.slice(0, -1), { redirect: 'manual' })
    expect([bare.status, bare.headers.get('location')]).toEqual([308, '/deep/mail/'])
    expect(await (await fetch(under.url.slice(0, -1))).text()).toBe('<p>the page')
    expect((await fetch(new URL('/', under.url))).status).toBe(404)
  })

  it('the API has a page without scripts', async () => {
    const page = await (await fetch(`${site.url}api/`)).text()
    expect(page).toContain('GET v2/messages/{id}')
    expect(page).not.toMatch(/<script|https?:/)
  })
})
