import { isSameName, reverseName } from '../resolver/name.ts'
import type { Resolver } from '../resolver/resolver.ts'
import { findAddresses, isSameAddress } from './addresses.ts'

/** The names that an address goes by, and whether they lead back to it: the "iprev" of RFC 8601 §3. */
export interface ReverseNames {
  readonly address: string
  /** 'none': there is no PTR record; 'unconfirmed': none of its names has this address; 'unknown': could not tell. */
  readonly outcome: 'confirmed' | 'unconfirmed' | 'none' | 'unknown'
  /** In the order of the DNS. */
  readonly names: readonly string[]
  /** Those of them that have the address. */
  readonly confirmed: readonly string[]
  /** Why it could not be told, a clause; null where it could. */
  readonly trouble: string | null
}

/** Names of one address that are looked up: whoever has the reverse zone may list any number. RFC 7208 §4.6.4 */
const MOST_NAMES = 10

/** Look up the PTR records of an address, and the addresses of their names. */
export async function findReverseNames(address: string, resolver: Resolver): Promise<ReverseNames> {
  const answer = await resolver.query(reverseName(address), 'PTR')
  const none = { address, names: [], confirmed: [], trouble: null }
  if (answer.outcome === 'unknown') return { ...none, outcome: 'unknown', trouble: answer.trouble.message }
  if (answer.outcome !== 'records') return { ...none, outcome: 'none' }
  const names = answer.records.slice(0, MOST_NAMES)
  const found = await Promise.all(names.map((name) => findAddresses(name, resolver)))
  const confirmed = found.filter(({ addresses }) => addresses.some((each) => isSameAddress(each, address)))
  const trouble = found.find((each) => each.trouble !== null)?.trouble ?? null
  const outcome = confirmed.length > 0 ? 'confirmed' : trouble === null ? 'unconfirmed' : 'unknown'
  return {
    address,
    outcome,
    names,
    confirmed: confirmed.map(({ name }) => name),
    trouble: outcome === 'unknown' ? trouble : null,
  }
}

/** Whether an address goes by this name, there and back. */
export function goesBy({ confirmed }: ReverseNames, name: string): boolean {
  return confirmed.some((each) => isSameName(each, name))
}
