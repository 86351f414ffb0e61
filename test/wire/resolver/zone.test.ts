import { describe, expect, it } from 'vitest'
import type { RecordType } from '../../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'

const text = `; a comment
$ORIGIN example.test.
$TTL 1h
@ IN SOA ns1 hostmaster (
    2026112200 ; serial
    1h 10m 1w 60 )
  IN NS ns1
     MX 10 mx1
  0  MX 20 mx2.elsewhere.test.
mx1 60 IN A 192.0.2.1
    IN 90 AAAA 2001:DB8::1
www CNAME @
far CNAME elsewhere.test.
lost CNAME nowhere
loop1 CNAME loop2
loop2 CNAME loop1
t TXT "v=spf1 ; (all)" second "quo\\"te ü\\195\\164"
_25._tcp.mx1 TLSA 3 1 1 ( aabb
   CCDD )
ca CAA 128 issue "ca.example; x"
null MX 0 .
*.wild A 192.0.2.9
a.wild TXT "own"
$ORIGIN 2.0.192.in-addr.arpa.
1 PTR mx1.example.test.
elsewhere.test. A 192.0.2.77
`

const resolver = new ZoneResolver(text)

async function ask(name: string, type: RecordType): Promise<unknown> {
  const answer = await resolver.query(name, type)
  return answer.outcome === 'records' ? answer.records : answer.outcome
}

it.each([
  [
    'example.test',
    'SOA',
    {
      mname: 'ns1.example.test',
      rname: 'hostmaster.example.test',
      serial: 2026112200,
      refresh: 3600,
      retry: 600,
      expire: 604800,
      minimum: 60,
    },
  ],
  ['mx1.example.test', 'A', '192.0.2.1'],
  ['MX1.Example.Test.', 'AAAA', '2001:db8::1'],
  ['t.example.test', 'TXT', ['v=spf1 ; (all)', 'second', 'quo"te üä']],
  [
    '_25._tcp.mx1.example.test',
    'TLSA',
    { usage: 3, selector: 1, matchingType: 1, data: Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd) },
  ],
  ['ca.example.test', 'CAA', { flags: 128, tag: 'issue', value: 'ca.example; x' }],
  ['null.example.test', 'MX', { preference: 0, exchange: '.' }],
  ['1.2.0.192.in-addr.arpa', 'PTR', 'mx1.example.test'],
  ['www.example.test', 'CNAME', 'example.test'],
] as const)('%s %s', async (name, type, record) => {
  expect(await ask(name, type)).toEqual([record])
})

it('several records, with names of either kind', async () => {
  expect(await resolver.query('example.test', 'MX')).toEqual({
    outcome: 'records',
    records: [
      { preference: 10, exchange: 'mx1.example.test' },
      { preference: 20, exchange: 'mx2.elsewhere.test' },
    ],
    name: 'example.test',
    type: 'MX',
    aliases: [],
    authentic: false,
    ttl: 0,
    source: 'zone',
  })
})

it('aliases are followed, also into another zone', async () => {
  expect(await ask('www.example.test', 'MX')).toHaveLength(2)
  expect(await resolver.query('far.example.test', 'A')).toMatchObject({
    records: ['192.0.2.77'],
    aliases: ['elsewhere.test'],
  })
})

it.each([
  ['no such name', 'nobody.example.test', 'A', 'no-name'],
  ['no such record', 'mx1.example.test', 'MX', 'no-record'],
  ['a name with names below it', '_tcp.mx1.example.test', 'A', 'no-record'],
  ['an alias to nowhere', 'lost.example.test', 'A', 'no-name'],
  ['an alias without such a record', 'far.example.test', 'MX', 'no-record'],
  ['aliases in a circle', 'loop1.example.test', 'A', 'unknown'],
  ['no name', 'a..b', 'A', 'unknown'],
] as const)('%s', async (_name, name, type, outcome) => {
  expect(await ask(name, type)).toBe(outcome)
})

it('wildcards stand for names that are not there', async () => {
  expect(await ask('b.wild.example.test', 'A')).toEqual(['192.0.2.9'])
  expect(await ask('c.b.wild.example.test', 'A')).toEqual(['192.0.2.9'])
  expect(await ask('a.wild.example.test', 'A')).toBe('no-record')
  expect(await ask('wild.example.test', 'A')).toBe('no-record')
})

it('answers can be vouched for', async () => {
  const signed = new ZoneResolver('@ A 192.0.2.1', { origin: 'a.test', authentic: true })
  expect(await signed.query('a.test', 'A')).toMatchObject({ authentic: true })
})

describe('what is wrong is told with its line', () => {
  it.each([
    ['\n\na MX mx1', 'line 3: a record of type MX wants a preference and a name, as 10 mx1'],
    ['a A 192.0.2.256', 'line 1: a record of type A wants an IPv4 address'],
    ['a AAAA 192.0.2.1', 'line 1: a record of type AAAA wants an IPv6 address'],
    ['a TXT', 'line 1: a record of type TXT wants strings, as "v=spf1 -all"'],
    [
      'a TLSA 3 1 1 abc',
      'line 1: a record of type TLSA wants usage, selector, matching type and hexadecimal digits, as 3 1 1 ab12',
    ],
    ['a SOA b c 1 2 3 4', 'line 1: a record of type SOA wants two names and five numbers'],
    ['a CAA issue', 'line 1: a record of type CAA wants flags, a tag and a value, as 0 issue "ca.example"'],
    ['a CNAME b c', 'line 1: a record of type CNAME wants a name'],
    ['a IN AA 192.0.2.1', 'line 1: "AA" is no type of record: A, AAAA, CNAME, PTR, MX, TXT, TLSA, SOA, CAA are'],
    [' A 192.0.2.1', 'line 1: a record without a name, and none before it'],
    ['a..b A 192.0.2.1', 'line 1: "a..b" is no domain name'],
    ['a TXT "x', 'line 1: a quotation mark without its other half'],
    ['a TXT (\n x\n', 'line 1: "(" without ")"'],
    ['a TXT x )', 'line 1: ")" without "("'],
    ['$TTL soon', 'line 1: $TTL wants a number of seconds, as 3600 or 1h'],
    ['$INCLUDE other', 'line 1: "$INCLUDE" is not known: $ORIGIN and $TTL are'],
  ])('%j', (wrong, message) => {
    expect(() => new ZoneResolver(wrong)).toThrow(new RangeError(message))
  })
})
