import { randomBytes, scrypt as scryptCallback, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import {
  createScramKeys,
  fitsScramKeys,
  parseScramKeys,
  writeScramKeys,
  type ScramHashName,
  type ScramKeys,
} from '../protocol/sasl/scram-keys.ts'
import { scramHash } from '../wire/hashing.ts'
import { prepare } from '../wire/saslprep.ts'

/** Not promisify(): on Node 22 and later a module that imports node:util opens standard error. */
function scrypt(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scryptCallback(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** 32 MiB and three rounds for each guess. */
const defaultCost: ScryptCost = { ln: 15, r: 8, p: 3 }
/** RFC 5802 §5.1 asks for 4096 at least; attackers have not slept since. */
const ITERATIONS = 16_384

interface ScryptCost {
  /** Logarithm of the cost. */
  readonly ln: number
  readonly r: number
  readonly p: number
}

export interface ScryptHash extends ScryptCost {
  readonly salt: Buffer
  readonly hash: Buffer
}

/**
 * What a server keeps instead of a password: "$scrypt$ln=15,r=8,p=3$salt$hash", for the mechanisms that send the
 * password itself (PLAIN, LOGIN).
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, defaultCost, 32)
  const { ln, r, p } = defaultCost
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`
}

/** What a server keeps instead of a password, for SCRAM: "SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey". */
export async function hashForScram(password: string, hash: ScramHashName = 'SHA-256'): Promise<string> {
  return writeScramKeys(createScramKeys(scramHash(hash), await prepare(password), randomBytes(16), ITERATIONS))
}

/** One that nobody has the password of, made up from the name, so that it is the same each time. */
export function createFakeKeys(
  hash: ScramHashName,
  name: string,
  secret: Uint8Array,
  iterations = ITERATIONS,
): ScramKeys {
  const { hmac } = scramHash(hash)
  const made = (what: string) => hmac(secret, Buffer.from(`${what}\0${name}`))
  return {
    hash,
    salt: made('salt').subarray(0, 16),
    iterations,
    storedKey: made('stored'),
    serverKey: made('server'),
  }
}

export type StoredSecret =
  { readonly kind: 'scrypt'; readonly scrypt: ScryptHash } | { readonly kind: 'scram'; readonly keys: ScramKeys }

/** Null where the text is in neither form. */
export function parseStoredSecret(text: string): StoredSecret | null {
  const scrypt = parseScrypt(text)
  if (scrypt) return { kind: 'scrypt', scrypt }
  const keys = parseScramKeys(text)
  return keys && { kind: 'scram', keys }
}

/**
 * Whether this is the password.
 * @param stored what {@link hashPassword} or {@link hashForScram} made
 * @throws TypeError where it is neither
 */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const secret = parseStoredSecret(stored)
  if (!secret) throw new TypeError('this is no hash of a password')
  return verifySecret(secret, password)
}

export async function verifySecret(secret: StoredSecret, password: string): Promise<boolean> {
  if (secret.kind === 'scram') return fitsScramKeys(scramHash(secret.keys.hash), secret.keys, await prepare(password))
  const { salt, hash } = secret.scrypt
  return timingSafeEqual(await derive(password, salt, secret.scrypt, hash.length), hash)
}

async function derive(password: string, salt: Buffer, { ln, r, p }: ScryptCost, length: number): Promise<Buffer> {
  const N = 2 ** ln
  return scrypt(await prepare(password), salt, length, { N, r, p, maxmem: 128 * r * (N + p) + 1024 * 1024 })
}

function parseScrypt(text: string): ScryptHash | null {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(text)
  if (!match) return null
  const [ln, r, p] = match.slice(1, 4).map(Number) as [number, number, number]
  const [salt, hash] = match.slice(4).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer]
  // 1 GiB is more than anybody hashes with in earnest.
  if (ln < 1 || ln > 20 || r < 1 || p < 1 || 128 * r * 2 ** ln > 2 ** 30 || hash.length < 16) return null
  return { ln, r, p, salt, hash }
}

/** Base64 without padding, as the modular format has it. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
