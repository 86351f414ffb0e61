import { createServer as createTlsServer } from 'node:tls'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { TestResult } from '../../../src/checks/six-steps/result.ts'
import { testSixSteps, type TestRequest } from '../../../src/checks/six-steps/run.ts'
import { exitCodeOf } from '../../../src/cli/verbs/test/exit.ts'
import { uniformTimeouts } from '../../../src/client/timeouts.ts'
import { showTest } from '../../../src/report/six-steps/terminal.ts'
import { createStyle } from '../../../src/report/style.ts'
import type { Target } from '../../../src/wire/target.ts'
import { cert, key } from '../../server/certificate.ts'
import { answering, RawServer } from '../raw-server.ts'

/** Servers that do what no RFC has in mind: there is always a result, and nothing hangs. */

vi.mock('node:dns/promises', () => ({
  lookup: (host: string) =>
    Promise.reject(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })),
}))

let server: RawServer | null = null

afterEach(async () => {
  await server?.close()
  server = null
})

/** For servers that would let us wait for ever. */
const soon = { timeouts: uniformTimeouts(250) }

type Options = Partial<Omit<TestRequest, 'target'>> & Partial<Target>

async function testWith(onConnection: (socket: Socket) => void, more: Options = {}): Promise<TestResult> {
  server = await RawServer.start(onConnection)
  return testPort(server.port, more)
}

async function testPort(
  port: number | null,
  { host = '127.0.0.1', scheme = null, ...more }: Options = {},
): Promise<TestResult> {
  return testSixSteps({
    target: { host, port, scheme },
    from: 'me@example.org',
    to: ['you@example.org'],
    helo: 'client.example.org',
    send: true,
    timeouts: uniformTimeouts(5000),
    ...more,
  })
}

/** Outcomes of the six steps, one letter each, the verdict, where it failed, and the exit code. */
function outcome(result: TestResult): [string, TestResult['verdict'], TestResult['phase'], number] {
  const letters = { yes: 'y', no: 'n', unknown: '?', skipped: '-' }
  const steps = result.steps.map(({ outcome }) => letters[outcome]).join('')
  // Whatever it is, it can be shown.
  expect(showTest(result, { style: createStyle(true), width: 100 }).split('\n').length).toBeGreaterThan(10)
  return [steps, result.verdict, result.phase, exitCodeOf(result)]
}

describe('no conversation', () => {
  it('host unknown', async () => {
    const result = await testPort(null, { host: 'nosuch.example' })
    expect(outcome(result)).toEqual(['n-----', 'fail', 'connect', 2])
    expect(result.target).toBe('nosuch.example:25')
    expect(result.conclusion).toMatch(
      /^There was no conversation: Host name not found\. .* ask for its mail hosts with --mx/,
    )
  })

  it('refused', async () => {
    const gone = await RawServer.start(() => {})
    const { port } = gone
    await gone.close()
    const result = await testPort(port)
    expect(outcome(result)).toEqual(['n-----', 'fail', 'connect', 2])
    expect(result.conclusion).toMatch(/Connection refused\. It is for you to put right/)
  })

  it('closed at once', async () => {
    const result = await testWith((socket) => socket.destroy())
    expect(outcome(result)).toEqual(['?-----', 'unknown', 'greeting', 75])
  })

  it('silence', async () => {
    const result = await testWith(() => {}, soon)
    expect(outcome(result)).toEqual(['?-----', 'unknown', 'greeting', 75])
    expect(result.steps[0]!.explanation!.title).toBe('No greeting')
  })
})

describe('greetings', () => {
  it.each<[name: string, said: string, ReturnType<typeof outcome>]>([
    ['half of one', '220 mail.exam', ['?-----', 'unknown', 'greeting', 75]],
    ['one that goes on and on', '220-mail\r\n220-mail\r\n', ['?-----', 'unknown', 'greeting', 75]],
    ['554', '554 no service\r\n', ['n----y', 'fail', 'greeting', 21]],
    ['421', '421 busy\r\n', ['?-----', 'unknown', 'greeting', 75]],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n', ['n-----', 'fail', 'greeting', 21]],
    [
      'garbage',
      '\u0000\u00ff\u0016\u0003\u0001\u0002garbage\u001b[31m\r\n\u0080\r\n',
      ['n-----', 'fail', 'greeting', 21],
    ],
  ])('%s', async (_, said, expected) => {
    const more = expected[1] === 'unknown' ? soon : {}
    const result = await testWith(answering({ greeting: (socket) => socket.write(said, 'latin1') }), more)
    expect(outcome(result)).toEqual(expected)
  })

  it('a line without end', async () => {
    const result = await testWith((socket) => flood(socket, '220 '), soon)
    expect(outcome(result)).toEqual(['y?----', 'unknown', 'hello', 75])
    expect(result.findings.map(({ id }) => id)).toContain('reply-too-long')
  })

  it('NULs in it', async () => {
    const result = await testWith(answering({ greeting: '220 mail.example.org\0 ESMTP' }))
    expect(outcome(result)).toEqual(['yyyyyy', 'pass', null, 0])
    expect(result.findings.map(({ id }) => id)).toContain('reply-control')
  })
})

/** Say something and never stop, nor listen. */
function flood(socket: Socket, beginning: string): void {
  socket.removeAllListeners('data').resume()
  socket.write(beginning)
  const more = () => {
    while (!socket.destroyed && socket.write('x'.repeat(10_000)));
  }
  socket.on('drain', more)
  more()
}

describe('replies', () => {
  it('of 10,000 lines', async () => {
    const lines = Array.from({ length: 9999 }, (_, i) => `250-X-${i}\r\n`).join('')
    const result = await testWith(answering({ EHLO: `250-mail.example.org\r\n${lines}250 SIZE 1000` }))
    expect(outcome(result)).toEqual(['yyyyyy', 'pass', null, 0])
    expect(showTest(result, { style: createStyle(false), width: 80 }).split('\n').length).toBeLessThan(150)
  })

  it.each(['250-', '250 '])('of a line without end, %j', async (beginning) => {
    const result = await testWith(answering({ EHLO: (socket) => flood(socket, beginning) }), soon)
    expect(result.verdict).toBe('unknown')
  })

  it('that do not belong to SMTP', async () => {
    const result = await testWith(answering({ MAIL: 'HTTP/1.1 400 Bad Request' }))
    expect(outcome(result)).toEqual(['yyn--y', 'fail', 'sender', 23])
  })

  it('that steer the terminal', async () => {
    const result = await testWith(answering({ RCPT: '550 5.1.1 \u001b]0;gone\u0007\u009b31m no such user' }))
    const shown = showTest(result, { style: createStyle(false), width: 80 })
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })
})

/** Where the server goes wrong, and what comes of it where it says nothing more. */
const states: readonly (readonly [when: string, ReturnType<typeof outcome>])[] = [
  ['EHLO', ['y?----', 'unknown', 'hello', 75]],
  ['MAIL', ['yy?---', 'unknown', 'sender', 75]],
  ['RCPT', ['yyy?--', 'unknown', 'recipients', 75]],
  ['DATA', ['yyyy?-', 'unknown', 'data', 75]],
  ['message', ['yyyy?-', 'unknown', 'message', 75]],
]

describe.each<[how: string, (socket: Socket) => void]>([
  ['hangs up', (socket) => socket.end()],
  ['resets', (socket) => socket.resetAndDestroy()],
  ['falls silent', () => {}],
  ['breaks off', (socket) => socket.end('250')],
])('a server that %s', (how, misbehave) => {
  const more = how === 'falls silent' ? soon : {}

  it.each(states)('at %s', async (when, expected) => {
    const result = await testWith(answering({ [when]: misbehave }), more)
    expect(outcome(result)).toEqual(expected)
    expect(result.arrived).toBeNull()
  })

  it('at QUIT has taken the mail all the same', async () => {
    const result = await testWith(answering({ QUIT: misbehave }), more)
    const quit = how === 'falls silent' ? '?' : 'y'
    expect(outcome(result)).toEqual([`yyyyy${quit}`, 'pass', null, 0])
  })
})

it('a server that hangs up in the middle of the message', async () => {
  const half = (socket: Socket) => {
    socket.write('354 go on\r\n')
    socket.removeAllListeners('data')
    socket.once('data', () => socket.resetAndDestroy())
  }
  const result = await testWith(answering({ DATA: half }), { as: 'scanner' })
  expect(outcome(result)).toEqual(['yyyy?-', 'unknown', 'message', 75])
})

it('a server that lets the message wait', async () => {
  const result = await testWith(answering({ DATA: (socket) => socket.pause().write('354 go on\r\n') }), {
    as: 'scanner',
    ...soon,
  })
  expect(outcome(result)).toEqual(['yyyy?-', 'unknown', 'message', 75])
})

describe('TLS', () => {
  it('on a plain port', async () => {
    const result = await testWith(answering(), { scheme: 'smtps' })
    expect(outcome(result)).toEqual(['n-----', 'fail', 'tls', 29])
    expect(result.steps[0]!.explanation!.title).toBe('No TLS on this port')
  })

  it('on a silent port', async () => {
    const result = await testWith(() => {}, { scheme: 'smtps', ...soon })
    expect(outcome(result)).toEqual(['?-----', 'unknown', 'tls', 75])
  })

  it('is what a silent port waits for', async () => {
    const tls = createTlsServer({ key, cert }, (socket) => socket.write('220 mail.example.org ESMTP\r\n'))
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    const { port } = tls.address() as AddressInfo
    try {
      const result = await testPort(port, { timeouts: uniformTimeouts(1000) })
      expect(outcome(result)).toEqual(['n-----', 'fail', 'tls', 29])
      expect(result.conclusion).toBe(
        'There was no conversation: This port speaks TLS from the start. It is for you to put right. Connect with TLS ' +
          'from the start, or use a port with STARTTLS (587 or 25). ' +
          `Here: parley test smtps://127.0.0.1:${port}`,
      )
    } finally {
      tls.close()
    }
  })

  it('from the start, on a port that speaks it', async () => {
    const tls = createTlsServer({ key, cert }, answering())
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    try {
      const result = await testPort((tls.address() as AddressInfo).port, { scheme: 'smtps' })
      expect(outcome(result)).toEqual(['yyyyyy', 'pass', null, 0])
      expect(result.times.spans.map(({ name }) => name).slice(0, 3)).toEqual(['connect', 'TLS', 'greeting'])
      expect(result.findings.map(({ id }) => id)).toContain('certificate')
    } finally {
      tls.close()
    }
  })
})
