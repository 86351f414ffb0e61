import type { TcpEndpoint } from '../wire/dial.ts'
import { isLocalhost } from '../wire/resolver/name.ts'
import type { Answer, RecordData, Resolver } from '../wire/resolver/resolver.ts'
import { doubtOf, findHost, literalHost, type FoundHost, type RouteHost } from './route-host.ts'
import * as note from './route-notes.ts'
import type { RouteNote } from './route-notes.ts'
import { parseRouteTarget, type RouteTarget } from './route-target.ts'

/** Where mail for a domain goes, and everything about it that is odd. Plain data. */
export interface Route {
  /** As it was given. */
  readonly target: string
  /** What stands behind its "@": A-labels, or the address of a literal. */
  readonly domain: string
  readonly kind: RouteKind
  /** Whether there is anywhere to go: 'unknown' where the DNS could not tell. */
  readonly outcome: 'yes' | 'no' | 'unknown'
  /** Names that the domain is an alias for, in order. */
  readonly aliases: readonly string[]
  /** In the order in which they are to be tried, those that cannot be among them. */
  readonly hosts: readonly RouteHost[]
  readonly notes: readonly RouteNote[]
  /** The DNS server vouches for the MX records (AD). */
  readonly authentic: boolean
}

/** How the hosts of a route were found, or why there are none. */
export type RouteKind =
  /** By MX records. */
  | 'mx'
  /** There are none: the domain's own addresses. */
  | 'implicit-mx'
  | 'address-literal'
  /** By the host that the caller named. */
  | 'named'
  | 'null-mx'
  | 'no-domain'
  | 'no-host'
  | 'unknown'
  | 'bad-target'

/** Whom to ask, and for what. */
export interface RouteOptions {
  readonly resolver: Resolver
  /** Only these addresses. */
  readonly family?: 4 | 6
  /** Go to this host or address, whatever the MX records say. */
  readonly mx?: string
  /** From 0 up to 1, for the order of hosts of equal preference. Default Math.random. */
  readonly random?: () => number
}

/** MX records that are followed. More are a mistake, or an attack. */
const MOST_HOSTS = 100

/**
 * Find the hosts that take mail for an address or a domain.
 * RFC 5321 §5.1
 */
export async function findRoute(target: string, options: RouteOptions): Promise<Route> {
  const parsed = parseRouteTarget(target)
  if (options.mx !== undefined) return namedRoute(target, parsed, options.mx, options)
  switch (parsed.kind) {
    case 'bad':
      return routeOf(target, parsed.given, 'bad-target', { notes: [note.targetSyntax(parsed.given)] })
    case 'literal': {
      const notes = parsed.isProper ? [] : [note.literalForm(parsed.given, parsed.address)]
      const found = literalHost(parsed.address, options.family)
      return routeOf(target, parsed.address, 'address-literal', { found: [found], notes })
    }
    case 'domain':
      return domainRoute(target, parsed, options)
  }
}

/** One for each host that can be tried, in order. Dial them with the host as the name that the certificate is for. */
export function endpointsOf({ hosts }: Route, port: number): readonly TcpEndpoint[] {
  return hosts
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ name, addresses }) => ({ kind: 'tcp', host: name, port, addresses: addresses.map((each) => each.address) }))
}

const implicit = { role: 'implicit', preference: 0 } as const

interface Parts {
  readonly found?: readonly FoundHost[]
  readonly notes?: readonly RouteNote[]
  readonly aliases?: readonly string[]
  readonly authentic?: boolean
  readonly family?: 4 | 6 | undefined
}

function routeOf(
  target: string,
  domain: string,
  kind: RouteKind,
  { found = [], notes = [], aliases = [], authentic = false, family }: Parts,
): Route {
  const hosts = found.map(({ host }) => host)
  const outcome = outcomeOf(kind, hosts)
  const all = [...notes, ...found.flatMap((each) => each.notes)]
  if (kind === 'mx' && outcome === 'no') all.push(note.noneUsable(domain))
  if (kind === 'mx' || kind === 'implicit-mx') all.push(...note.aboutFamilies(domain, hosts, family))
  return { target, domain, kind, outcome, aliases, hosts, notes: all, authentic }
}

function outcomeOf(kind: RouteKind, hosts: readonly RouteHost[]): Route['outcome'] {
  if (hosts.some(({ addresses }) => addresses.length > 0)) return 'yes'
  return kind === 'unknown' || hosts.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'no'
}

async function namedRoute(target: string, parsed: RouteTarget, mx: string, options: RouteOptions): Promise<Route> {
  const host = parseRouteTarget(mx)
  const domain = parsed.kind === 'domain' ? parsed.domain : parsed.given
  switch (host.kind) {
    case 'bad':
      return routeOf(target, domain, 'bad-target', { notes: [note.targetSyntax(host.given)] })
    case 'literal':
      return routeOf(target, domain, 'named', { found: [literalHost(host.address, options.family)] })
    case 'domain':
      return routeOf(target, domain, 'named', {
        found: [await findHost(host.domain, { role: 'named', preference: null }, options)],
      })
  }
}

type Domain = Extract<RouteTarget, { readonly kind: 'domain' }>

async function domainRoute(target: string, parsed: Domain, options: RouteOptions): Promise<Route> {
  const { domain } = parsed
  const answer = await options.resolver.query(domain, 'MX')
  const { aliases } = answer
  const notes = note.aboutName(parsed, answer.outcome === 'unknown' ? [] : aliases)
  switch (answer.outcome) {
    case 'unknown':
      return routeOf(target, domain, 'unknown', {
        notes: [...notes, note.couldNotTell(domain, 'MX', answer.trouble)],
        aliases,
      })
    case 'no-name':
      return unknownDomain(target, domain, options, { notes, aliases })
    case 'no-record':
      return implicitRoute(target, domain, options, { notes, aliases })
    case 'records':
      return mxRoute(target, domain, answer, notes, options)
  }
}

/** The DNS knows no such domain. This machine may: its hosts file, or the network it is in. */
async function unknownDomain(target: string, domain: string, options: RouteOptions, parts: Parts): Promise<Route> {
  const { notes = [] } = parts
  const found = await findHost(domain, implicit, options)
  if (found.host.addresses.length === 0) {
    const doubt = await doubtOf(domain, options.resolver)
    if (doubt)
      return routeOf(target, domain, 'unknown', { ...parts, notes: [...notes, note.couldNotTell(domain, 'MX', doubt)] })
    return routeOf(target, domain, 'no-domain', { ...parts, notes: [...notes, note.noDomain(domain)] })
  }
  return routeOf(target, domain, 'implicit-mx', {
    ...parts,
    found: [found],
    notes: [...notes, note.localName(domain)],
  })
}

// Without MX records a domain, or the name that its aliases lead to, is a mail host itself, with preference 0.
// RFC 5321 §5.1
async function implicitRoute(target: string, domain: string, options: RouteOptions, parts: Parts): Promise<Route> {
  const { notes = [], aliases = [] } = parts
  const found = await findHost(aliases.at(-1) ?? domain, implicit, options)
  switch (found.host.outcome) {
    case 'unknown':
      return routeOf(target, domain, 'unknown', { ...parts, notes: [...notes, ...found.notes] })
    case 'addresses': {
      const said = isLocalhost(domain) ? notes : [...notes, note.implicitMx(domain)]
      return routeOf(target, domain, 'implicit-mx', { ...parts, found: [found], notes: said, family: options.family })
    }
    default:
      return routeOf(target, domain, 'no-host', { ...parts, notes: [...notes, note.noHost(domain, options.family)] })
  }
}

type MxRecord = RecordData['MX']
type MxAnswer = Extract<Answer<'MX'>, { readonly outcome: 'records' }>

async function mxRoute(
  target: string,
  domain: string,
  { records, aliases, authentic }: MxAnswer,
  notes: readonly RouteNote[],
  options: RouteOptions,
): Promise<Route> {
  const named = records.filter(({ exchange }) => exchange !== '.')
  const nulls = records.filter(({ exchange }) => exchange === '.')
  const said = [...notes, ...note.aboutNullMx(domain, nulls, named.length), ...note.aboutTwice(named)]
  if (named.length === 0) return routeOf(target, domain, 'null-mx', { notes: said, aliases, authentic })
  const ordered = inOrder(onlyBest(named), options.random ?? Math.random)
  if (ordered.length > MOST_HOSTS) said.push(note.tooMany(domain, ordered.length, MOST_HOSTS))
  const found = await Promise.all(
    ordered
      .slice(0, MOST_HOSTS)
      .map(({ exchange, preference }) => findHost(exchange, { role: 'mx', preference }, options)),
  )
  return routeOf(target, domain, 'mx', { found, notes: said, aliases, authentic, family: options.family })
}

/** A host that is named twice is tried once, as early as it may be. */
function onlyBest(records: readonly MxRecord[]): readonly MxRecord[] {
  const best = new Map<string, MxRecord>()
  for (const record of records) {
    const name = record.exchange.toLowerCase()
    const known = best.get(name)
    if (!known || record.preference < known.preference) best.set(name, record)
  }
  return [...best.values()]
}

/** The lowest preference first, equal ones in random order. RFC 5321 §5.1 */
function inOrder(records: readonly MxRecord[], random: () => number): readonly MxRecord[] {
  const shuffled = [...records]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
  }
  return shuffled.sort((a, b) => a.preference - b.preference)
}
