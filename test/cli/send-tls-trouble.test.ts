import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { talk, type Answer, type Talker } from '../client/talker.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { runSend } from './run-send.ts'

/** What `parley send` says and how it ends where TLS and logins go wrong. */

let folder: string
let pair: KeyPair
const closing: { close(): unknown }[] = []

const file = (name: string) => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-send-trouble-'))
  pair = makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'] })
  const damaged = pair.cert.replace(/\n[^-]{20}/, '\nAAAAAAAAAAAAAAAAAAAA')
  writeFileSync(file('good.pem'), pair.key + pair.cert)
  writeFileSync(file('damaged.pem'), pair.key + damaged)
  writeFileSync(file('damaged-key.pem'), pair.key.replace(/\n[^-]{20}/, '\nAAAAAAAAAAAAAAAAAAAA'))
  writeFileSync(file('empty.pem'), '')
  writeFileSync(file('der.pem'), Buffer.from(pair.cert.replace(/-----[^-]+-----|\s/g, ''), 'base64'))
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close()
})

const send = (port: number, ...args: readonly string[]) =>
  runSend([`127.0.0.1:${port}`, '--to', 'b@b.test', '--helo', 'a.test', ...args])

async function startTalker(answers: readonly (readonly [RegExp, Answer])[]): Promise<Talker> {
  const talker = await talk('220 x', answers)
  closing.push(talker)
  return talker
}

describe('a certificate that does not parse', () => {
  it.each<[readonly string[], RegExp]>([
    [['--tls-ca-path', 'damaged.pem'], /damaged\.pem holds a certificate that cannot be read: it is damaged/],
    [['--tls-ca-path', 'empty.pem'], /empty\.pem holds no certificates: they must be PEM/],
    [['--tls-ca-path', 'der.pem'], /der\.pem holds no certificates: they must be PEM/],
    [['--tls-cert', 'damaged.pem'], /damaged\.pem holds no certificate: it must be PEM/],
    [['--tls-cert', 'empty.pem'], /empty\.pem holds no certificate: it must be PEM/],
    [['--tls-cert', 'good.pem', '--tls-key', 'damaged-key.pem'], /damaged-key\.pem holds no private key/],
  ])('in a file is told of before anything is said: %j', async (args, words) => {
    const ran = await send(1, '--tls', ...args.map((arg) => (arg.endsWith('.pem') ? file(arg) : arg)))
    expect([ran.code, ran.stdout]).toEqual([exitCodes.usage, ''])
    expect(ran.stderr).toMatch(words)
  })

  it('of the server ends the handshake', async () => {
    // TLS 1.2: a ServerHello, then a Certificate whose one certificate is no DER.
    const hello = `0303${'11'.repeat(32)}00c02b000005ff01000100`
    const handshake = (type: string, body: string) => type + (body.length / 2).toString(16).padStart(6, '0') + body
    const record = (body: string) => `160303${(body.length / 2).toString(16).padStart(4, '0')}${body}`
    const flight = record(handshake('02', hello)) + record(handshake('0b', '000007000004deadbeef'))
    const talker = await startTalker([
      [/^EHLO/, '250-x\r\n250 STARTTLS'],
      [
        /^STARTTLS/,
        (socket) => {
          socket.removeAllListeners('data')
          socket.once('data', () => socket.write(Buffer.from(flight, 'hex')))
          socket.write('220 go\r\n')
        },
      ],
    ])
    const ran = await send(talker.port, '--tls')
    expect(ran.code).toBe(exitCodes.tls)
    expect(ran.stderr).toMatch(/^parley: .*\b(?:TLS handshake failed: |certificate).*\n +\S+.*\. .+\n$/)
  })
})

it("takes no list of ciphers that OpenSSL knows none of, and lays it at nobody's door", async () => {
  const ran = await send(1, '--tls', '--tls-cipher', 'foo')
  expect([ran.code, ran.stdout]).toEqual([exitCodes.usage, ''])
  expect(ran.stderr).toBe('parley: OpenSSL has no cipher that fits "foo": "openssl ciphers ALL" lists the names\n')
})

describe('a handshake', () => {
  const starting = (after: Answer) =>
    [
      [/^EHLO/, '250-x\r\n250 STARTTLS'],
      [/^STARTTLS/, after],
    ] as const

  it.each<[string, Answer, RegExp]>([
    ['that never ends', '220 go', /handshake/i],
    [
      'that is garbage',
      (socket) => socket.write('220 go\r\n', () => later(socket, 'nothing of the kind\r\n')),
      /wrong version number\n +No TLS behind the 220\. The receiving server is at fault\./,
    ],
    [
      'that is an alert',
      (socket) => socket.write('220 go\r\n', () => later(socket, '\x15\x03\x03\x00\x02\x02\x28')),
      /handshake failure/,
    ],
    ['that is the end', (socket) => socket.write('220 go\r\n', () => later(socket, null)), /./],
    ['that is refused', '454 4.7.0 no TLS now', /STARTTLS was refused: 454 4\.7\.0 no TLS now/],
  ])('%s is told in words, with what to do', async (_name, after, words) => {
    const talker = await startTalker(starting(after))
    const ran = await send(talker.port, '--tls', '--timeout', '1')
    expect(ran.code).toBe(exitCodes.tls)
    expect(ran.stderr).toMatch(words)
    expect(ran.stderr.split('\n')).toHaveLength(3)
    expect(talker.heard.filter((line) => /^(?:MAIL|AUTH)/.test(line))).toEqual([])
  })

  it('on a port that speaks no TLS from the start', async () => {
    const talker = await startTalker([])
    const ran = await send(talker.port, '-tlsc', '--timeout', '2')
    expect(ran.code).toBe(exitCodes.tls)
    expect(ran.stderr).toContain('wrong version number')
    expect(ran.stderr).toMatch(/\n +No TLS on this port\. .*Connect without TLS/)
  })
})

function later(socket: Socket, text: string | null): void {
  setTimeout(() => (text === null ? socket.destroy() : socket.write(text, 'latin1')), 30)
}

/** In between: passes everything on, until it says something of its own to the client. */
async function startBetween(options: MailServerOptions, after = Infinity) {
  const server: MailServer = await createServer(options)
  let heard = 0
  let inject = () => {}
  const between: Server = createTcpServer((client) => {
    const there = connect(server.port, '127.0.0.1')
    for (const each of [client, there]) each.on('error', () => {})
    there.on('data', (bytes) => client.write(bytes)).on('close', () => client.destroy())
    client.on('close', () => there.destroy())
    inject = () => client.write(Buffer.from('15030300020250', 'hex')) // an alert: internal error
    client.on('data', (bytes) => {
      heard += bytes.length
      if (heard > after) inject()
      else there.write(bytes)
    })
  })
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
  closing.push(server, { close: () => new Promise((resolve) => between.close(resolve)) })
  return { port: (between.address() as AddressInfo).port, server, inject: () => inject() }
}

describe('an alert of TLS in the middle of the conversation', () => {
  it.each<[string, 'ehlo' | 'mail' | 'data', RegExp]>([
    ['behind the hello', 'mail', /^parley: the connection broke without answering MAIL: /],
    ['in the message', 'data', /^parley: the connection broke /],
  ])('%s ends it, and it is not said that the mail arrived', async (_name, when, words) => {
    const place: Awaited<ReturnType<typeof startBetween>> = await startBetween(
      {
        tls: pair,
        policy: { mail: () => (when === 'mail' ? (place.inject(), new Promise(() => {})) : null) },
      },
      when === 'data' ? 200_000 : Infinity,
    )
    const ran = await send(
      place.port,
      '--tls',
      '--timeout',
      '5',
      '--body',
      'x'.repeat(900_000).replace(/.{70}/g, '$&\n'),
    )
    expect(ran.stderr).toMatch(words)
    expect(ran.code).toBe(exitCodes.closed)
    expect(place.server.store.messages).toHaveLength(0)
  })
})

describe('STARTTLS that is offered only sometimes', () => {
  it('is asked for each time, and nothing is said in clear where it must be there', async () => {
    let nth = 0
    const talker = await startTalker([
      [/^EHLO/, (socket) => socket.write(nth++ % 2 ? '250-x\r\n250 STARTTLS\r\n' : '250 x\r\n')],
      [/^STARTTLS/, '454 4.7.0 not today'],
    ])
    const codes: number[] = []
    for (let i = 0; i < 4; i++) codes.push((await send(talker.port, '--tls')).code)
    expect(codes).toEqual([exitCodes.tls, exitCodes.tls, exitCodes.tls, exitCodes.tls])
    expect(talker.heard.filter((line) => line === 'STARTTLS')).toHaveLength(2)
    expect(talker.heard.filter((line) => line.startsWith('MAIL'))).toEqual([])
  })
})

describe('a login', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const how = ['--auth-user', 'bob', '--auth-password', 'pencil', '--timeout', '2']

  it.each<[string, string, readonly (readonly [RegExp, Answer])[], RegExp, number]>([
    ['with a challenge that is no base64', 'CRAM-MD5', [[/^AUTH/, '334 <1@x>']], /challenge is no base64: <1@x>/, 28],
    [
      'with a challenge of 12 kB',
      'CRAM-MD5',
      [
        [/^AUTH/, `334 ${base64('x'.repeat(9216))}`],
        [/^[A-Za-z0-9+/]+=*$/, '235 welcome'],
      ],
      /^$/,
      0,
    ],
    ['answered 250', 'PLAIN', [[/^AUTH/, '250 ok']], /^$/, 0],
    ['answered 220', 'LOGIN', [[/^AUTH/, '220 go']], /^$/, 0],
    ['answered 354', 'PLAIN', [[/^AUTH/, '354 go']], /the answer to AUTH PLAIN does not fit: 354 go/, 28],
    ['that asks and asks', 'LOGIN', [[/./, `334 ${base64('again?')}`]], /asks for more than there is to say/, 28],
    ['that is not answered', 'PLAIN', [[/^AUTH/, null]], /no reply to AUTH within 2 s/, 28],
    [
      'that ends the connection',
      'PLAIN',
      [[/^AUTH/, (socket) => socket.destroy()]],
      /closed the connection|connection broke/,
      6,
    ],
  ])('%s', async (_name, mechanism, answers, words, code) => {
    const talker = await startTalker([
      [/^EHLO/, `250-x\r\n250 AUTH ${mechanism}`],
      [/^(?:MAIL|QUIT)/, '250 ok'],
      ...answers,
    ])
    const ran = await send(talker.port, ...how, '--quit-after', 'AUTH')
    expect(ran.stderr).toMatch(words)
    expect(ran.code).toBe(code)
    expect(ran.stdout + ran.stderr).not.toMatch(/pencil|cGVuY2ls/)
  })
})
