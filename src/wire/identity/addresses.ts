import { isIPv6 } from 'node:net'
import { ipOctets } from '../ip-octets.ts'
import type { Answer, Resolver } from '../resolver/resolver.ts'

/** What the DNS says of the addresses of a name. */
export interface NameAddresses {
  readonly name: string
  /** 'no-name': it does not exist; 'no-address': it exists without one; 'unknown': could not tell. */
  readonly outcome: 'addresses' | 'no-name' | 'no-address' | 'unknown'
  /** IPv4 and IPv6, as the DNS gives them. */
  readonly addresses: readonly string[]
  /** Why all of it could not be found out, a clause; null where it could. */
  readonly trouble: string | null
}

/** The addresses of a name, of both families. What one family has counts, even where the other cannot be told. */
export async function findAddresses(name: string, resolver: Resolver): Promise<NameAddresses> {
  const answers = await Promise.all([resolver.query(name, 'A'), resolver.query(name, 'AAAA')])
  const addresses = answers.flatMap((answer) => (answer.outcome === 'records' ? answer.records : []))
  return { name, outcome: outcomeOf(answers), addresses, trouble: troubleIn(answers) }
}

function outcomeOf(answers: readonly Answer<'A' | 'AAAA'>[]): NameAddresses['outcome'] {
  if (answers.some(({ outcome }) => outcome === 'records')) return 'addresses'
  if (answers.some(({ outcome }) => outcome === 'unknown')) return 'unknown'
  return answers.some(({ outcome }) => outcome === 'no-record') ? 'no-address' : 'no-name'
}

export function troubleIn(answers: readonly Answer[]): string | null {
  for (const answer of answers) if (answer.outcome === 'unknown') return answer.trouble.message
  return null
}

/** Whether two texts are one address: letter case, zeros and IPv4 in IPv6 do not count. */
export function isSameAddress(a: string, b: string): boolean {
  return plainOctets(a).equals(plainOctets(b))
}

const MAPPED = Buffer.from('00000000000000000000ffff', 'hex')

/** An IPv4 address that is written as an IPv6 one is an IPv4 address. RFC 4291 §2.2 */
function plainOctets(address: string): Buffer {
  const octets = ipOctets(address)
  return isIPv6(address) && octets.subarray(0, MAPPED.length).equals(MAPPED) ? octets.subarray(MAPPED.length) : octets
}
