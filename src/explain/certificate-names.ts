import type { CertificateDetails } from '../transcript/event.ts'

/** Whom a certificate is for, as people write it. */
export function namesOf({ names, subject }: CertificateDetails): string {
  const shown = names.map((name) => shortAddress(name.replace(/^(?:DNS|IP Address):/, '')))
  if (shown.length === 0) return subject
  return shown.length > 6 ? `${shown.slice(0, 6).join(', ')} and ${shown.length - 6} more` : shown.join(', ')
}

/** An IPv6 address, which the TLS library writes out in full, as people write it. RFC 5952 §4 */
function shortAddress(name: string): string {
  return /^(?:[\da-f]{1,4}:){7}[\da-f]{1,4}$/i.test(name) ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name
}
