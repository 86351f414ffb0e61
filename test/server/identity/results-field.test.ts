import { expect, it } from 'vitest'
import { isForgedResults, writeAuthenticationResults } from '../../../src/server/identity/results-field.ts'

it.each([
  ['mx.example.org; spf=pass', true],
  ['MX.Example.ORG 1; none', true],
  ['(a (nested) comment) mx.example.org; spf=pass', true],
  ['(\\) still) mx.example.org; spf=pass', true],
  ['"mx.example.org"; spf=pass', true],
  ['"mx\\.example.org"; spf=pass', true],
  ['mx.example.org(comment); spf=pass', true],
  ['mx.example.org.; spf=pass', true],
  ['; mx.example.org spf=pass', true],
  ['"mx.example.org', true],
  ['mx.example.org', true],
  ['other.example.org; spf=pass smtp.mailfrom=mx.example.org', false],
  ['(mx.example.org) other.example.org; spf=pass', false],
  ['notmx.example.org; spf=pass', false],
  ['', false],
])('Authentication-Results: %s claims to be ours: %s', (value, expected) => {
  expect(isForgedResults({ name: 'authentication-results', value }, 'mx.example.org')).toBe(expected)
  expect(isForgedResults({ name: 'X-Authentication-Results', value }, 'mx.example.org')).toBe(false)
})

const nothing = { user: null, reverse: null, spf: null, helo: null, dkim: null, dmarc: null }

it('nothing was looked at', () => {
  expect(writeAuthenticationResults('mx.example.org', nothing)).toBe('Authentication-Results: mx.example.org; none\r\n')
})

it('everything was', () => {
  const text = writeAuthenticationResults('mx.example.org', {
    user: 'al',
    reverse: { address: '2001:db8::1', outcome: 'none', names: [], confirmed: [], trouble: null },
    spf: { result: 'softfail', domain: 'example.test', record: 'v=spf1 ~all', reason: null },
    helo: null,
    dkim: [{ result: 'fail', domain: 'example.test', selector: 's', reason: 'bad signature' }],
    dmarc: { result: 'fail', domain: 'example.test', policy: 'reject', record: null, reason: null },
  })
  expect(text.replaceAll(/\r\n(?=\s)/g, '').split('; ')).toEqual([
    'Authentication-Results: mx.example.org',
    'auth=pass smtp.auth=al',
    'iprev=permerror policy.iprev="2001:db8::1"',
    'spf=softfail smtp.mailfrom=example.test',
    'dkim=fail (bad signature) header.d=example.test header.s=s',
    'dmarc=fail (p=reject) header.from=example.test\r\n',
  ])
})

it('what others say forges neither a result nor a field', () => {
  const text = writeAuthenticationResults('mx.example.org', {
    ...nothing,
    user: 'al"; spf=pass\r\nX: y',
    spf: { result: 'permerror', domain: 'a; dkim=pass', record: null, reason: 'oops) dmarc=pass (\r\nX: y' },
    helo: 'ho st;\\',
  })
  expect(text.replaceAll(/\r\n(?=\s)/g, '')).toBe(
    'Authentication-Results: mx.example.org; auth=pass smtp.auth="al\\"; spf=pass??X: y"; ' +
      'spf=permerror (oops? dmarc=pass ???X: y) smtp.helo="ho st;\\\\"\r\n',
  )
})
