import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MemoryStore } from '../../src/store/memory.ts'
import { sign, Webhook, type WebhookOptions } from '../../src/web/webhook.ts'
import { newMessage } from '../store/new-message.ts'

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A program that is told, and answers with these statuses, one after the other, then with 200. */
async function listen(...statuses: (number | 'never')[]) {
  const heard: Heard[] = []
  const server = createHttpServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      heard.push({ headers: request.headers, body })
      const status = statuses.shift() ?? 200
      if (status !== 'never') response.writeHead(status, { location: '/elsewhere' }).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mail` }
}

function begin(options: Pick<WebhookOptions, 'url'> & Partial<WebhookOptions>) {
  const store = new MemoryStore()
  const troubles: string[] = []
  const onTrouble = (sentence: string) => void troubles.push(sentence)
  const webhook = new Webhook(store, { secret: null, pauses: [5, 5], onTrouble, ...options })
  onTestFinished(() => webhook.close())
  return { store, webhook, troubles }
}

const content =
  'From: a@example.org\r\nSubject: Your code\r\n\r\nYour code is 482913. https://example.org/verify?t=1\r\n'
const until = (what: () => boolean) => expect.poll(what, { timeout: 5000, interval: 5 }).toBe(true)

describe('a webhook', () => {
  it('is told of every message: its row, its text, its codes and links, signed', async () => {
    const { heard, url } = await listen()
    const { store } = begin({ url, secret: 'hush' })
    store.add(newMessage({ id: 'one', content }))
    await until(() => heard.length === 1)
    const { headers, body } = heard[0]!
    const { event, message } = JSON.parse(body) as { event: string; message: Record<string, unknown> }
    expect(event).toBe('message')
    expect(message).toMatchObject({ id: 'one', subject: 'Your code', codes: ['482913'] })
    expect(message['links']).toEqual(['https://example.org/verify?t=1'])
    expect(message['text']).toContain('Your code is 482913.')
    expect(headers).toMatchObject({
      'parley-delivery': 'one',
      'parley-attempt': '1',
      'content-type': 'application/json',
    })
    const signature = headers['parley-signature'] as string
    expect(signature).toBe(sign(body, 'hush', Number(/^t=(\d+),/.exec(signature)![1])))
  })

  it('is told again until it says 2xx, with the same words; no redirect is followed', async () => {
    const { heard, url } = await listen(500, 302)
    const { store, webhook, troubles } = begin({ url })
    store.add(newMessage({ id: 'one', content }))
    await until(() => webhook.counts.waiting === 0)
    expect(heard.map(({ headers }) => headers['parley-attempt'])).toEqual(['1', '2', '3'])
    expect(new Set(heard.map(({ body }) => body)).size).toBe(1)
    expect(heard[0]!.headers).not.toHaveProperty('parley-signature')
    expect(webhook.counts).toMatchObject({ failures: 2, dropped: 0 })
    expect(troubles).toEqual([])
  })

  it('gives up after the last try, and says so', async () => {
    const { url } = await listen('never', 500, 503)
    const { store, webhook, troubles } = begin({ url, timeout: 30 })
    store.add(newMessage({ id: 'one', content }))
    await until(() => webhook.counts.dropped === 1)
    expect(troubles).toEqual(['the webhook was not told of message one: 3 tries failed, the last with HTTP 503'])
  })

  it('holds so many messages, drops the oldest beyond that, and says so once', async () => {
    const { heard, url } = await listen('never', 'never', 'never', 'never')
    const { store, webhook, troubles } = begin({ url, capacity: 6, timeout: 2000 })
    for (let i = 0; i < 4; i++) store.add(newMessage({ id: `m${i}`, content }))
    await until(() => heard.length === 4)
    for (let i = 4; i < 9; i++) store.add(newMessage({ id: `m${i}`, content }))
    expect(webhook.counts).toMatchObject({ waiting: 6, dropped: 3 })
    expect(troubles).toEqual(['the webhook is behind: 6 messages wait, and the oldest are dropped, first m4'])
  })
})
