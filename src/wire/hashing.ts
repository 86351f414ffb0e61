import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { ScramHash, ScramHashName } from '../protocol/sasl/scram-keys.ts'

const algorithms: Readonly<Record<ScramHashName, string>> = { 'SHA-1': 'sha1', 'SHA-256': 'sha256' }

/** The hashes of SCRAM, for the language, which has none. RFC 5802 §2.2 */
export function scramHash(name: ScramHashName): ScramHash {
  const algorithm = algorithms[name]
  return {
    name,
    digest: (data) => createHash(algorithm).update(data).digest(),
    hmac: (key, data) => createHmac(algorithm, key).update(data).digest(),
    derive: (password, salt, iterations) =>
      pbkdf2Sync(password, salt, iterations, createHash(algorithm).digest().length, algorithm),
  }
}

/** Lower-case hexadecimal. RFC 2195 §2 */
export function hmacMd5(key: string, text: Uint8Array): string {
  return createHmac('md5', key).update(text).digest('hex')
}

/** 144 bits of chance, printable and without commas. RFC 5802 §5.1 */
export function randomNonce(): string {
  return randomBytes(18).toString('base64')
}
