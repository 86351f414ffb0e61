import { parseAddressLiteral } from '../../protocol/domain.ts'
import { toAsciiName } from '../../wire/resolver/name.ts'
import type { MailboxPath } from '../../protocol/path.ts'
import type { PracticeDomain, PracticeList, Quota } from './domain.ts'

/** Where mail for an address here ends. */
export interface Destination {
  /** What the address itself is. */
  readonly kind: 'mailbox' | 'alias' | 'list' | 'catch-all'
  /** Addresses of mailboxes here. */
  readonly mailboxes: readonly string[]
  readonly outside: readonly OutsideTarget[]
  /** Lists on the way that not everybody may write to. */
  readonly closed: readonly ClosedList[]
  /** Of mailboxes that a list led to: who is told of failures, in place of the sender. RFC 5321 §3.9.2 */
  readonly owners: ReadonlyMap<string, string>
}

export interface OutsideTarget {
  readonly address: string
  /** Where a list led there: who is told of failures, in place of the sender. RFC 5321 §3.9.2 */
  readonly owner: string | null
}

export interface ClosedList {
  readonly address: string
  readonly from: 'members' | 'logged-in'
  /** Who may write to it, lower case: its members, and those whom they lead to, where they are aliases or lists. */
  readonly members: ReadonlySet<string>
}

/** Who lives at a mail host: looks addresses up, whatever they lead to. */
export class Directory {
  readonly domains: readonly [PracticeDomain, ...PracticeDomain[]]
  readonly #byName: ReadonlyMap<string, PracticeDomain>

  /** @param hostname mail for the host itself is for the first domain */
  constructor(domains: readonly [PracticeDomain, ...PracticeDomain[]], hostname: string) {
    this.domains = domains
    const [first] = domains
    const named = domains.map((domain) => [nameOf(domain.name), domain] as const)
    this.#byName = new Map([[nameOf(hostname), first], ...named])
  }

  /** The domain that is meant; null where it is none of ours. */
  domainOf({ domain, literal }: Pick<MailboxPath, 'domain' | 'literal'>): PracticeDomain | null {
    // RFC 5321 §4.5.1: <postmaster> needs no domain; and a host answers to its own address.
    if (domain === '' || isLoopback(literal?.address)) return this.domains[0]
    return this.#byName.get(nameOf(domain)) ?? null
  }

  /** Null: nobody here has that address. */
  find(path: MailboxPath): Destination | null {
    const domain = this.domainOf(path)
    if (!domain || (path.domain === '' && path.localPart.toLowerCase() !== 'postmaster')) return null
    return this.#look(path.localPart.toLowerCase(), domain)
  }

  /** Whether there is somebody, an alias or a list with exactly this name. */
  isNamed(path: Pick<MailboxPath, 'domain' | 'literal' | 'localPart'>): boolean {
    const domain = this.domainOf(path)
    return domain !== null && kindOf(domain, path.localPart.toLowerCase()) !== null
  }

  /** The list that an address is; null where it is none. */
  list(path: MailboxPath): { readonly list: PracticeList; readonly domain: PracticeDomain } | null {
    const domain = this.domainOf(path)
    const found = domain && own(domain.lists, path.localPart.toLowerCase())
    return found ? { list: asList(found), domain } : null
  }

  /** How full a mailbox may be; null where nobody cares. */
  quotaOf(mailbox: string): Quota | null {
    const { localPart, domain } = this.#split(mailbox)
    return (domain?.quotas && own(domain.quotas, localPart)) ?? null
  }

  /** A member or a target as a full address, lower case. */
  address(name: string, domain: PracticeDomain): string {
    return (name.includes('@') ? name : `${name}@${domain.name}`).toLowerCase()
  }

  #look(localPart: string, domain: PracticeDomain): Destination | null {
    const name = kindOf(domain, localPart) ? localPart : untagged(localPart, domain)
    const kind = kindOf(domain, name)
    const { catchAll } = domain
    if (!kind && catchAll === undefined) return null
    const reached = new Reach()
    this.#follow(kind ? `${name}@${domain.name}` : this.address(catchAll!, domain), null, reached)
    return {
      kind: kind ?? 'catch-all',
      mailboxes: [...reached.mailboxes.keys()],
      outside: [...reached.outside].map(([address, owner]) => ({ address, owner })),
      closed: reached.closed,
      owners: new Map([...reached.mailboxes].flatMap(([mailbox, owner]) => (owner === null ? [] : [[mailbox, owner]]))),
    }
  }

  #follow(address: string, owner: string | null, reached: Reach): void {
    const { localPart, domain } = this.#split(address)
    if (!domain) return void (reached.outside.has(address) || reached.outside.set(address, owner))
    const full = `${localPart}@${domain.name}`
    if (reached.seen.has(full)) return
    reached.seen.add(full)
    const kind = kindOf(domain, localPart)
    if (kind !== 'alias' && kind !== 'list') return void reached.mailboxes.set(full, owner)
    const list = kind === 'list' ? asList(domain.lists[localPart]!) : null
    const { from = 'anybody' } = list ?? {}
    if (from !== 'anybody') reached.closed.push({ address: full, from, members: this.#behind(full) })
    const told = list ? this.#ownerOf(list, domain) : owner
    for (const target of this.#targetsOf(full)) this.#follow(target, told, reached)
  }

  /** The address, and all that it leads to, on whatever way. */
  #behind(address: string, found = new Set<string>()): ReadonlySet<string> {
    if (found.has(address)) return found
    found.add(address)
    for (const target of this.#targetsOf(address)) this.#behind(target, found)
    return found
  }

  /** Where an alias leads, or who is on a list: full addresses, lower case. */
  #targetsOf(address: string): readonly string[] {
    const { localPart, domain } = this.#split(address)
    const kind = domain && kindOf(domain, localPart)
    if (kind !== 'alias' && kind !== 'list') return []
    const names = kind === 'alias' ? domain!.aliases![localPart]! : asList(domain!.lists[localPart]!).members
    return names.map((name) => this.address(name, domain!))
  }

  #ownerOf({ owner = 'postmaster' }: PracticeList, domain: PracticeDomain): string {
    return this.address(owner, domain)
  }

  #split(address: string): { readonly localPart: string; readonly domain: PracticeDomain | null } {
    const at = address.lastIndexOf('@')
    const name = address.slice(at + 1)
    return {
      localPart: address.slice(0, at).toLowerCase(),
      domain: this.domainOf({ domain: name, literal: parseAddressLiteral(name) }),
    }
  }
}

class Reach {
  readonly seen = new Set<string>()
  readonly mailboxes = new Map<string, string | null>()
  readonly outside = new Map<string, string | null>()
  readonly closed: ClosedList[] = []
}

/** What a local part is; null where there is none. The postmaster is always there: RFC 5321 §4.5.1 */
function kindOf(domain: PracticeDomain, localPart: string): 'mailbox' | 'alias' | 'list' | null {
  if (domain.mailboxes.includes(localPart)) return 'mailbox'
  if (domain.aliases && Object.hasOwn(domain.aliases, localPart)) return 'alias'
  if (Object.hasOwn(domain.lists, localPart)) return 'list'
  return localPart === 'postmaster' ? 'mailbox' : null
}

/** Without its tag: the longest name that it begins with, where the sign stands in names too. */
function untagged(localPart: string, domain: PracticeDomain): string {
  const { mailboxes, aliases = {}, lists, tagSeparator: separator = '+' } = domain
  if (separator === null || !localPart.includes(separator)) return localPart
  return [...mailboxes, ...Object.keys(aliases), ...Object.keys(lists), 'postmaster']
    .filter((name) => localPart.startsWith(name + separator))
    .reduce((longest, name) => (longest === localPart || name.length > longest.length ? name : longest), localPart)
}

/** A domain as others are compared with it: "bücher.example" and "xn--bcher-kva.example" are the same one. */
function nameOf(domain: string): string {
  return toAsciiName(domain) ?? domain.toLowerCase()
}

function asList(list: readonly string[] | PracticeList): PracticeList {
  return 'members' in list ? list : { members: list }
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(record, key) ? record[key]! : null
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address.startsWith('127.') || address === '::1')
}
