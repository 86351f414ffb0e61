import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Guard } from '../../src/web/guard/guard.ts'
import type { WebLogin } from '../../src/web/guard/login.ts'
import { addSockets } from '../../src/web/live/sockets.ts'
import { startSite } from './site.ts'

let site: Awaited<ReturnType<typeof startSite>>

beforeEach(async () => {
  site = await startSite({ talkHosts: ['127.0.0.1:9'] }, { practice: true })
})

afterEach(() => site[Symbol.asyncDispose]())

interface Frame {
  readonly type: string
  readonly [name: string]: unknown
}

/** A page at the other end. */
async function openSocket(path: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(site.url.replace('http', 'ws') + path, { headers })
  const frames: (Frame & { readonly Type?: string; readonly Data?: unknown })[] = []
  socket.on('message', (data) => frames.push(JSON.parse((data as Buffer).toString()) as Frame))
  await once(socket, 'open')
  const say = (frame: object) => socket.send(JSON.stringify(frame))
  const lines = () =>
    frames.flatMap(({ type, lines }) => (type === 'lines' ? (lines as { kind: string; text: string }[]) : []))
  return { socket, frames, say, lines }
}

const patience = { timeout: 5000 }

describe('a conversation by hand', () => {
  it('is held with this very server', async () => {
    const { say, lines, frames } = await openSocket('api/v2/talk')
    const heard = (text: string) =>
      expect
        .poll(() => lines().some(({ kind, text: each }) => kind === 'server' && each.startsWith(text)), patience)
        .toBe(true)
    say({ type: 'open', host: null })
    await heard('S: 220 mail.example.test ESMTP')
    for (const text of ['EHLO client.example.org', 'MAIL FROM:<me@example.org>', 'RCPT TO:<bob@example.test>', 'DATA'])
      say({ type: 'line', text })
    await heard('S: 354')
    await expect
      .poll(() => frames.findLast(({ type }) => type === 'prompt'), patience)
      .toMatchObject({ isInData: true })
    for (const text of ['Subject: by hand', '', 'Hello', '.']) say({ type: 'line', text })
    await heard('S: 250 2.0.0 Ok: queued as')
    say({ type: 'complete', text: 'MAIL F', id: 7 })
    await expect
      .poll(() => frames.find(({ type }) => type === 'completed'), patience)
      .toMatchObject({ id: 7, candidates: ['FROM:<'] })
    say({ type: 'local', text: 'status' })
    await expect.poll(() => lines().some(({ kind }) => kind === 'answer'), patience).toBe(true)
    say({ type: 'line', text: 'QUIT' })
    await heard('S: 221')
    expect(lines().find(({ kind }) => kind === 'comment')).toBeDefined()
    const [message] = (await site.mail.store.list({ terms: [] }, { limit: 1 })).messages
    expect((await message!.overview()).subject).toBe('by hand')
  })

  it('asks for what is secret, and takes the answer', async () => {
    const { say, frames } = await openSocket('api/v2/talk')
    say({ type: 'open', host: null })
    await expect.poll(() => frames.some(({ type }) => type === 'opened'), patience).toBe(true)
    say({ type: 'local', text: 'paste' })
    await expect.poll(() => frames.find(({ type }) => type === 'paste'), patience).toBeDefined()
    const { id } = frames.find(({ type }) => type === 'paste')!
    say({ type: 'answer', id, text: null })
    say({ type: 'close' })
    await expect.poll(() => frames.some(({ type }) => type === 'over'), patience).toBe(true)
  })

  it.each([
    ['another server', { host: '127.0.0.1', port: 25 }, '127.0.0.1:25 is none of the servers that may be talked to'],
    ['a server that is not there', { host: '127.0.0.1', port: 9 }, '127.0.0.1'],
  ])('%s: says why not', async (_name, target, words) => {
    const { socket, frames, say } = await openSocket('api/v2/talk')
    const closed = once(socket, 'close')
    say({ type: 'open', ...target })
    await closed
    expect(frames.find(({ type }) => type === 'failed')?.['message']).toContain(words)
  })

  it('what is no frame ends it', async () => {
    const { socket } = await openSocket('api/v2/talk')
    const closed = once(socket, 'close')
    socket.send('EHLO')
    expect((await closed)[0]).toBe(1008)
  })

  it('ends at the server when the page goes', async () => {
    const { socket, say, frames } = await openSocket('api/v2/talk')
    say({ type: 'open', host: null })
    await expect.poll(() => frames.some(({ type }) => type === 'opened'), patience).toBe(true)
    socket.close()
    await expect.poll(() => site.mail.server.sessions.every(({ isClosed }) => isClosed), patience).toBe(true)
  })
})

it('tells what happens in mailpit’s words', async () => {
  const { frames } = await openSocket('api/events')
  await site.send('Subject: told\r\n\r\nhi\r\n')
  await expect.poll(() => frames.map(({ Type }) => Type), patience).toEqual(['new', 'stats'])
  expect(frames[0]!.Data).toMatchObject({ Subject: 'told', Read: false })
  expect(frames[1]!.Data).toMatchObject({ Total: 1, Unread: 1 })
  const { ID } = frames[0]!.Data as { ID: string }
  await site.mail.store.change({ ids: [ID] }, { isRead: true })
  await site.mail.store.delete({ ids: [ID] })
  await expect
    .poll(() => frames.slice(2, 4), patience)
    .toEqual([
      { Type: 'update', Data: { ID, Read: true, Tags: [] } },
      { Type: 'delete', Data: { ID } },
    ])
})

it.each([
  ['a page of another site', 'api/v2/talk', { origin: 'http://evil.example' }, 403],
  ['a page that knows another name for us', 'api/v2/talk', { host: 'evil.example' }, 421],
  ['no such socket', 'api/v2/nothing', {}, 404],
])('%s is refused', async (_name, path, headers, status) => {
  const socket = new WebSocket(site.url.replace('http', 'ws') + path, { headers })
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  expect(response.statusCode).toBe(status)
})

describe('what nobody has foreseen is told to the operator, under an id that the other is given', () => {
  const troubles: string[] = []
  const broken = () => {
    throw new Error('secret words')
  }
  async function upgrade(login: Guard['login']) {
    troubles.length = 0
    const server = createServer()
    addSockets(server, { names: [], login }, { '/x': broken }, (sentence) => troubles.push(sentence))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return { server, socket: new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/x`) }
  }
  const told = (said: string) => {
    const [, id] = /error ([0-9a-f]{8})\.\s*$/.exec(said) ?? []
    expect(said).not.toContain('secret')
    expect(troubles).toEqual([expect.stringMatching(new RegExp(`^error ${id} [^]*secret words`))])
  }

  it('while it is decided who may come in', async () => {
    const { server, socket } = await upgrade({ check: broken } as unknown as WebLogin)
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
    expect(response.statusCode).toBe(500)
    told(Buffer.concat(await response.toArray()).toString())
    server.close()
  })

  it('and when somebody is in', async () => {
    const { server, socket } = await upgrade(null)
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
    expect(code).toBe(1011)
    told(reason.toString())
    server.close()
  })
})

it('who has to log in has to for a socket too', async () => {
  await using closed = await startSite({ base: '/mail/', users: { ann: [{ password: 'secret' }] } })
  const open = (path: string, headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(closed.url.replace('http', 'ws') + path, { headers })
      socket.on('open', () => (socket.terminate(), resolve('open')))
      socket.on('error', ({ message }) => resolve(message))
    })
  for (const path of ['api/events', 'api/v2/talk']) {
    expect(await open(path, {})).toContain('401')
    expect(await open(path, { authorization: `Basic ${btoa('ann:wrong')}` })).toContain('401')
    expect(await open(path, { authorization: `Basic ${btoa('ann:secret')}` })).toBe('open')
  }
})
