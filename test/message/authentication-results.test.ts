import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode } from '../../src/protocol/bytes.ts'
import { parseAuthenticationResults, readAuthenticationResults } from '../../src/message/authentication-results.ts'
import { readHeaders } from '../../src/message/headers.ts'

describe('parseAuthenticationResults', () => {
  it('reads several results of one host', () => {
    const value =
      'mx.example.org 1; spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a@a.test; dkim/1=fail reason="bad; sig" header.d=a.test header.b="ab=="; dmarc=pass (p=none (sp)) header.from=a.test'
    expect(parseAuthenticationResults(value)).toEqual({
      authservId: 'mx.example.org',
      results: [
        {
          method: 'spf',
          result: 'pass',
          reason: null,
          comment: 'sender IP is 192.0.2.1',
          properties: [{ type: 'smtp', name: 'mailfrom', value: 'a@a.test' }],
        },
        {
          method: 'dkim',
          result: 'fail',
          reason: 'bad; sig',
          comment: null,
          properties: [
            { type: 'header', name: 'd', value: 'a.test' },
            { type: 'header', name: 'b', value: 'ab==' },
          ],
        },
        {
          method: 'dmarc',
          result: 'pass',
          reason: null,
          comment: 'p=none (sp)',
          properties: [{ type: 'header', name: 'from', value: 'a.test' }],
        },
      ],
    })
  })

  it.each([
    ['nothing looked at', 'a.test; none', 'a.test', []],
    ['a comment first', '(x) a.test (y); spf = pass', 'a.test', ['spf']],
    ['no host', 'spf=pass smtp.mailfrom=x; dkim=none', '', ['spf', 'dkim']],
    ['signs at the end of a value', 'a.test; dkim=pass header.b=abc= header.d=x; spf=none', 'a.test', ['dkim', 'spf']],
    ['nothing', '', '', []],
  ])('with %s', (_, value, host, methods) => {
    const { authservId, results } = parseAuthenticationResults(value)
    expect([authservId, results.map(({ method }) => method)]).toEqual([host, methods])
  })

  it('reads all fields of a header', () => {
    const headers = readHeaders(
      encode('Authentication-Results: a; spf=pass\r\nAuthentication-Results: b; spf=fail\r\n\r\n'),
    )
    expect(readAuthenticationResults(headers).map(({ authservId }) => authservId)).toEqual(['a', 'b'])
  })

  it('never throws', () => {
    const piece = fc.constantFrom('a', '=', ';', '(', ')', '"', '\\', ' ', 'spf', '.', '/1', '\r\n')
    fc.assert(
      fc.property(fc.array(piece), (all) => {
        expect(parseAuthenticationResults(all.join('')).results).toBeInstanceOf(Array)
      }),
      { numRuns: 1000 },
    )
  })
})
