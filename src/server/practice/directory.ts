import { parseAddressLiteral } from '../../protocol/domain.ts'
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
  /** Where the address is a list: who is told of failures. */
  readonly owner: string | null
}

export interface OutsideTarget {
  readonly address: string
  /** Where a list led there: who is told of failures, in place of the sender. RFC 5321 §3.9.2 */
  readonly owner: string | null
}

export interface ClosedList {
  readonly address: string
  readonly from: 'members' | 'logged-in'
  /** Lower case. */
  readonly members: readonly string[]
}

/** Who lives at a mail host: looks addresses up, whatever they lead to. */
export class Directory {
  readonly domains: readonly [PracticeDomain, ...PracticeDomain[]]
  readonly #byName: ReadonlyMap<string, PracticeDomain>

  /** @param hostname mail for the host itself is for the first domain */
  constructor(domains: readonly [PracticeDomain, ...PracticeDomain[]], hostname: string) {
    this.domains = domains
    const [first] = domains
    const named = domains.map((domain) => [domain.name.toLowerCase(), domain] as const)
    this.#byName = new Map([[hostname.toLowerCase(), first], ...named])
  }

  /** The domain that is meant; null where it is none of ours. */
  domainOf({ domain, literal }: Pick<MailboxPath, 'domain' | 'literal'>): PracticeDomain | null {
    // RFC 5321 §4.5.1: <postmaster> needs no domain; and a host answers to its own address.
    if (domain === '' || isLoopback(literal?.address)) return this.domains[0]
    return this.#byName.get(domain.toLowerCase()) ?? null
  }

  /** Null: nobody here has that address. */
  find(path: MailboxPath): Destination | null {
    const domain = this.domainOf(path)
    if (!domain || (path.domain === '' && path.localPart.toLowerCase() !== 'postmaster')) return null
    return this.#look(path.localPart.toLowerCase(), domain)
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
    const separator = domain.tagSeparator === undefined ? '+' : domain.tagSeparator
    const untagged = separator === null ? '' : localPart.split(separator, 1)[0]!
    const name = kindOf(domain, localPart) || untagged === '' ? localPart : untagged
    const kind = kindOf(domain, name)
    const { catchAll } = domain
    if (!kind && catchAll === undefined) return null
    const reached = new Reach()
    this.#follow(kind ? `${name}@${domain.name}` : this.address(catchAll!, domain), null, reached)
    const list = kind === 'list' ? asList(domain.lists[name]!) : null
    return {
      kind: kind ?? 'catch-all',
      mailboxes: [...reached.mailboxes],
      outside: [...reached.outside].map(([address, owner]) => ({ address, owner })),
      closed: reached.closed,
      owner: list && this.#ownerOf(list, domain),
    }
  }

  #follow(address: string, owner: string | null, reached: Reach): void {
    const { localPart, domain } = this.#split(address)
    if (!domain) return void (reached.outside.has(address) || reached.outside.set(address, owner))
    const full = `${localPart}@${domain.name}`
    if (reached.seen.has(full)) return
    reached.seen.add(full)
    switch (kindOf(domain, localPart)) {
      case 'alias':
        for (const target of domain.aliases![localPart]!) this.#follow(this.address(target, domain), owner, reached)
        return
      case 'list': {
        const list = asList(domain.lists[localPart]!)
        const members = list.members.map((member) => this.address(member, domain))
        const { from = 'anybody' } = list
        if (from !== 'anybody') reached.closed.push({ address: full, from, members })
        for (const member of members) this.#follow(member, this.#ownerOf(list, domain), reached)
        return
      }
      default:
        reached.mailboxes.add(full)
    }
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
  readonly mailboxes = new Set<string>()
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

function asList(list: readonly string[] | PracticeList): PracticeList {
  return 'members' in list ? list : { members: list }
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | null {
  return Object.hasOwn(record, key) ? record[key]! : null
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (address.startsWith('127.') || address === '::1')
}
