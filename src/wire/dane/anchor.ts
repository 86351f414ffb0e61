import type { X509Certificate } from 'node:crypto'
import { isMatch } from './is-match.ts'
import { readCertificate, readKey, writeTlsa, type TlsaRecord } from './tlsa-record.ts'

export interface AnchorCase {
  /** The server's own certificate, and what it sends with it. */
  readonly own: X509Certificate
  readonly others: readonly X509Certificate[]
  /** Records of usage 2 (DANE-TA). */
  readonly anchors: readonly TlsaRecord[]
  readonly names: readonly string[]
  readonly now: Date
}

/** The record that the certificate goes back to and all is well; else what is not, as clauses. */
export interface Anchored {
  readonly anchor: TlsaRecord | null
  readonly problems: readonly string[]
}

/** A way from the server's certificate up to the one that a record is about. */
interface Path {
  readonly record: TlsaRecord
  readonly certificates: readonly X509Certificate[]
}

const LONGEST_PATH = 10

/** The trust anchor that a server's certificate goes back to. RFC 7672 §3.1.2, RFC 7672 §3.2.2 */
export function findAnchor({ own, others, anchors, names, now }: AnchorCase): Anchored {
  if (anchors.length === 0) return { anchor: null, problems: [] }
  const path = findPath(own, others, anchors)
  if (!path) return { anchor: null, problems: whyNoPath(own, others, anchors) }
  const problems = [...checkDates(path.certificates, now), ...checkIssuers(path.certificates), ...checkName(own, names)]
  return { anchor: problems.length === 0 ? path.record : null, problems }
}

function findPath(
  own: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly TlsaRecord[],
): Path | null {
  // A record may bring the certificate itself, which the server then need not send.
  const known = [
    ...others,
    ...anchors.map(({ selector, matchingType, data }) =>
      isWhole(0, selector, matchingType) ? readCertificate(data) : null,
    ),
  ]
  const pool = known.filter((certificate) => certificate !== null)
  const certificates = [own]
  for (let current = own; certificates.length <= LONGEST_PATH;) {
    const byKey = anchors.find((record) => isSignedByBareKey(current, record))
    if (byKey) return { record: byKey, certificates }
    const issuer = pool.find((each) => !certificates.includes(each) && isIssuedBy(current, each))
    if (!issuer) return null
    certificates.push(issuer)
    const record = anchors.find((each) => isMatch(each, issuer))
    if (record) return { record, certificates }
    current = issuer
  }
  return null
}

function isWhole(wanted: number, selector: number, matchingType: number): boolean {
  return selector === wanted && matchingType === 0
}

function isSignedByBareKey(certificate: X509Certificate, { selector, matchingType, data }: TlsaRecord): boolean {
  const key = isWhole(1, selector, matchingType) ? readKey(data) : null
  return key !== null && isVerified(() => certificate.verify(key))
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return isVerified(() => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey))
}

/** A key of a kind that OpenSSL does not know signs nothing. */
function isVerified(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false
  }
}

function whyNoPath(
  own: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly TlsaRecord[],
): readonly string[] {
  return anchors.flatMap((record) => {
    if (isMatch(record, own)) {
      return [`${writeTlsa(record)} is about the server's own certificate, and usage 2 is for its issuers`]
    }
    const shown = others.find((certificate) => isMatch(record, certificate))
    if (!shown) return []
    return [`the certificate of ${writeTlsa(record)} is sent, and has not issued the server's: ${nameOf(shown)}`]
  })
}

function checkDates(certificates: readonly X509Certificate[], now: Date): readonly string[] {
  return certificates.flatMap((certificate) => {
    if (new Date(certificate.validTo) < now)
      return [`the certificate ${nameOf(certificate)} ended on ${certificate.validTo}`]
    if (new Date(certificate.validFrom) <= now) return []
    return [`the certificate ${nameOf(certificate)} begins on ${certificate.validFrom}`]
  })
}

function checkIssuers([, ...issuers]: readonly X509Certificate[]): readonly string[] {
  return issuers.filter(({ ca }) => !ca).map((issuer) => `${nameOf(issuer)} is no certification authority`)
}

/** RFC 7672 §3.2.3 */
function checkName(own: X509Certificate, names: readonly string[]): readonly string[] {
  if (names.some((name) => own.checkHost(name, { partialWildcards: false }) !== undefined)) return []
  const has = own.subjectAltName ?? own.subject
  return [`the certificate is for ${has}, and not for ${names.join(' or ')}`]
}

function nameOf({ subject, serialNumber }: X509Certificate): string {
  return subject ? subject.replaceAll('\n', ', ') : `number ${serialNumber}`
}
