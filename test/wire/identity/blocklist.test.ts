import { describe, expect, it } from 'vitest'
import { blocklistOf, blocklists } from '../../../src/wire/identity/blocklist-data.ts'
import { askBlocklist, type Blocklist } from '../../../src/wire/identity/blocklist.ts'
import type { Resolver } from '../../../src/wire/resolver/resolver.ts'
import { ZoneResolver } from '../../../src/wire/resolver/zone.ts'
import { failingAt } from './failing-resolver.ts'

const own = blocklistOf('dnsbl.example.test')
const zen = blocklistOf('zen.spamhaus.org')
const good = '2.0.0.127 A 127.0.0.2\n'

/** What a list with these records says of an address. */
async function ask(list: Blocklist, address: string, records: string, source = 'zone') {
  const zone = new ZoneResolver(`$ORIGIN ${list.zone}.\n${records}`)
  const resolver: Resolver = { query: async (name, type) => ({ ...(await zone.query(name, type)), source }) }
  return askBlocklist(list, address, resolver)
}

it('an address that is listed, with the words of the list', async () => {
  const records = `${good}9.2.0.192 A 127.0.0.2\n9.2.0.192 TXT "Spam, see " "https://example.test"\n`
  expect(await ask(own, '192.0.2.9', records)).toMatchObject({
    outcome: 'listed',
    meanings: ['listed'],
    text: 'Spam, see https://example.test',
    reason: null,
  })
})

it('an address that is not listed', async () => {
  expect(await ask(own, '192.0.2.9', good)).toMatchObject({ outcome: 'clear', text: null, reason: null })
})

it('an IPv6 address', async () => {
  const name = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2'
  expect(await ask(zen, '2001:db8::1', `${good}${name} A 127.0.0.3\n`)).toMatchObject({ outcome: 'listed' })
  expect(await ask(blocklistOf('bl.spamcop.net'), '2001:db8::1', good)).toMatchObject({ outcome: 'unusable' })
})

it.each([
  ['127.0.0.2', 'listed', /SBL/],
  ['127.0.0.6', 'listed', /XBL/],
  ['127.0.0.11', 'policy', /PBL/],
  ['127.0.0.99', 'clear', /not known/],
])('what %s from Spamhaus means', async (record, outcome, meaning) => {
  const listing = await ask(zen, '192.0.2.9', `${good}9.2.0.192 A ${record}\n`)
  expect(listing.outcome).toBe(outcome)
  expect(listing.meanings.join()).toMatch(meaning)
})

it('a listing counts, whatever else is said', async () => {
  const records = `${good}9.2.0.192 A 127.0.0.10\n9.2.0.192 A 127.0.0.4\n`
  expect(await ask(zen, '192.0.2.9', records)).toMatchObject({ outcome: 'listed' })
})

describe('a list that does not work', () => {
  it.each([
    ['is gone', '', /does not list its test point/],
    ['lists the world', '* A 127.0.0.2\n', /lists 127\.0\.0\.1, and so everything/],
    ['belongs to somebody else now', '* A 192.0.2.80\n', /192\.0\.2\.80 is no answer of such a list/],
    ['refuses the resolver', '* A 127.255.255.254\n', /resolvers that everybody may use/],
    ['refuses for another reason', '* A 127.255.255.250\n', /answers 127\.255\.255\.250/],
    ['refuses this question', `${good}9.2.0.192 A 127.255.255.255\n`, /asks it too much/],
  ])('%s: an error, and no listing', async (_, records, reason) => {
    const listing = await ask(own, '192.0.2.9', records)
    expect(listing).toMatchObject({ outcome: 'unusable', meanings: [] })
    expect(listing.reason).toMatch(reason)
  })

  it.each(['8.8.8.8:53', '1.1.1.1:53', '[2620:fe::fe]:53'])('is asked through %s, which it refuses', async (source) => {
    expect((await ask(zen, '192.0.2.9', good, source)).reason).toMatch(/ask a resolver of your own/)
    expect(await ask(own, '192.0.2.9', good, source)).toMatchObject({ outcome: 'clear' })
  })

  it('could not be asked', async () => {
    const listing = await askBlocklist(own, '192.0.2.9', failingAt(new ZoneResolver('')))
    expect(listing).toMatchObject({ outcome: 'unknown', reason: 'it is broken' })
  })
})

it('Hostkarma answers for 127.0.0.1, and means well', async () => {
  const list = blocklistOf('hostkarma.junkemailfilter.com')
  const records = `${good}1.0.0.127 A 127.0.0.1\n9.2.0.192 A 127.0.0.1\n`
  expect(await ask(list, '192.0.2.9', records)).toMatchObject({ outcome: 'clear', meanings: ['a good sender'] })
})

it('every list is there once, and its meanings do not overlap', () => {
  expect(new Set(blocklists.map(({ zone }) => zone)).size).toBe(blocklists.length)
  for (const { meanings } of blocklists) {
    const ends = meanings.flatMap(({ from, to = from }) => [from, to].map((each) => Number(each.split('.')[3])))
    expect(ends).toEqual([...ends].sort((a, b) => a - b))
  }
})
