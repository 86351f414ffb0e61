import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, startSite } from './site.ts'

let site: Awaited<ReturnType<typeof startSite>>

beforeAll(async () => (site = await startSite({ names: ['mail.example.test'] })))
afterAll(() => site[Symbol.asyncDispose]())

/** fetch() keeps some headers to itself. */
function ask(path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const { port } = site.web
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers: { ...headers, 'content-length': body.length } },
      (response) => {
        response.resume()
        resolve(response.statusCode!)
      },
    )
    asked.on('error', reject).end(body)
  })
}

describe('who may ask', () => {
  it('answers to its own names only, whatever a name leads to', async () => {
    const statuses = async (host: string) => ask('/api/v2/messages', { host })
    for (const host of ['localhost', '127.0.0.1:8025', '[::1]:1', 'MAIL.example.test:80', '192.0.2.1'])
      expect(await statuses(host)).toBe(200)
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
      expect(await statuses(host)).toBe(421)
  })

  it('lets no page of another site change anything', async () => {
    const change = (headers: Record<string, string>) =>
      ask(
        '/api/v2/messages',
        { host: 'localhost', 'content-type': 'application/json', ...headers },
        'DELETE',
        '{"query":""}',
      )
    expect(await change({})).toBe(200)
    expect(await change({ origin: 'http://localhost' })).toBe(200)
    expect(await change({ origin: 'http://localhost:81' })).toBe(403)
    expect(await change({ origin: 'null' })).toBe(403)
    expect(await change({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await change({ 'sec-fetch-site': 'same-site' })).toBe(403)
  })

  it('takes nothing that a form could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect(await ask('/api/v1/messages', { host: 'localhost', 'content-type': type }, 'DELETE', '{}')).toBe(415)
  })

  it('asks for the login where there is one, but not of probes', async () => {
    await using closed = await startSite({ users: { ann: [{ password: 'secret' }] } })
    const get = async (path: string, user?: string) =>
      (await fetch(new URL(path, closed.url), user ? { headers: { authorization: `Basic ${btoa(user)}` } } : {})).status
    for (const path of ['', 'api/v2/messages', 'api/v1/messages', 'view/latest.txt']) expect(await get(path)).toBe(401)
    expect(await get('api/v2/messages', 'ann:wrong')).toBe(401)
    for (const _ of [1, 2]) expect(await get('api/v2/messages', 'ann:secret')).toBe(200)
    for (const path of ['livez', 'readyz']) expect(await get(path)).toBe(200)
  })

  it('says to browsers what they must not do, in errors too', async () => {
    for (const path of ['', 'api/v2/messages', 'api/v2/nothing', 'api/v1/message/none']) {
      const { headers } = await fetch(new URL(path, site.url))
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

describe('what a mail may do', () => {
  it('is shown as a document of no origin, without scripts', async () => {
    const html = '<script>alert(1)</script><p onclick="x()">hi</p>'
    await site.send(`Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html}`)
    for (const path of ['api/v2/messages/latest/html', 'view/latest.html']) {
      const response = await fetch(new URL(path, site.url))
      const policy = response.headers.get('content-security-policy')!
      expect(policy).toMatch(/^sandbox allow-popups/)
      expect(policy).not.toMatch(/allow-scripts|allow-same-origin/)
      expect(policy).toContain("default-src 'none'")
      expect(await response.text()).not.toMatch(/<script|onclick/)
    }
    const raw = await fetch(new URL('view/latest.raw', site.url))
    expect([raw.headers.get('content-type'), await raw.text()]).toEqual([
      'text/plain; charset=utf-8',
      `Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html}\r\n`,
    ])
    const part = await fetch(new URL('api/v2/messages/latest/parts/1', site.url))
    expect(part.headers.get('content-type')).toBe('application/octet-stream')
    expect(part.headers.get('content-disposition')).toMatch(/^attachment/)
  })
})

describe('version 2', () => {
  it('shows a message and the conversation that brought it', async () => {
    await site.send('From: Ann <ann@example.org>\r\nSubject: Code\r\n\r\nYour code is 482913.')
    const { body } = await site.json<{ messages: { id: string; sessionId: string; subject: string }[] }>(
      'api/v2/messages?query=subject:Code',
    )
    expect(body.messages).toMatchObject([{ subject: 'Code', author: { name: 'Ann' } }])
    const { id, sessionId } = body.messages[0]!
    const detail = await site.json(`api/v2/messages/${id}`)
    expect(detail.body).toMatchObject({
      codes: ['482913'],
      envelope: { recipients: [{ address: 'bob@example.test', reply: expect.stringMatching(/^250/) as string }] },
    })
    const session = await site.json<{ wrong: null; lines: { kind: string; text: string; explanation?: object }[] }>(
      `api/v2/sessions/${sessionId}`,
    )
    expect(session.body.wrong).toBeNull()
    expect(session.body.lines.find(({ text }) => text.startsWith('354'))?.explanation).toBeDefined()
  })

  it('waits for a message, and says when none came', async () => {
    const waiting = site.json('api/v2/messages/wait?query=subject:later&timeout=10')
    await site.send('Subject: later\r\n\r\nhttps://example.test/confirm')
    expect(await waiting).toMatchObject({ status: 200, body: { subject: 'later' } })
    expect(await site.json('api/v2/messages/wait?query=subject:never&timeout=0.1')).toMatchObject({ status: 408 })
  })

  it('sets trouble, and explains itself', async () => {
    const made = await site.json<{ id: string }>('api/v2/faults', json({ notation: 'RCPT 451 first=1' }))
    expect(made).toMatchObject({ status: 200, body: { phase: 'RCPT', fired: 0 } })
    expect((await site.json('api/v2/faults', json({ notation: 'nonsense' }))).status).toBe(400)
    expect((await site.json(`api/v2/faults/${made.body.id}`, { method: 'DELETE' })).status).toBe(200)
    const { body } = await site.json<{ openapi: string; paths: Record<string, Record<string, { summary: string }>> }>(
      'api/v2/openapi.json',
    )
    expect(body.openapi).toBe('3.1.0')
    for (const methods of Object.values(body.paths))
      for (const { summary } of Object.values(methods)) expect(summary).toMatch(/\.$/)
    expect(Object.keys(body.paths)).toContain('/messages/{id}')
  })

  it.each([
    ['messages/x/release', { to: [] }, 'POST', 'What is wrong with "to": it has 1 entry at least.'],
    ['messages/x/release', { to: ['a'], from: 7 }, 'POST', 'What is wrong with "from": it must be text.'],
    ['messages/x/release', { via: 'x', to: ['a'] }, 'POST', 'What is wrong with the body: it knows no "via".'],
    ['messages', {}, 'DELETE', 'What is wrong with the body: it needs "ids" or "query".'],
    ['messages', null, 'DELETE', 'What is wrong with the body: it needs "ids" or "query".'],
    ['explain', null, 'GET', 'What is wrong with "text": it is missing.'],
    [`messages?query=${'x'.repeat(2001)}`, null, 'GET', 'What is wrong with "query": it has 2,000 characters at most.'],
    ['messages?limit=0', null, 'GET', 'What is wrong with "limit": it is 1 at least.'],
    ['messages?before=', null, 'GET', 'What is wrong with "before": it is 1 at least.'],
    ['messages?limit=x', null, 'GET', 'What is wrong with "limit": it must be a number.'],
  ])('says in plain words what is wrong with %.30s %j', async (path, body, method, detail) => {
    const answer = await site.json(`api/v2/${path}`, { ...(body && json(body)), method })
    expect(answer).toMatchObject({ status: 400, body: { detail } })
  })

  it('tells of what happens as it happens', async () => {
    const stream = await fetch(new URL('api/v2/events', site.url))
    const reader = stream.body!.getReader()
    await site.send('Subject: live\r\n\r\n')
    let text = ''
    while (!/event: message[\s\S]*event: session-closed/.test(text))
      text += Buffer.from((await reader.read()).value).toString()
    await reader.cancel()
    expect(text).toMatch(/event: session-opened[\s\S]*event: session-line/)
  })
})
