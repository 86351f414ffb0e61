import type { Answer, Resolver, Trouble } from '../resolver/resolver.ts'
import type { TlsaRecord } from './tlsa-record.ts'

/** The TLSA records of a mail host, and whether they count. */
export interface TlsaFinding {
  readonly host: string
  readonly port: number
  /**
   * 'records': signed, to be kept to. 'none': there are none. 'unsigned': DANE is not for this host, because the DNS
   * server vouches for its addresses or its records not. 'unknown': it could not be found out, and a sender waits.
   */
  readonly outcome: 'records' | 'none' | 'unsigned' | 'unknown'
  /** The TLSA base domain: the name that is asked for with SNI, and that a certificate is for. RFC 7672 §2.2.3 */
  readonly base: string
  readonly records: readonly TlsaRecord[]
  /** The DNS server vouches for the addresses (AD). */
  readonly isAddressSigned: boolean
  /** Why it is not known. */
  readonly trouble: Trouble | null
}

/**
 * Find the TLSA records of a mail host. Nothing is asked of it where its addresses are not signed but whether there are
 * records for nothing.
 * RFC 7672 §2.2.2, RFC 7672 §2.2.3
 */
export async function findTlsa(host: string, port: number, resolver: Resolver): Promise<TlsaFinding> {
  const finding: TlsaFinding = {
    host,
    port,
    outcome: 'none',
    base: host,
    records: [],
    isAddressSigned: false,
    trouble: null,
  }
  const security = await findSecurity(host, resolver)
  if (security.trouble !== null) return { ...finding, outcome: 'unknown', trouble: security.trouble }
  if (security.bases.length === 0) return unsigned(finding, await resolver.query(ownerOf(host, port), 'TLSA'))
  let last: TlsaFinding = { ...finding, isAddressSigned: true }
  for (const base of security.bases) {
    const answer = await resolver.query(ownerOf(base, port), 'TLSA')
    const found = { ...finding, base, isAddressSigned: true }
    if (answer.outcome === 'unknown') return { ...found, outcome: 'unknown', trouble: answer.trouble }
    if (answer.outcome !== 'records') continue
    if (answer.authentic) return { ...found, outcome: 'records', records: answer.records }
    last = { ...found, outcome: 'unsigned', records: answer.records }
  }
  return last
}

/** "_25._tcp.mx.example.test" RFC 6698 §3 */
function ownerOf(base: string, port: number): string {
  return `_${port}._tcp.${base}`
}

function unsigned(finding: TlsaFinding, answer: Answer<'TLSA'>): TlsaFinding {
  return answer.outcome === 'records' ? { ...finding, outcome: 'unsigned', records: answer.records } : finding
}

/** Names that TLSA records are looked for at, the first first; none where the addresses are not signed. */
interface Security {
  readonly bases: readonly string[]
  readonly trouble: Trouble | null
}

/**
 * A host that is an alias: first the name it leads to, then its own. Where the way there is not signed, but the first
 * alias is, its own name alone.
 */
async function findSecurity(host: string, resolver: Resolver): Promise<Security> {
  const answers = await Promise.all([resolver.query(host, 'AAAA'), resolver.query(host, 'A')])
  for (const answer of answers) if (answer.outcome === 'unknown') return { bases: [], trouble: answer.trouble }
  const alias = answers.find(({ aliases }) => aliases.length > 0)?.aliases.at(-1)
  if (answers.every(({ authentic }) => authentic)) {
    return { bases: alias === undefined ? [host] : [alias, host], trouble: null }
  }
  if (alias === undefined) return { bases: [], trouble: null }
  const own = await resolver.query(host, 'CNAME')
  if (own.outcome === 'unknown') return { bases: [], trouble: own.trouble }
  return { bases: own.outcome === 'records' && own.authentic ? [host] : [], trouble: null }
}
