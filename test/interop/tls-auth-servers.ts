import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KeyPair } from '../../src/wire/tls/options.ts'
import { makeCertificate } from '../wire/tls-certificates.ts'
import { startDovecot } from './dovecot.ts'
import { freePort, startPostfix, type Postfix } from './postfix.ts'

/** A Postfix that is many servers, one a port: each with another certificate, and those where clients log in. */

const root = makeCertificate({ cn: 'Root', isAuthority: true, names: [] })
const middle = makeCertificate({ cn: 'Middle', isAuthority: true, names: [], issuer: root })
const names = ['DNS:mx.example.test', 'IP:127.0.0.1']
const issued = { cn: 'mx.example.test', names, issuer: middle }
const good = makeCertificate(issued)
const rsa = (bits: number) => ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`]

/** As the server sends it: key, certificate, and what is behind it. */
const chain = ({ key, cert }: KeyPair, ...behind: readonly KeyPair[]) =>
  [key, cert, ...behind.map((each) => each.cert)].join('')

const chains = {
  good: chain(good, middle),
  expired: chain(makeCertificate({ ...issued, days: [-9, -2] }), middle),
  early: chain(makeCertificate({ ...issued, days: [2, 9] }), middle),
  'self-signed': chain(makeCertificate({ cn: 'mx.example.test', names })),
  'wrong-name': chain(makeCertificate({ cn: 'other.test', issuer: middle }), middle),
  // A certificate as public authorities make them.
  'chain-missing': chain(makeCertificate({ ...issued, issuerUrl: 'http://ca.example.test/middle.der' })),
  weak: chain(makeCertificate({ ...issued, key: rsa(1024) }), middle),
}

export type CertificateName = keyof typeof chains

const clientPair = makeCertificate({ cn: 'client.example.org', issuer: root })
const strangerPair = makeCertificate({ cn: 'client.example.org' })

/** Bob has a password in clear, so that he may log in in any way; the others have what one way needs. */
export const dovecotUsers = ['bob:{PLAIN}pencil', 'alice:{PLAIN}with "quotes" \\ and ünïcode']

export interface SecureServers {
  readonly postfix: Postfix
  /** STARTTLS with a certificate of this kind. */
  readonly certificates: Readonly<Record<CertificateName, number>>
  /** Where clients log in: over STARTTLS, and with TLS from the start. */
  readonly submission: number
  readonly smtps: number
  /** Where only a certificate that is believed lets clients relay, and where none without one gets through TLS. */
  readonly byCertificate: number
  readonly certificateOnly: number
  /** A file in a folder that goes with the servers. */
  file(name: string): string
  stop(): Promise<void>
}

export async function startSecureServers(): Promise<SecureServers> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tls-auth-'))
  const file = (name: string) => join(folder, name)
  const pems = {
    ca: root.cert,
    client: clientPair.key + clientPair.cert,
    stranger: strangerPair.key + strangerPair.cert,
  }
  for (const [name, pem] of Object.entries(pems)) writeFileSync(file(`${name}.pem`), pem)
  const dovecot = await startDovecot(dovecotUsers)
  const kinds = Object.keys(chains) as CertificateName[]
  const ports = await freePorts(kinds.length + 4)
  const [submission = 0, smtps = 0, byCertificate = 0, certificateOnly = 0] = ports.splice(0, 4)
  const login = { smtpd_sasl_auth_enable: 'yes', smtpd_tls_auth_only: 'yes', smtpd_relay_restrictions: loggedIn }
  const services = [
    ...kinds.map((kind, i) => service(ports[i]!, { smtpd_tls_chain_files: `HOME/${kind}.pem` })),
    service(submission, login),
    service(smtps, { ...login, smtpd_tls_wrappermode: 'yes' }),
    service(byCertificate, { smtpd_tls_ask_ccert: 'yes', smtpd_relay_restrictions: withCertificate }),
    service(certificateOnly, { smtpd_tls_req_ccert: 'yes', smtpd_tls_security_level: 'encrypt' }),
  ]
  const files = Object.fromEntries(kinds.map((kind) => [`${kind}.pem`, chains[kind]]))
  const postfix = await startPostfix({
    main: mainOf(dovecot.socket, file('ca.pem')),
    services: services.join(''),
    files,
  })
  return {
    postfix,
    certificates: Object.fromEntries(kinds.map((kind, i) => [kind, ports[i]!])) as Record<CertificateName, number>,
    ...{ submission, smtps, byCertificate, certificateOnly },
    file,
    async stop() {
      postfix.stop()
      await dovecot.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const loggedIn = 'permit_sasl_authenticated, reject'
const withCertificate = 'permit_tls_all_clientcerts, reject'

function mainOf(socket: string, ca: string): string {
  return `smtpd_tls_chain_files = HOME/good.pem
smtpd_tls_CAfile = ${ca}
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${socket}
smtpd_tls_received_header = yes
smtpd_sasl_authenticated_header = yes
`
}

function service(port: number, settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `  -o { ${name} = ${value} }\n`)
  return `127.0.0.1:${port} inet n - n - - smtpd\n${lines.join('')}`
}

async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort())
  return [...ports]
}
