import type { LookupAddress } from 'node:dns'
import { expect, it } from 'vitest'
import { createResolver } from '../../../src/wire/resolver/create.ts'
import { SystemResolver } from '../../../src/wire/resolver/system.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { a, startDnsServer } from './dns-server.ts'

const zone = new ZoneResolver(`
example.test.  MX 10 mx.example.test.
v6.test.       AAAA 2001:db8::1
`)

function failing(code: string) {
  const lookup = () => Promise.reject(Object.assign(new Error('no'), { code }))
  return new SystemResolver({ dns: zone, lookup })
}

it('addresses are what this machine says', async () => {
  const asked: unknown[] = []
  const lookup = (name: string, family: 4 | 6): Promise<readonly LookupAddress[]> => {
    asked.push([name, family])
    const address = family === 4 ? '192.0.2.1' : '2001:db8::1'
    return Promise.resolve([
      { address, family },
      { address, family },
    ])
  }
  const resolver = new SystemResolver({ dns: zone, lookup })
  const facts = { outcome: 'records', ttl: 0, authentic: false, source: 'system' }
  expect(await resolver.query('BÜCHER.example', 'A')).toMatchObject({ ...facts, records: ['192.0.2.1'] })
  expect(await resolver.query('a.example', 'AAAA')).toMatchObject({ ...facts, records: ['2001:db8::1'] })
  expect(asked).toEqual([
    ['xn--bcher-kva.example', 4],
    ['a.example', 6],
  ])
})

it('everything else comes from the DNS', async () => {
  expect(await failing('never asked').query('example.test', 'MX')).toMatchObject({
    outcome: 'records',
    source: 'zone',
  })
})

it('the DNS says why there is no address', async () => {
  const resolver = failing('ENOTFOUND')
  expect(await resolver.query('v6.test', 'A')).toMatchObject({ outcome: 'no-record' })
  expect(await resolver.query('none.test', 'A')).toMatchObject({ outcome: 'no-name' })
})

it('no address, whatever trouble the DNS has', async () => {
  const resolver = new SystemResolver({
    dns: new ZoneResolver('a.test. CNAME a.test.'),
    lookup: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
  })
  const answer = await resolver.query('a.test', 'A')
  expect(answer).toMatchObject({ outcome: 'no-record', source: 'system' })
  expect(answer).not.toHaveProperty('trouble')
})

it('trouble of the system is no answer', async () => {
  expect(await failing('EAI_AGAIN').query('a.test', 'A')).toMatchObject({
    outcome: 'unknown',
    trouble: { code: 'system', message: "this machine's resolver could not tell (EAI_AGAIN)" },
  })
})

it('silence of the system is no answer', async () => {
  const resolver = new SystemResolver({ dns: zone, lookup: () => new Promise(() => {}), timeout: 20 })
  expect(await resolver.query('a.test', 'A')).toMatchObject({
    outcome: 'unknown',
    trouble: { code: 'timeout', message: "this machine's resolver did not answer within 0.02 s" },
  })
})

it('by default the system is asked for addresses', async () => {
  expect(await createResolver().query('127.0.0.1', 'A')).toMatchObject({ records: ['127.0.0.1'], source: 'system' })
})

it('servers that are named are asked for everything, once', async () => {
  const server = await startDnsServer(() => ({ answers: [a('a.test', '192.0.2.1')] }))
  const resolver = createResolver({ servers: [server] })
  await resolver.query('a.test', 'A')
  expect(await resolver.query('a.test', 'A')).toMatchObject({ records: ['192.0.2.1'] })
  expect(server.asked).toHaveLength(1)
})
