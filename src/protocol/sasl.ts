import { decode, encode, fromLatin1, latin1 } from './bytes.ts'

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

/** One mechanism, seen from the client: what to say first, and what to say to each challenge. */
export interface SaslClient {
  readonly mechanism: string
  /** The initial response, or null where the server speaks first. */
  readonly initial: Uint8Array | null
  /** The response to a challenge; null where there is none to give: cancel with "*". */
  respond(challenge: Uint8Array): Uint8Array | null
}

// message = [authzid] UTF8NUL authcid UTF8NUL passwd
// RFC 4616 §2
export function plain({ user, password, authorizationId = '' }: Credentials): SaslClient {
  const initial = encode(`${authorizationId}\0${user}\0${password}`)
  return { mechanism: 'PLAIN', initial, respond: () => initial }
}

/** QUIRK: no RFC has LOGIN; the challenges say "Username:" and "Password:" in many ways, so only their order counts. */
export function login({ user, password }: Credentials): SaslClient {
  let asked = 0
  return {
    mechanism: 'LOGIN',
    initial: null,
    respond: () => {
      asked++
      return asked === 1 ? encode(user) : asked === 2 ? encode(password) : null
    },
  }
}

/** @param hmacMd5 keyed hash, lower-case hexadecimal: hashing is not for this room */
// RFC 2195 §2
export function cramMd5(
  { user, password }: Credentials,
  hmacMd5: (key: string, text: Uint8Array) => string,
): SaslClient {
  return {
    mechanism: 'CRAM-MD5',
    initial: null,
    respond: (challenge) => encode(`${user} ${hmacMd5(password, challenge)}`),
  }
}

/** A challenge as a person reads it. */
export function readChallenge(text: string): string {
  const bytes = parseBase64(text)
  return bytes === null ? text : decode(bytes)
}
