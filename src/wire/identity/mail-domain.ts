import { findAddresses, type NameAddresses } from './addresses.ts'
import type { Resolver } from '../resolver/resolver.ts'

/** Whether mail can be sent to a domain, as a server that is to take mail from it wants to know. */
export interface MailDomain {
  readonly domain: string
  /** 'null-mx': it says that it takes none; 'no-host': it exists, with neither MX record nor address. */
  readonly outcome: 'mail' | 'null-mx' | 'no-name' | 'no-host' | 'unknown'
  /** Its mail hosts, the best first; empty where the domain itself counts. */
  readonly hosts: readonly string[]
  readonly trouble: string | null
}

/** RFC 5321 §5.1, RFC 7505 §3 */
export async function findMailDomain(domain: string, resolver: Resolver): Promise<MailDomain> {
  const answer = await resolver.query(domain, 'MX')
  if (answer.outcome === 'unknown') {
    return { domain, outcome: 'unknown', hosts: [], trouble: answer.trouble.message }
  }
  if (answer.outcome !== 'records') return withoutMx(await findAddresses(domain, resolver))
  const named = answer.records.filter(({ exchange }) => exchange !== '.')
  const hosts = [...named].sort((a, b) => a.preference - b.preference).map(({ exchange }) => exchange)
  return { domain, outcome: hosts.length > 0 ? 'mail' : 'null-mx', hosts, trouble: null }
}

function withoutMx({ name, outcome, trouble }: NameAddresses): MailDomain {
  const outcomes = { addresses: 'mail', 'no-address': 'no-host', 'no-name': 'no-name', unknown: 'unknown' } as const
  return { domain: name, outcome: outcomes[outcome], hosts: [], trouble: outcome === 'unknown' ? trouble : null }
}

/** Mail hosts of a domain whose addresses are looked up. */
const MOST_HOSTS = 10

/** The addresses that a domain resolves to: its own, or where it has none those of its mail hosts. */
export async function findDomainAddresses(domain: string, resolver: Resolver): Promise<NameAddresses> {
  const own = await findAddresses(domain, resolver)
  if (own.outcome === 'addresses' || own.outcome === 'unknown') return own
  const { hosts, outcome, trouble } = await findMailDomain(domain, resolver)
  if (outcome === 'unknown') return { ...own, outcome, trouble }
  const found = await Promise.all(hosts.slice(0, MOST_HOSTS).map((host) => findAddresses(host, resolver)))
  const addresses = found.flatMap((each) => each.addresses)
  if (addresses.length > 0) return { name: domain, outcome: 'addresses', addresses, trouble: null }
  const unsure = found.find((each) => each.outcome === 'unknown')
  return unsure ? { ...own, outcome: 'unknown', trouble: unsure.trouble } : own
}
