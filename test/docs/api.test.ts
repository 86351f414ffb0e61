import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSite } from '../web/site.ts'
import { runExample } from './example.ts'

const path = 'docs/api.md'
let site: Awaited<ReturnType<typeof startSite>>

beforeAll(async () => {
  site = await startSite({}, { practice: true })
})

afterAll(() => site[Symbol.asyncDispose]())

it('a program waits for its message, and reads the code', async () => {
  const waiting = runExample(path, 'wait', { server: site.url }, ['message', 'code'])
  await site.send('From: alice@example.org\r\nSubject: Welcome\r\n\r\nYour code is 482913.\r\n')
  expect(await waiting).toMatchObject({ code: '482913', message: { subject: 'Welcome' } })
})

it('a search finds', async () => {
  const { messages, total } = await runExample(path, 'search', { server: site.url }, ['messages', 'total'])
  expect([messages, total]).toEqual([[], 0])
})

it('links are checked, and none to this machine is asked', async () => {
  await site.send('Subject: links\r\n\r\nhttp://127.0.0.1:9/a\r\n')
  const { Errors, Links } = await runExample(path, 'links', { server: site.url }, ['Errors', 'Links'])
  const Status = 'not asked: 127.0.0.1 is no public address'
  expect([Errors, Links]).toEqual([1, [{ URL: 'http://127.0.0.1:9/a', StatusCode: 0, Status }]])
})

it('every path of the table is there', async () => {
  const about = await fetch(`${site.url}api/v2/openapi.json`)
  const { paths } = (await about.json()) as { paths: Record<string, unknown> }
  const known = Object.keys(paths)
  for (const each of [
    '/messages',
    '/messages/{id}',
    '/mailboxes',
    '/tags',
    '/sessions',
    '/explain',
    '/faults',
    '/outgoing',
  ])
    expect(known).toContain(each)
  for (const each of ['livez', 'readyz', 'metrics', 'api/v1/info', 'api/v2/about'])
    expect((await fetch(site.url + each)).status).toBe(200)
})

it('explains', async () => {
  const { status, body } = await site.json('api/v2/explain?text=550%205.1.1%20No%20such%20user')
  expect(status).toBe(200)
  expect(JSON.stringify(body)).toContain('5.1.1')
})
