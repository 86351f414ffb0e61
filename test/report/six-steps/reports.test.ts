import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeSixSteps } from '../../../src/checks/six-steps/judge.ts'
import type { TestFacts } from '../../../src/checks/six-steps/case.ts'
import { drawBar, drawTimes } from '../../../src/report/six-steps/bars.ts'
import { testSuite } from '../../../src/report/six-steps/cases.ts'
import { writeTestMarkdown } from '../../../src/report/six-steps/markdown.ts'
import { showTest, showVerdict } from '../../../src/report/six-steps/terminal.ts'
import { createStyle } from '../../../src/report/style.ts'
import { readTranscript } from '../../../src/transcript/read-transcript.ts'

const folder = new URL('../../checks/six-steps/transcripts/', import.meta.url)

function judge(text: string, facts: Partial<TestFacts> = {}) {
  const reading = readTranscript(text)
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors))
  return judgeSixSteps(reading.value, {
    as: 'mta',
    isPractice: false,
    send: true,
    login: false,
    messages: [],
    isTlsPort: false,
    arrival: null,
    ...facts,
  })
}

const recorded = (name: string) => readFileSync(new URL(`${name}.smtp`, folder), 'utf8')
const plain = createStyle(false)
const show = (text: string, facts: Partial<TestFacts> = {}, width = 80) =>
  showTest(judge(text, facts), { style: plain, width })

const hello = 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 SIZE 1000\n'

describe('on a terminal', () => {
  it('shows step by step what was said, what it means, and when', () => {
    const shown = show(recorded('sent'))
    expect(shown).toMatch(/^parley test mx\.example\.net:25\nThe test behaves as a mail host \(--as mta\)\./)
    expect(shown).toContain(`
3 sender      yes     250 2.1.0        20.0 ms
    C: MAIL FROM:<me@example.org> SIZE=200
    S: 250 2.1.0 Ok
    The client begins a message and names the sender <me@example.org>; the
    server accepts (250 2.1.0).
`)
    expect(shown).toContain(
      '\n    # mx.example.net is 192.0.2.25\n    # connected to 192.0.2.25:25 from 198.51.100.7:50000\n',
    )
    expect(shown).toContain('\n  Postfix. The greeting says "Postfix".')
    expect(shown.split('\n').at(-2)).toMatch(/^PASS {2}The server accepted the message for the recipient\./)
  })

  it('says what features are, beside them', () => {
    expect(show(recorded('sent'))).toContain(`
    S: 250-PIPELINING     # Commands ahead of replies
    S: 250-SIZE 10240000  # Limit of size
`)
  })

  it('says why, whose fault it is and what to do where something failed', () => {
    const shown = show(recorded('relay-denied'))
    expect(shown).toMatch(/\n4 recipient {3}no {6}554 5\.7\.1/)
    expect(shown).toMatch(/\n {4}Means .+(?:\n {10}.+)*\n {4}Cause .+(?:\n {10}.+)*\n {4}Fault .+\n {4}To do .+/)
    expect(shown).toMatch(/\n\n5 message {5}skipped It did not come to this\.\n/)
    expect(shown.split('\n').at(-2)).toMatch(/^FAIL {2}RCPT TO:<you@elsewhere\.example> got the answer 554 5\.7\.1/)
  })

  it('shows the refusal of EHLO where the server hangs up at HELO', () => {
    const refused = 'S: 220 mx.example.net ESMTP\nC: EHLO a.example.org\nS: 554 5.7.1 Go away\nC: HELO a.example.org\n'
    const shown = show(`${refused}@closed by server\n`)
    expect(shown).toMatch(/\n2 handshake {3}no {6}554 5\.7\.1/)
    expect(shown).toContain('the server answers 554 5.7.1:')
    expect(shown).not.toContain('hung up')
    expect(shown.split('\n').at(-2)).toMatch(/^FAIL {2}EHLO a\.example\.org got the answer 554 5\.7\.1/)
  })

  it('says why it asks for postmaster', () => {
    const why = /No recipient was named, so it asks for postmaster/
    expect(show(recorded('unsent'))).toMatch(why)
    expect(show(recorded('sent'))).not.toMatch(why)
  })

  it('puts steps that were not reached together', () => {
    expect(show(recorded('wrong-version'))).toContain(`
2 handshake   skipped It did not come to this.
3 sender      skipped It did not come to this.
4 recipient   skipped It did not come to this.
5 message     skipped It did not come to this.
6 quit        skipped There was nobody left to say goodbye to.
`)
  })

  it('shows a handshake of TLS that failed as part of its step', () => {
    const shown = show(`${hello}C: STARTTLS\nS: 220 go\n@failed tls ECONNRESET "read ECONNRESET"\n@closed by server`)
    expect(shown).toMatch(/\n2 handshake {3}unknown.*\n(?: {4}.*\n)*? {4}# read ECONNRESET\n/)
    expect(shown).toContain('Hung up during the TLS handshake')
  })

  it('has a round for each message', () => {
    const round =
      'C: MAIL FROM:<a@b.example>\nS: 250 ok\nC: RCPT TO:<c@d.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: hi\nC: .\n'
    const shown = show(`${hello}${round}S: 250 ok\n${round}S: 552 enough\nC: QUIT\nS: 221 bye`)
    const headings = [...shown.matchAll(/^\d (\w+) +(yes|no|unknown|skipped)/gm)].map(([, name, outcome]) => [
      name,
      outcome,
    ])
    expect(headings.slice(2)).toEqual([
      ['sender', 'yes'],
      ['recipient', 'yes'],
      ['message', 'yes'],
      ['sender', 'yes'],
      ['recipient', 'yes'],
      ['message', 'no'],
      ['quit', 'yes'],
    ])
  })

  it('says what features are below them where there is no room beside them', () => {
    const offers = `S: 220 x\nC: EHLO a\nS: 250-x\nS: 250-SIZE 1000\nS: 250-AUTH ${'MECHANISM '.repeat(9)}\nS: 250 DSN\n`
    expect(show(offers, {}, 44)).toContain(
      '\n    S: 250-SIZE 1000  # Limit of size\n' + `    S: 250-AUTH ${'MECHANISM '.repeat(9).trim()}`,
    )
    expect(show(offers, {}, 44)).toMatch(/\n {4}S: 250-AUTH [A-Z ]+\n {4} {2}# \w.*\n/)
    expect(show(offers, {}, 44)).toContain('\n    S: 250 DSN\n      # Delivery reports on request\n')
  })

  it('has no lines too long to be read on a wide terminal', () => {
    const shown = show(recorded('sent'), {}, 300).split('\n').slice(0, -2)
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(100)
  })

  it('leaves out most of a long message, and says how much', () => {
    const data = Array.from({ length: 100 }, (_, i) => `C: line ${i}\n`).join('')
    const shown = show(
      `${hello}C: MAIL FROM:<a@b.example>\nS: 250 ok\nC: RCPT TO:<c@d.example>\nS: 250 ok\nC: DATA\nS: 354 go\n${data}@elided 5000 by client\nC: end\nC: .\nS: 250 ok`,
    )
    expect(shown).toContain('    C: line 11\n    # … 89 more lines and 5,000 more octets\n')
    expect(shown).not.toContain('line 12')
    expect(shown).toContain('\n    C: .\n    S: 250 ok\n')
  })

  it('cannot be steered by what a server says', () => {
    const evil = '\\x1b]0;gone\\x07\\x1b[31m\\xc2\\x9b31m'
    for (const text of [
      `S| 220 ${evil}\\r\\n`,
      `S| ${evil}\\r\\n`,
      `${hello}C: MAIL FROM:<a@b.example>\nS| 550 5.7.1 ${evil}\\r\\n`,
      `S: 220 x\nC: EHLO a\nS| 250-x\\r\\n250 ${evil}\\r\\n`,
    ]) {
      expect(show(text)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
      expect(writeTestMarkdown(judge(text))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    }
  })

  it('speaks in blue and hears in red', () => {
    const style = createStyle(true)
    const shown = showTest(judge(recorded('sent')), { style, width: 80 })
    expect(shown).toContain(style.client('C: QUIT'))
    expect(shown).toContain(style.server('S: 221 2.0.0 Bye'))
    expect(showVerdict(judge(recorded('sent')), style)).toContain(style.good('PASS'))
    expect(showVerdict(judge(recorded('silent')), style)).toContain(style.unsure('COULD NOT TELL'))
  })
})

describe('times', () => {
  const { times } = judge(recorded('sent'))

  it('are drawn in proportion where there is room', () => {
    const rows = drawTimes(times, 80, plain)
    const bars = rows.slice(0, -1).map((row) => /^ {2}(.{11}) +([\d.]+) {2}( *)(\S*)$/.exec(row)!)
    const length = (name: string) => bars.find((bar) => bar[1]!.trim() === name)![4]!.length
    // 300 ms of 618 are about half of the room.
    expect(length('end of data')).toBeGreaterThan(26)
    expect(length('end of data')).toBeLessThan(34)
    // 1 ms can be seen.
    expect(length('transfer')).toBe(1)
    // Each begins where it did.
    const starts = bars.map((bar) => bar[3]!.length)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80)
    expect(rows.at(-1)).toMatch(/^ {2}total {7} 618\.4 ms$/)
  })

  it('are numbers alone where there is none', () => {
    expect(drawTimes(times, 79, plain)[1]).toBe('  connect       20.0')
  })

  it('gather what comes very often', () => {
    const spans = Array.from({ length: 50 }, (_, i) => ({ name: 'RCPT', from: i * 2, ms: 1 }))
    expect(drawTimes({ spans, total: 100 }, 60, plain)).toEqual(['  RCPT × 50   99.0', '  total      100.0 ms'])
  })

  it('fit into the room, wherever they are', () => {
    for (const [offset, share] of [
      [0, 1],
      [1, 0],
      [0.99, 0.5],
      [0, 0],
    ] as const) {
      const bar = drawBar(offset, share, 40)
      expect(bar.length).toBeLessThanOrEqual(40)
      expect(bar.trim()).not.toBe('')
    }
  })
})

describe('in Markdown', () => {
  it('is a table of steps and the conversation', () => {
    const text = writeTestMarkdown(judge(recorded('relay-denied')))
    expect(text).toMatch(
      /^# SMTP test of 192\.0\.2\.25:25: fail\n\n\*\*Fail\.\*\* RCPT TO:\\<you@elsewhere\.example\\> got/,
    )
    expect(text).toMatch(/\n\| 4 recipient \| no \| 554 5\.7\.1 \| {2}\| The client names/)
    expect(text).toContain('\n```smtp\nC: RCPT TO:<you@elsewhere.example>\nS: 554 5.7.1 <you@elsewhere.example>: Relay')
  })

  it('is not broken by what a server says', () => {
    const text = writeTestMarkdown(
      judge('S: 220 x\nC: EHLO a\nS: 250-x\nS: 250 a|b`c\nC: MAIL FROM:<a@b.example>\nS: 550 ```` </td> | *x* | `'),
    )
    const rows = text.split('\n').filter((line) => line.startsWith('|'))
    // A cell ends only where we end it.
    for (const row of rows) expect([2, 3, 4, 5]).toContain(row.split(/(?<!\\)\|/).length - 2)
    expect(text).toContain('`````smtp')
  })
})

describe('for test runners', () => {
  it('is a case for each step', () => {
    const { name, cases } = testSuite(judge(recorded('relay-denied')))
    expect(name).toBe('192.0.2.25:25 as mta')
    expect(cases.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['1 connect', 'ok'],
      ['2 handshake', 'ok'],
      ['3 sender', 'ok'],
      ['4 recipient', 'failure'],
      ['5 message', 'skipped'],
      ['6 quit', 'ok'],
    ])
    expect(cases[3]!.detail).toMatch(/^C: RCPT TO:<you@elsewhere\.example>\nS: 554 5\.7\.1 /)
  })

  it('has a case for the arrival where somebody looked', () => {
    const arrival = { arrived: false, sentence: 'It is not there.' }
    const { name, cases } = testSuite(judge(recorded('sent'), { arrival, isPractice: true }))
    expect(name).toBe('practice server as mta')
    expect(cases.at(-1)).toMatchObject({ name: 'arrival', outcome: 'failure', message: 'It is not there.' })
  })
})
