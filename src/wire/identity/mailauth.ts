import { Readable } from 'node:stream'
import { toAsciiName } from '../resolver/name.ts'
import type { RecordType, Resolver } from '../resolver/resolver.ts'
import { loadMailauth } from './load.ts'

/** SPF, DKIM and DMARC by the mailauth package, which is loaded when it is first needed. */

/** Words of RFC 8601 §2.7 */
export type AuthResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror'

export interface SpfVerdict {
  readonly result: AuthResult
  /** Whose record was asked for. */
  readonly domain: string
  /** Null where there is none. */
  readonly record: string | null
  /** What was wrong, a clause; null where nothing was. */
  readonly reason: string | null
}

export interface DkimVerdict {
  readonly result: AuthResult
  readonly domain: string
  readonly selector: string
  readonly reason: string | null
}

export interface DmarcVerdict {
  readonly result: AuthResult
  /** Of the From field. */
  readonly domain: string
  /** What the domain asks for where it fails; null where it says nothing. */
  readonly policy: 'none' | 'quarantine' | 'reject' | null
  readonly record: string | null
  readonly reason: string | null
}

interface SpfRequest {
  readonly ip: string
  readonly helo: string
  /** The reverse-path; '' for the null one, where the HELO name is asked for. RFC 7208 §2.4 */
  readonly sender: string
  /** Of the host that checks. */
  readonly hostname: string
}

/** RFC 7208 §4 */
export async function checkSpf({ ip, helo, sender, hostname }: SpfRequest, resolver: Resolver): Promise<SpfVerdict> {
  const mailauth = await loadMailauth('spf/index.js')
  const trouble: { message: string | null } = { message: null }
  const { domain, status, rr } = await mailauth.spf({
    ip,
    helo,
    sender: sender === '' ? `postmaster@${helo}` : asciiAddress(sender),
    mta: hostname,
    resolver: adapt(resolver, trouble),
  })
  const result = resultOf(status.result)
  const [, said = null] = /during lookup of [^:]*: (.*)/s.exec(status.comment ?? '') ?? []
  return { result, domain, record: rr ?? null, reason: result === 'temperror' ? (trouble.message ?? said) : said }
}

export interface DkimReading {
  /** Addresses of the From field. */
  readonly from: readonly string[]
  readonly signatures: readonly DkimVerdict[]
}

/** RFC 6376 §6. The message comes from a stream, or as it is. */
export async function checkDkim(message: Readable | Uint8Array, resolver: Resolver): Promise<DkimReading> {
  const mailauth = await loadMailauth('dkim/verify.js')
  const input = message instanceof Readable ? message : Buffer.from(message)
  const { headerFrom, results } = await mailauth.dkimVerify(input, { resolver: adapt(resolver) })
  const signed = results.filter(({ signingDomain }) => signingDomain)
  return {
    from: headerFrom,
    signatures: signed.map(({ signingDomain, selector, status }) => ({
      result: dkimResults[status.comment ?? ''] ?? resultOf(status.result),
      domain: signingDomain,
      selector: selector ?? '',
      reason: status.comment || status.policy?.['dkim-rules'] || null,
    })),
  }
}

/** Where the package says "neutral", and RFC 8601 §2.7.1 has a word that says more. */
const dkimResults: Readonly<Record<string, AuthResult>> = {
  'body hash did not verify': 'fail',
  'no key': 'permerror',
}

interface DmarcRequest {
  /** Domain of the From field. */
  readonly domain: string
  readonly spf: SpfVerdict | null
  readonly dkim: readonly DkimVerdict[]
}

/** RFC 7489 §6.6 */
export async function checkDmarc({ domain, spf, dkim }: DmarcRequest, resolver: Resolver): Promise<DmarcVerdict> {
  const mailauth = await loadMailauth('dmarc/index.js')
  const said = await mailauth.dmarc({
    headerFrom: domain,
    spfDomains: spf?.result === 'pass' ? [spf.domain] : [],
    dkimDomains: dkim.filter(({ result }) => result === 'pass').map((each) => ({ id: '', domain: each.domain })),
    resolver: adapt(resolver),
  })
  if (!said)
    return { result: 'permerror', domain, policy: null, record: null, reason: 'the From field names no domain' }
  const { status, policy, rr, error } = said
  return {
    result: resultOf(status.result),
    domain,
    policy: policyOf(policy),
    record: rr ?? null,
    reason: error ?? null,
  }
}

function policyOf(text: string | undefined): DmarcVerdict['policy'] {
  const policy = text?.trim().toLowerCase()
  if (policy === 'reject' || policy === 'quarantine') return policy
  // An unknown policy is none, where the record is good. RFC 7489 §6.6
  return policy === undefined ? null : 'none'
}

function resultOf(text: string): AuthResult {
  if (text === 'temperr') return 'temperror'
  return text === 'skipped' ? 'none' : (text as AuthResult)
}

function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at + 1)}${toAsciiName(address.slice(at + 1)) ?? address.slice(at + 1)}`
}

/** Our resolver as the package knows node:dns: records as that lays them out, no records as an error with its code. */
function adapt(resolver: Resolver, trouble: { message: string | null } = { message: null }) {
  return async (name: string, type: string): Promise<string[] | string[][]> => {
    const answer = await resolver.query(name, type as RecordType)
    switch (answer.outcome) {
      case 'records':
        return layOut(answer)
      case 'no-name':
        throw Object.assign(new Error(`${name} does not exist`), { code: 'ENOTFOUND' })
      case 'no-record':
        throw Object.assign(new Error(`${name} has no ${type} record`), { code: 'ENODATA' })
      case 'unknown': {
        const { message } = answer.trouble
        trouble.message ??= message
        // Without spfResult an include that cannot be looked up would count as one that does not match.
        throw Object.assign(new Error(message), { spfResult: { error: 'temperror', text: message } })
      }
    }
  }
}

function layOut({ records }: { readonly records: readonly unknown[] }): string[] | string[][] {
  const laidOut = records.map((record) => {
    if (typeof record === 'string') return record
    if (Array.isArray(record)) return [...(record as string[])]
    if (record !== null && typeof record === 'object' && 'exchange' in record && 'preference' in record) {
      return { exchange: record.exchange, priority: record.preference }
    }
    return record
  })
  // The package's type leaves out MX records, which it does ask for.
  return laidOut as string[] | string[][]
}
