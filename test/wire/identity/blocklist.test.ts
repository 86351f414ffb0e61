import { describe, expect, it } from 'vitest'
import { blocklistOf, blocklists } from '../../../src/wire/identity/blocklist-data.ts'
import {
  askBlocklist,
  askDomainBlocklist,
  type Blocklist,
  type DomainBlocklist,
} from '../../../src/wire/identity/blocklist.ts'
import { domainBlocklistOf, domainBlocklists } from '../../../src/wire/identity/domain-blocklist-data.ts'
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

it.each([
  ['addresses', blocklists],
  ['domains', domainBlocklists],
])('every list of %s is there once, and its meanings do not overlap', (_, lists) => {
  expect(new Set(lists.map(({ zone }) => zone)).size).toBe(lists.length)
  for (const { meanings } of lists) {
    const ends = meanings.flatMap((each) => ('bit' in each ? [each.bit] : [each.from, each.to ?? each.from].map(octet)))
    expect(ends).toEqual([...ends].sort((a, b) => a - b))
  }
})

const octet = (address: string) => Number(address.split('.')[3])

describe('lists of domains', () => {
  const ownList = domainBlocklistOf('rhsbl.example.test')
  const dbl = domainBlocklistOf('dbl.spamhaus.org')
  const surbl = domainBlocklistOf('multi.surbl.org')
  const uribl = domainBlocklistOf('multi.uribl.com')
  const lists = { ownList, dbl, surbl, uribl }

  /** What a list with these records says of a domain, and what it was asked for. */
  async function askOf(list: DomainBlocklist, domain: string, records: string, source = 'zone') {
    const zone = new ZoneResolver(`$ORIGIN ${list.zone}.\n${records}`)
    const asked: string[] = []
    const resolver: Resolver = {
      query: async (name, type) => {
        asked.push(name)
        return { ...(await zone.query(name, type)), source }
      },
    }
    return { ...(await askDomainBlocklist(list, domain, resolver)), asked }
  }

  it('a domain that is listed, with the words of the list', async () => {
    const records = 'test A 127.0.0.2\nbad.test A 127.0.0.2\nbad.test TXT "Sent spam"\n'
    const { asked, ...listing } = await askOf(ownList, 'Bad.Test', records)
    expect(listing).toMatchObject({ outcome: 'listed', subject: 'bad.test', meanings: ['listed'], text: 'Sent spam' })
    expect(asked.slice(0, 2)).toEqual(['test.rhsbl.example.test', 'invalid.rhsbl.example.test'])
    expect(await askOf(ownList, 'good.test', records)).toMatchObject({ outcome: 'clear', subject: 'good.test' })
  })

  it('a host below a domain that is listed, with two labels or with three', async () => {
    const records = 'test A 127.0.0.2\nbad.test A 127.0.0.2\nbad.co.uk A 127.0.0.2\n'
    expect(await askOf(ownList, 'a.mail.bad.test', records)).toMatchObject({ outcome: 'listed', subject: 'bad.test' })
    expect(await askOf(ownList, 'mail.bad.co.uk', records)).toMatchObject({ outcome: 'listed', subject: 'bad.co.uk' })
  })

  it('a domain in another script is asked for by its A-labels', async () => {
    const records = 'test A 127.0.0.2\nxn--bcher-kva.test A 127.0.0.2\n'
    expect(await askOf(ownList, 'bücher.test', records)).toMatchObject({
      outcome: 'listed',
      subject: 'xn--bcher-kva.test',
    })
    expect(await askOf(ownList, 'a'.repeat(70), records)).toMatchObject({ outcome: 'unusable', asked: [] })
  })

  it.each([
    ['dbl', '127.0.1.2', 'listed', ['of bad reputation']],
    ['dbl', '127.0.1.104', 'listed', ['a good domain that somebody abuses']],
    ['dbl', '127.0.1.99', 'clear', ['127.0.1.99, whose meaning is not known']],
    ['surbl', '127.0.0.8', 'listed', ['PH: phishing']],
    ['surbl', '127.0.0.80', 'listed', ['MW: spreads malware', 'ABUSE: seen in spam']],
    ['surbl', '127.0.0.36', 'policy', ['DM: of a service for throw-away addresses', 'CT: counts clicks']],
    ['uribl', '127.0.0.2', 'listed', ['black: of people who send spam']],
    ['uribl', '127.0.0.4', 'policy', ['grey: in bulk mail that may not have been asked for']],
    ['uribl', '127.0.0.16', 'clear', ['127.0.0.16, whose meaning is not known']],
  ] as const)('%s answers %s', async (name, record, outcome, meanings) => {
    const list = lists[name]
    const records = `${list.testName ?? 'test'} A ${list === dbl ? '127.0.1.2' : '127.0.0.14'}\nbad.test A ${record}\n`
    expect(await askOf(list, 'bad.test', records)).toMatchObject({ outcome, meanings })
  })

  it.each([
    ['dbl', '* A 127.0.1.255\n', /refuses: it lists domains, and was asked for an address/],
    ['dbl', '* A 127.255.255.254\n', /refuses: it does not answer resolvers that everybody may use/],
    ['dbl', '* A 127.255.255.252\n', /refuses: the name of the list/],
    ['surbl', '* A 127.0.0.1\n', /refuses: it does not answer resolvers that everybody may use, or that ask much/],
    ['uribl', '* A 127.0.0.1\n', /refuses: it does not answer resolvers that everybody may use, or that ask much/],
    ['uribl', 'test.uribl.com A 127.0.0.14\nbad.test A 127.0.0.3\n', /refuses/],
    ['uribl', '', /does not list its test point test\.uribl\.com/],
    ['ownList', '', /does not list its test point test:/],
    ['ownList', '* A 127.0.0.2\n', /it lists invalid, and so everything/],
    ['ownList', '* A 192.0.2.80\n', /192\.0\.2\.80 is no answer of such a list/],
  ] as const)('a refusal or an error of %s is no listing: %j', async (name, records, reason) => {
    const list = lists[name]
    const { asked: _, ...listing } = await askOf(list, 'bad.test', records)
    expect(listing).toMatchObject({ outcome: 'unusable', meanings: [] })
    expect(listing.reason).toMatch(reason)
  })

  it('is not asked through a resolver that it refuses', async () => {
    const records = 'test A 127.0.1.2\nbad.test A 127.0.1.2\n'
    expect((await askOf(dbl, 'good.test', records, '8.8.8.8:53')).reason).toMatch(/ask a resolver of your own/)
  })

  it('could not be asked', async () => {
    const listing = await askDomainBlocklist(ownList, 'bad.test', failingAt(new ZoneResolver('')))
    expect(listing).toMatchObject({ outcome: 'unknown', reason: 'it is broken' })
  })
})
