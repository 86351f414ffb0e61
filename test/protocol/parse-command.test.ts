import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLatin1 } from '../../src/protocol/bytes.ts'
import { isKnownVerb, knownVerbs, synopsis, type Command } from '../../src/protocol/command.ts'
import { describeDeviation, deviationCodes, isDeviationCode } from '../../src/protocol/deviation.ts'
import { parseCommand } from '../../src/protocol/parse-command.ts'
import { formatCommand, writeCommand } from '../../src/protocol/write-command.ts'

const sender = { kind: 'mailbox', localPart: 'a', domain: 'b', literal: null, route: [] } as const

/** Every verb as the grammar has it. */
const good: readonly [line: string, command: Command][] = [
  // RFC 5321 §4.1.1.1
  ['EHLO mail.example.com', { verb: 'EHLO', domain: 'mail.example.com' }],
  ['EHLO [192.0.2.1]', { verb: 'EHLO', domain: '[192.0.2.1]' }],
  ['EHLO [IPv6:2001:db8::1]', { verb: 'EHLO', domain: '[IPv6:2001:db8::1]' }],
  ['HELO localhost', { verb: 'HELO', domain: 'localhost' }],
  ['LHLO mail.example.com', { verb: 'LHLO', domain: 'mail.example.com' }],
  // RFC 5321 §4.1.1.2, RFC 5321 §4.1.1.3
  ['MAIL FROM:<a@b>', { verb: 'MAIL', reversePath: sender, params: [] }],
  ['mail From:<> SIZE=5', { verb: 'MAIL', reversePath: { kind: 'null' }, params: [{ keyword: 'SIZE', value: '5' }] }],
  ['RCPT TO:<a@b>', { verb: 'RCPT', forwardPath: sender, params: [] }],
  // RFC 5321 §4.1.1.4, RFC 5321 §4.1.1.5, RFC 5321 §4.1.1.10, RFC 3207 §4
  ['DATA', { verb: 'DATA' }],
  ['rset', { verb: 'RSET' }],
  ['Quit', { verb: 'QUIT' }],
  ['STARTTLS', { verb: 'STARTTLS' }],
  // RFC 3030 §2
  ['BDAT 5', { verb: 'BDAT', size: 5, last: false }],
  ['BDAT 0 LAST', { verb: 'BDAT', size: 0, last: true }],
  ['bdat 999999999999999 last', { verb: 'BDAT', size: 999999999999999, last: true }],
  // RFC 5321 §4.1.1.6, RFC 5321 §4.1.1.7, RFC 1985 §5
  ['VRFY Smith', { verb: 'VRFY', argument: 'Smith' }],
  ['VRFY "John Smith" SMTPUTF8', { verb: 'VRFY', argument: '"John Smith" SMTPUTF8' }],
  ['EXPN staff', { verb: 'EXPN', argument: 'staff' }],
  ['ETRN @example.com', { verb: 'ETRN', argument: '@example.com' }],
  // RFC 5321 §4.1.1.8, RFC 5321 §4.1.1.9
  ['HELP', { verb: 'HELP', argument: null }],
  ['HELP mail', { verb: 'HELP', argument: 'mail' }],
  ['NOOP', { verb: 'NOOP', argument: null }],
  ['NOOP anything at all', { verb: 'NOOP', argument: 'anything at all' }],
  // RFC 4954 §4
  ['AUTH LOGIN', { verb: 'AUTH', mechanism: 'LOGIN', initial: null }],
  ['AUTH scram-sha-256 biwsbj1h', { verb: 'AUTH', mechanism: 'SCRAM-SHA-256', initial: 'biwsbj1h' }],
  ['AUTH EXTERNAL =', { verb: 'AUTH', mechanism: 'EXTERNAL', initial: '=' }],
  [
    'XCLIENT name=a.b addr=[UNAVAILABLE]',
    {
      verb: 'XCLIENT',
      attributes: [
        ['NAME', 'a.b'],
        ['ADDR', '[UNAVAILABLE]'],
      ],
    },
  ],
]

describe('a command as the grammar has it', () => {
  it('is here for every verb', () => {
    expect(new Set(good.map(([, { verb }]) => verb))).toEqual(new Set(knownVerbs))
  })

  it.each(good)('%s', (line, command) => {
    const accepted = { ok: true, value: command, deviations: [] }
    for (const ending of ['', '\r\n']) {
      expect(parseCommand(line + ending)).toEqual(accepted)
      expect(parseCommand(line + ending, { strict: true })).toEqual(accepted)
    }
  })

  it.each(good)('%s comes back as it was written', (_line, command) => {
    const written = writeCommand(command)
    expect(parseCommand(written)).toEqual({ ok: true, value: command, deviations: [] })
    expect(formatCommand(command)).toBe(new TextDecoder().decode(written).slice(0, -2))
  })
})

/** What is understood all the same, and what is said about it: code and offset. */
const tolerated: readonly [line: string, command: object, found: readonly [code: string, offset: number][]][] = [
  ['QUIT\n', { verb: 'QUIT' }, [['command-bare-lf', 4]]],
  [' QUIT', { verb: 'QUIT' }, [['leading-space', 0]]],
  ['QUIT ', { verb: 'QUIT' }, [['trailing-space', 4]]],
  ['NOOP \t', { verb: 'NOOP', argument: null }, [['trailing-space', 4]]],
  ['NOOP x ', { verb: 'NOOP', argument: 'x' }, [['trailing-space', 6]]],
  ['AUTH PLAIN ', { verb: 'AUTH', mechanism: 'PLAIN', initial: null }, [['trailing-space', 10]]],
  ['BDAT 5 ', { verb: 'BDAT', size: 5, last: false }, [['trailing-space', 6]]],
  ['RCPT TO:<a@b> ', { verb: 'RCPT', forwardPath: sender }, [['trailing-space', 13]]],
  ['EHLO  x', { verb: 'EHLO', domain: 'x' }, [['extra-space', 4]]],
  ['EHLO\tx', { verb: 'EHLO', domain: 'x' }, [['extra-space', 4]]],
  ['MAIL  FROM:<a@b>', { verb: 'MAIL', reversePath: sender }, [['extra-space', 4]]],
  [
    'BDAT  5  LAST',
    { verb: 'BDAT', size: 5, last: true },
    [
      ['extra-space', 4],
      ['extra-space', 7],
    ],
  ],
  ['DATA now', { verb: 'DATA' }, [['unwanted-argument', 4]]],
  ['STARTTLS now', { verb: 'STARTTLS' }, [['unwanted-argument', 8]]],
  ['QUIT:', { verb: 'QUIT' }, [['unwanted-argument', 4]]],
  ['EHLO [192.0.2.1] laptop', { verb: 'EHLO', domain: '[192.0.2.1]' }, [['unwanted-argument', 16]]],
  ['BDAT 5 LAST now', { verb: 'BDAT', size: 5, last: true }, [['unwanted-argument', 11]]],
  ['AUTH PLAIN AGE= AGE=', { verb: 'AUTH', initial: 'AGE=' }, [['unwanted-argument', 15]]],
  ['EHLO my_laptop', { verb: 'EHLO', domain: 'my_laptop' }, [['helo-not-a-domain', 5]]],
  ['EHLO [127.0.0.1', { verb: 'EHLO', domain: '[127.0.0.1' }, [['helo-not-a-domain', 5]]],
  ['EHLO [2001:db8::1]', { verb: 'EHLO' }, [['helo-not-a-domain', 5]]],
  ['EHLO bücher.example', { verb: 'EHLO', domain: 'bücher.example' }, [['helo-not-a-domain', 5]]], // RFC 6531 §3.7.1
  ['MAIL FROM: <a@b>', { verb: 'MAIL', reversePath: sender }, [['space-around-colon', 11]]],
  ['MAIL FROM :<a@b>', { verb: 'MAIL', reversePath: sender }, [['space-around-colon', 11]]],
  ['RCPT TO : <a@b>', { verb: 'RCPT', forwardPath: sender }, [['space-around-colon', 10]]],
  ['MAIL FROM:a@b', { verb: 'MAIL', reversePath: sender }, [['path-without-brackets', 10]]],
  ['MAIL FROM:<ü@b>', { verb: 'MAIL' }, [['utf8-without-leave', 10]]],
  ['NOOP \x07', { verb: 'NOOP' }, [['command-control', 5]]],
]

describe('a command that is not quite right', () => {
  it.each(tolerated)('%j', (line, command, found) => {
    const parsed = parseCommand(line)
    expect(parsed).toMatchObject({ ok: true, value: command })
    expect(parsed.ok && parsed.deviations.map(({ code, offset }) => [code, offset])).toEqual(found)
  })

  it.each(tolerated)('%j is refused by the strict reading', (line, _command, [first]) => {
    const [code, offset] = first!
    expect(isDeviationCode(code)).toBe(true)
    if (!isDeviationCode(code)) return
    expect(parseCommand(line, { strict: true })).toMatchObject({
      ok: false,
      expected: `no ${describeDeviation({ code })}`,
      deviation: code,
      offset,
    })
  })

  it('counts offsets in octets', () => {
    const parsed = parseCommand('MAIL FROM:<ü@b> SMTPUTF8 SIZE=x')
    expect(parsed.ok && parsed.deviations.map(({ code, offset }) => [code, offset])).toEqual([['param-value', 26]])
  })

  it('octets that are no UTF-8', () => {
    const parsed = parseCommand(fromLatin1('VRFY \xff'))
    expect(parsed).toMatchObject({ ok: true, value: { verb: 'VRFY', argument: '\ufffd' } })
    expect(parsed.ok && parsed.deviations.map(({ code }) => code)).toEqual(['command-bad-utf8'])
  })
})

// RFC 5321 §4.5.3.1.4
describe('the length of a line', () => {
  const codes = (line: string) => {
    const parsed = parseCommand(line)
    return parsed.ok ? parsed.deviations.map(({ code }) => code) : null
  }
  it('counts the line end, given or not', () => {
    expect(codes(`NOOP ${'x'.repeat(505)}\r\n`)).toEqual([])
    expect(codes(`NOOP ${'x'.repeat(506)}\r\n`)).toEqual(['command-too-long'])
    expect(codes(`NOOP ${'x'.repeat(505)}`)).toEqual([])
    expect(codes(`NOOP ${'x'.repeat(506)}`)).toEqual(['command-too-long'])
  })
  // RFC 4954 §4
  it('is no more for AUTH: a longer response is a line of its own', () => {
    expect(codes(`AUTH PLAIN ${'x'.repeat(499)}`)).toEqual([])
    expect(codes(`AUTH PLAIN ${'x'.repeat(500)}`)).toEqual(['command-too-long'])
  })
  it('may be more where parameters need it', () => {
    const orcpt = `ORCPT=rfc822;${'x'.repeat(480)}`
    expect(codes(`RCPT TO:<${'l'.repeat(60)}@b> ${orcpt} NOTIFY=NEVER`)).toEqual([])
  })
})

describe('a command that cannot be read', () => {
  const bad: readonly [line: string, expected: string, offset: number, ref: string][] = [
    ['EHLO', synopsis.EHLO, 4, 'RFC 5321 §4.1.1.1'],
    ['HELO ', synopsis.HELO, 5, 'RFC 5321 §4.1.1.1'],
    ['MAIL', synopsis.MAIL, 4, 'RFC 5321 §4.1.1.2'],
    ['MAIL FROM', synopsis.MAIL, 9, 'RFC 5321 §4.1.1.2'],
    ['MAIL FROM<a@b>', synopsis.MAIL, 9, 'RFC 5321 §4.1.1.2'],
    ['MAIL TO:<a@b>', synopsis.MAIL, 5, 'RFC 5321 §4.1.1.2'],
    ['RCPT FROM:<a@b>', synopsis.RCPT, 5, 'RFC 5321 §4.1.1.3'],
    ['RCPT TO:<>', 'a recipient: only the sender may be "<>"', 8, 'RFC 5321 §4.1.1.3'],
    ['MAIL FROM:', 'an address in angle brackets: "<user@domain>"', 10, 'RFC 5321 §4.1.2'],
    ['MAIL FROM:<ü@b', 'the closing bracket ">" after the address', 15, 'RFC 5321 §4.1.2'],
    ['BDAT', synopsis.BDAT, 4, 'RFC 3030 §2'],
    ['BDAT x', synopsis.BDAT, 5, 'RFC 3030 §2'],
    ['BDAT -1', synopsis.BDAT, 5, 'RFC 3030 §2'],
    ['BDAT 5x', synopsis.BDAT, 5, 'RFC 3030 §2'],
    ['BDAT 5 LASTING', synopsis.BDAT, 7, 'RFC 3030 §2'],
    ['BDAT 9999999999999999', synopsis.BDAT, 5, 'RFC 3030 §2'],
    ['VRFY', synopsis.VRFY, 4, 'RFC 5321 §4.1.1'],
    ['EXPN ', synopsis.EXPN, 5, 'RFC 5321 §4.1.1'],
    ['AUTH', synopsis.AUTH, 4, 'RFC 4954 §4'],
    ['AUTH PL/AIN', synopsis.AUTH, 5, 'RFC 4954 §4'],
    ['XCLIENT', synopsis.XCLIENT, 7, 'RFC 5321 §4.1.5'],
    ['XCLIENT name', synopsis.XCLIENT, 12, 'RFC 5321 §4.1.5'],
  ]
  it.each(bad)('%j', (line, expected, offset, ref) => {
    const refused = { ok: false, expected, offset, ref }
    expect(parseCommand(line)).toEqual(refused)
    expect(parseCommand(line, { strict: true })).toEqual(refused)
  })
})

describe('a verb that nobody knows', () => {
  it.each([
    '',
    ' ',
    'FOO',
    'FOO bar',
    'STARTTLSX',
    'DATAX',
    'XSTARTTLS',
    'MAILFROM:<a@b>',
    'GET / HTTP/1.1',
    '\0',
    'ЕHLO x',
  ])('%j is kept as it came', (line) => {
    const parsed = parseCommand(`${line}\r\n`)
    expect(parsed).toMatchObject({ ok: true, value: { verb: 'unknown', line: new TextEncoder().encode(line) } })
    if (parsed.ok) expect(new TextDecoder().decode(writeCommand(parsed.value))).toBe(`${line}\r\n`)
  })
  it('has no name that JavaScript knows instead', () => {
    expect(isKnownVerb('toString')).toBe(false)
    expect(parseCommand('TOSTRING')).toMatchObject({ value: { verb: 'unknown' } })
    expect(isDeviationCode('toString')).toBe(false)
    expect(new Set(deviationCodes).size).toBe(deviationCodes.length)
  })
})

describe('any line', () => {
  const words = fc.constantFrom(
    ...knownVerbs,
    ...[
      'FROM:',
      'TO:',
      '<',
      '>',
      '@',
      '"',
      '\\',
      ':',
      ',',
      ' ',
      '  ',
      '\t',
      'a',
      'b.c',
      'ü',
      '=',
      'SIZE=1',
      'BODY=8BITMIME',
    ],
    ...[
      '[192.0.2.1]',
      '\v',
      '\u00a0',
      '[IPv6:::1]',
      '\0',
      '\r',
      '\n',
      '\x7f',
      '5',
      'LAST',
      '+3D',
      'PLAIN',
      '\u{1f600}',
      '\ud800',
    ],
  )
  const soup = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''))
  const octets = fc.uint8Array({ maxLength: 60 })

  it('is read without a throw, and its deviations lie within it', () => {
    fc.assert(
      fc.property(fc.oneof(soup, octets), (line) => {
        const length = typeof line === 'string' ? new TextEncoder().encode(line).length : line.length
        const parsed = parseCommand(line)
        if (!parsed.ok) expect(parsed.offset).toBeLessThanOrEqual(length)
        else for (const { offset } of parsed.deviations) expect(offset).toBeLessThanOrEqual(length)
      }),
      { numRuns: 2000 },
    )
  })

  it('has the same value for the strict and the lenient reading', () => {
    fc.assert(
      fc.property(soup, (line) => {
        const strict = parseCommand(line, { strict: true })
        if (strict.ok) expect(parseCommand(line)).toEqual(strict)
      }),
      { numRuns: 2000 },
    )
  })

  it('once understood, is understood the same when it is written again', () => {
    fc.assert(
      fc.property(soup, (line) => {
        const parsed = parseCommand(line)
        if (!parsed.ok || parsed.value.verb === 'unknown') return
        const again = parseCommand(formatCommand(parsed.value))
        expect(again).toMatchObject({ ok: true })
        const plain = (command: object) =>
          JSON.stringify(command, (key, value: unknown) => (key === 'route' ? [] : value))
        if (again.ok) expect(plain(again.value)).toBe(plain(parsed.value))
      }),
      { numRuns: 2000 },
    )
  })
})
