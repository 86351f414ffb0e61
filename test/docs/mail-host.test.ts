import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createMailHost, type MailHost, type OutgoingOptions } from '../../src/host/mail-host.ts'
import { usualRetries } from '../../src/host/retries.ts'
import { readDomains } from '../../src/server/practice/read-domains.ts'
import { createServer } from '../../src/store/mail-server.ts'
import { post } from '../host/setting.ts'
import { runExample } from './example.ts'
import serve from '../../src/cli/verbs/serve.ts'

const page = readFileSync('docs/mail-host.md', 'utf8')

it('shows files that can be read', () => {
  const [, json] = /```json\n([^]*?)```/.exec(page)!
  expect(readDomains(json!).map(({ name }) => name)).toEqual(['example.test'])
  const example = readDomains(readFileSync('examples/mail-host.json', 'utf8'))
  expect(example.map(({ name, mailboxes }) => [name, mailboxes])).toEqual([
    ['example.test', ['alice', 'bob', 'archive']],
    ['shop.test', ['orders']],
  ])
  expect(example[0]!.quotas).toMatchObject({ bob: { octets: 10 * 1024 ** 2, messages: 100 }, archive: { reply: 552 } })
  expect(example[1]).toMatchObject({ catchAll: 'orders', tagSeparator: '-' })
})

it('names options that there are, and the times that they have', () => {
  const options = serve().options.map(({ long }) => long!)
  for (const [option] of page.matchAll(/--[a-z][\w-]+/g)) expect(options).toContain(option)
  const { delays, delayNotice, expiry } = usualRetries
  expect(delays.map((ms) => ms / 60_000)).toEqual([5, 15, 30, 60, 120, 240])
  expect(page).toContain('after 5m, 15m, 30m, 1h, 2h, then every 4h')
  expect(page).toContain(`| after ${delayNotice / 3_600_000}h |`)
  expect(page).toContain(`| after ${expiry / 3_600_000}h |`)
})

it('has a program that works', async () => {
  const peer = await createServer()
  const made: MailHost[] = []
  const create = async (options: { readonly outgoing: OutgoingOptions }) => {
    const host = await createMailHost(options)
    made.push(host)
    await post(host.server, { from: 'me@elsewhere.example', to: ['alice@example.test'] })
    return host
  }
  const given = { createMailHost: create, port: peer.port }
  const { waiting } = await runExample('docs/mail-host.md', 'a way out', given, ['waiting'])
  expect(waiting).toMatchObject({ reason: 'release', recipients: [{ address: 'bob@example.org' }] })
  expect((await peer.waitFor({ to: 'bob@example.org' })).from).toBe('me@elsewhere.example')
  for (const each of [...made, peer]) await each.close()
})
