import { expect, it } from 'vitest'
import { findAddresses, isSameAddress } from '../../../src/wire/identity/addresses.ts'
import { findDomainAddresses, findMailDomain } from '../../../src/wire/identity/mail-domain.ts'
import { findReverseNames, goesBy } from '../../../src/wire/identity/reverse.ts'
import { unknownAnswer, type Resolver } from '../../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { failingAt } from './failing-resolver.ts'

const zone = new ZoneResolver(`
$ORIGIN example.test.
@ MX 10 mail
  A 192.0.2.1
mail A 192.0.2.2
     AAAA 2001:db8::2
null MX 0 .
nothing TXT "no mail"
addressless MX 10 mail
alias CNAME mail
2.2.0.192.in-addr.arpa. PTR other.example.test.
                        PTR mail.example.test.
3.2.0.192.in-addr.arpa. PTR mail.example.test.
4.2.0.192.in-addr.arpa. PTR gone.example.test.
`)

it.each([
  ['192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '::ffff:192.0.2.1', true],
  ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', true],
  ['192.0.2.1', '192.0.2.2', false],
  ['::1', '127.0.0.1', false],
])('%s and %s are one address: %s', (a, b, expected) => {
  expect(isSameAddress(a, b)).toBe(expected)
})

it.each([
  ['mail.example.test', 'addresses', ['192.0.2.2', '2001:db8::2']],
  ['alias.example.test', 'addresses', ['192.0.2.2', '2001:db8::2']],
  ['nothing.example.test', 'no-address', []],
  ['gone.example.test', 'no-name', []],
])('the addresses of %s', async (name, outcome, addresses) => {
  expect(await findAddresses(name, zone)).toEqual({ name, outcome, addresses, trouble: null })
})

it('one family counts where the other cannot be told', async () => {
  const half: Resolver = failingAt(zone, (_, type) => type === 'AAAA')
  expect(await findAddresses('mail.example.test', half)).toMatchObject({
    outcome: 'addresses',
    trouble: 'it is broken',
  })
  expect(await findAddresses('gone.example.test', half)).toMatchObject({ outcome: 'unknown' })
})

it.each([
  ['192.0.2.2', 'confirmed', ['mail.example.test']],
  ['192.0.2.3', 'unconfirmed', []],
  ['192.0.2.4', 'unconfirmed', []],
  ['192.0.2.5', 'none', []],
])('the names of %s', async (address, outcome, confirmed) => {
  const found = await findReverseNames(address, zone)
  expect(found).toMatchObject({ outcome, confirmed, trouble: null })
  expect(goesBy(found, 'MAIL.example.test.')).toBe(confirmed.length > 0)
})

it('names that cannot be told are not held against anybody', async () => {
  const broken = failingAt(zone, (_, type) => type === 'A')
  expect(await findReverseNames('192.0.2.3', broken)).toMatchObject({ outcome: 'unknown', trouble: 'it is broken' })
  expect(await findReverseNames('192.0.2.3', failingAt(zone))).toMatchObject({ outcome: 'unknown' })
})

it('ten names of an address are looked up, and no more', async () => {
  const names = Array.from({ length: 30 }, (_, i) => `h${i}.example.test`)
  const asked: string[] = []
  const resolver: Resolver = {
    query: (name, type) => {
      asked.push(name)
      const facts = { name, type, aliases: [], authentic: false, ttl: 0, source: 'test' }
      if (type === 'PTR') return Promise.resolve({ ...facts, outcome: 'records', records: names } as never)
      return Promise.resolve(unknownAnswer(name, type, { code: 'timeout', message: 'late' }) as never)
    },
  }
  await findReverseNames('192.0.2.9', resolver)
  expect(new Set(asked).size).toBe(11)
})

it.each([
  ['example.test', 'mail', ['mail.example.test']],
  ['mail.example.test', 'mail', []],
  ['null.example.test', 'null-mx', []],
  ['nothing.example.test', 'no-host', []],
  ['gone.example.test', 'no-name', []],
])('whether %s takes mail', async (domain, outcome, hosts) => {
  expect(await findMailDomain(domain, zone)).toEqual({ domain, outcome, hosts, trouble: null })
})

it.each([
  ['example.test', ['192.0.2.1']],
  ['addressless.example.test', ['192.0.2.2', '2001:db8::2']],
  ['gone.example.test', []],
])('what %s resolves to', async (domain, addresses) => {
  expect((await findDomainAddresses(domain, zone)).addresses).toEqual(addresses)
})

it('whether a domain takes mail cannot always be told', async () => {
  expect(await findMailDomain('example.test', failingAt(zone))).toMatchObject({ outcome: 'unknown' })
  const broken = failingAt(zone, (name) => name.startsWith('mail'))
  expect(await findDomainAddresses('addressless.example.test', broken)).toMatchObject({ outcome: 'unknown' })
})
