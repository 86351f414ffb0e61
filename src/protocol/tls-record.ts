/**
 * What kind of TLS record begins with these octets, said where SMTP was due; null where it is none of the two that a
 * connection can begin with. The content type comes first (21, 22), then the major version, which has stayed 3. RFC 8446
 */
export function tlsRecordKind([type, major]: Uint8Array): 'alert' | 'handshake' | null {
  if (major !== 3) return null
  return type === 22 ? 'handshake' : type === 21 ? 'alert' : null
}
