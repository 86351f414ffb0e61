/** What SCRAM and OAUTHBEARER have in common: the header that says on whose behalf, and how TLS is bound. RFC 5801 */
export interface Gs2Header {
  /** "n": the client binds nothing. "y": it would, but thinks that the server cannot. "p=tls-exporter": it does. */
  readonly flag: string
  /** Null where none is given. */
  readonly authorizationId: string | null
  /** The header as it was sent, its last comma included. */
  readonly text: string
}

// gs2-header = gs2-cbind-flag "," [ authzid ] ","
// RFC 5802 §7
export function writeGs2Header(flag: string, authorizationId = ''): string {
  return `${flag},${authorizationId === '' ? '' : `a=${escapeName(authorizationId)}`},`
}

/** Null where `message` does not begin with a header. RFC 5802 §7 */
export function parseGs2Header(message: string): Gs2Header | null {
  const match = /^(n|y|p=[A-Za-z0-9.-]+),(?:a=([^,]+))?,/.exec(message)
  if (!match) return null
  const authorizationId = match[2] === undefined ? null : unescapeName(match[2])
  if (match[2] !== undefined && authorizationId === null) return null
  return { flag: match[1]!, authorizationId, text: match[0] }
}

/** "," and "=" of a name in a GS2 header. RFC 5802 §5.1 */
export function escapeName(name: string): string {
  return name.replaceAll('=', '=3D').replaceAll(',', '=2C')
}

/** Null where the name was not escaped by the rule. RFC 5802 §7 */
export function unescapeName(name: string): string | null {
  if (/=(?!2C|3D)|,/.test(name)) return null
  return name.replaceAll('=2C', ',').replaceAll('=3D', '=')
}
