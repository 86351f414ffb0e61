import { describe, expect, it } from 'vitest'
import { findTlsReporting, parseTlsReporting } from '../../src/wire/tls-reporting.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'
import { failingAt } from './identity/failing-resolver.ts'

describe('a TLSRPT record', () => {
  it.each([
    ['v=TLSRPTv1; rua=mailto:a@example.test', ['mailto:a@example.test']],
    [
      'v=TLSRPTv1;rua=mailto:a@example.test,https://example.test/r;',
      ['mailto:a@example.test', 'https://example.test/r'],
    ],
    [
      'v=TLSRPTv1 ; rua=mailto:a@example.test , mailto:b@example.test; ext=x',
      ['mailto:a@example.test', 'mailto:b@example.test'],
    ],
  ])('%s', (text, addresses) => {
    expect(parseTlsReporting(text)).toEqual({ addresses, problems: [] })
  })

  it.each([
    ['v=TLSRPTv1', [], /no rua/],
    ['v=TLSRPTv1; rua=', [], /"" is no mailto/],
    ['v=TLSRPTv1; rua=a@example.test', [], /"a@example\.test" is no mailto/],
    ['v=TLSRPTv1; rua=http://example.test', [], /no mailto: or https/],
    ['v=TLSRPTv1; rua=https://', [], /no mailto: or https/],
    [
      'v=TLSRPTv1; rua=mailto:a@example.test; rua=mailto:b@example.test',
      ['mailto:a@example.test', 'mailto:b@example.test'],
      /more than one rua/,
    ],
    ['v=TLSRPTv1; rua=mailto:a@example.test; what', ['mailto:a@example.test'], /"what" is no field/],
    ['v=TLSRPTv1; rua=mailto:a@example.test!10m', [], /a@example\.test!10m/],
  ])('%s is wrong', (text, addresses, problem) => {
    const found = parseTlsReporting(text)
    expect(found.addresses).toEqual(addresses)
    expect(found.problems.join(' ')).toMatch(problem)
  })

  const zone = new ZoneResolver(`
_smtp._tls.one.test. TXT "v=TLSRPTv1; rua=mailto:" "a@one.test"
                     TXT "something else"
_smtp._tls.two.test. TXT "v=TLSRPTv1; rua=mailto:a@two.test"
                     TXT "v=TLSRPTv1; rua=mailto:b@two.test"
_smtp._tls.older.test. TXT "v=TLSRPTv10; rua=mailto:a@older.test"
`)
  it.each([
    ['one.test', { outcome: 'record', addresses: ['mailto:a@one.test'] }],
    ['two.test', { outcome: 'several' }],
    ['older.test', { outcome: 'none', text: null, addresses: [], problems: [] }],
    ['none.test', { outcome: 'none' }],
  ])('at %s', async (domain, expected) => {
    expect(await findTlsReporting(domain, zone)).toMatchObject({ name: `_smtp._tls.${domain}`, ...expected })
  })

  it('could not tell', async () => {
    expect(await findTlsReporting('one.test', failingAt(zone))).toMatchObject({
      outcome: 'unknown',
      trouble: 'it is broken',
    })
  })
})
