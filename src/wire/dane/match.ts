import type { X509Certificate } from 'node:crypto'
import { findAnchor } from './anchor.ts'
import { isMatch } from './is-match.ts'
import { readCertificate, tlsaProblem, type TlsaRecord } from './tlsa-record.ts'

/** Records, and what a server shows. */
export interface DaneCase {
  readonly records: readonly TlsaRecord[]
  /** Certificates as the server sends them, DER, its own first. */
  readonly chain: readonly Uint8Array[]
  /** Names that the certificate may be for: the TLSA base domain, then the domain that the mail is for. */
  readonly names: readonly string[]
  readonly now: Date
}

/** Whether a server is the one that the records are about. */
export interface DaneMatch {
  /** 'unusable': none of the records counts, so TLS has to be, with whatever certificate. RFC 7672 §2.2 */
  readonly outcome: 'matched' | 'mismatched' | 'unusable'
  readonly by: TlsaRecord | null
  readonly unusable: readonly { readonly record: TlsaRecord; readonly problem: string }[]
  /** Not looked at, as a stronger digest stands beside them. RFC 7672 §5 */
  readonly outdone: readonly TlsaRecord[]
  /** Usable records that are about none of the certificates: those of a key to come, or of one that has gone. */
  readonly idle: readonly TlsaRecord[]
  /** Clauses: why records that are about the certificates do not help. */
  readonly problems: readonly string[]
}

/** Hold TLSA records against what a server shows. RFC 7672 §3 */
export function matchDane({ records, chain, names, now }: DaneCase): DaneMatch {
  const judged = records.map((record) => ({ record, problem: tlsaProblem(record) }))
  const unusable = judged.flatMap(({ record, problem }) => (problem === null ? [] : [{ record, problem }]))
  const usable = judged.filter(({ problem }) => problem === null).map(({ record }) => record)
  const counted = strongest(usable)
  const outdone = usable.filter((record) => !counted.includes(record))
  const certificates = chain.map(readCertificate).filter((certificate) => certificate !== null)
  const facts = { unusable, outdone, idle: counted.filter((record) => !certificates.some(isMatchOf(record))) }
  if (usable.length === 0) return { ...facts, outcome: 'unusable', by: null, problems: [] }
  const [own, ...others] = certificates
  if (!own) return { ...facts, outcome: 'mismatched', by: null, problems: ['the server shows no certificate'] }

  // RFC 7672 §3.1.1: neither names nor dates count.
  const byOwn = counted.find((record) => record.usage === 3 && isMatch(record, own))
  if (byOwn) return { ...facts, outcome: 'matched', by: byOwn, problems: [] }
  const anchors = counted.filter(({ usage }) => usage === 2)
  const { anchor, problems } = findAnchor({ own, others, anchors, names, now })
  return { ...facts, outcome: anchor ? 'matched' : 'mismatched', by: anchor, problems }
}

/** Digests by strength. */
const MATCHING_SHA512 = 2

/** Of records with digests, by usage and selector, those with the strongest. RFC 7672 §5 */
function strongest(records: readonly TlsaRecord[]): readonly TlsaRecord[] {
  return records.filter(
    ({ usage, selector, matchingType }) =>
      matchingType === 0 ||
      matchingType === MATCHING_SHA512 ||
      !records.some(
        (other) => other.matchingType === MATCHING_SHA512 && other.usage === usage && other.selector === selector,
      ),
  )
}

function isMatchOf(record: TlsaRecord): (certificate: X509Certificate) => boolean {
  return (certificate) => isMatch(record, certificate)
}
