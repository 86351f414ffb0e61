import { findPolicyRecord, readFields, type PolicyRecord } from './policy-record.ts'
import type { Resolver } from './resolver/resolver.ts'

/** Whom senders tell how TLS went (TLSRPT). */
export interface TlsReporting extends PolicyRecord {
  /** "mailto:tls@example.test", "https://…" */
  readonly addresses: readonly string[]
  /** Sentences: what is wrong with the record. One that has any may be ignored as a whole. */
  readonly problems: readonly string[]
}

/** The TLSRPT record of a mail domain. */
export async function findTlsReporting(domain: string, resolver: Resolver): Promise<TlsReporting> {
  const record = await findPolicyRecord(`_smtp._tls.${domain}`, 'v=TLSRPTv1', resolver)
  return { ...record, ...parseTlsReporting(record.text ?? '') }
}

/** Read a TLSRPT record. */
// tlsrpt-record = tlsrpt-version 1*(field-delim tlsrpt-field) [field-delim]
// tlsrpt-rua = %s"rua=" tlsrpt-uri *(*WSP "," *WSP tlsrpt-uri)
// RFC 8460 §3
export function parseTlsReporting(text: string): Pick<TlsReporting, 'addresses' | 'problems'> {
  if (text === '') return { addresses: [], problems: [] }
  const fields = readFields(text).slice(1)
  const rua = fields.filter(([key]) => key === 'rua')
  const given = rua.flatMap(([, value]) => value.split(',').map((each) => each.trim()))
  const strange = fields.filter(([key]) => key === '').map(([, value]) => `"${value}" is no field as key=value.`)
  return {
    addresses: given.filter(isAddress),
    problems: [
      ...(rua.length === 0 ? ['There is no rua field, which says where reports go.'] : []),
      ...(rua.length > 1
        ? ['There is more than one rua field: addresses stand in one, with commas between them.']
        : []),
      ...given.filter((each) => !isAddress(each)).map((each) => `"${each}" is no mailto: or https: address.`),
      ...strange,
    ],
  }
}

/** RFC 8460 §3: commas, exclamation marks and semicolons are written as %2C, %21, %3B. */
function isAddress(text: string): boolean {
  if (/[!\s]/.test(text)) return false
  return /^mailto:[^@]+@[^@]+$/i.test(text) || (/^https:\/\//i.test(text) && URL.canParse(text))
}
