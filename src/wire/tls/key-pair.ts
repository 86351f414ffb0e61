import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import type { KeyPair } from './options.ts'
import { protocolOptions, type TlsVersions } from './versions.ts'

/** Where a key pair is kept: PEM files. They may be one and the same. */
export interface KeyPairFiles {
  readonly cert: string
  readonly key: string
}

/** A key and its certificate, if they belong together. @throws RangeError that says what is wrong with which file */
export function readKeyPair(files: KeyPairFiles): KeyPair {
  const cert = readText(files.cert, 'the certificate')
  const key = readText(files.key, 'the key')
  const certificate = readCertificate(cert, files.cert)
  if (!certificate.checkPrivateKey(readKey(key, files.key)))
    throw new RangeError(`the key in ${files.key} does not belong to the certificate in ${files.cert}`)
  checkChain({ key, cert }, files.cert)
  return { key, cert }
}

/** Others may stand behind the first. How weak they may be is for the versions and ciphers to say. */
function checkChain(pair: KeyPair, file: string): void {
  try {
    createSecureContext({ ...pair, ciphers: 'DEFAULT:@SECLEVEL=0' })
  } catch (error) {
    const { reason, message } = error as Error & { readonly reason?: string }
    throw new RangeError(`OpenSSL does not take the certificates in ${file}: ${reason ?? message}`)
  }
}

/** Found out before the first handshake, which would be too late. @throws RangeError where OpenSSL takes none of these */
export function checkCiphers(ciphers: string, versions?: TlsVersions): void {
  try {
    createSecureContext(protocolOptions(versions, ciphers))
  } catch {
    throw new RangeError(`OpenSSL has no cipher that fits "${ciphers}": "openssl ciphers ALL" lists the names`)
  }
}

function readCertificate(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw new RangeError(`${file} holds no certificate: it must be PEM, with "-----BEGIN CERTIFICATE-----" in it`)
  }
}

function readKey(text: string, file: string) {
  try {
    return createPrivateKey(text)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MISSING_PASSPHRASE')
      throw new RangeError(`the key in ${file} is encrypted: take the passphrase away with openssl pkey`)
    throw new RangeError(`${file} holds no private key: it must be PEM, with "-----BEGIN PRIVATE KEY-----" in it`)
  }
}

/** Certificates to believe: those of a file, or of all the files of a folder. @throws RangeError */
export function readAuthorities(path: string): string {
  const files = stat(path, 'the authorities').isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]
  const found = files
    .filter((file) => statSync(file).isFile())
    .flatMap((file) => (readText(file, 'the authorities').match(certificates) ?? []).map((pem) => parsed(pem, file)))
  if (found.length === 0) throw new RangeError(`${path} holds no certificates: they must be PEM`)
  return found.join('\n')
}

/** @throws RangeError where OpenSSL cannot read it */
function parsed(pem: string, file: string): string {
  try {
    // OpenSSL's own form has more in it than a certificate.
    if (!pem.includes('TRUSTED')) new X509Certificate(pem)
    return pem
  } catch {
    throw new RangeError(`${file} holds a certificate that cannot be read: it is damaged`)
  }
}

const certificates = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g

function stat(path: string, what: string) {
  try {
    return statSync(path)
  } catch (error) {
    throw unreadable(path, what, error)
  }
}

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, what, error)
  }
}

function unreadable(path: string, what: string, error: unknown): RangeError {
  const { code = '' } = error as NodeJS.ErrnoException
  const why = { ENOENT: 'there is no such file', EACCES: 'no permission to read it', EISDIR: 'it is a folder' }[code]
  return new RangeError(`cannot read ${what} from ${path}: ${why ?? (error as Error).message}`)
}

/**
 * A key pair that is read again when its files have changed. While what is there cannot be used, as in the middle of
 * a renewal, the last good one stays.
 * @param onTrouble told in a sentence, once for each change that is no good
 * @returns the pair as it is now; it throws only where there never was a good one
 */
export function keptKeyPair(files: KeyPairFiles, onTrouble: (text: string) => void = () => {}): () => KeyPair {
  let pair: KeyPair | null = null
  let seen = ''
  return () => {
    const now = `${fingerprint(files.cert)} ${fingerprint(files.key)}`
    if (pair && now === seen) return pair
    seen = now
    try {
      pair = readKeyPair(files)
    } catch (error) {
      if (!pair) throw error
      onTrouble(`${(error as Error).message}; the certificate from before stays in use`)
    }
    return pair
  }
}

function fingerprint(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return found ? `${found.ino}:${found.size}:${found.mtimeNs}` : 'gone'
}
