import { expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
import { createMailHost, type MailHostOptions } from '../../src/host/mail-host.ts'
import { listenWeb } from '../../src/web/listen.ts'
import type { SiteOptions } from '../../src/web/site.ts'

async function startSite(options: Partial<SiteOptions>, host: MailHostOptions = {}) {
  const mail = await createMailHost(host)
  const web = await listenWeb(mail, { host: '127.0.0.1', port: 0 }, { version: '0.0.0', ...options })
  return {
    url: `http://127.0.0.1:${web.port}/`,
    async send(message: string, to = 'bob@example.test') {
      const session = new ClientSession({ kind: 'tcp', host: '127.0.0.1', port: mail.server.port })
      await session.open()
      await session.reply()
      const before = ['EHLO client.example.org', 'MAIL FROM:<ann@example.org>', `RCPT TO:<${to}>`]
      for (const line of before) await session.command(line)
      if (!to.startsWith('busy')) for (const line of ['DATA', `${message}\r\n.`, 'QUIT']) await session.command(line)
      session.close()
    },
    async [Symbol.asyncDispose]() {
      await web.close()
      await mail.close()
    },
  }
}

it('tells Prometheus what has happened, to those who may ask', async () => {
  await using site = await startSite({}, { faults: ['RCPT 451 to=busy@*'] })
  await site.send('Subject: one\r\n\r\nhi\r\n')
  await site.send('Subject: two\r\n\r\nhi\r\n', 'busy@example.test')
  const response = await fetch(new URL('metrics', site.url))
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const text = await response.text()
  const value = (name: string) => Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1])
  expect(value('parley_messages_total')).toBe(1)
  expect(value('parley_message_octets_total')).toBe(value('parley_store_octets'))
  expect(value('parley_sessions_total')).toBe(2)
  expect(value('parley_replies_total{code="354"}')).toBe(1)
  expect(value('parley_replies_total{code="451"}')).toBe(1)
  expect(value('parley_faults_total')).toBe(1)
  expect(value('parley_store_unread_messages')).toBe(1)
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^# (?:HELP|TYPE) [a-z_]+ .+$|^[a-z_]+(?:\{code="\d{3}"\})? [\d.e+-]+$/)
})

it('asks for a login where the rest does', async () => {
  await using site = await startSite({ users: { alice: [{ password: 'secret' }] } })
  expect((await fetch(new URL('metrics', site.url))).status).toBe(401)
})

it('counts what waits to be sent on', async () => {
  const outgoing = { smartHost: { host: '127.0.0.1', port: 9 }, copiesTo: ['me@home.example'] }
  await using site = await startSite({}, { outgoing })
  const waiting = async () =>
    /^parley_outgoing_waiting (\d+)$/m.exec(await (await fetch(new URL('metrics', site.url))).text())?.[1]
  expect(await waiting()).toBe('0')
  for (let i = 0; i < 3; i++) await site.send('Subject: one\r\n\r\nhi\r\n')
  expect(await waiting()).toBe('3')
})
