import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import * as nodemailer from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  firstMail,
  firstRecipient,
  firstSender,
  mainAddress,
  wantsFullNames,
} from '../../src/web/page/about/first-mail.ts'
import { snippets } from '../../src/web/page/about/snippets.ts'
import type { About } from '../../src/web/page/api-types.ts'
import { startParley } from '../cli/parley.ts'
import { startDovecotProxy } from './dovecot-proxy.ts'
import { startPostfix } from './postfix.ts'

/** What the page gives to copy, copied: each line brings a message, however the server was started. */

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-first-mail-'))
  symlinkSync(resolve('bin/parley'), join(folder, 'parley'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function serve(...args: readonly string[]) {
  const server = startParley(['serve', '--listen', '0', '--http', '0', '--memory', '--quiet', ...args])
  onTestFinished(async () => {
    server.child.kill()
    await server.ended
  })
  const [, url] = await server.shows(/the page and the API are at (http:\S+)/)
  const ask = async (path: string) => (await fetch(url + path)).json()
  const arrived = async () => ((await ask('api/v2/messages')) as { counts: { messages: number } }).counts.messages
  return { about: (await ask('api/v2/about')) as About, arrived }
}

/** As it is pasted into a shell. */
function paste(line: string): Promise<string> {
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' }
  return new Promise((done) => {
    const child = execFile('sh', ['-c', line], { env, timeout: 30_000 }, (error, stdout, stderr) =>
      done(error ? `${error.message}\n${stdout}\n${stderr}` : ''),
    )
    child.stdin!.end()
  })
}

const manners: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['takes everything', []],
  ['is a practice host', ['--practice']],
  ['has domains of its own', ['--practice', '--domains', 'examples/mail-host.json']],
  ['offers STARTTLS', ['--tls']],
  ['speaks LMTP', ['--lmtp']],
]

describe.each(manners)('a server that %s', (_name, args) => {
  it('gets a first mail by each of the lines that it shows', { timeout: 60_000 }, async () => {
    const { about, arrived } = await serve(...args)
    const lines = firstMail(about)
    for (const [i, { text }] of lines.entries()) {
      expect([text, await paste(text)]).toEqual([text, ''])
      expect([text, await arrived()]).toEqual([text, i + 1])
    }
  })
})

describe.each([
  ['in clear', []],
  ['with STARTTLS', ['--tls']],
  ['with TLS from the start', ['--tls', '--smtps', '127.0.0.1:0']],
  ['that is a practice host', ['--practice']],
  ['that has domains of its own', ['--practice', '--domains', 'examples/mail-host.json']],
])('settings for a server %s', (name, args) => {
  it('bring mail by curl, swaks and nodemailer', { timeout: 60_000 }, async () => {
    const { about, arrived } = await serve(...args)
    const address = name.endsWith('start') ? about.addresses.find(({ tls }) => tls === 'implicit')! : mainAddress(about)
    const [from, to] = [firstSender(about), firstRecipient(about)]
    const given = snippets({ ...address, user: null, from, to, isStrict: wantsFullNames(about) })
    const text = (wanted: string) => given.find((each) => each.name === wanted)!.text
    for (const program of ['curl', 'swaks']) expect([program, await paste(text(program))]).toEqual([program, ''])
    await sendByNodemailer(text('nodemailer'), from, to)
    expect(await arrived()).toBe(3)
  })
})

describe.each([
  ['in clear', []],
  ['with STARTTLS', ['--tls']],
  ['with TLS from the start', ['--tls', '--smtps', '127.0.0.1:0']],
  ['that is a practice host', ['--practice']],
])('settings for a server of LMTP %s', (name, args) => {
  it('bring mail by swaks, nodemailer, Postfix and Dovecot', { timeout: 60_000 }, async () => {
    const { about, arrived } = await serve('--lmtp', ...args)
    const address = name.endsWith('start') ? about.addresses.find(({ tls }) => tls === 'implicit')! : mainAddress(about)
    const [from, to] = [firstSender(about), 'alice@example.test']
    const access = { ...address, protocol: about.protocol, user: null, from, to, isStrict: wantsFullNames(about) }
    const given = snippets(access)
    const text = (wanted: string) => given.find((each) => each.name === wanted)!.text
    expect(await paste(text('swaks'))).toBe('')
    await sendByNodemailer(text('nodemailer'), from, to)
    expect(await arrived()).toBe(2)
    const postfix = await startPostfix({ main: text('Postfix'), services: 'lmtp unix - - n - - lmtp\n' })
    onTestFinished(() => postfix.stop())
    expect(await paste(`swaks --server 127.0.0.1:${postfix.port} --from ${from} --to ${to} --ehlo a.example.org`)).toBe(
      '',
    )
    await expect.poll(arrived, { timeout: 10_000 }).toBe(3)
    const dovecot = await startDovecotProxy(text('Dovecot'))
    onTestFinished(() => dovecot.stop())
    const line = `swaks --protocol LMTP --server 127.0.0.1:${dovecot.port} --from ${from} --to ${to} --ehlo a.example.org`
    expect(await paste(line)).toBe('')
    expect(await arrived()).toBe(4)
  })
})

async function sendByNodemailer(settings: string, from: string, to: string): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- that it can be run is what is tested
  const make = new Function('nodemailer', `${settings}\nreturn transport`) as (
    library: typeof nodemailer,
  ) => nodemailer.Transporter
  const transport = make(nodemailer)
  await transport.sendMail({ from, to, subject: 'hi', text: 'hi' })
  transport.close()
}
