import { isIP } from 'node:net'
import { parseAddressLiteral } from '../protocol/domain.ts'
import { toAsciiName } from '../wire/resolver/name.ts'

/** What stands behind the "@": where mail is to go. */
export type RouteTarget =
  | {
      readonly kind: 'domain'
      /** As it was given. */
      readonly given: string
      /** As the DNS is asked for it. */
      readonly domain: string
    }
  | {
      readonly kind: 'literal'
      readonly given: string
      readonly address: string
      /** Written as an address literal is: `[192.0.2.1]`, `[IPv6:2001:db8::1]`. */
      readonly isProper: boolean
    }
  | { readonly kind: 'bad'; readonly given: string }

/** `bob@example.com`, `<bob@example.com>`, `example.com`, `bob@[192.0.2.1]`, `[IPv6:2001:db8::1]`. */
export function parseRouteTarget(text: string): RouteTarget {
  const path = text.trim().replace(/^<(.*)>$/, '$1')
  const given = path.slice(path.lastIndexOf('@') + 1)
  const address = addressOf(given)
  if (address !== null) return { kind: 'literal', given, ...address }
  const domain = toAsciiName(given)
  return domain === null || /[[\]<>@:/"(),;]/.test(domain) ? { kind: 'bad', given } : { kind: 'domain', given, domain }
}

// RFC 5321 §4.1.3
function addressOf(given: string): { readonly address: string; readonly isProper: boolean } | null {
  const literal = parseAddressLiteral(given)
  if (literal) {
    const address = literal.tag === 'IPv4' ? withoutLeadingZeros(literal.address) : literal.address
    return isIP(address) ? { address, isProper: true } : null
  }
  const bare = given.replace(/^\[(.*)\]$/, '$1')
  return isIP(bare) ? { address: bare, isProper: false } : null
}

function withoutLeadingZeros(address: string): string {
  return address.split('.').map(Number).join('.')
}
