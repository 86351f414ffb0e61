import type { TlsDetails } from '../transcript/event.ts'
import { expiring, wrongName, weakKey, weakSignature } from './data/certificates.ts'
import { namesOf } from './certificate-names.ts'
import { explainDistrust, explainEvent } from './failure.ts'
import type { Explanation, Topic } from './facts.ts'

/** What a certificate is held against, beside the verdict of the TLS library. */
export interface CertificateOptions {
  /** When the handshake was. */
  readonly now: Date
  /** How many days before its end a certificate should be renewed. Default 21. */
  readonly days?: number
}

const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID'

const DAY = 86_400_000

/** Everything that is the matter with the certificate of a handshake, the worst first. */
export function explainCertificate(tls: TlsDetails, { now, days = 21 }: CertificateOptions): Explanation[] {
  const { certificate, isForHost, host } = tls
  const distrust = explainDistrust(tls)
  const found = distrust ? [withDate(distrust, tls, now)] : []
  if (!certificate) return found
  const isToldAlready = tls.distrust === WRONG_NAME
  if (isForHost === false && !isToldAlready)
    found.push(explain(wrongName, `It is for ${namesOf(certificate)}, and not for ${host}.`))
  const left = (Date.parse(certificate.validTo) - now.getTime()) / DAY
  if (left >= 0 && left < days)
    found.push(explain(expiring, `It ends ${inWords(left)} from then, on ${certificate.validTo.slice(0, 10)}.`))
  const weak = [certificate, ...(tls.chain ?? [])]
  for (const { subject, key } of weak)
    if (isWeakKey(key)) found.push(explain(weakKey, `The key of ${subject} is ${key}.`))
  for (const { subject, issuer, signature } of weak)
    // A root is believed for itself: nobody looks at its signature.
    if (subject !== issuer && /md5|sha1\b|sha1W/i.test(signature ?? ''))
      found.push(explain(weakSignature, `${subject} is signed with ${signature}.`))
  return found
}

/** The same in one line each: what it is, since when or for whom, and what to do. */
export function certificateRemarks(tls: TlsDetails, options: CertificateOptions): string[] {
  return explainCertificate(tls, options).map(({ title, notes, action }, i) => {
    const isVerdict = i === 0 && tls.distrust !== null
    const [note = ''] = notes.filter((each) => !each.startsWith('The TLS library says'))
    return `${title}${isVerdict ? ` (${tls.distrust})` : ''}. ${note}${note === '' ? '' : ' '}${action}`
  })
}

/** A handshake in a few lines: what was agreed on, and whom the certificate is for, from whom and until when. */
export function describeTls(tls: TlsDetails): string[] {
  const { protocol, cipher, keyExchange, certificate, distrust, isForHost, host } = tls
  const agreed = `TLS: ${protocol}, ${cipher}${keyExchange === undefined ? '' : `, keys agreed on with ${keyExchange}`}`
  const trust =
    distrust === null ? [] : [`the certificate is not believed: ${explainDistrust(tls)!.title} (${distrust})`]
  if (!certificate) return [agreed, ...trust]
  const { subject, issuer, validFrom, validTo, key } = certificate
  const issued = subject === issuer ? 'issued by itself' : `issued by ${issuer}`
  const span = `valid from ${validFrom.slice(0, 10)} to ${validTo.slice(0, 10)}`
  const isOther = isForHost === false && distrust !== WRONG_NAME
  return [
    agreed,
    `certificate for ${namesOf(certificate)}`,
    `${issued}, ${span}${key === undefined ? '' : `, key ${key}`}`,
    ...trust,
    ...(isOther ? [`the certificate is not for ${host}`] : []),
  ]
}

function explain(topic: Topic, note: string): Explanation {
  return explainEvent(topic, {
    basis: 'event',
    confidence: 'certain',
    references: ['RFC 7817 §3'],
    notes: [note],
  })
}

/** The verdict, with how long ago or how soon. */
function withDate(explanation: Explanation, { distrust, certificate }: TlsDetails, now: Date): Explanation {
  if (!certificate) return explanation
  const past = (now.getTime() - Date.parse(certificate.validTo)) / DAY
  const ahead = (Date.parse(certificate.validFrom) - now.getTime()) / DAY
  if (distrust === 'CERT_HAS_EXPIRED' && past >= 0) return noting(explanation, `It expired ${inWords(past)} before.`)
  if (distrust === 'CERT_NOT_YET_VALID' && ahead >= 0)
    return noting(explanation, `It becomes valid ${inWords(ahead)} later.`)
  return explanation
}

function noting(explanation: Explanation, note: string): Explanation {
  return { ...explanation, notes: [note, ...explanation.notes] }
}

/** Half a day counts as one. */
function inWords(days: number): string {
  const whole = Math.round(days)
  if (whole === 0) return 'less than a day'
  return whole === 1 ? 'one day' : `${whole} days`
}

function isWeakKey(key = ''): boolean {
  const [, size] = /^(?:RSA|RSA-PSS|DSA) (\d+)$/.exec(key) ?? []
  if (size !== undefined) return Number(size) < 2048
  return /^EC (?:secp1[69]2|secp160|prime192|sect1)/.test(key)
}
