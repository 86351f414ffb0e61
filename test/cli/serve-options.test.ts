import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { SqliteStore } from '../../src/store/sqlite/store.ts'
import { sign } from '../../src/web/webhook.ts'
import { newMessage } from '../store/new-message.ts'
import { sendMail } from '../web/send-mail.ts'
import { runParley, startParley } from './parley.ts'

/** Options of `parley serve` do what they say, in the program as it is started. */

const folder = mkdtempSync(join(tmpdir(), 'parley-options-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

async function serve(...args: readonly string[]) {
  const server = startParley([
    'serve',
    '--listen',
    '0',
    '--quiet',
    ...args,
    ...(args.includes('--http') ? [] : ['--http', '0']),
  ])
  onTestFinished(async () => {
    server.child.kill()
    await server.ended
  })
  const [, port] = await server.shows(/listening on 127\.0\.0\.1:(\d+)/)
  const [, url] = await server.shows(/the page and the API are at (http:\S+)/)
  const subjects = async () => {
    const { messages } = (await (await fetch(`${url}api/v2/messages`)).json()) as { messages: { subject: string }[] }
    return messages.map(({ subject }) => subject)
  }
  const send = (subject: string, to = 'bob@example.test', text = 'hi') =>
    sendMail(Number(port), `Subject: ${subject}\r\n\r\n${text}\r\n`, [to])
  return { ...server, url: url!, send, subjects }
}

it.each([
  ['--keep', '2', ['--memory']],
  ['--keep-size', '2k', ['--memory']],
  ['--keep', '2', []],
  ['--keep-size', '2k', []],
])('%s %s lets the oldest go: %j', async (option, value, more) => {
  const { send, subjects } = await serve(option, value, ...more)
  for (const subject of ['one', 'two', 'three', 'four'])
    await send(subject, undefined, `${'x'.repeat(70)}\r\n`.repeat(12))
  await expect.poll(subjects, { timeout: 10_000 }).toEqual(['four', 'three'])
})

it('--keep-days lets go what is older', { timeout: 20_000 }, async () => {
  const data = join(folder, 'days')
  const store = await SqliteStore.open({ folder: data })
  const ago = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000)
  for (const days of [3, 1]) {
    const content = `Subject: ${days} days old\r\n\r\n`
    await store.add(newMessage({ content, receivedAt: ago(days) }))
  }
  await store.close()
  const { subjects } = await serve('--data', data, '--keep-days', '2')
  await expect.poll(subjects, { timeout: 10_000 }).toEqual(['1 days old'])
  const { code, stderr } = await runParley(['serve', '--listen', '0', '--memory', '--keep-days', '0'])
  expect([code, stderr]).toEqual([1, expect.stringContaining('Write a number of days, as 30.')])
})

it('--faults and --fault are in force, in this order', async () => {
  const path = file('faults.json', '{"faults": ["RCPT 451 4.3.0 \\"From the file\\" to=bob@*", "NOOP drop"]}')
  const { url, send } = await serve('--faults', path, '--fault', 'RCPT 452 to=*', '--trouble-addresses')
  const { faults } = (await (await fetch(`${url}api/v2/faults`)).json()) as { faults: { notation: string }[] }
  expect(faults.map(({ notation }) => notation)).toEqual([
    'RCPT 451 4.3.0 "From the file" to=bob@* id=f1',
    'NOOP drop id=f2',
    'RCPT 452 to=* id=f3',
  ])
  await send('a')
  const refusals = async () => {
    const { sessions } = (await (await fetch(`${url}api/v2/sessions`)).json()) as {
      sessions: { firstRefusal: string }[]
    }
    return sessions.map(({ firstRefusal }) => firstRefusal)
  }
  await expect.poll(refusals).toEqual(['451 From the file'])
})

it.each([
  ['{"faults": [', /^parley: \S+faults\.json: this is no JSON: .*\n$/],
  ['["RCPT 451 probability=200%"]', /^parley: \S+faults\.json: fault 1: .*a share of 100% at most, not 200%/],
])('says what is wrong with a file of faults: %s', async (text, words) => {
  const { code, stderr } = await runParley([
    'serve',
    '--listen',
    '0',
    '--memory',
    '--faults',
    file('faults.json', text),
  ])
  expect(code).toBe(1)
  expect(stderr).toMatch(words)
})

it.each([
  [
    ['--fault', 'NOOP drop id=a', '--fault', 'RSET drop id=a'],
    /^parley: there is a fault "a" already: .*take another id/,
  ],
  [['--fault', 'NOOP drop', '--fault', 'RSET drop id=f1'], /^parley: there is a fault "f1" already/],
  [['--faults', file('many.json', JSON.stringify(Array(1001).fill('NOOP drop')))], /^parley: there are 1000 faults/],
])('says what is wrong with faults that do not go together: %j', async (args, words) => {
  const { code, stderr } = await runParley(['serve', '--listen', '0', '--memory', ...args])
  expect([code, stderr]).toEqual([1, expect.stringMatching(words)])
})

it('--webhook tells another program, signed by --webhook-secret-file', async () => {
  const heard: { body: string; signature: string }[] = []
  const hook = createHttpServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      heard.push({ body, signature: String(request.headers['parley-signature']) })
      response.end()
    })
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void hook.close())
  const { port } = hook.address() as AddressInfo
  const secret = file('secret', 'hush\n')
  const { send, url } = await serve(
    '--memory',
    '--webhook',
    `http://127.0.0.1:${port}/mail`,
    '--webhook-secret-file',
    secret,
  )
  await send('Told')
  await expect.poll(() => heard.length).toBe(1)
  const [{ body, signature }] = heard as [{ body: string; signature: string }]
  expect(JSON.parse(body)).toMatchObject({ event: 'message', message: { subject: 'Told' } })
  expect(signature).toBe(sign(body, 'hush', Number(/^t=(\d+)/.exec(signature)![1])))
  expect(await (await fetch(`${url}metrics`)).text()).toMatch(/^parley_webhook_waiting 0$/m)
})

it('--http-base and --http-auth: under a path, for who may', async () => {
  const { stdout } = await runParley(['hash-password', '--user', 'ann'], { input: 'secret\n' })
  const users = file('web-users', `# who may\n${stdout}`)
  const { url } = await serve('--memory', '--http-base', 'deep/mail', '--http-auth', users)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/deep\/mail\/$/)
  const status = async (path: string, user?: string) =>
    (await fetch(new URL(path, url), user ? { headers: { authorization: `Basic ${btoa(user)}` } } : {})).status
  expect(await status('')).toBe(401)
  expect(await status('', 'ann:wrong')).toBe(401)
  for (const path of ['', 'icon.svg', 'api/v2/messages', 'api/v1/info', 'metrics'])
    expect([path, await status(path, 'ann:secret')]).toEqual([path, 200])
  expect(await status('livez')).toBe(200)
})

it.each([
  [['--http-auth', 'ann:secret'], 401, /names and passwords cross the network in clear: put TLS in front of it/],
  [['--http-open'], 200, /open to everybody who reaches .*: they read all mail, and change and delete it/],
])('beyond loopback with %j it starts, and says what that means', async (args, status, words) => {
  const { url, ...server } = await serve('--memory', '--http', '0.0.0.0:0', ...args)
  await server.shows(words)
  expect((await fetch(url.replace('0.0.0.0', '127.0.0.1'))).status).toBe(status)
})

it.each([
  [[], /0\.0\.0\.0:\d+ can be reached from other machines: everybody .*without a login.*nothing is sent on/],
  [['--auth-required', '--auth-any'], /can be reached from other machines: who can log in can leave mail here/],
])('SMTP beyond loopback with %j starts, and says what that means', async (args, words) => {
  const server = await serve('--memory', '--listen', '0.0.0.0:0', ...args)
  await server.shows(words)
})
