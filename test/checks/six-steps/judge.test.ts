import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TestFacts } from '../../../src/checks/six-steps/case.ts'
import { judgeSixSteps } from '../../../src/checks/six-steps/judge.ts'
import type { TestResult } from '../../../src/checks/six-steps/result.ts'
import { readTranscript } from '../../../src/transcript/read-transcript.ts'

/** Judgements on conversations as they are written down, without a socket. */
function judge(name: string, facts: Partial<TestFacts> = {}): TestResult {
  const file = new URL(`transcripts/${name}.smtp`, import.meta.url)
  const reading = readTranscript(readFileSync(file, 'utf8'), { file: name })
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return judgeSixSteps(reading.value, {
    as: 'mta',
    isPractice: false,
    send: false,
    login: false,
    messages: [],
    isTlsPort: false,
    arrival: null,
    ...facts,
  })
}

const letters = { yes: 'y', no: 'n', unknown: '?', skipped: '-' }
const outcomes = ({ steps }: TestResult) => steps.map(({ outcome }) => letters[outcome]).join('')
const findings = (result: TestResult) => result.findings.map(({ id, verdict }) => `${id} ${verdict}`)

describe('the verdict', () => {
  it.each<[string, string, TestResult['verdict'], TestResult['phase'], string[], Partial<TestFacts>]>([
    ['sent', 'yyyyyy', 'pass', null, ['starttls-offered pass', 'arrival unknown'], { send: true }],
    ['unsent', 'yyyy-y', 'pass', null, ['starttls-missing warn'], {}],
    ['unsent', 'yyyy-y', 'unknown', null, ['starttls-missing warn'], { send: true }],
    [
      'slow-greeting',
      'yyyy-y',
      'pass',
      null,
      ['greeting-name warn', 'greeting-slow warn', 'starttls-missing warn'],
      {},
    ],
    ['relay-denied', 'yyyn-y', 'fail', 'recipients', ['recipient fail', 'starttls-missing warn'], {}],
    ['helo-only', 'yyyy-y', 'pass', null, ['ehlo-refused warn', 'starttls-missing warn'], {}],
    [
      'readable-password',
      'yn---y',
      'fail',
      'auth',
      ['handshake fail', 'starttls-missing warn', 'password-readable warn'],
      { as: 'scanner', login: true },
    ],
    [
      'kept-password',
      'yyn--y',
      'fail',
      'sender',
      ['sender fail', 'starttls-missing warn', 'not-logged-in warn'],
      { as: 'submission', login: true },
    ],
    ['untrusted', 'yyyy-y', 'pass', null, ['certificate warn'], {}],
    ['wrong-version', 'n-----', 'fail', 'tls', ['connect fail'], {}],
    ['silent', '?-----', 'unknown', 'greeting', ['connect unknown'], {}],
    ['silent', 'n-----', 'fail', 'tls', ['connect fail'], { isTlsPort: true }],
    ['deviations', 'yyyy-y', 'pass', null, ['starttls-missing warn', 'reply-bare-lf warn', 'reply-separator warn'], {}],
    ['bounced-bounces', 'yyny-y', 'fail', 'sender', ['sender fail', 'starttls-missing warn'], { as: 'list' }],
  ])('on %s: %s, %s', (name, steps, verdict, phase, found, facts) => {
    const result = judge(name, facts)
    expect(outcomes(result)).toBe(steps)
    expect([result.verdict, result.phase]).toEqual([verdict, phase])
    expect(findings(result)).toEqual(found)
  })

  it('is a failure where what was accepted did not arrive', () => {
    const arrival = { arrived: false, sentence: 'The server accepted the message, but it is not in its store.' }
    const result = judge('sent', { send: true, arrival })
    expect(result).toMatchObject({ verdict: 'fail', phase: 'arrival', arrived: false, conclusion: arrival.sentence })
    expect(findings(result)).toContain('arrival fail')
  })
})

it('says in sentences why a certificate is not believed', () => {
  const { detail } = judge('untrusted').findings[0]!
  expect(detail).toMatch(/^The server made its certificate itself, so nobody else vouches for it\./)
})

describe('the steps', () => {
  it('carry codes, times and a sentence', () => {
    const { steps } = judge('sent', { send: true })
    expect(steps.map(({ code, enhanced, ms }) => [code, enhanced, ms === null ? null : Math.round(ms)])).toEqual([
      [220, null, 132],
      [250, null, 20],
      [250, '2.1.0', 20],
      [250, '2.1.5', 100],
      [250, '2.0.0', 321],
      [221, '2.0.0', 20],
    ])
    expect(steps[3]!.sentence).toBe('The client names the recipient <you@example.net>; the server accepts (250 2.1.5).')
  })

  it('that were refused say whose fault it is and what to do', () => {
    const { steps } = judge('relay-denied')
    expect(steps[3]!.explanation).toMatchObject({ provider: 'Postfix', fault: 'you' })
    expect(steps[4]).toMatchObject({ outcome: 'skipped', explanation: null, sentence: 'It did not come to this.' })
  })
})

describe('the conclusion', () => {
  it('says what to do with what was accepted', () => {
    const messages = [{ subject: 'Parley test 0123', messageId: '<0123@example.org>', octets: 200 }]
    const result = judge('sent', { send: true, messages })
    expect(result.conclusion).toBe(
      'The server accepted the message for the recipient. Accepted is not arrived: look into the mailbox, for "Parley test 0123".',
    )
    expect(result.messages).toEqual(messages)
    expect(result.findings.at(-1)!.detail).toMatch(
      /^The server has taken the message: "Parley test 0123", <0123@example\.org>\. /,
    )
  })

  it('says what keeps bounces from coming back', () => {
    const result = judge('bounced-bounces', { as: 'list' })
    expect(result.conclusion).toMatch(/^MAIL FROM:<> got the answer 550 5\.7\.1/)
  })

  it('does not count the address of the bounces among the recipients', () => {
    const result = judge('list', { as: 'list' })
    expect(result.conclusion).toMatch(/^The server accepts the sender and all 2 recipients\./)
    expect(findings(result)).toContain('way-back pass')
  })

  it('names the command that works for a port that waits for TLS', () => {
    expect(judge('silent', { isTlsPort: true }).conclusion).toMatch(/Here: parley test smtps:\/\/192\.0\.2\.25:2465$/)
  })
})

describe('the evidence', () => {
  it('points at events of the transcript', () => {
    const { findings, transcript } = judge('slow-greeting')
    const [{ evidence }] = findings.filter(({ id }) => id === 'greeting-name') as [TestResult['findings'][number]]
    const event = transcript.events[evidence[0]!.event]!
    expect(event.kind === 'received' && new TextDecoder().decode(event.bytes)).toMatch(/^220 mailserver/)
  })

  it.each(['sent', 'relay-denied', 'helo-only', 'readable-password', 'untrusted', 'silent', 'deviations'])(
    'is within the transcript of %s',
    (name) => {
      const { findings, transcript } = judge(name)
      const events = findings.flatMap(({ evidence }) => evidence.map(({ event }) => event))
      expect(events.length).toBeGreaterThan(0)
      expect(events.every((event) => event >= 0 && event < transcript.events.length)).toBe(true)
    },
  )
})

describe('the times', () => {
  it('are of everything that somebody waited for', () => {
    const { times } = judge('sent', { send: true })
    expect(times.spans.map(({ name, from, ms }) => [name, Math.round(from), Math.round(ms)])).toEqual([
      ['DNS', 0, 12],
      ['connect', 12, 20],
      ['greeting', 32, 100],
      ['EHLO', 133, 20],
      ['MAIL', 154, 20],
      ['RCPT', 175, 100],
      ['DATA', 276, 20],
      ['transfer', 296, 1],
      ['end of data', 297, 300],
      ['QUIT', 598, 20],
    ])
    expect(times.total).toBeCloseTo(618.4)
  })

  it('are of waiting in vain, too', () => {
    expect(judge('wrong-version').times.spans.map(({ name }) => name)).toEqual(['connect', 'TLS'])
  })
})

it('recognises the server, and says what it offers', () => {
  const { server, features } = judge('sent')
  expect(server).toMatchObject({ name: 'Postfix', confidence: 'certain' })
  expect(features.map(({ keyword }) => keyword)).toEqual(['PIPELINING', 'SIZE', 'STARTTLS', '8BITMIME'])
})
