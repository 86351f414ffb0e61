import { findHeaders, type Headers } from './headers.ts'

/** What a message says of TLS on its way: nothing, that it may go without, or what nobody understands. */
export type TlsRequired =
  | { readonly kind: 'silent' }
  /** Servers are to deliver it whatever DANE and MTA-STS say. */
  | { readonly kind: 'optional' }
  | { readonly kind: 'malformed'; readonly problem: string }

// tls-required = "TLS-Required:" [CFWS] "No"
// RFC 8689 §3
export function readTlsRequired(headers: Headers): TlsRequired {
  const [first, second] = findHeaders(headers, 'TLS-Required')
  if (!first) return { kind: 'silent' }
  if (second) return { kind: 'malformed', problem: 'it may be there once' }
  if (/^no$/i.test(withoutComments(first.value))) return { kind: 'optional' }
  return { kind: 'malformed', problem: `"${first.value.trim()}" is not No, the only value there is` }
}

function withoutComments(value: string): string {
  return value.replace(/\([^()]*\)/g, '').trim()
}
