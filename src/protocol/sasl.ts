import { decode, encode, fromLatin1, latin1 } from './bytes.ts'
import { readNtlmChallenge } from './sasl/ntlm.ts'

/** Base64 as SASL uses it over SMTP: one line, padding kept. RFC 4954 §4 */
export function writeBase64(bytes: Uint8Array): string {
  return btoa(latin1(bytes))
}

/** Null where `text` is not base64. */
export function parseBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 === 1) return null
  try {
    return fromLatin1(atob(text))
  } catch {
    return null
  }
}

export interface Credentials {
  readonly user: string
  readonly password: string
  /** On whose behalf, where that is somebody else. */
  readonly authorizationId?: string
}

/** What an exchange has shown that a reply code does not tell. */
export interface SaslRemark {
  /** 'client': we cannot go along with what the server said. 'server': the server said why it refuses. */
  readonly by: 'client' | 'server'
  readonly text: string
}

/** One mechanism, seen from the client: what to say first, and what to say to each challenge. */
export interface SaslClient {
  readonly mechanism: string
  /** The initial response, or null where the server speaks first. */
  readonly initial: Uint8Array | null
  /**
   * The response to a challenge; null where there is none to give: cancel with "*". Where the initial response was not
   * sent, the first challenge, which is empty then, asks for it.
   */
  respond(challenge: Uint8Array): Uint8Array | null
  /**
   * Asked when the exchange is over.
   * @param isAccepted whether the server let us in
   */
  remark?(isAccepted: boolean): SaslRemark | null
}

/** A challenge as a person reads it. */
export function readChallenge(text: string): string {
  const bytes = parseBase64(text)
  if (bytes === null) return text
  return readNtlmChallenge(bytes)?.text ?? decode(bytes)
}

/** @throws TypeError where a credential holds what its mechanism uses to separate one from the next */
export function encodeFields(separator: string, ...fields: readonly string[]): Uint8Array {
  const found = fields.find((field) => field.includes(separator))
  if (found === undefined) return encode(fields.join(separator))
  const octet = separator.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')
  throw new TypeError(`a name or password to log in with must not contain the octet ${octet}`)
}
