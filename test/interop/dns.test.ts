import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRoute, type Route } from '../../src/client/route.ts'
import { DnsResolver } from '../../src/wire/resolver/dns.ts'
import { reverseName } from '../../src/wire/resolver/name.ts'
import type { RecordType } from '../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../src/wire/resolver/zone.ts'
import { signZone, startNsd, startUnbound, type DnsServer } from './dns-servers.ts'

/** Our resolver, and the routes it finds, at a real authoritative server (NSD) and a validating resolver (Unbound). */

const soa = '@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n'

const example = `$ORIGIN example.test.
$TTL 300
${soa}@ MX 10 mx1
  MX 20 mx2
  TXT "v=spf1 " "mx -all"
  CAA 128 issue "ca.example; policy=ev"
mx1 A 127.0.0.2
    A 127.0.0.3
    AAAA ::1
mx2 A 127.0.0.4
_25._tcp.mx1 TLSA 3 1 1 (
    0123456789abcdef0123456789abcdef
    0123456789abcdef0123456789abcdef )
www CNAME example.test.
far CNAME away.elsewhere.test.
lost CNAME gone
loop CNAME loop2
loop2 CNAME loop
*.wild MX 5 mx2
implicit A 127.0.0.5
null MX 0 .
alias MX 10 aliased
aliased CNAME mx1
dead MX 10 gone
address MX 10 127.0.0.2.
nothing TXT "no mail"
text TXT "a \\"quoted\\" \\195\\164 \\\\ text"
${Array.from({ length: 90 }, (_, i) => `many MX ${i} a-rather-long-name-of-a-mail-host-${i}.example.test.`).join('\n')}
`

const elsewhere = `$ORIGIN elsewhere.test.
$TTL 60
${soa}away A 127.0.0.6
  MX 10 mx.example.test.
`

const reverse = `$ORIGIN 127.in-addr.arpa.
$TTL 300
${soa}2.0.0 PTR mx1.example.test.
`

const signed = `$ORIGIN signed.test.
$TTL 300
${soa}@ MX 10 mx
mx A 127.0.0.7
bogus MX 10 mx
_25._tcp.mx TLSA 3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
`

let nsd: DnsServer
let unbound: DnsServer

beforeAll(async () => {
  const { text, trustAnchor } = signZone('signed.test', signed)
  // Changed after it was signed.
  const spoilt = text.replace(/^(bogus\.signed\.test\.\s+\d+\s+IN\s+MX\s+)10/m, '$111')
  if (spoilt === text) throw new Error('the zone is not laid out as expected')
  const zones = {
    'example.test': example,
    'elsewhere.test': elsewhere,
    '127.in-addr.arpa': reverse,
    'signed.test': spoilt,
  }
  nsd = await startNsd(zones)
  unbound = await startUnbound(nsd, Object.keys(zones), trustAnchor)
})

afterAll(async () => {
  await unbound?.stop()
  await nsd?.stop()
})

const both = [
  ['NSD', () => nsd],
  ['Unbound', () => unbound],
] as const

const questions: readonly (readonly [string, RecordType])[] = [
  ['example.test', 'MX'],
  ['example.test', 'TXT'],
  ['example.test', 'CAA'],
  ['example.test', 'SOA'],
  ['mx1.example.test', 'A'],
  ['MX1.Example.TEST', 'AAAA'],
  ['_25._tcp.mx1.example.test', 'TLSA'],
  ['www.example.test', 'CNAME'],
  ['www.example.test', 'MX'],
  ['far.example.test', 'A'],
  ['lost.example.test', 'A'],
  ['any.wild.example.test', 'MX'],
  ['wild.example.test', 'MX'],
  ['null.example.test', 'MX'],
  ['text.example.test', 'TXT'],
  ['mx2.example.test', 'AAAA'],
  ['_tcp.mx1.example.test', 'A'],
  ['gone.example.test', 'MX'],
  ['far.example.test', 'MX'],
  [reverseName('127.0.0.2'), 'PTR'],
  [reverseName('127.0.0.9'), 'PTR'],
]

describe.each(both)('%s', (_name, server) => {
  const resolver = () => new DnsResolver({ servers: [server()] })

  /** The resolver of master files is held against real servers by the way. */
  it.each(questions)('%s %s', async (name, type) => {
    const zone = new ZoneResolver(example + elsewhere + reverse)
    const expected = await zone.query(name, type)
    const answer = await resolver().query(name, type)
    expect(sorted(answer)).toEqual({ ...sorted(expected), ttl: answer.ttl, source: answer.source })
    expect(answer.ttl).toBeLessThanOrEqual(300)
  })

  it('an answer that does not fit into a packet', async () => {
    const answer = await resolver().query('many.example.test', 'MX')
    expect(answer.outcome === 'records' && answer.records).toHaveLength(90)
  })

  it('aliases in a circle', async () => {
    expect(await resolver().query('loop.example.test', 'A')).toMatchObject({ outcome: 'unknown' })
  })

  it.each([
    ['example.test', 'mx', '10 mx1.example.test ::1 127.0.0.2 127.0.0.3, 20 mx2.example.test 127.0.0.4', ''],
    [
      'www.example.test',
      'mx',
      '10 mx1.example.test ::1 127.0.0.2 127.0.0.3, 20 mx2.example.test 127.0.0.4',
      'domain-is-alias',
    ],
    ['implicit.example.test', 'implicit-mx', '0 implicit.example.test 127.0.0.5', 'implicit-mx'],
    ['null.example.test', 'null-mx', '', 'null-mx'],
    ['alias.example.test', 'mx', '10 aliased.example.test ::1 127.0.0.2 127.0.0.3', 'mx-is-alias'],
    ['dead.example.test', 'mx', '10 gone.example.test no-name', 'mx-no-such-name no-usable-mx'],
    ['address.example.test', 'mx', '10 127.0.0.2 unusable', 'mx-is-address no-usable-mx'],
    ['nothing.example.test', 'no-host', '', 'no-mail-host'],
    ['gone.example.test', 'no-domain', '', 'no-such-domain'],
    ['any.wild.example.test', 'mx', '5 mx2.example.test 127.0.0.4', ''],
  ])('the route to %s', async (target, kind, hosts, notes) => {
    const route = await findRoute(`bob@${target}`, { resolver: resolver() })
    expect({ kind: route.kind, hosts: listed(route), notes: noted(route) }).toEqual({ kind, hosts, notes })
  })
})

it('NSD refuses what it does not serve', async () => {
  const answer = await new DnsResolver({ servers: [nsd] }).query('example.org', 'MX')
  expect(answer).toMatchObject({ outcome: 'unknown', trouble: { code: 'refused' } })
})

describe('DNSSEC at Unbound', () => {
  it.each([
    ['signed.test', 'MX', true],
    ['_25._tcp.mx.signed.test', 'TLSA', true],
    ['gone.signed.test', 'A', true],
    ['example.test', 'MX', false],
  ] as const)('%s %s is vouched for: %s', async (name, type, authentic) => {
    expect(await new DnsResolver({ servers: [unbound] }).query(name, type)).toMatchObject({ authentic })
  })

  it('not where nobody asked', async () => {
    const resolver = new DnsResolver({ servers: [unbound], dnssec: false })
    expect(await resolver.query('signed.test', 'MX')).toMatchObject({ outcome: 'records', authentic: false })
  })

  it('what was changed on the way is no answer, and the reason is told', async () => {
    const answer = await new DnsResolver({ servers: [unbound] }).query('bogus.signed.test', 'MX')
    expect(answer).toMatchObject({
      outcome: 'unknown',
      trouble: { code: 'servfail', message: expect.stringMatching(/SERVFAIL \(DNSSEC bogus/) as string },
    })
  })

  it('a route is vouched for, with its hosts', async () => {
    const route = await findRoute('signed.test', { resolver: new DnsResolver({ servers: [unbound] }) })
    expect(route).toMatchObject({ authentic: true, hosts: [{ authentic: true }] })
  })
})

/** Servers give records in any order. */
function sorted(answer: { readonly outcome: string; readonly records?: readonly unknown[] }): object {
  if (!answer.records) return answer
  return { ...answer, records: [...answer.records].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) }
}

function listed({ hosts }: Route): string {
  return hosts
    .map(({ preference, name, addresses, outcome }) => {
      const places = addresses.map(({ address }) => address).sort(byFamily)
      return [preference, name, ...(places.length > 0 ? places : [outcome])].join(' ')
    })
    .join(', ')
}

function byFamily(a: string, b: string): number {
  return Number(b.includes(':')) - Number(a.includes(':')) || (a < b ? -1 : 1)
}

/** All addresses here are loopback; that is not what it is about. */
function noted({ notes }: Route): string {
  return notes
    .map(({ id }) => id)
    .filter((id) => id !== 'mx-not-public')
    .join(' ')
}
