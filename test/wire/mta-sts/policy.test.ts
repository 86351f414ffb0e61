import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNamedBy, parseStsPolicy } from '../../../src/wire/mta-sts/policy.ts'
import { findStsRecord, parseStsRecord } from '../../../src/wire/mta-sts/record.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { failingAt } from '../identity/failing-resolver.ts'

describe('an MTA-STS record', () => {
  it.each([
    ['v=STSv1; id=20260131T120000;', '20260131T120000', null],
    ['v=STSv1;id=a', 'a', null],
    ['v=STSv1; ext=1; id=a', 'a', null],
    ['v=STSv1; id=a; id=b', 'a', /more than one id/],
    ['v=STSv1;', null, /no id/],
    ['v=STSv1; id=', null, /id "" is not/],
    ['v=STSv1; id=2026-01-31', null, /id "2026-01-31" is not/],
    [`v=STSv1; id=${'a'.repeat(33)}`, null, /is not 1 to 32/],
  ])('%s', (text, id, problem) => {
    const found = parseStsRecord(text)
    expect(found.id).toBe(id)
    expect(found.problems.join()).toMatch(problem ?? /^$/)
  })

  const zone = new ZoneResolver(`
_mta-sts.one.test. TXT "v=STSv1; id=a"
_mta-sts.two.test. TXT "v=STSv1; id=a"
                   TXT "v=STSv1; id=b"
_mta-sts.spf.test. TXT "v=spf1 -all"
_mta-sts.led.test. CNAME _mta-sts.one.test.
`)
  it.each([
    ['one.test', { outcome: 'record', id: 'a' }],
    ['two.test', { outcome: 'several', id: null }],
    ['spf.test', { outcome: 'none', id: null }],
    ['led.test', { outcome: 'record', id: 'a' }],
  ])('at %s', async (domain, expected) => {
    expect(await findStsRecord(domain, zone)).toMatchObject(expected)
  })

  it('could not tell', async () => {
    expect(await findStsRecord('one.test', failingAt(zone))).toMatchObject({ outcome: 'unknown', id: null })
  })
})

const good = 'version: STSv1\nmode: enforce\nmx: mx1.example.test\nmx: *.mail.example.test\nmax_age: 604800\n'

describe('an MTA-STS policy', () => {
  it.each([
    ['LF', good],
    ['CRLF', good.replaceAll('\n', '\r\n')],
    ['no end', good.trimEnd()],
    ['blanks', good.replaceAll(': ', ':  ').replaceAll('\n', ' \n')],
    ['no blanks', good.replaceAll(': ', ':')],
    ['fields of others', `${good}extra_one: x\n`],
  ])('with %s', (_name, text) => {
    expect(parseStsPolicy(text)).toEqual({
      policy: { mode: 'enforce', maxAge: 604800, mx: ['mx1.example.test', '*.mail.example.test'] },
      problems: [],
    })
  })

  it('of mode none wants no hosts', () => {
    const { policy } = parseStsPolicy('version: STSv1\nmode: none\nmax_age: 0\n')
    expect(policy).toEqual({ mode: 'none', maxAge: 0, mx: [] })
  })

  it.each([
    ['', /no line "version: STSv1"/],
    [good.replace('STSv1', 'STSv2'), /version is "STSv2"/],
    [good.replace('version: STSv1\n', ''), /no line "version/],
    [good.replace('mode: enforce\n', ''), /no line with the mode/],
    [good.replace('enforce', 'Enforce'), /no mode "Enforce"/],
    [good.replace('max_age: 604800\n', ''), /no line with max_age/],
    [good.replace('604800', '1w'), /max_age is "1w"/],
    [good.replace('604800', '31557601'), /more than the 31557600/],
    [good.replace(/mx: .*\n/g, ''), /no mx line/],
    [good.replace('mx1.example.test', 'mx1.*.test'), /"mx: mx1\.\*\.test" is no name/],
    [good.replace('mx1.example.test', '*'), /"mx: \*" is no name/],
    ['<html>not found</html>', /no line "version/],
  ])('%j does not count', (text, problem) => {
    const { policy, problems } = parseStsPolicy(text)
    expect(policy).toBeNull()
    expect(problems.join(' ')).toMatch(problem)
  })

  it.each([
    [good.replace('mode: enforce', 'mode: enforce\nmode: testing'), /more than one line "mode"/],
    [`${good}what is this\n`, /"what is this" is no line/],
  ])('%j counts all the same', (text, problem) => {
    const { policy, problems } = parseStsPolicy(text)
    expect(policy?.mode).toBe('enforce')
    expect(problems.join(' ')).toMatch(problem)
  })

  it('any text makes nothing throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseStsPolicy(text)))
    fc.assert(fc.property(fc.string(), (text) => void parseStsPolicy(good + text)))
  })
})

it.each([
  ['mx.example.test', 'MX.Example.Test', true],
  ['mx.example.test', 'mx.example.test.', true],
  ['mx.example.test', 'mx2.example.test', false],
  ['*.example.test', 'mx.example.test', true],
  ['*.example.test', 'a.mx.example.test', false],
  ['*.example.test', 'example.test', false],
  ['*.example.test', '.example.test', false],
  ['example.test', 'mx.example.test', false],
])('mx: %s and %s: %s', (pattern, host, expected) => {
  expect(isNamedBy(pattern, host)).toBe(expected)
})
