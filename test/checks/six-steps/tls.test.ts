import type { Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { TestResult } from '../../../src/checks/six-steps/result.ts'
import { testSixSteps, type TestRequest } from '../../../src/checks/six-steps/run.ts'
import { exitCodeOf } from '../../../src/cli/verbs/test/exit.ts'
import { testJson } from '../../../src/report/six-steps/json.ts'
import { showTest } from '../../../src/report/six-steps/terminal.ts'
import { createStyle } from '../../../src/report/style.ts'
import { readLines } from '../../../src/transcript/lines.ts'
import type { KeyPair } from '../../../src/wire/tls/options.ts'
import { cert } from '../../server/certificate.ts'
import { makeCertificate } from '../../wire/tls-certificates.ts'
import { answering, RawServer, type Answers } from '../raw-server.ts'

let server: { readonly port: number; close(): Promise<void> } | null = null

afterEach(async () => {
  await server?.close()
  server = null
})

const offering: Answers = { EHLO: ['250-mail.example.org\r\n250 STARTTLS', '250 mail.example.org'] }
const login = { user: 'alice', password: 'secret' }

async function testWith(answers: Answers, more: Partial<TestRequest> = {}): Promise<TestResult> {
  server = await RawServer.start(answering(answers))
  return testAt(more)
}

function testAt(more: Partial<TestRequest>): Promise<TestResult> {
  return testSixSteps({
    target: { host: '127.0.0.1', port: server!.port, scheme: null },
    from: 'me@example.org',
    to: ['you@example.org'],
    helo: 'client.example.org',
    ...more,
  })
}

/** A server that speaks TLS from the start. */
async function startTlsServer(pair: KeyPair): Promise<void> {
  const listener = createTlsServer(pair, (socket) => {
    socket.on('error', () => {})
    answering()(socket)
  })
  listener.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as { port: number }
  server = { port, close: () => new Promise((resolve) => listener.close(() => resolve())) }
}

function verbs({ transcript }: TestResult): string[] {
  const lines = readLines(transcript).filter(({ speaker }) => speaker === 'client')
  return lines.map(({ text }) => text.split(' ')[0]!)
}

const letters = { yes: 'y', no: 'n', unknown: '?', skipped: '-' }
const outcomes = ({ steps }: TestResult) => steps.map(({ outcome }) => letters[outcome]).join('')
const ids = ({ findings }: TestResult) => findings.map(({ id }) => id)
const show = (result: TestResult) => showTest(result, { style: createStyle(false), width: 100 })

describe('STARTTLS', () => {
  it.each(['mta', 'submission', 'app', 'list'] as const)('is taken by %s where it is offered', async (as) => {
    const result = await testWith(offering, { as })
    expect(verbs(result).slice(0, 4)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'MAIL'])
    expect(result.verdict).toBe('pass')
    expect(ids(result)).toContain('certificate')
    expect(ids(result)).not.toContain('starttls-offered')
  })

  it('is nothing for a scanner, unless there is no login without, or it is asked for', async () => {
    expect(verbs(await testWith(offering, { as: 'scanner' }))).toEqual(['HELO', 'MAIL', 'RCPT', 'RSET', 'QUIT'])
    await server!.close()
    const asked = await testWith(offering, { as: 'scanner', startTls: 'auto' })
    expect(verbs(asked).slice(0, 4)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'MAIL'])
    await server!.close()
    const answers = { EHLO: ['250-x\r\n250 STARTTLS', '250-x\r\n250 AUTH LOGIN'], AUTH: '535 no' }
    const behind = await testWith(answers, { as: 'scanner', login })
    expect(verbs(behind).slice(0, 4)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH'])
    await server!.close()
    const before = { EHLO: '250-x\r\n250-STARTTLS\r\n250 AUTH LOGIN', AUTH: '535 no' }
    expect(verbs(await testWith(before, { as: 'scanner', login }))).toEqual(['EHLO', 'AUTH', 'QUIT'])
  })

  it('is not taken where that is said', async () => {
    const result = await testWith(offering, { startTls: 'never' })
    expect(verbs(result)).not.toContain('STARTTLS')
    expect(ids(result)).toContain('starttls-offered')
    expect(testJson(result).tls).toBeNull()
  })

  it('that is refused is a finding, and the test goes on in clear', async () => {
    const result = await testWith({ ...offering, STARTTLS: '454 4.7.0 not now' })
    expect(verbs(result).slice(0, 3)).toEqual(['EHLO', 'STARTTLS', 'MAIL'])
    expect([result.verdict, result.phase]).toEqual(['pass', null])
    expect(result.findings).toContainEqual(
      expect.objectContaining({ id: 'starttls-refused', verdict: 'warn', title: 'Encryption refused' }),
    )
    expect(ids(result)).not.toContain('starttls-offered')
  })
})

describe('TLS that is required', () => {
  it.each<[string, Answers, string]>([
    ['not offered', {}, 'yn---y'],
    ['not offered, for there is HELO only', { EHLO: '502 what?' }, 'yn---y'],
    ['refused', { ...offering, STARTTLS: '454 not now' }, 'yn---y'],
    ['refused for good', { ...offering, STARTTLS: '502 what?' }, 'yn---y'],
    ['answered with nonsense', { ...offering, STARTTLS: '250 ok' }, 'yn----'],
  ])('and %s ends the test', async (_, answers, expected) => {
    const result = await testWith(answers, { startTls: 'require' })
    expect(outcomes(result)).toBe(expected)
    expect([result.verdict, result.phase, exitCodeOf(result)]).toEqual(['fail', 'tls', 29])
    expect(verbs(result)).not.toContain('MAIL')
  })

  it('and not offered says so, and what to do', async () => {
    const result = await testWith({}, { startTls: 'require' })
    expect(verbs(result)).toEqual(['EHLO', 'QUIT'])
    expect(result.steps[1]).toMatchObject({
      outcome: 'no',
      code: null,
      sentence: 'TLS was required and the server does not offer STARTTLS, so nothing went on in clear.',
    })
    expect(result.conclusion).toMatch(/^The server does not offer STARTTLS\. .*--tls auto/)
    expect(result.findings[0]).toMatchObject({ id: 'handshake', verdict: 'fail' })
    expect(show(result)).toMatch(/^2 handshake {3}no[^]*TLS was required and the server does not offer STARTTLS/m)
  })

  it('and offered goes on as ever', async () => {
    const result = await testWith(offering, { startTls: 'require', as: 'scanner' })
    expect([outcomes(result), result.verdict]).toEqual(['yyyy-y', 'pass'])
  })

  it('does not hide another trouble', async () => {
    const result = await testWith({ EHLO: '550 no', HELO: '550 no' }, { startTls: 'require' })
    expect([result.phase, exitCodeOf(result)]).toEqual(['hello', 22])
  })
})

describe('a handshake', () => {
  it('is shown with version, cipher and certificate in words', async () => {
    const result = await testWith(offering)
    const [, handshake = ''] = /^2 handshake([^]*?)^3 sender/m.exec(show(result)) ?? []
    expect(handshake).toMatch(/# TLS: TLSv1\.3, TLS_AES_\w+, keys agreed on with \S+\n/)
    expect(handshake).toContain('# certificate for mail.example.org, localhost, 127.0.0.1\n')
    expect(handshake).toMatch(/# issued by itself, valid from 2026-11-22 to 2126-10-29, key EC prime256v1\n/)
    expect(handshake).toMatch(/# the certificate is not believed: .* \(DEPTH_ZERO_SELF_SIGNED_CERT\)\n/)
    // What stands there need not be said again.
    const finding = result.findings.find(({ id }) => id === 'certificate')!
    expect(finding.detail).toMatch(/^The server made its certificate itself/)
    expect(finding.detail).not.toMatch(/TLS library|issued by|DEPTH_ZERO/)
    expect(testJson(result).tls).toMatchObject({
      protocol: 'TLSv1.3',
      distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      certificate: { names: ['DNS:mail.example.org', 'DNS:localhost', 'IP Address:127.0.0.1'] },
    })
  })

  it('with an authority that is believed leaves nothing to be found', async () => {
    const result = await testWith(offering, { tls: { ca: cert, verifyChain: true, verifyHost: true } })
    expect(result.verdict).toBe('pass')
    expect(ids(result)).toEqual([])
    expect(show(result)).not.toContain('not believed')
  })

  it.each<[string, TestRequest['tls'], RegExp]>([
    ['from an authority that is not known', { verifyChain: true }, /certificate/i],
    ['for another host', { ca: cert, verifyHost: true, host: 'other.example.org' }, /name/i],
  ])('with a certificate %s fails, where it is to be believed', async (_, tls, words) => {
    const result = await testWith(offering, { tls: tls! })
    expect([outcomes(result), result.phase, exitCodeOf(result)]).toEqual(['yn----', 'tls', 29])
    expect(result.conclusion).toMatch(words)
  })

  it('that is answered with something else is a no of TLS', async () => {
    const instead = (socket: Socket) => {
      socket.removeAllListeners('data').once('data', () => socket.write('nonsense in the place of a handshake\r\n'))
      socket.write('220 go on\r\n')
    }
    const result = await testWith({ ...offering, STARTTLS: instead })
    expect([result.verdict, result.phase, exitCodeOf(result)]).toEqual(['fail', 'tls', 29])
  })
})

describe('TLS from the start', () => {
  let pair: KeyPair

  beforeAll(() => {
    pair = makeCertificate({ cn: 'mail.example.org', names: ['IP:127.0.0.1'], days: [-1, 30] })
  })

  const expiring = ({ findings }: TestResult) => findings.filter(({ detail }) => detail.includes('It ends '))

  it('needs no STARTTLS, and satisfies who requires it', async () => {
    await startTlsServer(pair)
    const result = await testAt({ implicitTls: true })
    expect(verbs(result)).toEqual(['EHLO', 'MAIL', 'RCPT', 'RSET', 'QUIT'])
    expect(result.verdict).toBe('pass')
  })

  it('and a certificate that ends soon: soon is 21 days, unless told otherwise', async () => {
    await startTlsServer(pair)
    expect(expiring(await testAt({ implicitTls: true }))).toEqual([])
    const [found] = expiring(await testAt({ implicitTls: true, certDays: 60 }))
    expect(found).toMatchObject({ id: 'certificate', verdict: 'warn' })
  })

  it('on a port in clear is a failure of TLS', async () => {
    const result = await testWith({}, { implicitTls: true })
    expect([result.verdict, result.phase, exitCodeOf(result)]).toEqual(['fail', 'tls', 29])
  })
})

it('never happens with the practice server, unless it is asked for', async () => {
  const result = await testSixSteps({ target: null, helo: 'client.example.test' })
  expect(verbs(result)).not.toContain('STARTTLS')
  expect(result.verdict).toBe('pass')
})
