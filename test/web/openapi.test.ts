import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type MailServer } from '../../src/store/mail-server.ts'
import { json, startSite } from './site.ts'

/** What the API gives is what its description says, route by route. */

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
}

let peer: MailServer
let site: Awaited<ReturnType<typeof startSite>>
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
let ajv: Ajv2020
const asked = new Set<string>()

beforeAll(async () => {
  peer = await createServer()
  site = await startSite(
    { talkHosts: ['mail.example.org:25'], practice: { domains: ['example.test'], recipient: 'alice@example.test' } },
    {
      practice: true,
      auth: { checkPassword: () => true, allowInClear: true },
      outgoing: { smartHost: { host: '127.0.0.1', port: peer.port }, release: { to: ['*@example.org'] } },
      faults: ['NOOP delay 5ms label="slow it is"'],
    },
  )
  const { body } = await site.json<{ paths: typeof paths; components: object }>('api/v2/openapi.json')
  ;({ paths } = body)
  ajv = new Ajv2020({ strict: false, formats: { uri: true, 'date-time': true } })
  ajv.addSchema({ $id: 'api', components: body.components })
})

afterAll(async () => {
  await site[Symbol.asyncDispose]()
  await peer.close()
})

const validators = new Map<string, ValidateFunction>()

function validator(path: string, method: string, status: number): ValidateFunction {
  const name = `${method} ${path} ${status}`
  const known = validators.get(name)
  if (known) return known
  const content = paths[path]![method]!.responses[status]!.content!
  const { schema } = Object.values(content)[0]!
  const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as object
  const made = ajv.compile(whole)
  validators.set(name, made)
  return made
}

/** Ask, and hold the answer against the description. @param path as the description has it */
async function ask<T = Record<string, never>>(
  path: string,
  {
    method = 'get',
    fill = {},
    query = '',
    body,
    status = 200,
  }: {
    readonly method?: string
    readonly fill?: Readonly<Record<string, string>>
    readonly query?: string
    readonly body?: unknown
    readonly status?: number
  } = {},
): Promise<T> {
  asked.add(`${method} ${path}`)
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(fill[name]!))
  const init = body === undefined ? { method: method.toUpperCase() } : json(body, method.toUpperCase())
  const answer = await site.json<T>(`api/v2${filled}${query}`, init)
  expect([path, answer.status]).toEqual([path, status])
  const validate = validator(path, method, status)
  validate(answer.body)
  expect([path, validate.errors]).toEqual([path, null])
  return answer.body
}

it('every route that gives JSON gives what it says', async () => {
  const letter =
    'Received: from far.example (far.example [192.0.2.1]) by near.example with ESMTPS id x; Sat, 28 Nov 2026 12:00:00 +0000\r\n' +
    'Authentication-Results: near.example; spf=pass smtp.mailfrom=ann@example.org; dkim=fail (bad) header.d=example.org\r\n' +
    'From: Ann <ann@example.org>\r\nTo: bob@example.test\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nList-Unsubscribe: <mailto:x@y.example>\r\n' +
    'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n' +
    '<p style="display:flex">Your code is 482913. <a href="https://shop.example/confirm?t=1">Go</a></p>\r\n--b\r\nContent-Type: image/png\r\n' +
    'Content-Disposition: inline; filename=a.png\r\nContent-ID: <a>\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n'
  await site.send(letter, ['bob@example.test', 'nobody@example.test'])
  await site.send('no header at all', ['alice@example.test'])
  await site.send('Subject: nothing', ['421@example.test']).catch(() => {})

  const { messages } = await ask<{ messages: { id: string; sessionId: string }[] }>('/messages')
  const last = messages.at(-1)!
  for (const { id } of messages) await ask('/messages/{id}', { fill: { id } })
  await ask('/messages/{id}', { fill: { id: 'none' }, status: 404 })
  const support = await ask<{ features: unknown[] }>('/messages/{id}/html-support', { fill: { id: last.id } })
  expect(support.features.length).toBeGreaterThan(0)
  await ask('/messages/{id}/html-support', { fill: { id: messages[0]!.id }, status: 404 })
  await ask('/messages/wait', { query: '?query=to:bob' })
  await ask('/messages/wait', { query: '?query=to:zoe&timeout=0.05', status: 408 })
  await ask('/messages', { method: 'patch', body: { ids: [last.id], isRead: true, tags: ['a', 'b'] } })
  await ask('/mailboxes')
  await ask('/mailboxes', { query: '?by=login' })
  expect(await ask('/tags')).toEqual({ tags: ['a', 'b'] })
  await ask('/tags/{tag}', { method: 'put', fill: { tag: 'a' }, body: { name: 'c d' } })
  await ask('/tags/{tag}', { method: 'delete', fill: { tag: 'b' } })
  expect(await ask('/tags')).toEqual({ tags: ['c d'] })

  const { sessions } = await ask<{ sessions: { id: string }[] }>('/sessions')
  expect(sessions.length).toBeGreaterThan(1)
  for (const { id } of sessions) {
    await ask('/sessions/{id}', { fill: { id } })
    await ask('/sessions/{id}', { fill: { id }, query: '?bytes=1' })
  }
  await ask('/sessions/{id}', { fill: { id: 'none' }, status: 404 })
  await ask('/explain', { query: '?text=550%205.1.1' })
  await ask('/explain', { status: 400 })

  const { id } = await ask<{ id: string }>('/faults', { method: 'post', body: { notation: 'RCPT 451 first=1' } })
  await ask('/faults', {
    method: 'post',
    body: { phase: 'NOOP', how: { kind: 'drop' }, when: { client: '192.0.2.1' } },
  })
  await ask('/faults/{id}', { method: 'put', fill: { id }, body: { notation: 'RCPT 452' } })
  await ask('/faults')
  await ask('/faults/{id}', { method: 'delete', fill: { id } })
  await ask('/faults/{id}', { method: 'delete', fill: { id }, status: 404 })
  await ask('/faults', { method: 'delete' })
  expect(await ask('/faults')).toEqual({ faults: [] })

  const release = { method: 'post', fill: { id: last.id } }
  const sent = await ask<{ id: string }>('/messages/{id}/release', { ...release, body: { to: ['bob@example.org'] } })
  await ask('/messages/{id}/release', { ...release, body: { to: ['bob@elsewhere.example'] }, status: 403 })
  await peer.waitFor({ to: 'bob@example.org' })
  await expect
    .poll(async () => (await ask<{ next: string | null }>('/outgoing/{id}', { fill: { id: sent.id } })).next)
    .toBeNull()
  await ask('/outgoing')
  await ask('/outgoing/{id}/retry', { method: 'post', fill: { id: sent.id } })
  await ask('/outgoing/{id}', { method: 'delete', fill: { id: sent.id } })
  await ask('/outgoing/{id}', { fill: { id: sent.id }, status: 404 })
  await ask('/about')
  expect(await ask('/messages', { method: 'delete', body: { query: '' } })).toEqual({ deleted: messages.length })

  // Nothing that gives JSON was left out.
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      responses['200']?.content?.['application/json'] ? [`${method} ${path}`] : [],
    ),
  )
  expect([...asked].sort()).toEqual(all.sort())
})

it('what is no JSON is of the type that it says', async () => {
  await site.send('Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>hi', ['bob@example.test'])
  const { body } = await site.json<{ sessionId: string }>('api/v2/messages/latest')
  const fill: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    '/sessions/{id}/transcript': { id: body.sessionId },
    '/messages/{id}/parts/{part}': { id: 'latest', part: '1' },
  }
  let count = 0
  for (const [path, methods] of Object.entries(paths)) {
    const [type] = Object.keys(methods['get']?.responses['200']?.content ?? {})
    if (type === undefined || type === 'application/json' || type === 'text/event-stream') continue
    const names = fill[path] ?? { id: 'latest' }
    const answer = await fetch(`${site.url}api/v2${path.replace(/\{(\w+)\}/g, (_, name: string) => names[name]!)}`)
    expect([path, answer.status, answer.headers.get('content-type')!.split(';')[0]]).toEqual([path, 200, type])
    await answer.arrayBuffer()
    count++
  }
  expect(count).toBe(4)
})
