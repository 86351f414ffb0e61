import { isIPv4, isIPv6 } from 'node:net'
import { reverseName, toAsciiName } from '../resolver/name.ts'
import type { Answer, Resolver } from '../resolver/resolver.ts'
import { errorIn, meaningsOf, type Meaning } from './blocklist-answers.ts'

/** A list that the DNS is asked for. RFC 5782 */
interface AnyBlocklist {
  readonly zone: string
  /** As people know it. */
  readonly title: string
  /** What receivers make of it. */
  readonly weight: 'high' | 'medium' | 'low'
  /** Answers nothing that is of use through resolvers that are open to everybody. */
  readonly refusesPublicResolvers?: boolean
  /** Where one can see why, and ask to be taken off; null where no such page is known. */
  readonly page: string | null
  readonly meanings: readonly Meaning[]
}

/** A list of addresses. */
export interface Blocklist extends AnyBlocklist {
  readonly families: readonly (4 | 6)[]
  /** It answers for 127.0.0.1, where it must not. RFC 5782 §5 */
  readonly hasNoNegativeTest?: boolean
}

/** A list of domains. RFC 5782 §3 */
export interface DomainBlocklist extends AnyBlocklist {
  /** The name that is always on it. Default: TEST. RFC 5782 §5 */
  readonly testName?: string
}

/** What a list says of an address or a domain. */
export interface Listing {
  readonly list: Blocklist | DomainBlocklist
  /** The address; or the domain, that above it where it is the other that is listed. */
  readonly subject: string
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

/** What a list of addresses says of one. */
export async function askBlocklist(list: Blocklist, address: string, resolver: Resolver): Promise<Listing> {
  if (!list.families.includes(isIPv6(address) ? 6 : 4)) {
    const family = isIPv6(address) ? 'IPv6' : 'IPv4'
    return { ...factsOf(list, address), outcome: 'unusable', reason: `it does not list ${family} addresses` }
  }
  return consult(list, [address], { listed: '127.0.0.2', clear: list.hasNoNegativeTest ? null : '127.0.0.1' }, resolver)
}

/** What a list of domains says of one, and of those above it. */
export async function askDomainBlocklist(list: DomainBlocklist, domain: string, resolver: Resolver): Promise<Listing> {
  const name = toAsciiName(domain)
  if (name === null) return { ...factsOf(list, domain), outcome: 'unusable', reason: `"${domain}" is no domain name` }
  return consult(list, namesOf(name), { listed: list.testName ?? 'test', clear: 'invalid' }, resolver)
}

/**
 * Some lists have all that is below a domain, others have the domain alone that somebody has registered: that has two
 * labels, or three where there are registries as co.uk.
 */
function namesOf(name: string): readonly string[] {
  const labels = name.split('.')
  return [...new Set([name, labels.slice(-3).join('.'), labels.slice(-2).join('.')])]
}

/** What is on the list for certain, and what for certain is not; null where it has no such thing. */
interface TestPoints {
  readonly listed: string
  readonly clear: string | null
}

/** Its test points are asked first: an answer of a list that does not answer those rightly means nothing. */
// RFC 5782 §5
async function consult(
  list: Listing['list'],
  subjects: readonly string[],
  points: TestPoints,
  resolver: Resolver,
): Promise<Listing> {
  const facts = factsOf(list, subjects[0]!)
  const fault = await testBlocklist(list, points, resolver)
  if (fault) return { ...facts, ...fault }
  const answers = await Promise.all(subjects.map((subject) => ask(list, subject, resolver)))
  const listings = await Promise.all(
    subjects.map((subject, i) => readListing({ ...facts, subject }, answers[i]!, resolver)),
  )
  return listings.find(({ outcome }) => outcome !== 'clear') ?? listings[0]!
}

type Facts = Omit<Listing, 'outcome'>

function factsOf(list: Listing['list'], subject: string): Facts {
  return { list, subject, meanings: [], text: null, reason: null }
}

type Fault = Pick<Listing, 'reason'> & { readonly outcome: 'unusable' | 'unknown' }

/** What is wrong with a list; null where it answers its test points as it must. */
async function testBlocklist(list: Listing['list'], points: TestPoints, resolver: Resolver): Promise<Fault | null> {
  const [positive, negative] = await Promise.all([
    ask(list, points.listed, resolver),
    points.clear === null ? null : ask(list, points.clear, resolver),
  ])
  const { refusesPublicResolvers } = list
  for (const answer of [positive, negative]) {
    if (answer?.outcome === 'unknown') return { outcome: 'unknown', reason: answer.trouble.message }
    const error = answer?.outcome === 'records' ? errorIn(list.meanings, answer.records) : null
    if (error !== null) return { outcome: 'unusable', reason: error }
  }
  if (refusesPublicResolvers && publicResolvers.some((each) => each.test(positive.source))) {
    const reason = `it does not answer through ${positive.source}, which everybody may use; ask a resolver of your own`
    return { outcome: 'unusable', reason }
  }
  if (positive.outcome !== 'records') {
    const reason = `it does not list its test point ${points.listed}: it is gone, refuses your resolver, or that takes out such answers`
    return { outcome: 'unusable', reason }
  }
  if (negative?.outcome !== 'records') return null
  return { outcome: 'unusable', reason: `it lists ${points.clear}, and so everything` }
}

function ask({ zone }: Listing['list'], subject: string, resolver: Resolver): Promise<Answer<'A'>> {
  return resolver.query(nameIn(zone, subject), 'A')
}

/** RFC 5782 §2.1, RFC 5782 §2.4, RFC 5782 §3 */
function nameIn(zone: string, subject: string): string {
  if (!isIPv4(subject) && !isIPv6(subject)) return `${subject}.${zone}`
  return `${reverseName(subject).replace(/\.(?:in-addr|ip6)\.arpa$/, '')}.${zone}`
}

async function readListing(facts: Facts, answer: Answer<'A'>, resolver: Resolver): Promise<Listing> {
  const { list, subject } = facts
  if (answer.outcome === 'unknown') return { ...facts, outcome: 'unknown', reason: answer.trouble.message }
  if (answer.outcome !== 'records') return { ...facts, outcome: 'clear' }
  const { records } = answer
  const error = errorIn(list.meanings, records)
  if (error !== null) return { ...facts, outcome: 'unusable', reason: error }
  const found = records.flatMap((record) => meaningsOf(list.meanings, record))
  const bad = found.filter(({ means }) => means === 'listed' || means === 'policy')
  const meanings = (bad.length > 0 ? bad : found).map(({ text }) => text)
  if (bad.length === 0) return { ...facts, outcome: 'clear', meanings }
  const outcome = bad.some(({ means }) => means === 'listed') ? 'listed' : 'policy'
  const said = await resolver.query(nameIn(list.zone, subject), 'TXT')
  const text = said.outcome === 'records' ? said.records.map((strings) => strings.join('')).join(' ') : null
  return { ...facts, outcome, meanings, text }
}
