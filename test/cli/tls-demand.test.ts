import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { createServer, type MailServer, type MailServerOptions } from '../../src/store/mail-server.ts'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { talk as startTalker, type Talker } from '../client/talker.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { runParley } from './parley.ts'

/** `--tls` of talk and run. */

let folder: string
let pair: KeyPair
let server: MailServer | Talker | null = null

const file = (name: string) => join(folder, name)
const hello = 'S: 220 *\nC: EHLO ${helo}\nS: 250 *\n'
const mail = 'C: MAIL FROM:<a@a.test>\nS: 250 *\nC: QUIT\nS: 221 *\n'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tls-demand-'))
  const authority = makeCertificate({ cn: 'Test Authority', isAuthority: true, names: [] })
  pair = makeCertificate({ cn: 'mail.example.test', names: ['IP:127.0.0.1'], issuer: authority })
  writeFileSync(file('ca.pem'), authority.cert)
  writeFileSync(file('mail.smtp'), hello + mail)
  writeFileSync(file('helo.smtp'), hello.replace('EHLO', 'HELO') + mail)
  writeFileSync(file('in-tls.smtp'), hello.replace('250 *', '250 /REQUIRETLS/') + mail)
  writeFileSync(file('early.smtp'), 'S: 220 *\nC: MAIL FROM:<a@a.test>\nS: 503 *\n')
  writeFileSync(file('own.smtp'), `${hello}C: STARTTLS\nS: 220 *\n@tls\nC: EHLO x.test\nS: 250 *\n${mail}`)
})

afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  await server?.close()
  server = null
})

async function listen(options: MailServerOptions = { tls: pair }): Promise<string> {
  server = await createServer(options)
  return `127.0.0.1:${server.port}`
}

const implicit = (): MailServerOptions => ({
  tls: pair,
  listen: [{ host: '127.0.0.1', port: 0, implicitTls: true }],
})
const believing = () => ['--tls-verify', '--tls-ca-path', file('ca.pem')]

/** What was said, what happened, and which replies had an end of their own. */
const outline = (stdout: string) =>
  stdout.match(/^(?:C: .*|@tls)/gm)?.map((line) => line.replace(/^C: ((?:EHLO|HELO|LHLO)).*/, 'C: $1'))

describe('parley talk --tls', () => {
  const talk = (...args: readonly string[]) =>
    runParley(['talk', '--helo', 'a.test', ...args], { input: 'NOOP\nQUIT\n' })
  const inTls = ['C: EHLO', 'C: STARTTLS', '@tls', 'C: EHLO', 'C: NOOP', 'C: QUIT']
  const inClear = ['C: EHLO', 'C: NOOP', 'C: QUIT']

  it.each([['--tls'], ['--tls', 'require'], ['--tls=auto'], ['-tls'], ['-tlso'], ['--tls-optional']])(
    'has said EHLO, STARTTLS and EHLO when it is your turn: %s %s',
    async (...how) => {
      const place = await listen()
      const { code, stdout, stderr } = await talk(...how, place, ...believing())
      expect([code, stderr]).toEqual([0, ''])
      expect(outline(stdout)).toEqual(inTls)
    },
  )

  it('never: that is up to you', async () => {
    expect(outline((await talk('--tls', 'never', await listen())).stdout)).toEqual(['C: NOOP', 'C: QUIT'])
  })

  it.each([['--tls', 'implicit'], ['-tlsc'], ['-t'], ['--tls-on-connect']])('from the start: %s %s', async (...how) => {
    const { code, stdout } = await talk(await listen(implicit()), ...how)
    expect(code).toBe(0)
    expect(outline(stdout)).toEqual(['@tls', 'C: NOOP', 'C: QUIT'])
  })

  it('goes no further where it is required and not offered', async () => {
    const { code, stdout, stderr } = await talk(await listen({}), '--tls')
    expect(code).toBe(exitCodes.tls)
    expect(outline(stdout)).toEqual(['C: EHLO', 'C: QUIT'])
    expect(stdout).toContain('# the server does not offer STARTTLS, and --tls require goes no further')
    expect(stderr).toMatch(/: there is no TLS to be had\n$/)
  })

  it('goes on in clear where it is not, and says so', async () => {
    const { code, stdout } = await talk(await listen({}), '--tls', 'auto')
    expect(code).toBe(0)
    expect(outline(stdout)).toEqual(inClear)
    expect(stdout).toContain('# the server does not offer STARTTLS: the conversation goes on in clear')
  })

  it('goes no further where STARTTLS is refused, the hello is, or the certificate is not believed', async () => {
    server = await startTalker('220 x', [
      [/^EHLO/, '250-x\r\n250 STARTTLS'],
      [/^STARTTLS/, '454 4.7.0 not now'],
    ])
    const refused = await talk('--tls', `127.0.0.1:${server.port}`)
    expect([refused.code, outline(refused.stdout)]).toEqual([29, ['C: EHLO', 'C: STARTTLS', 'C: QUIT']])
    expect(refused.stdout).toContain('# the server refuses STARTTLS (454 not now), and')
    await server.close()
    server = await startTalker('220 x', [[/^EHLO/, '550 no']])
    expect((await talk('--tls', `127.0.0.1:${server.port}`)).code).toBe(29)
    await server.close()
    const doubted = await talk('--tls', await listen(), '--tls-verify')
    expect([doubted.code, outline(doubted.stdout)]).toEqual([29, ['C: EHLO', 'C: STARTTLS', '@tls']])
  })

  it('one thing at a time', async () => {
    const { code, stderr } = await talk('--tls', 'never', 'smtps://127.0.0.1:1')
    expect([code, stderr]).toEqual([1, 'parley: which of TLS never and implicit?\n'])
  })
})

describe('parley run --tls', () => {
  const run = (...args: readonly string[]) => runParley(['run', '--helo', 'a.test', '--verbose', ...args])
  const inTls = ['C: EHLO', 'C: STARTTLS', '@tls', 'C: EHLO', 'C: MAIL FROM:<a@a.test>', 'C: QUIT']
  const inClear = ['C: EHLO', 'C: MAIL FROM:<a@a.test>', 'C: QUIT']

  it.each([
    ['require', 'mail', inTls],
    ['auto', 'mail', inTls],
    ['never', 'mail', inClear],
    // What a script expects of its hello is held against what is offered in TLS.
    ['require', 'in-tls', inTls],
  ])('%s: a script without @tls (%s)', async (how, script, expected) => {
    const { code, stdout } = await run(file(`${script}.smtp`), await listen(), '--tls', how, ...believing())
    expect(code, stdout).toBe(0)
    expect(outline(stdout)).toEqual(expected)
  })

  it.each(['require', 'auto', 'never'])('%s: a script with an @tls of its own is played as it is', async (how) => {
    const { code, stdout } = await run(file('own.smtp'), await listen(), '--tls', how)
    expect(code, stdout).toBe(0)
    expect(outline(stdout)).toEqual(inTls)
  })

  it.each([['--tls', 'implicit'], ['-tlsc']])('from the start: %s %s', async (...how) => {
    const { code, stdout } = await run(file('mail.smtp'), await listen(implicit()), ...how)
    expect(code, stdout).toBe(0)
    expect(outline(stdout)).toEqual(['@tls', ...inClear])
  })

  it('from the start: its record can be played again, over TLS as it begins', async () => {
    const place = await listen(implicit())
    await run(file('mail.smtp'), place, '--tls', 'implicit', '--save', file('kept.smtp'))
    expect(readFileSync(file('kept.smtp'), 'utf8')).toMatch(/^@tls TLS/m)
    for (const target of [`smtps://${place}`, place]) {
      const { code, stdout } = await run(file('kept.smtp'), target)
      expect([code, outline(stdout)?.filter((line) => line === '@tls')], stdout).toEqual([0, ['@tls']])
    }
  })

  it.each([
    ['it is not offered', 'mail', {}, 'the server does not offer STARTTLS', ['C: EHLO']],
    ['the script says HELO', 'helo', null, 'TLS is required, and the script says HELO', ['C: HELO']],
    ['something would be said before', 'early', null, 'a conversation in clear, and TLS is required', undefined],
  ] as const)('is a difference where it is required and %s', async (_name, script, options, words, said) => {
    const place = await listen(options ?? undefined)
    const { code, stdout } = await run(file(`${script}.smtp`), place, '--tls')
    expect(code).toBe(exitCodes.mismatch)
    expect(stdout).toContain(words)
    expect(outline(stdout)).toEqual(said)
  })

  it('goes on in clear where it can be done without', async () => {
    expect(outline((await run(file('mail.smtp'), await listen({}), '-tlso')).stdout)).toEqual(inClear)
    await server!.close()
    const helo = await run(file('helo.smtp'), await listen(), '--tls', 'auto')
    expect([helo.code, outline(helo.stdout)?.[0]]).toEqual([0, 'C: HELO'])
  })

  it('there is none on the practice server', async () => {
    const { code, stderr } = await run(file('mail.smtp'), '--tls')
    expect([code, stderr]).toEqual([1, expect.stringContaining('the practice server has no TLS')])
  })
})
