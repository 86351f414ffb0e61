/** A domain written as an address: `[192.0.2.1]`, `[IPv6:2001:db8::1]`, `[tag:content]`. */
export interface AddressLiteral {
  /** "IPv4", "IPv6", or the standardized tag of a general address literal. */
  readonly tag: string
  readonly address: string
}

const LABEL = '[A-Za-z0-9\\u0080-\\u{10ffff}](?:[A-Za-z0-9\\-\\u0080-\\u{10ffff}]*[A-Za-z0-9\\u0080-\\u{10ffff}])?'
const domainPattern = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'u')

// Domain = sub-domain *("." sub-domain)
// sub-domain = Let-dig [Ldh-str]
// RFC 5321 §4.1.2, with U-labels let in by RFC 6531 §3.3
export function isDomain(text: string): boolean {
  return domainPattern.test(text) && text.split('.').every((label) => label.length <= 63)
}

/** Whether a host name is fully qualified: at least two labels, the last of them not a number. RFC 5321 §2.3.5 */
export function isFullyQualified(text: string): boolean {
  return isDomain(text) && /\.[^.]*[^.0-9][^.]*$/u.test(text)
}

// address-literal = "[" ( IPv4-address-literal / IPv6-address-literal / General-address-literal ) "]"
// RFC 5321 §4.1.3
export function parseAddressLiteral(text: string): AddressLiteral | null {
  if (!text.startsWith('[') || !text.endsWith(']')) return null
  const content = text.slice(1, -1)
  if (isIPv4(content)) return { tag: 'IPv4', address: content }
  // The tag is left out. The grammar would take the first group for one, but none of that name is registered.
  if (isIPv6(content)) return null
  const general = /^([A-Za-z0-9-]*[A-Za-z0-9]):([\x21-\x5a\x5e-\x7e]+)$/.exec(content)
  if (!general) return null
  const [, tag, address] = general as unknown as [string, string, string]
  if (tag.toLowerCase() === 'ipv6') return isIPv6(address) ? { tag: 'IPv6', address } : null
  return { tag, address }
}

// IPv4-address-literal = Snum 3("." Snum)
// RFC 5321 §4.1.3
export function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|0?[1-9]?\d|00\d)(?:\.(?!$)|$)){4}$/.test(text)
}

// IPv6-addr = IPv6-full / IPv6-comp / IPv6v4-full / IPv6v4-comp
// "::" stands for two groups of zeros at least
// RFC 5321 §4.1.3
export function isIPv6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  let groups = 0
  for (const [h, half] of halves.entries()) {
    if (half === '') continue
    const parts = half.split(':')
    for (const [i, part] of parts.entries()) {
      const isLast = h === halves.length - 1 && i === parts.length - 1
      if (isLast && part.includes('.')) {
        if (!isIPv4(part)) return false
        groups += 2
      } else {
        if (!/^[0-9A-Fa-f]{1,4}$/.test(part)) return false
        groups += 1
      }
    }
  }
  return halves.length === 2 ? groups <= 6 : groups === 8
}

/** How an IP address is written where a domain is wanted. RFC 5321 §4.1.3 */
export function writeAddressLiteral(address: string): string {
  return address.includes(':') ? `[IPv6:${address}]` : `[${address}]`
}
