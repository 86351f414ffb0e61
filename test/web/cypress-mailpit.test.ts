import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startSite } from './site.ts'

/** What cypress-mailpit uses of Cypress, with promises in the place of its chains. */
interface Request {
  readonly method: string
  readonly url: string
  readonly body?: unknown
  readonly qs?: Readonly<Record<string, string | number>>
}

type Commands = Record<string, (...given: unknown[]) => Promise<never>>

let site: Awaited<ReturnType<typeof startSite>>
let commands: Commands

beforeAll(async () => {
  site = await startSite()
  vi.stubGlobal('Cypress', { expose: () => site.url.replace(/\/$/, ''), config: () => 2000 })
  vi.stubGlobal('cy', {
    env: () => Promise.resolve({}),
    wrap: (value: unknown) => Promise.resolve(value),
    wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
    async request({ method, url, body, qs = {} }: Request) {
      const address = new URL(url)
      for (const [name, value] of Object.entries(qs)) address.searchParams.set(name, String(value))
      const json =
        body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const response = await fetch(address, { method, ...json })
      const text = await response.text()
      if (!response.ok) throw new Error(`${response.status}: ${text}`)
      const isJson = response.headers.get('content-type')?.includes('json')
      return { body: isJson ? (JSON.parse(text) as unknown) : text }
    },
  })
  const folder = '../../node_modules/cypress-mailpit/dist/src'
  const { readdirSync } = await import('node:fs')
  const file = readdirSync(new URL(folder, import.meta.url)).find((name) => /commands.*\.js$/i.test(name))!
  const module = (await import(`${folder}/${file}`)) as { MailpitCommands: new () => Commands }
  commands = new module.MailpitCommands()
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await site[Symbol.asyncDispose]()
})

const run = (name: string, ...given: unknown[]): Promise<never> => commands[name]!(...given)

describe('cypress-mailpit', () => {
  it('sends, finds, reads, marks and deletes', async () => {
    await run('mailpitDeleteAllEmails')
    await run('mailpitSendMail', { subject: 'Welcome', tags: ['a'], htmlBody: '<p>hi</p>', textBody: 'hi' })
    expect(await run('mailpitGetAllMails')).toMatchObject({ total: 1 })
    for (const name of ['mailpitGetEmailsBySubject', 'mailpitHasEmailsBySubject'])
      expect(await run(name, 'Welcome')).toMatchObject({ messages_count: 1 })
    expect(await run('mailpitHasEmailsByTo', 'jane@example.com')).toMatchObject({ messages_count: 1 })
    expect(await run('mailpitNotHasEmailsBySearch', 'subject:other')).toMatchObject({ messages_count: 0 })
    const message: unknown = await run('mailpitGetMail')
    expect(await run('mailpitGetSubject', message)).toBe('Welcome')
    expect(await run('mailpitGetFromAddress', message)).toBe('from@example.com')
    expect(await run('mailpitGetRecipientAddress', message)).toEqual(['jane@example.com'])
    expect(await run('mailpitGetAttachments', message)).toEqual([])
    expect(await run('mailpitGetMailHTMlBody', message)).toContain('<p>hi</p>')
    expect(await run('mailpitGetMailTextBody', message)).toContain('hi')
    expect(await run('mailpitGetMailSpamAssassinSummary', message)).toMatchObject({ IsSpam: false })
    await run('mailpitSetAllEmailStatusAsUnRead')
    expect(await run('mailpitGetAllMails')).toMatchObject({ unread: 1 })
    await run('mailpitSetStatusAsRead', message)
    expect(await run('mailpitGetAllMails')).toMatchObject({ unread: 0 })
    await run('mailpitDeleteEmailsBySearch', 'subject:Welcome')
    expect(await run('mailpitNotHasEmailsBySubject', 'Welcome')).toMatchObject({ messages_count: 0 })
  })
})
