import { findAddresses, type NameAddresses } from '../../wire/identity/addresses.ts'
import { blocklistOf } from '../../wire/identity/blocklist-data.ts'
import { askBlocklist, askDomainBlocklist, type Listing } from '../../wire/identity/blocklist.ts'
import { domainBlocklistOf } from '../../wire/identity/domain-blocklist-data.ts'
import { findDomainAddresses, findMailDomain, type MailDomain } from '../../wire/identity/mail-domain.ts'
import { checkSpf, type SpfVerdict } from '../../wire/identity/mailauth.ts'
import { findReverseNames, type ReverseNames } from '../../wire/identity/reverse.ts'
import type { Resolver } from '../../wire/resolver/resolver.ts'

/** What is found out about one client, each of it once: a memory for the length of a conversation. */
export class Known {
  readonly #resolver: Resolver
  readonly #found = new Map<string, Promise<unknown>>()

  constructor(resolver: Resolver) {
    this.#resolver = resolver
  }

  reverse(address: string): Promise<ReverseNames> {
    return this.#once(`reverse ${address}`, () => findReverseNames(address, this.#resolver))
  }

  addresses(name: string): Promise<NameAddresses> {
    return this.#once(`addresses ${name}`, () => findAddresses(name, this.#resolver))
  }

  domainAddresses(domain: string): Promise<NameAddresses> {
    return this.#once(`domain ${domain}`, () => findDomainAddresses(domain, this.#resolver))
  }

  mailDomain(domain: string): Promise<MailDomain> {
    return this.#once(`mail ${domain}`, () => findMailDomain(domain, this.#resolver))
  }

  listing(zone: string, address: string): Promise<Listing> {
    return this.#once(`listing ${zone} ${address}`, () => askBlocklist(blocklistOf(zone), address, this.#resolver))
  }

  domainListing(zone: string, domain: string): Promise<Listing> {
    return this.#once(`domain listing ${zone} ${domain}`, () =>
      askDomainBlocklist(domainBlocklistOf(zone), domain, this.#resolver),
    )
  }

  spf(request: Parameters<typeof checkSpf>[0]): Promise<SpfVerdict> {
    return this.#once(`spf ${request.helo} ${request.sender}`, () => checkSpf(request, this.#resolver))
  }

  /** A client may name any number of names: what it named long ago is forgotten. */
  #once<T>(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.#found.get(key)
    if (known) return known as Promise<T>
    const found = find()
    this.#found.set(key, found)
    const [oldest] = this.#found.keys()
    if (this.#found.size > MOST && oldest !== undefined) this.#found.delete(oldest)
    // What could not be told may be told the next time.
    const forget = () => this.#found.delete(key)
    found.then((facts) => (isDoubtful(facts) ? forget() : null), forget)
    return found
  }
}

const MOST = 50

function isDoubtful(facts: unknown): boolean {
  const { outcome, result } = facts as { readonly outcome?: string; readonly result?: string }
  return outcome === 'unknown' || result === 'temperror'
}
