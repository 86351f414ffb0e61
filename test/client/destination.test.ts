import { describe, expect, it } from 'vitest'
import { destinationsOf } from '../../src/client/destination.ts'
import { findRoute } from '../../src/client/route.ts'
import { explainFailure } from '../../src/explain/failure.ts'
import { unknownAnswer, type Resolver } from '../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'

const resolver = new ZoneResolver(`$ORIGIN example.test.
@ MX 10 mx1
  MX 20 mx2
mx1 A 127.0.0.2
mx2 A 127.0.0.3
    AAAA ::1
null MX 0 .
dead MX 10 gone
     MX 20 127.0.0.2.
empty TXT "nothing"
`)

const silent: Resolver = {
  query: (name, type) =>
    Promise.resolve(unknownAnswer(name, type, { code: 'timeout', message: '192.0.2.53:53 did not answer within 3 s' })),
}

it('the hosts of a route, one after the other', async () => {
  const route = await findRoute('bob@example.test', { resolver })
  expect(destinationsOf(route, 2525)).toEqual([
    { kind: 'tcp', host: 'mx1.example.test', port: 2525, addresses: ['127.0.0.2'] },
    { kind: 'tcp', host: 'mx2.example.test', port: 2525, addresses: ['::1', '127.0.0.3'] },
  ])
})

describe('a route that leads nowhere is one destination that fails, and says why', () => {
  it.each([
    ['null.example.test', {}, 'NULL_MX', 'null.example.test takes no mail: its MX record says so', 'takes no mail'],
    ['gone.example.test', {}, 'NXDOMAIN', 'the DNS says that gone.example.test does not exist', 'No such domain'],
    [
      'dead.example.test',
      {},
      'NO_USABLE_MX',
      'no mail host of dead.example.test has an address: gone.example.test (does not exist), 127.0.0.2 (not the name of a host)',
      'No mail host',
    ],
    [
      'empty.example.test',
      {},
      'ENODATA',
      'empty.example.test exists, but has neither an MX record nor an address: there is nowhere to bring its mail',
      'Host name not found',
    ],
    ['example.test', { mx: 'gone.example.test' }, 'ENOTFOUND', 'the DNS knows no gone.example.test', 'Host name'],
    [
      'example.test',
      { mx: 'mx1.example.test', family: 6 as const },
      'ENODATA',
      'Only IPv6 is to be used, and mx1.example.test has no IPv6 address',
      'Host name',
    ],
    [
      'example.test',
      { resolver: silent },
      'EAI_AGAIN',
      'The MX records of example.test could not be had: 192.0.2.53:53 did not answer within 3 s',
      'The DNS does not answer',
    ],
  ])('%s %o', async (target, options, code, message, title) => {
    const [destination, ...others] = destinationsOf(await findRoute(target, { resolver, ...options }), 25)
    expect(others).toEqual([])
    expect(destination).toMatchObject({ port: 25, addresses: [], failure: { code, message } })
    expect(explainFailure({ phase: 'resolve', code, message }).title).toContain(title)
  })
})
