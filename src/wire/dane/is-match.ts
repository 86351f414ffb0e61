import { createHash, type X509Certificate } from 'node:crypto'
import { derElement } from '../der.ts'
import type { TlsaRecord } from './tlsa-record.ts'

/** Whether a record is about a certificate. RFC 6698 §2.1 */
export function isMatch({ selector, matchingType, data }: TlsaRecord, certificate: X509Certificate): boolean {
  const selected = selector === 0 ? certificate.raw : publicKeyOf(certificate.raw)
  if (selected === null) return false
  const hashed =
    matchingType === 0
      ? selected
      : createHash(matchingType === 1 ? 'sha256' : 'sha512')
          .update(selected)
          .digest()
  return hashed.equals(data)
}

const VERSION_TAG = 0xa0

/**
 * The SubjectPublicKeyInfo as it stands in the certificate, octet for octet. In TBSCertificate come before it: version
 * (if it is not 1), serial number, signature, issuer, validity and subject.
 */
export function publicKeyOf(der: Buffer): Buffer | null {
  const certificate = derElement(der, 0)
  const signed = certificate && derElement(der, certificate.from)
  if (!signed) return null
  let at = signed.from
  for (let left = der[at] === VERSION_TAG ? 6 : 5; left > 0; left--) {
    const element = derElement(der, at)
    if (!element) return null
    at = element.to
  }
  const key = derElement(der, at)
  return key && der.subarray(at, key.to)
}
