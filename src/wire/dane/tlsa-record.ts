import { createPublicKey, X509Certificate } from 'node:crypto'
import type { RecordData } from '../resolver/resolver.ts'

/** What a TLSA record says. RFC 6698 §2.1 */
export type TlsaRecord = RecordData['TLSA']

/** Hexadecimal digits of the data that are shown. */
const SHOWN = 16

/** As a master file has it, the data cut short: "3 1 1 0123456789abcdef…" */
export function writeTlsa({ usage, selector, matchingType, data }: TlsaRecord): string {
  const hex = Buffer.from(data).toString('hex')
  return `${usage} ${selector} ${matchingType} ${hex.length > SHOWN ? `${hex.slice(0, SHOWN)}…` : hex}`
}

/**
 * Why a record counts for nothing with SMTP, as a clause; null where it counts.
 * RFC 7672 §3.1.3, RFC 6698 §2.1.2
 */
export function tlsaProblem({ usage, selector, matchingType, data }: TlsaRecord): string | null {
  if (usage === 0 || usage === 1) return `usage ${usage} is not for SMTP: 2 and 3 are`
  if (usage > 3) return `there is no usage ${usage}: 2 and 3 are for SMTP`
  if (selector > 1) return `there is no selector ${selector}: 0 and 1 there are`
  if (matchingType > 2) return `there is no matching type ${matchingType}: 0, 1 and 2 there are`
  const octets = digestOctets[matchingType]
  if (octets !== undefined)
    return data.length === octets ? null : `a digest of ${data.length} octets in place of ${octets}`
  const isReadable = selector === 0 ? readCertificate(data) !== null : readKey(data) !== null
  return isReadable ? null : `its data is no ${selector === 0 ? 'certificate' : 'public key'}`
}

/** SHA-256 and SHA-512. */
const digestOctets: Readonly<Record<number, number>> = { 1: 32, 2: 64 }

/** Null where it is none. */
export function readCertificate(der: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(der)
  } catch {
    return null
  }
}

/** A SubjectPublicKeyInfo; null where it is none. */
export function readKey(der: Uint8Array): ReturnType<typeof createPublicKey> | null {
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}
