import { encode, equalBytes } from '../bytes.ts'
import { parseBase64, writeBase64 } from '../sasl.ts'

export type ScramHashName = 'SHA-1' | 'SHA-256'

/** The hash that SCRAM is made with; hashing is not for this room. */
export interface ScramHash {
  readonly name: ScramHashName
  readonly digest: (data: Uint8Array) => Uint8Array
  readonly hmac: (key: Uint8Array, data: Uint8Array) => Uint8Array
  /** PBKDF2 with the above; as many octets as the hash has. */
  readonly derive: (password: Uint8Array, salt: Uint8Array, iterations: number) => Uint8Array
}

/** What a server keeps instead of the password: nobody can log in with it elsewhere. RFC 5802 §3 */
export interface ScramKeys {
  readonly hash: ScramHashName
  readonly salt: Uint8Array
  readonly iterations: number
  readonly storedKey: Uint8Array
  readonly serverKey: Uint8Array
}

/** @param password prepared with SASLprep. RFC 5802 §3 */
export function deriveKeys(hash: ScramHash, password: string, salt: Uint8Array, iterations: number) {
  const salted = hash.derive(encode(password), salt, iterations)
  const clientKey = hash.hmac(salted, encode('Client Key'))
  const serverKey = hash.hmac(salted, encode('Server Key'))
  return { clientKey, serverKey, storedKey: hash.digest(clientKey) }
}

export function createScramKeys(hash: ScramHash, password: string, salt: Uint8Array, iterations: number): ScramKeys {
  const { storedKey, serverKey } = deriveKeys(hash, password, salt, iterations)
  return { hash: hash.name, salt, iterations, storedKey, serverKey }
}

/** Whether this is the password that the keys were made of. */
export function fitsScramKeys(hash: ScramHash, keys: ScramKeys, password: string): boolean {
  return equalBytes(deriveKeys(hash, password, keys.salt, keys.iterations).storedKey, keys.storedKey)
}

/** "SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey", as PostgreSQL and LDAP directories keep it. RFC 5803 */
export function writeScramKeys({ hash, salt, iterations, storedKey, serverKey }: ScramKeys): string {
  return `SCRAM-${hash}$${iterations}:${writeBase64(salt)}$${writeBase64(storedKey)}:${writeBase64(serverKey)}`
}

const sizes: Readonly<Record<ScramHashName, number>> = { 'SHA-1': 20, 'SHA-256': 32 }

/** Null where `text` is not in the form of {@link writeScramKeys}. */
export function parseScramKeys(text: string): ScramKeys | null {
  const match = /^SCRAM-(SHA-1|SHA-256)\$(\d{1,7}):([^$:]+)\$([^$:]+):([^$:]+)$/.exec(text)
  if (!match) return null
  const hash = match[1] as ScramHashName
  const [salt, storedKey, serverKey] = match.slice(3).map(parseBase64)
  const iterations = Number(match[2])
  if (!salt?.length || iterations < 1) return null
  if (storedKey?.length !== sizes[hash] || serverKey?.length !== sizes[hash]) return null
  return { hash, salt, iterations, storedKey, serverKey }
}
