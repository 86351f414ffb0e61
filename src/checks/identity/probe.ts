import { hostname } from 'node:os'
import { findRoute, type Route } from '../../client/route.ts'
import { isPublic } from '../../client/special-addresses.ts'
import { isDomain, isFullyQualified } from '../../protocol/domain.ts'
import { findAddresses, type NameAddresses } from '../../wire/identity/addresses.ts'
import { blocklists } from '../../wire/identity/blocklist-data.ts'
import {
  askBlocklist,
  askDomainBlocklist,
  type Blocklist,
  type DomainBlocklist,
  type Listing,
} from '../../wire/identity/blocklist.ts'
import { domainBlocklists } from '../../wire/identity/domain-blocklist-data.ts'
import { within } from '../../wire/identity/in-time.ts'
import { checkDmarc, checkSpf, type DmarcVerdict, type SpfVerdict } from '../../wire/identity/mailauth.ts'
import { findReverseNames, type ReverseNames } from '../../wire/identity/reverse.ts'
import type { Resolver } from '../../wire/resolver/resolver.ts'
import type { Identity, IdentityFacts } from './facts.ts'

/** Whom to ask about us, and how patiently. */
export interface ProbeOptions {
  readonly resolver: Resolver
  /** Milliseconds for each thing that is looked up. Default 8,000. */
  readonly timeout?: number
  /** Lists of addresses. Default: the public ones. */
  readonly blocklists?: readonly Blocklist[]
  /** Lists of domains. Default: the public ones. */
  readonly domainBlocklists?: readonly DomainBlocklist[]
  /** Ask about addresses that mean nothing outside too: the resolver knows them. */
  readonly anyAddress?: boolean
}

/** Look up how we look from outside. Never rejects: what could not be found out is said so. */
export async function lookUpIdentity(identity: Identity, options: ProbeOptions): Promise<IdentityFacts> {
  const { helo, sender, author } = identity
  // An address literal has no DNS that could say anything.
  const spfDomain = sender === '' ? (helo ?? '') : domainOf(sender)
  const outside = outsideOf(identity, options)
  const [spf, reverse, heloAddresses, wayBack, listings, domainListings] = await Promise.all([
    outside === null || !isFullyQualified(spfDomain) ? null : lookUpSpf(outside, helo ?? '', sender, options),
    outside === null ? null : lookUpReverse(outside, options),
    helo === null || !isDomain(helo) ? null : lookUpHelo(helo, options),
    sender.includes('@') ? lookUpWayBack(sender, options) : null,
    outside === null ? null : lookUpListings(outside, options),
    lookUpDomainListings([domainOf(sender), helo ?? ''].filter(isFullyQualified), options),
  ])
  const dmarc = author === null ? null : await lookUpDmarc(author, spf, options)
  return { ...identity, outside, reverse, heloAddresses, spf, wayBack, dmarc, listings, domainListings }
}

function outsideOf({ address, seenAddress }: Identity, { anyAddress = false }: ProbeOptions): string | null {
  if (address !== null && (anyAddress || isPublic(address))) return address
  return seenAddress !== null && isPublic(seenAddress) ? seenAddress : null
}

const WAIT = 8_000

function inTime<T>(finding: Promise<T>, { timeout = WAIT }: ProbeOptions, late: (reason: string) => T): Promise<T> {
  return within(timeout, finding, () => late(`no answer within ${timeout / 1000} s`))
}

function lookUpReverse(address: string, options: ProbeOptions): Promise<ReverseNames> {
  return inTime(findReverseNames(address, options.resolver), options, (trouble) => {
    return { address, outcome: 'unknown', names: [], confirmed: [], trouble }
  })
}

function lookUpHelo(name: string, options: ProbeOptions): Promise<NameAddresses> {
  return inTime(findAddresses(name, options.resolver), options, (trouble) => {
    return { name, outcome: 'unknown', addresses: [], trouble }
  })
}

function lookUpSpf(ip: string, helo: string, sender: string, options: ProbeOptions): Promise<SpfVerdict> {
  const domain = sender === '' ? helo : domainOf(sender)
  const checking = checkSpf({ ip, helo, sender, hostname: hostname() }, options.resolver)
  return inTime(checking, options, (reason) => ({ result: 'temperror', domain, record: null, reason }))
}

function lookUpDmarc(domain: string, spf: SpfVerdict | null, options: ProbeOptions): Promise<DmarcVerdict> {
  return inTime(checkDmarc({ domain, spf, dkim: [] }, options.resolver), options, (reason) => {
    return { result: 'temperror', domain, policy: null, record: null, reason }
  })
}

function lookUpWayBack(sender: string, options: ProbeOptions): Promise<Route | null> {
  return inTime<Route | null>(findRoute(sender, { resolver: options.resolver }), options, () => null)
}

function lookUpListings(address: string, options: ProbeOptions): Promise<readonly Listing[]> {
  const { blocklists: lists = blocklists, resolver } = options
  return Promise.all(
    lists.map((list) =>
      inTime(askBlocklist(list, address, resolver), options, (reason) => lateListing(list, address, reason)),
    ),
  )
}

/** Null where there are no domains. */
async function lookUpDomainListings(
  domains: readonly string[],
  options: ProbeOptions,
): Promise<readonly Listing[] | null> {
  const { domainBlocklists: lists = domainBlocklists, resolver } = options
  const names = [...new Set(domains.map((domain) => domain.toLowerCase()))]
  if (names.length === 0) return null
  return Promise.all(
    lists.flatMap((list) =>
      names.map((name) =>
        inTime(askDomainBlocklist(list, name, resolver), options, (reason) => lateListing(list, name, reason)),
      ),
    ),
  )
}

function lateListing(list: Listing['list'], subject: string, reason: string): Listing {
  return { list, subject, outcome: 'unknown', meanings: [], text: null, reason }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
