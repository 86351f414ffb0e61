import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src/protocol/command.ts'
import { findParam, paramRules, writeParam } from '../../src/protocol/params.ts'
import { parseCommand } from '../../src/protocol/parse-command.ts'

const HEX255 = 'a'.repeat(100)

/** Values each parameter takes and does not take; null is the keyword alone. */
const values: Readonly<Record<string, readonly [good: readonly (string | null)[], bad: readonly (string | null)[]]>> = {
  // RFC 1870 §6
  SIZE: [
    ['0', '1000', '1'.repeat(20)],
    [null, '-1', '1k', '1'.repeat(21), '1.5'],
  ],
  // RFC 6152 §3, RFC 3030 §3
  BODY: [
    ['7BIT', '8BITMIME', 'binarymime'],
    [null, '8BIT', '9BIT'],
  ],
  // RFC 6531 §3.4
  SMTPUTF8: [[null], ['YES', '1']],
  // RFC 3461 §4.3
  RET: [
    ['FULL', 'hdrs'],
    [null, 'HEADERS', 'FULL,HDRS'],
  ],
  // RFC 3461 §4.4
  ENVID: [
    ['QQ314159', 'a+2Bb+3Dc', HEX255],
    [null, 'a+2bb', 'a+b', `${HEX255}a`, 'ü'],
  ],
  // RFC 3461 §4.1
  NOTIFY: [
    ['NEVER', 'SUCCESS', 'success,FAILURE,Delay'],
    [null, 'NEVER,SUCCESS', 'ALWAYS', 'SUCCESS,', ',DELAY', 'SUCCESS;DELAY'],
  ],
  // RFC 3461 §4.2, RFC 6533 §3
  ORCPT: [
    [
      'rfc822;a@b.example',
      'rfc822;a+2Bb@c',
      'utf-8;ü@example',
      'utf-8;\\x{FC}@example',
      'x400;/C=de/'.replace(/=/g, '+3D'),
    ],
    [null, 'a@b.example', ';a@b', 'rfc822;a+b', 'rfc822;ü@b', `rfc822;${'a'.repeat(500)}`],
  ],
  // RFC 8689 §2
  REQUIRETLS: [[null], ['YES']],
  // RFC 4954 §5
  AUTH: [
    ['<>', 'e+3Dmc2@example.com', 'a@b'],
    [null, 'a+b@c', '<a@b>+'],
  ],
  // RFC 2852 §4
  BY: [
    ['120;R', '-5;n', '+0;NT', '999999999;rt'],
    [null, '120', '120;', '120;X', ';R', '1234567890;R', '120;RT2', '1.5;R'],
  ],
  // RFC 4865 §3
  HOLDFOR: [
    ['1', '86400', '999999999'],
    [null, '0', '007', '-5', '1234567890', '5m'],
  ],
  HOLDUNTIL: [
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00+01:00', '2026-01-31t12:00:00.5z'],
    [null, 'tomorrow', '2026-01-31', '2026-01-31T12:00Z', '2026-01-31T12:00:00'],
  ],
  // RFC 6710 §3
  'MT-PRIORITY': [
    ['0', '9', '-9', '4'],
    [null, '10', '-0', '+3', '-10', '01', 'high'],
  ],
  // RFC 7293 §3.1
  RRVS: [
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z;C', '2026-01-31T12:00:00-08:00;r'],
    [null, '2026-01-31', '2026-01-31T12:00:00Z;X', '2026-01-31T12:00:00Z;'],
  ],
}

function read(keyword: string, value: string | null) {
  const on = paramRules[keyword]!.on
  const line = `${on} ${on === 'MAIL' ? 'FROM' : 'TO'}:<a@b> ${writeParam({ keyword, value })}`
  const parsed = parseCommand(line)
  if (!parsed.ok) throw new Error(`${line}: ${parsed.expected}`)
  const { params } = parsed.value as CommandOf<'MAIL' | 'RCPT'>
  return { params, codes: parsed.deviations.map(({ code }) => code) }
}

it('every parameter has its values here', () => expect(Object.keys(values)).toEqual(Object.keys(paramRules)))

for (const [keyword, [good, bad]] of Object.entries(values)) {
  describe(keyword, () => {
    it.each(good)(`${keyword}=%s is right`, (value) => {
      expect(read(keyword, value)).toEqual({ params: [{ keyword, value }], codes: [] })
    })
    it.each(bad)(`${keyword}=%s is kept and reported`, (value) => {
      expect(read(keyword, value)).toEqual({ params: [{ keyword, value }], codes: ['param-value'] })
    })
  })
}

// RFC 5321 §4.1.2
describe('the list of parameters', () => {
  const lines: readonly [
    line: string,
    params: readonly [string, string | null][],
    found: readonly [string, number][],
  ][] = [
    ['MAIL FROM:<a@b>', [], []],
    [
      'MAIL FROM:<a@b> size=1 BODY=7BIT',
      [
        ['SIZE', '1'],
        ['BODY', '7BIT'],
      ],
      [],
    ],
    [
      'MAIL FROM:<a@b> X-NEW=what:ever,(it)/is X2',
      [
        ['X-NEW', 'what:ever,(it)/is'],
        ['X2', null],
      ],
      [],
    ],
    ['MAIL FROM:<a@b> X=ü', [['X', 'ü']], []],
    ['MAIL FROM:<a@b> constructor=1', [['CONSTRUCTOR', '1']], []],
    ['MAIL FROM:<a@b>  SIZE=1', [['SIZE', '1']], [['extra-space', 15]]],
    ['MAIL FROM:<a@b>\tSIZE=1', [['SIZE', '1']], [['extra-space', 15]]],
    ['MAIL FROM:<a@b> SIZE=1 ', [['SIZE', '1']], [['trailing-space', 22]]],
    [
      'MAIL FROM:<a@b> SIZE=1 SIZE=2',
      [
        ['SIZE', '1'],
        ['SIZE', '2'],
      ],
      [['param-duplicate', 23]],
    ],
    [
      'MAIL FROM:<a@b> SIZE=1 size=2',
      [
        ['SIZE', '1'],
        ['SIZE', '2'],
      ],
      [['param-duplicate', 23]],
    ],
    ['MAIL FROM:<a@b> NOTIFY=NEVER', [['NOTIFY', 'NEVER']], [['param-misplaced', 16]]],
    ['RCPT TO:<a@b> SIZE=1', [['SIZE', '1']], [['param-misplaced', 14]]],
    ['MAIL FROM:<a@b> X=', [['X', '']], [['param-syntax', 16]]],
    ['MAIL FROM:<a@b> X=1=2', [['X', '1=2']], [['param-syntax', 16]]],
    ['MAIL FROM:<a@b> SIZE=x', [['SIZE', 'x']], [['param-value', 16]]],
  ]
  it.each(lines)('%s', (line, params, found) => {
    const parsed = parseCommand(line)
    expect(parsed).toMatchObject({
      ok: true,
      value: { params: params.map(([keyword, value]) => ({ keyword, value })) },
    })
    expect(parsed.ok && parsed.deviations.map(({ code, offset }) => [code, offset])).toEqual(found)
  })

  it.each([
    ['MAIL FROM:<a@b>SIZE=1', 'a space before the parameter', 15],
    ['MAIL FROM:<a@b> =1', 'a parameter as KEYWORD or KEYWORD=value', 16],
    ['MAIL FROM:<a@b> -X', 'a parameter as KEYWORD or KEYWORD=value', 16],
    ['MAIL FROM:<a@b> \v', 'a parameter as KEYWORD or KEYWORD=value', 16],
    ['MAIL FROM:<a@b> \u00a0', 'a parameter as KEYWORD or KEYWORD=value', 16],
    ['MAIL FROM:<a@b> X_Y=1', 'a parameter as KEYWORD or KEYWORD=value', 16],
    ['MAIL FROM:<ü@b> SIZE=1 <c@d>', 'a parameter as KEYWORD or KEYWORD=value', 24],
  ])('%s is refused', (line, expected, offset) => {
    expect(parseCommand(line)).toEqual({ ok: false, expected, offset, ref: 'RFC 5321 §4.1.2' })
  })
})

it('a parameter is found by its keyword', () => {
  const params = [
    { keyword: 'SIZE', value: '1' },
    { keyword: 'BODY', value: '7BIT' },
  ]
  expect(findParam(params, 'BODY')).toBe(params[1])
  expect(findParam(params, 'body')).toBeUndefined()
})
