import { isIP, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import { ipOctets } from '../ip-octets.ts'

/**
 * A name as the DNS is asked for it: lower case, A-labels, no final dot. Null where no such name can be.
 * RFC 1035 §2.3.4, RFC 5891
 */
export function toAsciiName(text: string): string | null {
  const given = text.replace(/[.\u3002]$/, '')
  const name = /^[\0-\x7f]*$/.test(given) ? given.toLowerCase() : toALabels(given)
  if (name === '' || name.length > 253) return null
  return name.split('.').every((label) => /^[\x21-\x5b\x5d-\x7e]{1,63}$/.test(label)) ? name : null
}

/** U-labels made A-labels. What looks like an address is made one on the way, and is no name then. */
function toALabels(text: string): string {
  const name = domainToASCII(text)
  return isIP(name) ? '' : name
}

export function isSameName(a: string, b: string): boolean {
  return a.replace(/\.$/, '').toLowerCase() === b.replace(/\.$/, '').toLowerCase()
}

/** A name fit to be shown, whatever octets a server put into it: "\027" for ESC. RFC 1035 §5.1 */
export function presentName(name: string): string {
  return name.replace(/[^\x21-\x7e]/gu, (character) =>
    [...Buffer.from(character)].map((octet) => `\\${String(octet).padStart(3, '0')}`).join(''),
  )
}

/** Where the PTR record of an IP address stands. RFC 1035 §3.5, RFC 3596 §2.5 */
export function reverseName(address: string): string {
  const octets = ipOctets(address)
  if (isIPv6(address)) return `${[...octets.toString('hex')].reverse().join('.')}.ip6.arpa`
  return `${[...octets].reverse().join('.')}.in-addr.arpa`
}

/** Names that mean this machine, whatever a server says. RFC 6761 §6.3 */
export function isLocalhost(name: string): boolean {
  return /(?:^|\.)localhost\.?$/i.test(name)
}
