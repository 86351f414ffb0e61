import { hostname } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { profileNames, type ProfileName } from '../../../src/checks/six-steps/profiles.ts'
import type { TestResult } from '../../../src/checks/six-steps/result.ts'
import { testSixSteps, type TestRequest } from '../../../src/checks/six-steps/run.ts'
import { exitCodeOf } from '../../../src/cli/verbs/test/exit.ts'
import { ownAddress, ownName } from '../../../src/client/hello.ts'
import { readLines } from '../../../src/transcript/lines.ts'
import { answering, RawServer, type Answers } from '../raw-server.ts'

let server: RawServer | null = null

afterEach(async () => {
  await server?.close()
  server = null
})

async function testWith(answers: Answers, more: Partial<TestRequest> = {}): Promise<TestResult> {
  server = await RawServer.start(answering(answers))
  return testSixSteps({
    target: { host: '127.0.0.1', port: server.port, scheme: null },
    from: 'me@example.org',
    to: ['you@example.org'],
    helo: 'client.example.org',
    ...more,
  })
}

/** What the client said, mail data left out. */
function said({ transcript }: TestResult): string[] {
  const lines = readLines(transcript).filter(({ speaker }) => speaker === 'client')
  return lines.map(({ text }) => text).filter((text) => /^(?:[A-Z]{4,}(?: |$)|\.$|‹)/.test(text))
}

const ids = ({ findings }: TestResult) => findings.map(({ id }) => id)

describe('without a message', () => {
  it('ends behind the recipients', async () => {
    const result = await testWith({ EHLO: '250-mail.example.org\r\n250 SIZE 1000' })
    expect(said(result)).toEqual([
      'EHLO client.example.org',
      expect.stringMatching(/^MAIL FROM:<me@example\.org> SIZE=\d+$/),
      'RCPT TO:<you@example.org>',
      'RSET',
      'QUIT',
    ])
    expect(result).toMatchObject({ verdict: 'pass', phase: null, arrived: null, messages: [] })
    expect(result.steps[4]).toMatchObject({ outcome: 'skipped', sentence: 'No mail was sent; --send sends one.' })
    expect(result.conclusion).toBe(
      'The server accepts the sender and the recipient. No mail was sent: --send sends one; look into the mailbox then.',
    )
  })

  it('asks for postmaster where nobody is named, and comes from this machine', async () => {
    server = await RawServer.start(answering())
    const result = await testSixSteps({ target: { host: '127.0.0.1', port: server.port, scheme: null } })
    expect(said(result)).toContain('RCPT TO:<postmaster>')
    expect(said(result)[1]).toBe(`MAIL FROM:<${ownAddress(ownName('127.0.0.1'))}>`)
    expect(ids(result)).not.toContain('sender-domain')
  })
})

describe('a refusal', () => {
  it.each<[string, Answers, string, TestResult['phase'], number]>([
    ['EHLO, and HELO too', { EHLO: '550 no', HELO: '550 no' }, 'yn---y', 'hello', 22],
    ['EHLO alone', { EHLO: '502 what?' }, 'yyyyyy', null, 0],
    ['MAIL', { MAIL: '550 no' }, 'yyn--y', 'sender', 23],
    ['RCPT', { RCPT: '550 no' }, 'yyyn-y', 'recipients', 24],
    ['RCPT for now', { RCPT: '450 4.7.1 greylisted' }, 'yyy?-y', 'recipients', 75],
    ['RCPT, and the connection', { RCPT: '421 bye' }, 'yyy?--', 'recipients', 75],
    ['DATA, with a yes that is none', { DATA: '250 ok' }, 'yyyyny', 'data', 25],
    ['DATA', { DATA: '554 no' }, 'yyyyny', 'data', 25],
    ['the message', { message: '550 spam' }, 'yyyyny', 'message', 26],
    ['QUIT', { QUIT: '500 no' }, 'yyyyyn', 'quit', 27],
  ])('of %s', async (_, answers, steps, phase, exitCode) => {
    const result = await testWith(answers, { send: true })
    const letters = { yes: 'y', no: 'n', unknown: '?', skipped: '-' }
    expect(result.steps.map(({ outcome }) => letters[outcome]).join('')).toBe(steps)
    expect([result.phase, exitCodeOf(result)]).toEqual([phase, exitCode])
  })

  it.each(['554 5.7.1 Go away', '502 what?'])(
    'of EHLO by one who hangs up before HELO is answered: %s',
    async (said) => {
      const result = await testWith({ EHLO: (socket) => socket.end(`${said}\r\n`), HELO: (socket) => socket.destroy() })
      expect([result.verdict, result.phase, exitCodeOf(result)]).toEqual(['fail', 'hello', 22])
      const [, handshake, ...behind] = result.steps
      expect(handshake).toMatchObject({ outcome: 'no', code: Number(said.slice(0, 3)) })
      expect(handshake!.sentence).toContain(`the server answers ${said.slice(0, 3)}`)
      expect(behind.slice(0, 3).map(({ sentence }) => sentence)).toEqual(Array(3).fill('It did not come to this.'))
      // That HELO got no answer follows from it.
      expect(result.findings.filter(({ id }) => id === 'handshake').map(({ verdict }) => verdict)).toEqual(['fail'])
    },
  )

  it('of one of several recipients leaves the message to the others', async () => {
    const to = ['a@example.org', 'b@example.org']
    const result = await testWith({ RCPT: ['250 ok', '550 no'] }, { to, send: true })
    expect(result).toMatchObject({ verdict: 'fail', phase: 'some recipients' })
    expect(result.steps.map(({ outcome }) => outcome)).toEqual(['yes', 'yes', 'yes', 'no', 'yes', 'yes'])
    expect(exitCodeOf(result)).toBe(40)
    expect(result.conclusion).toMatch(/^RCPT TO:<b@example\.org> got the answer 550/)
  })

  it('decides, where another recipient was only put off', async () => {
    const result = await testWith({ RCPT: ['450 greylisted', '550 5.1.1 no'] }, { to: ['a@b.example', 'c@b.example'] })
    expect(result.verdict).toBe('fail')
    expect(result.conclusion).toMatch(/^The client names the recipient <c@b\.example>; the server answers 550 5\.1\.1/)
    expect(exitCodeOf(result)).toBe(24)
  })
})

it('keeps track of LMTP recipients', async () => {
  const answers = { message: '250 a has it\r\n552 b is full' }
  server = await RawServer.start(answering(answers))
  const result = await testSixSteps({
    target: { host: '127.0.0.1', port: server.port, scheme: 'lmtp' },
    to: ['a@example.org', 'b@example.org'],
    send: true,
  })
  expect(said(result)[0]).toMatch(/^LHLO /)
  expect(result.recipients.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['yes', 250],
    ['no', 552],
  ])
  expect(result.phase).toBe('some recipients')
})

describe('the practice server', () => {
  it.each(profileNames)('takes the mail of %s, and proves that it arrived', async (as) => {
    const result = await testSixSteps({ target: null, as, send: true, helo: 'client.example.test' })
    expect(result).toMatchObject({ isPractice: true, as, verdict: 'pass', phase: null, arrived: true })
    expect(result.steps.every(({ outcome }) => outcome === 'yes')).toBe(true)
    expect(exitCodeOf(result)).toBe(0)
  })

  it('refuses the name of a scanner, and says why', async () => {
    const result = await testSixSteps({ target: null, as: 'scanner', helo: 'printer' })
    expect(result).toMatchObject({ verdict: 'fail', phase: 'hello' })
    expect(result.steps[1]!.explanation!.title).toBe('The name given with EHLO or HELO is not good')
  })

  it('is looked into where only some recipients were accepted', async () => {
    const to = ['carol@example.test', 'bob@example.test']
    const result = await testSixSteps({ target: null, to, send: true })
    expect(result).toMatchObject({ verdict: 'fail', phase: 'some recipients', arrived: true })
  })

  it('is not looked into where nothing was accepted', async () => {
    const result = await testSixSteps({ target: null, to: ['drop-after-data@example.test'], send: true })
    expect(result).toMatchObject({ verdict: 'unknown', phase: 'message', arrived: null })
  })
})

describe('senders', () => {
  const hello = (as: ProfileName) => testWith({}, { as }).then((result) => said(result)[0])

  it('introduce themselves in their way', async () => {
    expect(await hello('mta')).toBe('EHLO client.example.org')
    await server!.close()
    expect(await hello('scanner')).toBe('HELO client.example.org')
  })

  it('have a name without a domain, as devices', async () => {
    server = await RawServer.start(answering())
    const target = { host: '127.0.0.1', port: server.port, scheme: null }
    expect(said(await testSixSteps({ target, as: 'scanner' }))[0]).toBe(`HELO ${hostname().split('.')[0]}`)
  })

  it('send several messages over one connection, as programs', async () => {
    const result = await testWith({}, { as: 'app', send: true })
    expect(said(result).filter((line) => line === 'DATA')).toHaveLength(3)
    expect(result.messages.map(({ messageId }) => messageId)).toEqual([null, null, null])
    expect(ids(result)).toContain('message-message-id-missing')
  })

  it('stop where one of several messages is refused for good', async () => {
    const result = await testWith({ message: ['250 ok', '552 enough'] }, { as: 'app', send: true })
    expect(result).toMatchObject({ verdict: 'fail', phase: 'message' })
    expect(result.steps[4]).toMatchObject({ outcome: 'no', code: 552 })
  })

  it('fail where a recipient is refused once and accepted later', async () => {
    const result = await testWith({ RCPT: ['450 mailbox locked', '250 ok'] }, { as: 'app', send: true })
    expect(result).toMatchObject({ verdict: 'fail', phase: 'some recipients' })
    expect(exitCodeOf(result)).toBe(40)
    expect(result.conclusion).toMatch(/^The client names the recipient <you@example\.org>; the server answers 450/)
  })

  it('test whether bounces come back, as lists', async () => {
    const result = await testWith({}, { as: 'list', send: true })
    expect(said(result)).toEqual([
      'EHLO client.example.org',
      'MAIL FROM:<me@example.org>',
      'RCPT TO:<you@example.org>',
      'DATA',
      '.',
      'MAIL FROM:<>',
      'RCPT TO:<me@example.org>',
      'RSET',
      'QUIT',
    ])
    expect(ids(result)).toContain('way-back')
    expect(result.conclusion).toMatch(/^The server accepted the message for the recipient\. Accepted is not arrived/)
  })

  it('do not ask a server about the way back that is not responsible for it', async () => {
    const result = await testWith({}, { as: 'list', from: 'list@elsewhere.example' })
    expect(said(result)).not.toContain('MAIL FROM:<>')
  })
})

describe('logging in', () => {
  const login = { user: 'me', password: 'secret' }
  const offer = (mechanisms: string) => `250-mail.example.org\r\n250 AUTH ${mechanisms}`
  const challenge = '334 VXNlcm5hbWU6'

  it('is what a mail program does', async () => {
    const result = await testWith({ EHLO: offer('LOGIN PLAIN') }, { as: 'submission', login })
    expect(said(result)[1]).toBe('AUTH PLAIN ‹secret›')
    expect(result.verdict).toBe('pass')
    // On the same machine nobody else can have read it.
    expect(ids(result)).not.toContain('password-readable')
  })

  it('makes a scanner say EHLO', async () => {
    const answers = { EHLO: offer('LOGIN PLAIN'), AUTH: challenge, challenge, response: '235 ok' }
    const result = await testWith(answers, { as: 'scanner', login })
    expect(said(result).slice(0, 4)).toEqual(['EHLO client.example.org', 'AUTH LOGIN', '‹secret›', '‹secret›'])
    expect(result.verdict).toBe('pass')
  })

  it('happens behind STARTTLS where that is offered', async () => {
    const answers = { EHLO: ['250-mail.example.org\r\n250 STARTTLS', offer('PLAIN')] }
    const result = await testWith(answers, { as: 'submission', login })
    expect(said(result).slice(0, 4)).toEqual([
      'EHLO client.example.org',
      'STARTTLS',
      'EHLO client.example.org',
      'AUTH PLAIN ‹secret›',
    ])
    expect(result.verdict).toBe('pass')
    expect(result.times.spans.map(({ name }) => name)).toContain('TLS')
    expect(ids(result)).toContain('certificate')
  })

  it.each<[string, Answers, TestResult['phase'], number]>([
    ['STARTTLS', { EHLO: '250-x\r\n250 STARTTLS', STARTTLS: '454 no' }, 'tls', 29],
    ['EHLO behind STARTTLS', { EHLO: ['250-x\r\n250 STARTTLS', '550 no'], HELO: '550 no' }, 'hello after tls', 32],
    ['AUTH', { EHLO: offer('PLAIN'), AUTH: '535 no' }, 'auth', 28],
  ])('fails where %s is refused, politely', async (_, answers, phase, exitCode) => {
    const result = await testWith(answers, { as: 'submission', login })
    expect([result.verdict, result.phase, exitCodeOf(result)]).toEqual(['fail', phase, exitCode])
    expect(said(result).at(-1)).toBe('QUIT')
    expect(said(result).join()).not.toContain('MAIL')
  })

  it('is left out where there is no way to, and that is said', async () => {
    const none = await testWith({}, { as: 'submission', login })
    expect(none.findings.find(({ id }) => id === 'not-logged-in')!.detail).toMatch(/offers no login here/)
    await server!.close()
    const other = await testWith({ EHLO: offer('GSSAPI') }, { as: 'scanner', login })
    expect(other.findings.find(({ id }) => id === 'not-logged-in')!.detail).toBe(
      'The server offers AUTH GSSAPI, and a scanner knows LOGIN only.',
    )
  })

  it('leaves no trace of the password', async () => {
    const answers = { EHLO: offer('LOGIN'), AUTH: challenge, challenge, response: '535 no' }
    const result = await testWith(answers, { as: 'scanner', login })
    const { transcript, ...rest } = result
    expect(JSON.stringify(rest)).not.toContain('secret"')
    expect(JSON.stringify(readLines(transcript))).not.toContain(Buffer.from('secret').toString('base64'))
  })
})
