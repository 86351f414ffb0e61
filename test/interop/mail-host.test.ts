import { afterAll, beforeAll, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { createMailHost, type MailHost } from '../../src/host/mail-host.ts'
import { readDsn } from '../../src/message/read-dsn.ts'
import { DnsResolver } from '../../src/wire/resolver/dns.ts'
import { aliceLogsIn, notify, post, until } from '../host/setting.ts'
import { startNsd, type DnsServer } from './dns-servers.ts'
import { freePort, startPostfix, type Postfix } from './postfix.ts'

/** Mail leaves: through a real Postfix as smart host, and by the MX records of a real DNS server. */

const zone = `$ORIGIN example.test.
$TTL 300
@ SOA ns hostmaster 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
@ MX 10 nobody
  MX 20 mx
mx A 127.0.0.1
nobody A 127.0.0.9
null MX 0 .
`

let nsd: DnsServer
let postfix: Postfix
const hosts: MailHost[] = []

beforeAll(async () => {
  nsd = await startNsd({ 'example.test': zone })
  postfix = await startPostfix()
})

afterAll(async () => {
  for (const host of hosts) await host.close()
  postfix?.stop()
  await nsd?.stop()
})

const home = { name: 'home.test', mailboxes: ['me'], lists: {} }

async function hostWith(outgoing: object): Promise<MailHost> {
  const host = await createMailHost({
    practice: { domain: home },
    auth: aliceLogsIn,
    outgoing: { retries: { delays: [200] }, ...outgoing },
  })
  hosts.push(host)
  return host
}

const letter = (subject: string, ...to: readonly string[]) => ({
  from: 'me@home.test',
  to,
  user: 'alice',
  content: `Subject: ${subject}\r\n\r\n.a dot\r\n`,
})

it('through a smart host, with STARTTLS; who is not known there is reported', async () => {
  const host = await hostWith({ smartHost: { host: '127.0.0.1', port: postfix.port, startTls: 'require' } })
  await post(host.server, letter('smart', 'bob@example.test', 'nobody@example.test'))
  const mail = await postfix.mail('bob', /^Subject: smart$/m)
  expect(mail).toMatch(
    /^Received: from mail\.home\.test \(unknown \[127\.0\.0\.1\]\)\n\tby mx\.example\.test \(Postfix\) with ESMTPS /m,
  )
  expect(mail).toMatch(
    /^Received: from client\.elsewhere\.example \(\[127\.0\.0\.1\]\)\n\tby mail\.home\.test with ESMTPA id /m,
  )
  expect(mail).toMatch(/^\.a dot$/m)
  const report = await host.server.waitFor({ to: 'me@home.test', contains: 'Action: failed' })
  expect(readDsn(await report.content.bytes())).toMatchObject({
    recipients: [{ finalRecipient: 'nobody@example.test', status: '5.1.1' }],
  })
})

it('by MX, past a host that is not there; a domain that takes no mail is reported at once', async () => {
  const resolver = new DnsResolver({ servers: [nsd] })
  const host = await hostWith({ mx: { port: postfix.port }, resolver, allowPrivate: true })
  await post(host.server, letter('by-mx', 'alice@example.test', 'a@null.example.test'))
  await postfix.mail('alice', /^Subject: by-mx$/m)
  const done = await until(host, ({ next }) => next === null)
  expect(done.attempts.map(({ host, outcome }) => [host, outcome])).toEqual([
    [`mx.example.test [127.0.0.1]:${postfix.port}`, 'delivered'],
    [null, 'failed'],
  ])
  const report = await host.server.waitFor({ to: 'me@home.test' })
  expect(readDsn(await report.content.bytes())?.recipients).toMatchObject([
    { finalRecipient: 'a@null.example.test', status: '5.1.10' },
  ])
})

it('never by MX into the own network, unless told otherwise', async () => {
  const host = await hostWith({ mx: { port: postfix.port }, resolver: new DnsResolver({ servers: [nsd] }) })
  await post(host.server, letter('private', 'bob@example.test'))
  const done = await until(host, ({ next }) => next === null)
  expect(done.recipients[0]).toMatchObject({
    state: 'failed',
    answer: expect.stringContaining('private addresses') as string,
  })
})

it('Postfix delivers what we asked it to tell of, and its report lies in the mailbox here', async () => {
  const host = await hostWith({ smartHost: { host: '127.0.0.1', port: postfix.port } })
  await host.queue!.enqueue({
    reason: 'submission',
    messageId: null,
    reversePath: 'me@home.test',
    params: ['ENVID=e-1'],
    recipients: [{ address: 'bob@example.test', params: ['NOTIFY=SUCCESS'] }],
    content: encode('Subject: dsn\r\n\r\nx\r\n'),
  })
  await postfix.mail('bob', /^Subject: dsn$/m)
  await until(host, ({ next }) => next === null)
  expect(host.store.messages).toHaveLength(0) // it offers DSN, so the report is its own
})

it('waits while Postfix is down, and delivers when it is up', async () => {
  const port = await freePort()
  const host = await hostWith({ smartHost: { host: '127.0.0.1', port } })
  await post(host.server, { ...letter('patience'), to: [notify('bob@example.test', 'FAILURE')] })
  await until(host, ({ attempts }) => attempts.length >= 2)
  const late = await startPostfix({
    services: `127.0.0.1:${port} inet n - n - - smtpd\n`,
  })
  try {
    await late.mail('bob', /^Subject: patience$/m)
    const done = await until(host, ({ next }) => next === null)
    expect(done.recipients).toMatchObject([{ state: 'delivered' }])
    expect(done.attempts.slice(0, -1).every(({ outcome }) => outcome === 'deferred')).toBe(true)
  } finally {
    late.stop()
  }
})
