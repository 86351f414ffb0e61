import { duplexPair } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { fillProbe, relayProbes } from '../../src/checks/relay/probes.ts'
import { connect } from '../../src/client/connect.ts'
import { hello } from '../../src/client/hello.ts'
import type { ClientSession } from '../../src/client/session.ts'
import { transact } from '../../src/client/transaction.ts'
import { encode } from '../../src/protocol/bytes.ts'
import { isPositive } from '../../src/protocol/reply.ts'
import type { MailHost, MailHostOptions } from '../../src/host/mail-host.ts'
import { createMailHost } from '../../src/host/mail-host.ts'
import { SmtpServer } from '../../src/server/server.ts'
import type { PracticeManner } from '../../src/store/mail-server.ts'
import { aliceLogsIn, post, Setting } from './setting.ts'

const setting = new Setting()
afterEach(() => setting.close())

/** All probes in one conversation, each with its mail where that is taken. @returns those with a recipient that was */
async function probe(host: MailHost, session: ClientSession): Promise<string[]> {
  const names = { S: 'antispam', R: 'relaytest', D: 'probe.example', IP: '127.0.0.1', LOCAL: 'example.test' }
  const taken: string[] = []
  await hello(session, 'probe.example')
  for (const each of relayProbes) {
    const { from, to } = fillProbe(each, { ...names, HOST: host.server.config.hostname })
    const content = encode('Subject: probe\r\n\r\nprobe\r\n')
    const { recipients } = await transact(session, { from, to: [{ address: to }], content })
    const [reply] = recipients.map(({ reply }) => reply)
    if (reply && isPositive(reply)) taken.push(each.id)
    await session.command('RSET')
  }
  await session.quit()
  return taken
}

/** A conversation with the host, from 203.0.113.9 as far as it can tell. */
async function fromAfar(host: MailHost): Promise<ClientSession> {
  const [ours, theirs] = duplexPair()
  new SmtpServer(host.server.config, {}).accept(
    Object.assign(theirs, { remoteAddress: '203.0.113.9', remotePort: 4242 }),
  )
  return connect({ endpoint: { kind: 'stream', stream: ours } })
}

const catchingAll = {
  domains: [{ name: 'example.test', mailboxes: ['alice'], lists: {}, catchAll: 'alice' }],
}

describe.each<[string, boolean | PracticeManner]>([
  ['a practice host', true],
  ['a practice host that catches all', catchingAll],
])('%s with a way out', (_, practice) => {
  it.each(['here', 'afar'])('passes on none of the relay probes, from %s', async (where) => {
    const peer = await setting.peer()
    const host = await setting.host({ practice, outgoing: { smartHost: { host: '127.0.0.1', port: peer.port } } })
    const session =
      where === 'afar' ? await fromAfar(host) : await connect({ host: '127.0.0.1', port: host.server.port })
    const taken = await probe(host, session)
    // What a catch-all takes that is addressed to the host itself stays here.
    expect(taken.filter((id) => practice === true || id !== 'metasploit-4')).toEqual([])
    expect(await host.queue!.list()).toEqual([])
    expect(peer.store.messages).toHaveLength(0)
  })
})

it('a practice host without a way out takes none of them either', async () => {
  const host = await setting.host({ practice: true })
  expect(await probe(host, await fromAfar(host))).toEqual([])
})

it('who takes everything, to catch it, passes nothing on, whatever way out there is', async () => {
  const peer = await setting.peer()
  const host = await setting.host({
    auth: { acceptAny: true },
    outgoing: { smartHost: { host: '127.0.0.1', port: peer.port }, release: { to: ['*'] } },
  })
  const taken = await probe(host, await fromAfar(host))
  expect(taken.length).toBeGreaterThan(relayProbes.length / 2)
  await post(host.server, { from: 'a@probe.example', to: ['relaytest@probe.example'], user: 'anybody' })
  expect(await host.queue!.list()).toEqual([])
})

it('who has logged in sends where he wants to, and by his own login only', async () => {
  const peer = await setting.peer()
  const host = await setting.host({
    practice: true,
    auth: aliceLogsIn,
    outgoing: { smartHost: { host: '127.0.0.1', port: peer.port } },
  })
  const refused = await post(host.server, { from: 'alice@example.test', to: ['bob@probe.example'] })
  expect(refused.recipients[0]!.reply).toMatchObject({
    code: 550,
    lines: [
      { text: '5.7.1 Relaying denied: mail for example.test only, not for probe.example' },
      { text: '5.7.1 To send elsewhere, log in first (AUTH), from a scanner or a program too' },
    ],
  })
  await post(host.server, { from: 'alice@example.test', to: ['bob@probe.example', 'bob@example.test'], user: 'alice' })
  const sent = await peer.waitFor({ to: 'bob@probe.example' })
  expect(sent.to).toEqual(['bob@probe.example'])
  const percent = await post(host.server, {
    from: 'alice@example.test',
    to: ['bob%probe.example@example.test'],
    user: 'alice',
  })
  expect(percent.isAccepted).toBe(false)
})

it.each<[string, MailHostOptions]>([
  ['an open relay', { practice: { openRelay: true } }],
  ['a host where anybody may log in', { practice: true, auth: { acceptAny: true } }],
  ['a host where nobody in particular may log in', { practice: true, auth: { anonymous: true, allowInClear: true } }],
])('%s gets no way out', async (_, options) => {
  const outgoing = { smartHost: { host: '127.0.0.1', port: 9 } }
  await expect(createMailHost({ ...options, outgoing })).rejects.toThrow(TypeError)
})

it('a report leaves only where we know who asked for it', async () => {
  const peer = await setting.peer()
  const host = await setting.host({
    practice: true,
    auth: aliceLogsIn,
    outgoing: { smartHost: { host: '127.0.0.1', port: peer.port } },
  })
  const letter = { from: 'victim@probe.example', to: ['bounce@example.test'] }
  await post(host.server, letter)
  await host.server.waitFor({ to: 'victim@probe.example', contains: 'Action: failed' })
  expect(await host.queue!.list()).toEqual([])
  await post(host.server, { ...letter, user: 'alice' })
  const report = await peer.waitFor({ to: 'victim@probe.example', contains: 'Action: failed' })
  expect(report.from).toBe('')
})
