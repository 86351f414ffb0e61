import { findPolicyRecord, readFields, type PolicyRecord } from '../policy-record.ts'
import type { Resolver } from '../resolver/resolver.ts'

/** The TXT record that says that a domain has an MTA-STS policy. */
export interface StsRecord extends PolicyRecord {
  /** Of the policy; null where the record does not count. */
  readonly id: string | null
  /** Sentences. */
  readonly problems: readonly string[]
}

/** Find the MTA-STS record of a mail domain. */
export async function findStsRecord(domain: string, resolver: Resolver): Promise<StsRecord> {
  const record = await findPolicyRecord(`_mta-sts.${domain}`, 'v=STSv1', resolver)
  const { id, problems } = parseStsRecord(record.text ?? '')
  return { ...record, id: record.outcome === 'record' ? id : null, problems }
}

/** Read an MTA-STS record. */
// sts-text-record = sts-version 1*(sts-field-delim sts-field) [sts-field-delim]
// sts-id = %s"id=" 1*32(ALPHA / DIGIT)
// RFC 8461 §3.1
export function parseStsRecord(text: string): Pick<StsRecord, 'id' | 'problems'> {
  if (text === '') return { id: null, problems: [] }
  const ids = readFields(text).filter(([key]) => key === 'id')
  const [id = null] = ids.map(([, value]) => value)
  if (id === null) return { id: null, problems: ['The record has no id, so it does not count.'] }
  if (!/^[A-Za-z0-9]{1,32}$/.test(id)) {
    return { id: null, problems: [`The id "${id}" is not 1 to 32 letters and digits, so the record does not count.`] }
  }
  const isRepeated = ids.length > 1
  return { id, problems: isRepeated ? ['The record has more than one id: only the first counts.'] : [] }
}
