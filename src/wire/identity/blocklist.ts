import { isIPv4, isIPv6 } from 'node:net'
import { ipOctets } from '../ip-octets.ts'
import { reverseName } from '../resolver/name.ts'
import type { Answer, Resolver } from '../resolver/resolver.ts'

/** A list of addresses that the DNS is asked for. RFC 5782 */
export interface Blocklist {
  readonly zone: string
  /** As people know it. */
  readonly title: string
  readonly families: readonly (4 | 6)[]
  /** What receivers make of it. */
  readonly weight: 'high' | 'medium' | 'low'
  /** Answers nothing that is of use through resolvers that are open to everybody. */
  readonly refusesPublicResolvers?: boolean
  /** It answers for 127.0.0.1, where it must not. RFC 5782 §5 */
  readonly hasNoNegativeTest?: boolean
  /** Where one can see why, and ask to be taken off; null where no such page is known. */
  readonly page: string | null
  readonly meanings: readonly Meaning[]
}

/** What an answer means, from one address up to another, or one alone. */
export interface Meaning {
  readonly from: string
  readonly to?: string
  /** 'policy': nothing that this address has done; 'neutral' and 'good': it is not listed. */
  readonly means: 'listed' | 'policy' | 'neutral' | 'good'
  readonly text: string
}

/** What a list says of an address. */
export interface Listing {
  readonly list: Blocklist
  readonly address: string
  /** 'unusable': the list does not work for us, see `reason`; 'unknown': could not tell. */
  readonly outcome: 'listed' | 'policy' | 'clear' | 'unusable' | 'unknown'
  /** What its answers mean; empty where there is none. */
  readonly meanings: readonly string[]
  /** The list's own words. */
  readonly text: string | null
  /** Why it could not be told, a clause; null where it could. */
  readonly reason: string | null
}

/** Resolvers that everybody may ask, and that lists answer with a refusal, or with nothing. */
const publicResolvers = [
  /^(?:8\.8\.8\.8|8\.8\.4\.4|\[2001:4860:4860::88(?:88|44)\]):/,
  /^(?:1\.[01]\.[01]\.[1-3]|\[2606:4700:4700::1(?:111|001)\]):/,
  /^(?:9\.9\.9\.(?:9|1[0-2])|149\.112\.112\.(?:9|1[0-2]|112)|\[2620:fe::(?:fe|9|1[01])\]):/,
  /^208\.67\.2(?:22|20)\.(?:22[02]|123):/,
]

/** Its test points are asked first: an answer of a list that does not answer those rightly means nothing. */
// RFC 5782 §5
export async function askBlocklist(list: Blocklist, address: string, resolver: Resolver): Promise<Listing> {
  const facts = { list, address, meanings: [], text: null, reason: null }
  if (!list.families.includes(isIPv6(address) ? 6 : 4)) {
    const family = isIPv6(address) ? 'IPv6' : 'IPv4'
    return { ...facts, outcome: 'unusable', reason: `it does not list ${family} addresses` }
  }
  const fault = await testBlocklist(list, resolver)
  if (fault) return { ...facts, ...fault }
  return readListing(facts, await ask(list, address, resolver), resolver)
}

type Fault = Pick<Listing, 'reason'> & { readonly outcome: 'unusable' | 'unknown' }

/** What is wrong with a list; null where it answers its test points as it must. */
async function testBlocklist(list: Blocklist, resolver: Resolver): Promise<Fault | null> {
  const [positive, negative] = await Promise.all([
    ask(list, '127.0.0.2', resolver),
    list.hasNoNegativeTest ? null : ask(list, '127.0.0.1', resolver),
  ])
  const { refusesPublicResolvers } = list
  for (const answer of [positive, negative]) {
    if (answer?.outcome === 'unknown') return { outcome: 'unknown', reason: answer.trouble.message }
    const error = errorIn(answer)
    if (error !== null) return { outcome: 'unusable', reason: error }
  }
  if (refusesPublicResolvers && publicResolvers.some((each) => each.test(positive.source))) {
    const reason = `it does not answer through ${positive.source}, which everybody may use; ask a resolver of your own`
    return { outcome: 'unusable', reason }
  }
  if (positive.outcome !== 'records') {
    const reason =
      'it does not list its test point 127.0.0.2: it is gone, refuses your resolver, or that takes out such answers'
    return { outcome: 'unusable', reason }
  }
  if (negative?.outcome !== 'records') return null
  return { outcome: 'unusable', reason: 'it lists 127.0.0.1, and so everything' }
}

function ask({ zone }: Blocklist, address: string, resolver: Resolver): Promise<Answer<'A'>> {
  return resolver.query(nameIn(zone, address), 'A')
}

/** RFC 5782 §2.1, RFC 5782 §2.4 */
function nameIn(zone: string, address: string): string {
  return `${reverseName(address).replace(/\.(?:in-addr|ip6)\.arpa$/, '')}.${zone}`
}

type Facts = Omit<Listing, 'outcome'>

async function readListing(facts: Facts, answer: Answer<'A'>, resolver: Resolver): Promise<Listing> {
  const { list, address } = facts
  if (answer.outcome === 'unknown') return { ...facts, outcome: 'unknown', reason: answer.trouble.message }
  if (answer.outcome !== 'records') return { ...facts, outcome: 'clear' }
  const error = errorIn(answer)
  if (error !== null) return { ...facts, outcome: 'unusable', reason: error }
  const found = answer.records.map((record) => meaningOf(list, record))
  const bad = found.filter(({ means }) => means === 'listed' || means === 'policy')
  const meanings = (bad.length > 0 ? bad : found).map(({ text }) => text)
  if (bad.length === 0) return { ...facts, outcome: 'clear', meanings }
  const outcome = bad.some(({ means }) => means === 'listed') ? 'listed' : 'policy'
  const said = await resolver.query(nameIn(list.zone, address), 'TXT')
  const text = said.outcome === 'records' ? said.records.map((strings) => strings.join('')).join(' ') : null
  return { ...facts, outcome, meanings, text }
}

function meaningOf({ meanings }: Blocklist, record: string): Pick<Meaning, 'means' | 'text'> {
  const meaning = meanings.find(({ from, to = from }) => isWithin(record, from, to))
  return meaning ?? { means: 'neutral', text: `${record}, whose meaning is not known` }
}

function isWithin(address: string, from: string, to: string): boolean {
  const number = (text: string) => ipOctets(text).readUInt32BE()
  return number(from) <= number(address) && number(address) <= number(to)
}

const errors: Readonly<Record<string, string>> = {
  '127.255.255.252': 'the name of the list is not written as it must be',
  '127.255.255.254': 'it does not answer resolvers that everybody may use; ask one of your own',
  '127.255.255.255': 'your resolver asks it too much, or is not registered there',
}

/** Such an answer is an error and no listing, and none from outside 127.0.0.0/8 is the list's own. RFC 5782 §2.1 */
function errorIn(answer: Answer<'A'> | null): string | null {
  if (answer?.outcome !== 'records') return null
  for (const record of answer.records) {
    if (record.startsWith('127.255.255.')) return `it refuses: ${errors[record] ?? `it answers ${record}`}`
    if (!isIPv4(record) || !record.startsWith('127.')) {
      return `${record} is no answer of such a list: it is gone, or your resolver answers in its place`
    }
  }
  return null
}
