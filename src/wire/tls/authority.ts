import { generateKeyPair, randomBytes, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { readKeyPair } from './key-pair.ts'
import type { KeyPair } from './options.ts'

/** Days. A server's certificate is renewed when less than a third of them is left. */
const AUTHORITY_DAYS = 3650
const SERVER_DAYS = 90
const DAY = 86_400_000

/** What a local authority has issued, and the file that others are to trust. */
export interface LocalCertificate extends KeyPair {
  readonly authorityFile: string
}

/**
 * A certificate for these names and addresses by an authority of this machine's own. What is missing in the folder is
 * made: the authority once, the certificate when the names have changed or it is about to run out. Keys are RSA of
 * 2048 bits, which also the oldest device knows.
 * @throws RangeError where what is in the folder cannot be used
 */
export async function issueLocally(
  folder: string,
  names: readonly string[],
  now = new Date(),
): Promise<LocalCertificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = (name: string) => join(folder, name)
  const authority = await kept({ cert: file('ca.pem'), key: file('ca-key.pem') }, isCurrent(now), () =>
    issue({ name: 'Parley local authority', names: [], days: AUTHORITY_DAYS, now, issuer: null }),
  )
  const isGood = (pair: KeyPair) =>
    isCurrent(now)(pair) &&
    coversAll(pair, names) &&
    new X509Certificate(pair.cert).verify(new X509Certificate(authority.cert).publicKey)
  const server = await kept({ cert: file('server.pem'), key: file('server-key.pem') }, isGood, () =>
    issue({ name: names[0]!, names, days: SERVER_DAYS, now, issuer: authority }),
  )
  return { ...server, authorityFile: file('ca.pem') }
}

async function kept(
  files: { readonly cert: string; readonly key: string },
  isGood: (pair: KeyPair) => boolean,
  make: () => Promise<KeyPair>,
): Promise<KeyPair> {
  if (existsSync(files.cert) && existsSync(files.key)) {
    const pair = readKeyPair(files)
    if (isGood(pair)) return pair
  }
  const pair = await make()
  replace(files.key, pair.key, 0o600)
  replace(files.cert, pair.cert, 0o644)
  return { key: readFileSync(files.key, 'utf8'), cert: readFileSync(files.cert, 'utf8') }
}

/** Never half a file, whoever reads it meanwhile. */
function replace(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text, { mode })
  renameSync(draft, path)
}

function isCurrent(now: Date): (pair: KeyPair) => boolean {
  return ({ cert }) => {
    const { validFrom, validTo } = new X509Certificate(cert)
    const [from, to] = [Date.parse(validFrom), Date.parse(validTo)]
    return from <= now.getTime() && to - now.getTime() > (to - from) / 3
  }
}

function coversAll({ cert }: KeyPair, names: readonly string[]): boolean {
  const certificate = new X509Certificate(cert)
  return names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined)
}

interface IssueRequest {
  readonly name: string
  readonly names: readonly string[]
  readonly days: number
  readonly now: Date
  /** Null: itself, as an authority. */
  readonly issuer: KeyPair | null
}

/** A serial number of these octets: positive, and without a leading zero, which OpenSSL takes for bad padding. */
export function serialNumber([first = 0, ...others]: Uint8Array): string {
  return Buffer.from([(first & 0x3f) | 0x40, ...others]).toString('hex')
}

const makeKeys = promisify(generateKeyPair)

async function issue({ name, names, days, now, issuer }: IssueRequest): Promise<KeyPair> {
  const keys = await makeKeys('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const { pki } = forge
  const certificate = pki.createCertificate()
  certificate.publicKey = pki.publicKeyFromPem(keys.publicKey)
  certificate.serialNumber = serialNumber(randomBytes(16))
  certificate.validity.notBefore = new Date(now.getTime() - DAY)
  certificate.validity.notAfter = new Date(now.getTime() + days * DAY)
  const parent = issuer ? pki.certificateFromPem(issuer.cert) : null
  certificate.setSubject([{ name: 'commonName', value: name }])
  certificate.setIssuer(parent ? parent.subject.attributes : [{ name: 'commonName', value: name }])
  certificate.setExtensions(extensionsFor(names, parent))
  certificate.sign(pki.privateKeyFromPem(issuer?.key ?? keys.privateKey), forge.md.sha256.create())
  return { key: keys.privateKey, cert: pki.certificateToPem(certificate) }
}

function extensionsFor(names: readonly string[], parent: forge.pki.Certificate | null): object[] {
  if (!parent)
    return [
      { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
      { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
      { name: 'subjectKeyIdentifier' },
    ]
  return [
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: names.map((name) => (isIP(name) ? { type: 7, ip: name } : { type: 2, value: name })),
    },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: parent.generateSubjectKeyIdentifier().getBytes() },
  ]
}
