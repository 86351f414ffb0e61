import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/store/mail-server.ts'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { post, Setting } from '../host/setting.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { runParley, startParley, type Running } from './parley.ts'

/** The program sends on by a smart host, as an operator sets it up. */

const authority = makeCertificate({ cn: 'Authority of the test', isAuthority: true })
const pair = makeCertificate({ cn: 'smart.example', names: ['IP:127.0.0.1'], issuer: authority })
const folder = mkdtempSync(join(tmpdir(), 'parley-smart-host-'))
const file = (name: string) => join(folder, name)
const setting = new Setting()
const running = new Set<Running>()

beforeAll(async () => {
  writeFileSync(file('ca.pem'), authority.cert)
  writeFileSync(file('password'), 'pencil\n')
  const { stdout } = await runParley(['hash-password', '--user', 'alice'], { input: 'secret\n' })
  writeFileSync(file('users'), stdout)
})
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL')
    await ended
  }
  running.clear()
  await setting.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A host that takes mail only of who has logged in as bob, and logins only under TLS. */
const demanding = (port = 0, more: object = {}) =>
  setting.peer({
    port,
    tls: { ...pair },
    auth: { checkPassword: (user, password) => user === 'bob' && password === 'pencil', required: true },
    ...more,
  })

async function serve(peer: number, ...args: readonly string[]): Promise<Running & { readonly port: number }> {
  const server = startParley([
    ...['serve', '--listen', '127.0.0.1:0', '--practice', '--users', file('users'), '--auth-in-clear'],
    ...['--smart-host', `127.0.0.1:${peer}`, '--retry-after', '1s', '--quiet', ...args],
  ])
  running.add(server)
  const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+)/)
  return { ...server, port: Number(port) }
}

const login = ['--smart-host-user', 'bob', '--smart-host-password-file', file('password')]
const letter = { from: 'alice@example.test', to: ['carol@elsewhere.example'], user: 'alice' }

describe('parley serve --smart-host', () => {
  it('logs in under TLS, at a host whose authority it was told to believe', async () => {
    const peer = await demanding()
    const { port } = await serve(peer.port, '--memory', ...login, '--smart-host-ca', file('ca.pem'))
    await post({ port }, letter)
    const arrived = await peer.waitFor({ to: 'carol@elsewhere.example' })
    expect(arrived).toMatchObject({ from: 'alice@example.test', user: 'bob' })
    expect(arrived.trace).toMatch(/with ESMTPSA /)
  })

  it('by TLS from the first octet as well', async () => {
    const peer = await demanding(0, { listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }] })
    const { port } = await serve(
      ...([peer.port, '--memory', ...login, '--smart-host-ca', file('ca.pem')] as const),
      ...['--smart-host', `smtps://127.0.0.1:${peer.port}`],
    )
    await post({ port }, letter)
    expect(await peer.waitFor({ to: 'carol@elsewhere.example' })).toMatchObject({ user: 'bob' })
  })

  it('gives no password to a host that cannot prove who it is; the mail waits', async () => {
    const peer = await demanding()
    const data = file('unbelieved')
    const { port, child, ended } = await serve(peer.port, '--data', data, ...login)
    await post({ port }, letter)
    await expect.poll(() => peer.sessions.length, { timeout: 10_000 }).toBeGreaterThan(0)
    await new Promise((resolve) => setTimeout(resolve, 300))
    child.kill('SIGTERM')
    await ended
    for (const { transcript } of peer.sessions) expect(JSON.stringify(transcript.events)).not.toContain('AUTH')
    const [waiting] = await queueIn(data)
    expect(waiting).toMatchObject({ recipients: [{ state: 'waiting' }] })
    expect(waiting!.recipients[0]!.answer).toMatch(/certificate/)
  })

  it('with a password that is refused there the mail waits, and says why', async () => {
    const peer = await demanding()
    writeFileSync(file('wrong'), 'pen\n')
    const data = file('refused')
    const args = [...['--smart-host-user', 'bob', '--smart-host-password-file', file('wrong')]]
    const { port, child, ended } = await serve(peer.port, '--data', data, ...args, '--smart-host-ca', file('ca.pem'))
    await post({ port }, letter)
    await expect.poll(() => peer.sessions.some(({ isClosed }) => isClosed), { timeout: 10_000 }).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 300))
    child.kill('SIGTERM')
    await ended
    const [waiting] = await queueIn(data)
    expect(waiting!.recipients).toMatchObject([
      { state: 'waiting', answer: expect.stringMatching(/535 5\.7\.8/) as string },
    ])
  })

  it('killed with mail in the queue, it goes on where it was when it starts again', async () => {
    const away = await createServer()
    const peerPort = away.port
    await away.close()
    const args = ['--data', file('killed'), ...login, '--smart-host-ca', file('ca.pem')]
    const first = await serve(peerPort, ...args)
    const to = Array.from({ length: 5 }, (_, i) => `n${i}@elsewhere.example`)
    for (const each of to) expect((await post(first, { ...letter, to: [each] })).message?.code).toBe(250)
    first.child.kill('SIGKILL')
    await first.ended

    // Killed again, while it has taken all of them over.
    const slow = await demanding(peerPort, { faults: ['connect silence'] })
    const second = await serve(peerPort, ...args)
    await expect.poll(() => slow.openSessions, { timeout: 10_000 }).toBe(to.length)
    second.child.kill('SIGKILL')
    await second.ended
    await slow.close()

    const peer = await demanding(peerPort)
    await serve(peerPort, ...args)
    for (const each of to) await peer.waitFor({ to: each })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(peer.store.messages.flatMap(({ to }) => to).sort()).toEqual(to)
  })
})

async function queueIn(folder: string) {
  const store = await SqliteStore.open({ folder })
  try {
    return await store.outgoing.list(10)
  } finally {
    await store.close()
  }
}
