import type { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { ClientSession } from '../../src/client/session.ts'
import { decode, latin1 } from '../../src/protocol/bytes.ts'
import { playScript } from '../../src/script/play.ts'
import { formatMismatch } from '../../src/script/format-mismatch.ts'
import { durationOf, nameOf, type Step } from '../../src/script/result.ts'
import { answerScript, serveScript } from '../../src/script/serve.ts'
import type { TranscriptEvent } from '../../src/transcript/event.ts'
import { readDialogue } from '../../src/transcript/dialogue.ts'
import { writeTranscript } from '../../src/transcript/write-transcript.ts'
import { cert, key } from '../server/certificate.ts'
import { connection } from './connection.ts'
import { playBoth, script } from './play.ts'

const variables = { helo: 'client.example.test', from: 'alice@example.test', to: 'bob@example.test' }

/** Both sides of one script played against each other. */
function both(text: string, options: Parameters<typeof playBoth>[2] = {}) {
  return playBoth(text, text, { ...options, client: { variables, ...options.client } })
}

/** The mismatch on one side as "line: expected / got". */
function failureOf({ mismatch }: Awaited<ReturnType<typeof playScript>>): string | null {
  return mismatch && `${mismatch.item.line}: ${mismatch.expected} / ${mismatch.got}`
}

const sixSteps = `
S: 220 *
C: EHLO \${helo}
S: 250 *
C: MAIL FROM:<\${from}>
S: 250 *
C: RCPT TO:<\${to}>
S: 250|251 *
C: DATA
S: 354 *
C: Subject: hi
C:
C: ..dot
C: .
S: 250 *
C: QUIT
S: 221 *
@closed by server
= body Subject: hi\\r\\n\\r\\n.dot\\r\\n
= messages 1
= code 221
= deviation none
= state closing
`

describe('a script on both sides', () => {
  it('agrees with itself', async () => {
    const { client, server } = await both(sixSteps)
    expect([client, server].map(({ verdict, ok, mismatch, role }) => ({ verdict, ok, mismatch, role }))).toEqual([
      { verdict: 'passed', ok: true, mismatch: null, role: 'client' },
      { verdict: 'passed', ok: true, mismatch: null, role: 'server' },
    ])
    expect(client.steps.map(({ verdict }) => verdict)).toEqual(Array(22).fill('passed'))
    expect(client.transcript.role).toBe('client')
    expect(client.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'peer' })
    expect(server.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'us' })
    expect(durationOf(client)).toBeGreaterThan(0)
  })

  it('hands the client’s values to the server', async () => {
    const { server } = await both(sixSteps)
    expect(server.variables).toEqual(variables)
  })

  it.each([
    [
      'commands that are sent ahead',
      'S: 220\nC: EHLO x\nS: 250-x\nS: 250 PIPELINING\nC: NOOP\nC: RSET\nC: NOOP\nS: 250\nS: 250\nS: 250\nC: QUIT\nS: 221',
    ],
    [
      'LMTP',
      '@protocol lmtp\nS: 220\nC: LHLO x\nS: 250\nC: MAIL FROM:<a@b>\nS: 250\nC: RCPT TO:<c@d>\nS: 250\nC: RCPT TO:<e@f>\nS: 250\nC: DATA\nS: 354\nC: hi\nC: .\nS: 250\nS: 450\nC: QUIT\nS: 221',
    ],
    [
      'chunks',
      'S: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<a@b>\nS: 250\nC: RCPT TO:<c@d>\nS: 250\nC: BDAT 3\nC| abc\nS: 250\nC: BDAT 0 LAST\nS: 250\nC: QUIT\nS: 221\n= body abc',
    ],
    [
      'octets on both sides',
      'S| 220-x\\r\\n220\nS| \\x20x\\r\\n\nC| EHLO x\\r\\nNO\nC| OP\\r\\n\nS| 250 x\\r\\n250 y\\r\\n\n= code 250',
    ],
    ['a line that is no reply', 'S: 220\nC: NOOP\nS| hello\\r\\n'],
    ['a reply that is cut off', 'S: 220\nC: NOOP\nS| 250 o\n@closed by server\n= deviation reply-unfinished 1'],
    ['a client that goes in the middle of a line', 'S: 220\nC| NOO\n@closed by client'],
    [
      'a client that goes in the middle of a message',
      'S: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<a@b>\nS: 250\nC: DATA\nS: 354\nC: hi\n@closed by client\n= messages 0',
    ],
    ['a client that goes without waiting for an answer', 'S: 220\nC: QUIT\n@closed by client'],
    [
      'a server that hangs up in the middle of a message',
      'S: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<a@b>\nS: 250\nC: DATA\nS: 354\nC: hi\nS: 421\n@closed by server',
    ],
    ['a word nobody expected', 'S: 220\nS: 421\n@closed by server\n= deviation none'],
    [
      'an AUTH exchange',
      'S: 220\nC: EHLO x\nS: 250-x\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 *\nC: YQ==\nS: 334 *\nC: Yg==\nS: 235 *\nC: QUIT\nS: 221',
    ],
    ['a wait', 'S: 220\nC: NOOP\n@wait 5ms\nS: 250\n@wait 5ms\nC: QUIT\nS: 221'],
    [
      'mail data that a recording left out',
      'S: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<a@b>\nS: 250\nC: DATA\nS: 354\nC: Subject: hi\nC:\n@elided 100000 by client\nC: .\nS: 250\n= messages 1',
    ],
    ['any reply', 'S: 220\nC: NOOP\nS: *\nC: QUIT\nS: !5xx'],
    [
      'a condition that holds',
      'S: 220\nC: EHLO x\nS: 250-x\nS: 250 SIZE 10\n@if SIZE\nC: NOOP\nS: 250\n@end\n@if !SIZE\nC: RSET\nS: 550\n@end\nC: QUIT\nS: 221\n= deviation none',
    ],
    ['variables', '@set word abc\n@set word def\nS: 220\nC| NOOP ${word*2}\\r\\n\nS: 250\nC: NOOP ${word}\nS: 250'],
    ['an empty script', '# nothing'],
  ])('has %s', async (_, text) => {
    const { client, server } = await both(text)
    expect(formatMismatch(client) + formatMismatch(server)).toBe('')
    expect([client.verdict, server.verdict]).toEqual(['passed', 'passed'])
  })

  it('has a TLS handshake', async () => {
    const text = script('S: 220\nC: STARTTLS\nS: 220\n@tls\nC: EHLO x\nS: 250\nC: QUIT\nS: 221\n@closed by server')
    const server = await serveScript(text, { tls: { key, cert }, connections: 1 })
    const client = await playScript(text, { kind: 'tcp', ...server.address })
    expect([client, ...(await server.results)].map(formatMismatch)).toEqual(['', ''])
    expect(client.transcript.events.find(({ kind }) => kind === 'tls')).toMatchObject({
      protocol: 'TLSv1.3',
      distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
  })

  it('can be silent', async () => {
    const text = 'S: 220\nC: NOOP\n@within 20ms\n@closed by timeout'
    const { client, server } = await playBoth(text, 'S: 220\nC: NOOP\n@closed by client')
    expect([failureOf(client), failureOf(server)]).toEqual([null, null])
    expect(client.transcript.events.at(-1)).toMatchObject({ kind: 'closed', by: 'timeout' })
    const other = await playBoth('S: 220\n@closed by server', 'S: 220\n@within 20ms\n@closed by timeout')
    expect([failureOf(other.client), failureOf(other.server)]).toEqual([null, null])
  })
})

describe('the client’s side', () => {
  it.each([
    ['S: 250', 'S: 220 hi', '1: 250 / 220 hi'],
    ['S: 2xx | 5xx', 'S: 421', '1: 2xx, or 5xx / 421 Not now, try again later'],
    ['S: !2xx', 'S: 220-a\nS: 220 b', '1: anything but 2xx / 220-a\n220 b'],
    ['S: 220 /Esmtp/', 'S: 220 x', '1: 220, and a text like /Esmtp/ / 220 x'],
    ['S| 250 a\\r\\n', 'S: 220 a', '1: 250 / 220 a'],
    ['S| hello\\r\\n', 'S: 220 a', '1: hello\\r\\n / 220 a'],
    ['S| 220', 'S: 221 a', '1: 220 / 221 a'],
    ['S: 220', '@closed by server', '1: 220 / the server closed the connection before the greeting'],
    ['@within 10ms\nS: 220', '@closed by client', '2: 220 / no reply to the connection within 0.01 s'],
    ['@closed by server', 'S: 220 hi', '1: the server to close the connection / 220 hi'],
    [
      'S: 220\n@within 10ms\n@closed by timeout',
      'S: 220',
      '3: nothing more from the server / the server closed the connection between commands',
    ],
    [
      'S: 220\n@within 10ms\n@closed by server',
      'S: 220\n@closed by client',
      '3: the server to close the connection / no reply within 0.01 s',
    ],
    ['S: 220', 'S| 220 hi\\r\\n421 bye\\r\\n', '1: nothing more from the server / 421 bye'],
    ['S: 220\n@closed by server\n= code 250', 'S: 220\n@closed by server', '3: 250 / 220'],
    ['= code 250', '', '1: 250 / no reply'],
    ['S: 220\n= deviation nul', 'S: 220', '2: nul, at least once / nul, 0 times'],
    ['S: 220\n= deviation none', 'S| 220 x\\n', '2: no deviation / reply-bare-lf 1, no-quit 1'],
    ['S: 220\n= deviation reply-bare-lf 2', 'S| 220 x\\n', '2: reply-bare-lf, 2 times / reply-bare-lf, once'],
    ['S: 220\n= state ready', 'S: 220', '2: ready / greeted'],
    ['S: 220\n= messages 1', 'S: 220', '2: 1 message / 0 messages'],
    ['S: 220\n= body x', 'S: 220', '2: x / 0 messages'],
    ['S: 220 /(?<a>never)/ | 220\n= body ${a}', 'S: 220', '2: a value for ${a} / 0 messages'],
    [
      'S: 220\nC: AUTH PLAIN ‹secret›',
      'S: 220',
      '2: a credential in place of ‹secret›, which stands for one left out / none',
    ],
    ['S: 220\n@tls', 'S: 220\n@closed by server', /^2: the conversation to go on \/ /],
    ['S: 220\nC: NOOP ${nobody}', 'S: 220', '2: a value for ${nobody} / none'],
    ['S: 220 /(?<a>never)/ | 220\nC: ${a}', 'S: 220', '2: a value for ${a} / none'],
    ['@include x.smtp', '', '1: a file that can be read: no files are read here / none'],
  ])('%j says of %j what is wrong', async (client, server, expected) => {
    const result = (await playBoth(client, server)).client
    if (typeof expected === 'string') expect(failureOf(result)).toBe(expected)
    else expect(failureOf(result)).toMatch(expected)
    expect(result).toMatchObject({ verdict: 'failed', ok: false })
  })

  it('shows the place, what came before it, and the difference', async () => {
    const { client } = await playBoth(
      'S: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<a@b>\nS: 250\nC: DATA\nS: 354\nC: hi',
      'S: 220 hi\nC: EHLO x\nS: 250-mx\nS: 250 HELP\nC: MAIL FROM:<a@b>\nS: 250 ok\nC: DATA\nS: 503-no\nS: 503 recipient',
    )
    expect(formatMismatch(client).split('\n')).toEqual([
      'client.smtp:7: not as the script has it',
      '  3 S: 250',
      '    250-mx',
      '    250 HELP',
      '  4 C: MAIL FROM:<a@b>',
      '  5 S: 250',
      '    250 ok',
      '  6 C: DATA',
      '> 7 S: 354',
      '  expected  354',
      '       got  503-no',
      '            503 recipient',
    ])
    expect(client.steps.map(({ verdict }) => verdict)).toEqual([
      ...Array<string>(6).fill('passed'),
      'failed',
      'unreached',
    ])
  })

  it('shows where a reply that is compared word for word differs, line by line', async () => {
    const { client } = await playBoth(
      'S: 220\nC: EHLO x\nS: 250-* greets ${helo}\nS: 250-SIZE 10\nS: 250-DSN\nS: 250 HELP',
      'S: 220 hi\nC: EHLO x\nS: 250-mx greets x\nS: 250-SIZE 20\nS: 250-VRFY\nS: 250-DSN\nS: 250 HELP',
      { client: { exact: true, variables: { helo: 'x' } } },
    )
    expect(formatMismatch(client).split('\n').slice(4)).toEqual([
      '> 3 S: 250-* greets ${helo}',
      '> 4 S: 250-SIZE 10',
      '>   … 2 more lines',
      '  - expected  + got',
      '    250-mx greets x',
      '  - 250-SIZE 10',
      '  + 250-SIZE 20',
      '  + 250-VRFY',
      '    250-DSN',
      '    250 HELP',
    ])
  })

  it('shows where a message differs, and what is far from it in short', async () => {
    const body = Array.from({ length: 60 }, (_, i) => `C: line ${i}\n`).join('')
    const wanted = Array.from({ length: 60 }, (_, i) => `line ${i === 30 ? 'x' : i}\\r\\n`).join('')
    const conversation = `S: 220 hi\nC: EHLO x\nS: 250 mx\nC: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<c@d>\nS: 250 ok\nC: DATA\nS: 354 go\n${body}C: .\nS: 250 ok\n`
    const { client } = await playBoth(`${conversation}= body ${wanted}`, conversation)
    expect(formatMismatch(client).split('\n').slice(-9)).toEqual([
      '  - expected  + got',
      '    … 28 lines',
      '    line 28\\r\\n',
      '    line 29\\r\\n',
      '  - line x\\r\\n',
      '  + line 30\\r\\n',
      '    line 31\\r\\n',
      '    line 32\\r\\n',
      '    … 27 lines',
    ])
  })

  it('learns from patterns, and tells each step', async () => {
    const steps: Step[] = []
    const events: TranscriptEvent[] = []
    const { client } = await playBoth(
      'S: 220 /(?<name>\\S+) at (?<time>\\d+)/\nC: NOOP ${name}${time}\nS: 250',
      'S: 220 mx at 12\nC: NOOP mx12\nS: 250',
      { client: { onStep: (step) => steps.push(step), onEvent: (event) => events.push(event) } },
    )
    expect(client.variables).toEqual({ name: 'mx', time: '12' })
    expect(steps).toEqual(client.steps)
    expect(steps.map(({ got }) => got)).toEqual(['220 mx at 12', null, '250 Ok'])
    expect(events).toEqual(client.transcript.events)
  })

  it('compares texts where it is told to', async () => {
    const exactly = async (expected: string, said: string) =>
      failureOf((await playBoth(expected, said, { client: { exact: true } })).client)
    expect(await exactly('S: 220 a b', 'S: 220 a b')).toBeNull()
    expect(await exactly('S: 220 a b', 'S: 220 a c')).toBe('1: 220 a b / 220 a c')
    expect(await exactly('S: 220 a *', 'S: 220 a c')).toBeNull()
    expect(await exactly('S: 220', 'S: 220-a\nS: 220 c')).toBeNull()
    expect(await exactly('S: 220-a\nS: 220 *', 'S: 220-a\nS: 220 c')).toBeNull()
    expect(await exactly('S: 220-a\nS: 220 c', 'S: 220-b\nS: 220 c')).not.toBeNull()
    expect(await exactly('S: 220 a', 'S: 220-a\nS: 220 c')).not.toBeNull()
    expect(await exactly('S| 220 a\\r\\n', 'S: 220 b')).not.toBeNull()
  })

  it('holds a conversation that has begun already, and leaves it open', async () => {
    const [near, far] = connection()
    const session = new ClientSession({ kind: 'stream', stream: near })
    void serverOf('S: 220\nC: NOOP\nS: 250\nC: QUIT\nS: 221', far)
    await session.open()
    await session.reply('greeting')
    const result = await playScript(script('C: NOOP\nS: 250'), session)
    expect(result.verdict).toBe('passed')
    expect(session.isOver).toBe(false)
    expect((await session.quit())?.code).toBe(221)
  })

  it('says that there is no server', async () => {
    const result = await playScript(script('S: 220\nC: QUIT'), { kind: 'tcp', host: '127.0.0.1', port: 1 })
    expect(failureOf(result)).toMatch(/^1: a connection \/ .*ECONNREFUSED/)
    expect(result.steps.map(({ verdict }) => verdict)).toEqual(['failed', 'unreached'])
  })
})

function serverOf(text: string, stream: Duplex) {
  return answerScript(script(text), stream)
}

describe('what a script needs', () => {
  const server = 'S: 220\nC: EHLO x\nS: 250-x\nS: 250-SIZE 10\nS: 250 AUTH LOGIN PLAIN\nC: ${last}\nS: 221'
  const client = 'S: 220\nC: EHLO x\nS: 250\nC: QUIT\nS: 221'

  it.each([
    ['SIZE', 'passed'],
    ['AUTH PLAIN, !STARTTLS', 'passed'],
    ['STARTTLS', 'needs STARTTLS, which this server does not have'],
    ['SIZE, AUTH CRAM-MD5', 'needs AUTH CRAM-MD5, which this server does not have'],
    ['!SIZE', 'needs no SIZE, which this server does not have'],
    ['rcpt', 'passed'],
  ])('%s: %s', async (needs, expected) => {
    const result = await playBoth(`@needs ${needs}\n${client}`, server)
    expect(result.client.reason ?? result.client.verdict).toBe(expected)
    expect(result.client.ok).toBe(true)
    // It says goodbye either way.
    expect(result.server.variables['last']).toBe('QUIT')
    if (expected !== 'passed')
      expect(result.client.steps.filter(({ verdict }) => verdict === 'unreached')).toHaveLength(3)
  })

  it('a recipient that is accepted', async () => {
    const text = '@needs rcpt\nS: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<${to}>\nS: 250'
    const refusing =
      'S: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<${to}>\nS: 550 no\nC: QUIT\nS: 221'
    expect((await playBoth(text, refusing)).client.reason).toBe('no recipient is given')
    const { client } = await playBoth(text, refusing, { client: { variables: { to: 'a@b' } } })
    expect(client).toMatchObject({ verdict: 'skipped', reason: 'the recipient is not accepted: 550 no' })
    const early = refusing.replace('S: 250', 'S: 550 never')
    expect((await playBoth(text, early, { client: { variables: { to: 'a@b' } } })).client.verdict).toBe('failed')
  })
})

describe('the server’s side', () => {
  it.each([
    ['S: 220\nC: QUIT', 'S: 220\nC: NOOP\nS: 250', '2: C: NOOP / C: QUIT'],
    ['S: 220\nC: MAIL FROM:<x@y>', 'S: 220\nC: MAIL FROM:<a@b>\nS: 250', '2: C: MAIL FROM:<a@b> / C: MAIL FROM:<x@y>'],
    ['S: 220\nC: NOOP ab', 'S: 220\nC: NOOP ${x}${x}\nS: 250', '2: C: NOOP ${x}${x} / C: NOOP ab'],
    ['S: 220', 'S: 220\nC: NOOP\nS: 250', '2: C: NOOP / the client closed the connection'],
    [
      'S: 220\n@closed by server',
      'S: 220\n@within 10ms\nC: NOOP\nS: 250',
      '3: C: NOOP / nothing within the time there was',
    ],
    ['S: 220\nC: NOOP\nC: QUIT\nS: 250', 'S: 220\nC: NOOP\nS: 250\nS: 421', '4: nothing from the client here / QUIT'],
    ['S: 220\nC: NOOP\n@closed by server', 'S: 220\n@closed by client', '2: the client to close the connection / NOOP'],
    ['S: 220\nC: NOOP\n@closed by server', 'S: 220\n@closed by timeout', '2: nothing more from the client / NOOP'],
    [
      'S: 220\nC: STARTTLS\nS: 220\n@tls',
      'S: 220\nC: STARTTLS\nS: 220\n@tls',
      '4: a key and a certificate to do TLS with / none',
    ],
    ['', 'S: 220 ${name}', '1: a value for ${name} / none'],
  ])('%j is not what %j has', async (client, server, expected) => {
    expect(failureOf((await playBoth(client, server)).server)).toBe(expected)
  })

  it('takes verbs in any case, and parameters that it has not asked for', async () => {
    const server = 'S: 220\nC: EHLO ${helo}\nS: 250\nC: MAIL FROM:<${from}>\nS: 250\nC: RCPT TO:<b@c>\nS: 250'
    const client = 'S: 220\nC: ehlo Me\nS: 250\nC: mail from:<A@b> SIZE=3 BODY=7BIT\nS: 250\nC: Rcpt To:<b@c>\nS: 250'
    expect((await playBoth(client, server)).server).toMatchObject({
      verdict: 'passed',
      variables: { helo: 'Me', from: 'A@b' },
    })
    const exact = await playBoth(client, server, { server: { exact: true } })
    expect(failureOf(exact.server)).toBe('2: C: EHLO ${helo} / C: ehlo Me')
  })

  it.each([
    ['NOOP ${x}-${x}', 'NOOP a.b-a.b', 'a.b'],
    ['NOOP ${x}${x}5', 'NOOP ab5', null],
    ['NOOP ${x}${x}5', 'NOOP abab5', 'ab'],
    ['NOOP ${x*3}', 'NOOP ababab', 'ab'],
    ['NOOP ${x*3}', 'NOOP abab', null],
    ['NOOP ${x} (1)', 'NOOP a+ (1)', 'a+'],
  ])('finds the value of %s in %s', async (expected, said, value) => {
    const { server } = await playBoth(`S: 220\nC: ${said}\nS: 250`, `S: 220\nC: ${expected}\nS: 250`)
    expect(server.variables['x'] ?? null).toBe(value)
  })

  it('takes any message, unless it is told to compare', async () => {
    const envelope = 'S: 220\nC: EHLO x\nS: 250\nC: MAIL FROM:<>\nS: 250\nC: RCPT TO:<a@b>\nS: 250\nC: DATA\nS: 354\n'
    const end = 'C: .\nS: 250\nC: QUIT\nS: 221'
    const server = `${envelope}C: one\nC: ..\n${end}`
    const client = `${envelope}C| two\\n.\\r\\nthree\\r\\n\n${end}`
    expect((await playBoth(client, server)).server.verdict).toBe('passed')
    expect(failureOf((await playBoth(client, server, { server: { exact: true } })).server)).toBe(
      '10: one\\r\\n.\\r\\n / two\\n.\\r\\nthree\\r\\n',
    )
    expect((await playBoth(server, server, { server: { exact: true } })).server.verdict).toBe('passed')
  })

  it('says what fits where the script leaves it open', async () => {
    const text =
      'S: 2xx\nC: EHLO x\nS: 2xx\nC: NOOP\nS: 25x\nC: NOOP\nS: 45x\nC: NOOP\nS: 5xx\nC: NOOP\nS: 42x\nC: STARTTLS\nS: 454|220\nC: QUIT\nS: !4xx'
    const { client } = await both(text)
    const said = client.transcript.events.flatMap((event) =>
      event.kind === 'received' ? [decode(event.bytes).trim()] : [],
    )
    expect(said).toEqual([
      '220 mail.example.test ESMTP',
      '250 mail.example.test',
      '250 Ok',
      '450 Not now, try again later',
      '550 Refused',
      '420 Not now, try again later',
      '454 Not now, try again later',
      '221 mail.example.test closing',
    ])
  })

  it('hides what a client says to authenticate itself', async () => {
    const text =
      'S: 220\nC: EHLO x\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN ${secret}\nS: 334 *\nC: ${other}\nS: 235'
    const { server } = await both(text, { client: { variables: { secret: 'AGEAYg==', other: 'Yg==' } } })
    const secrets = server.transcript.events.flatMap((event) =>
      'secret' in event && event.secret ? [latin1(event.bytes)] : [],
    )
    expect(secrets).toEqual(['AGEAYg==', 'Yg=='])
  })

  it('answers a client that has said its last word', async () => {
    const [near, far] = connection()
    const heard: string[] = []
    near.on('data', (bytes: Buffer) => heard.push(String(bytes)))
    near.end('NOOP\r\nQUIT\r\n')
    const result = await serverOf('S: 220 a\nC: NOOP\nS: 250 b\nC: QUIT\nS: 221 c', far)
    expect(result.verdict).toBe('passed')
    expect(heard.join('')).toBe('220 a\r\n250 b\r\n221 c\r\n')
  })
})

describe('serveScript', () => {
  it('plays to so many clients as it was told, each from the beginning', async () => {
    const told: string[] = []
    const server = await serveScript(script('S: 220 ${host}\nC: NOOP ${word}\nS: 250\nC: QUIT\nS: 221'), {
      variables: { host: 'mx.example.test' },
      connections: 2,
      timeout: 1000,
      onResult: ({ variables: { word } }) => told.push(word!),
    })
    const { host, port } = server.address
    const client = script('S: 220\nC: NOOP ${word}\nS: 250\nC: QUIT\nS: 221\n@closed by server')
    const played = await Promise.all(
      ['a', 'b'].map((word) => playScript(client, { kind: 'tcp', host, port }, { variables: { word }, timeout: 1000 })),
    )
    expect(played.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
    expect(played[0]!.variables).toEqual({ host, port: String(port), word: 'a' })
    const results = await server.results
    expect(results.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
    expect(results[0]!.transcript.peer).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(told.sort()).toEqual(['a', 'b'])
    expect((await playScript(client, { kind: 'tcp', host, port }, { variables: { word: 'c' } })).mismatch?.got).toMatch(
      'ECONNREFUSED',
    )
  })

  it('closes when it is told to', async () => {
    const server = await serveScript(script('S: 220'))
    await server.close()
    await server.close()
    expect(await server.results).toEqual([])
  })

  it('says 421 to those who are there when it is stopped, also in the middle of a wait, and judges nobody', async () => {
    const server = await serveScript(script('S: 220 mx\n@wait 10m\nS: 250\nC: QUIT\nS: 221'))
    const { host, port } = server.address
    const playing = playScript(
      script('S: 220\nS: 421\n@closed by server'),
      { kind: 'tcp', host, port },
      {
        onEvent: (event) => void (event.kind === 'received' && void server.stop()),
      },
    )
    expect(formatMismatch(await playing)).toBe('')
    expect(await server.results).toMatchObject([{ verdict: 'skipped', reason: 'the server was told to end' }])
  })
})

describe('a recording', () => {
  it.each([
    ['kept by the client', 'client'],
    ['kept by the server', 'server'],
  ] as const)('%s is a script for both sides, word for word', async (_, keeper) => {
    const recording = writeTranscript((await both(sixSteps))[keeper].transcript)
    expect(recording).toContain(`@role ${keeper}\n`)
    const exact = { exact: true }
    const { client, server } = await playBoth(recording, recording, { client: exact, server: exact })
    expect([client, server].map(formatMismatch)).toEqual(['', ''])
    expect(readDialogue(client.transcript).messages).toMatchObject([{ isComplete: true }])
  })

  it('is compared by its numbers, unless more is asked for', async () => {
    const recording = writeTranscript((await both(sixSteps)).client.transcript)
    const other = recording.replaceAll(/^(S: \d+) .*/gm, '$1 Other words')
    expect((await playBoth(recording, other)).client.verdict).toBe('passed')
    expect((await playBoth(recording, other, { client: { exact: true } })).client.mismatch?.got).toBe('220 Other words')
  })

  it('cannot say a credential that was left out, but takes any', async () => {
    const recording = 'S: 220\nC: AUTH PLAIN ‹secret›\nS: 235'
    expect((await playBoth(recording, recording)).client.mismatch?.expected).toContain('a credential')
    expect((await playBoth(recording.replace('‹secret›', 'AGEAYg=='), recording)).server.verdict).toBe('passed')
  })
})

describe('@include', () => {
  const files: Readonly<Record<string, string>> = {
    'lib/hello.smtp': '@needs SIZE\nS: 220\n@include sub/ehlo.smtp\n',
    'lib/sub/ehlo.smtp': 'C: EHLO x\nS: 250\n@if SIZE\n@include ../quit.smtp\n@end',
    'lib/quit.smtp': 'C: QUIT\nS: 221',
    'lib/loop.smtp': '@include ../lib/loop.smtp',
    'lib/bad.smtp': 'S: 220\nHELO',
  }
  const readFile = (file: string): Promise<string> =>
    file in files ? Promise.resolve(files[file]!) : Promise.reject(new Error(`no such file: ${file}`))

  const play = (text: string) => {
    const [near, far] = connection()
    void serverOf('S: 220\nC: EHLO x\nS: 250-x\nS: 250 SIZE\nC: QUIT\nS: 221', far)
    return playScript(script(text, 'main.smtp'), { kind: 'stream', stream: near }, { readFile, timeout: 1000 })
  }

  it('brings in the items of other files, relative to the one that names them', async () => {
    const result = await play('@include lib/hello.smtp\n@closed by server')
    expect(formatMismatch(result)).toBe('')
    expect(result.script.needs).toEqual([{ kind: 'capability', keyword: 'SIZE', param: null, isNegated: false }])
    expect(result.steps.map(({ item }) => `${item.file}:${item.line}`)).toEqual([
      'lib/hello.smtp:2',
      'lib/sub/ehlo.smtp:1',
      'lib/sub/ehlo.smtp:2',
      'lib/sub/ehlo.smtp:3',
      'lib/quit.smtp:1',
      'lib/quit.smtp:2',
      'main.smtp:2',
    ])
  })

  it.each([
    [
      'lib/loop.smtp',
      'lib/loop.smtp:1: files that do not include each other: main.smtp → lib/loop.smtp → lib/loop.smtp',
    ],
    ['lib/none.smtp', 'main.smtp:2: a file that can be read: no such file: lib/none.smtp'],
    ['lib/bad.smtp', 'lib/bad.smtp:2: "C:" or "S:"'],
  ])('says what is wrong with %s', async (file, expected) => {
    const { mismatch } = await play(`\n@include ${file}`)
    expect(`${mismatch!.item.file}:${mismatch!.item.line}: ${mismatch!.expected}`).toContain(expected)
  })
})

describe('nameOf', () => {
  it.each([
    ['@title A title\n@id an-id', 'A title'],
    ['@id an-id', 'an-id'],
    ['', 'a.smtp'],
  ])('%j is called %s', (text, name) => expect(nameOf(script(text))).toBe(name))
})
