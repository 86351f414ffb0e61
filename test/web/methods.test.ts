import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSite } from './site.ts'

let site: Awaited<ReturnType<typeof startSite>>
beforeAll(async () => {
  site = await startSite({ base: '/mail/' })
})
afterAll(() => site[Symbol.asyncDispose]())

const ask = (method: string, path: string) =>
  fetch(new URL(path, site.url), {
    method,
    ...(method !== 'OPTIONS' && { headers: { 'content-type': 'application/json' }, body: '{}' }),
  })

it.each([
  ['PUT', 'api/v2/messages', 'GET, PATCH, DELETE, HEAD, OPTIONS'],
  ['POST', 'api/v2/messages/latest/raw', 'GET, HEAD, OPTIONS'],
  ['PATCH', 'api/v2/faults/f1', 'PUT, DELETE, OPTIONS'],
  ['POST', 'api/v1/messages', 'GET, PUT, DELETE, HEAD, OPTIONS'],
  ['DELETE', 'metrics', 'GET, HEAD, OPTIONS'],
])('%s %s is no method of this path, and the others are named', async (method, path, allow) => {
  const answer = await ask(method, path)
  const sorted = (text: string | null) => text?.split(', ').sort()
  expect([answer.status, sorted(answer.headers.get('allow'))]).toEqual([405, sorted(allow)])
  const { status, detail } = (await answer.json()) as { status: number; detail: string }
  expect([status, detail]).toEqual([405, expect.stringContaining(`not for ${method}, but for `)])
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

it('OPTIONS says what a path can be asked for, and lets no other site in', async () => {
  const answer = await ask('OPTIONS', 'api/v2/messages')
  expect([answer.status, await answer.text()]).toEqual([204, ''])
  expect(answer.headers.get('allow')).toContain('PATCH')
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

it.each(['GET', 'PUT', 'OPTIONS'])('%s of a path that is none gets 404', async (method) => {
  for (const path of ['api/v2/nothing', 'api/v1/nothing', '/elsewhere/at/all']) {
    const url = new URL(path, site.url)
    const answer = await fetch(url, {
      method,
      ...(method === 'PUT' && { headers: { 'content-type': 'application/json' } }),
    })
    expect([path, answer.status]).toEqual([path, 404])
  }
})
