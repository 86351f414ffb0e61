import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KeyPair } from '../../src/wire/tls/options.ts'

/** What a certificate of a test is like. */
export interface CertificateRequest {
  /** Common name, and unless `names` are given the name that it is for. */
  readonly cn: string
  /** As OpenSSL writes them: "DNS:a.example" or "IP:127.0.0.1". */
  readonly names?: readonly string[]
  /** Arguments of `openssl genpkey`. Default: an elliptic curve. */
  readonly key?: readonly string[]
  /** Days from now; the first may be negative. Default: yesterday, and a month. */
  readonly days?: readonly [from: number, to: number]
  readonly digest?: string
  /** Default: itself. */
  readonly issuer?: KeyPair
  readonly isAuthority?: boolean
  /** Where the issuer's certificate can be had, as public authorities say it. */
  readonly issuerUrl?: string
}

const curve = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const

/** Make keys and a certificate with the openssl command. */
export function makeCertificate(request: CertificateRequest): KeyPair {
  const {
    cn,
    names = [`DNS:${cn}`],
    key = curve,
    days = [-1, 30],
    digest = 'sha256',
    issuer,
    isAuthority,
    issuerUrl,
  } = request
  const folder = mkdtempSync(join(tmpdir(), 'parley-certificate-'))
  const file = (name: string) => join(folder, name)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
  try {
    openssl('genpkey', ...key, '-out', file('key.pem'))
    openssl('req', '-new', '-key', file('key.pem'), '-subj', `/CN=${cn}`, '-out', file('request.pem'))
    const extensions = [
      `basicConstraints=critical,CA:${isAuthority ? 'TRUE' : 'FALSE'}`,
      'subjectKeyIdentifier=hash',
      ...(isAuthority ? ['keyUsage=critical,keyCertSign'] : []),
      ...(issuerUrl === undefined ? [] : [`authorityInfoAccess=caIssuers;URI:${issuerUrl}`]),
      ...(names.length > 0 ? [`subjectAltName=${names.join(',')}`] : []),
    ]
    writeFileSync(file('extensions'), extensions.join('\n'))
    writeFileSync(file('index'), '')
    writeFileSync(file('config'), configOf(folder))
    const signer = issuer ?? { key: readFileSync(file('key.pem'), 'utf8'), cert: '' }
    writeFileSync(file('signer-key.pem'), signer.key)
    if (issuer) writeFileSync(file('signer.pem'), issuer.cert)
    openssl(
      ...['ca', '-batch', '-notext', '-config', file('config'), '-md', digest],
      ...['-keyfile', file('signer-key.pem'), ...(issuer ? ['-cert', file('signer.pem')] : ['-selfsign'])],
      ...['-startdate', dateIn(days[0]), '-enddate', dateIn(days[1]), '-extfile', file('extensions')],
      ...['-in', file('request.pem'), '-out', file('cert.pem')],
    )
    return { key: readFileSync(file('key.pem'), 'utf8'), cert: readFileSync(file('cert.pem'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function configOf(folder: string): string {
  return `[ca]\ndefault_ca=here\n[here]\ndatabase=${folder}/index\nnew_certs_dir=${folder}\npolicy=any\nunique_subject=no\nrand_serial=yes\n[any]\ncommonName=supplied\n`
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '')
}
