import { X509Certificate } from 'node:crypto'
import { checkServerIdentity, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { CertificateDetails, TlsDetails } from '../../transcript/event.ts'
import { signatureAlgorithm } from '../channel-binding.ts'

/** A handshake that came to its end, as the record keeps it. */
export function describeTls(socket: TLSSocket, servername: string | null, host?: string): TlsDetails {
  const cipher = socket.getCipher()
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: cipher.standardName ?? cipher.name,
    ...describeKeyExchange(socket),
    servername,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    ...peerCertificate(socket, host),
  }
}

function describeKeyExchange(socket: TLSSocket): Pick<TlsDetails, 'keyExchange'> {
  const { type, name, size } = (socket.getEphemeralKeyInfo() ?? {}) as { type?: string; name?: string; size?: number }
  if (name) return { keyExchange: name }
  return type === undefined ? {} : { keyExchange: size === undefined ? type : `${type} ${size}` }
}

/** The other end's certificate, why it is not believed, and what it goes back to. */
export function peerCertificate(
  socket: TLSSocket,
  host?: string,
): Pick<TlsDetails, 'distrust' | 'host' | 'isForHost' | 'certificate' | 'chain'> {
  const peer = socket.getPeerCertificate(true)
  const distrust = socket.authorized ? null : String(socket.authorizationError ?? 'no certificate')
  if (!isCertificate(peer)) return { distrust, ...(host !== undefined && { host }), certificate: null }
  const chain = issuersOf(peer).map(describeCertificate)
  return {
    distrust,
    ...(host !== undefined && { host, isForHost: checkServerIdentity(host, peer) === undefined }),
    certificate: describeCertificate(peer),
    ...(chain.length > 0 && { chain }),
  }
}

function isCertificate(peer: object): peer is DetailedPeerCertificate {
  return 'raw' in peer
}

/** More are not worth keeping, whoever sends them. */
const LONGEST_CHAIN = 10

function issuersOf(peer: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const issuers: DetailedPeerCertificate[] = []
  for (let next = peer.issuerCertificate; next && issuers.length < LONGEST_CHAIN; next = next.issuerCertificate) {
    // A root names itself as its issuer.
    if (next === peer || next.fingerprint256 === (issuers.at(-1) ?? peer).fingerprint256) break
    issuers.push(next)
  }
  return issuers
}

/** The certificates as the peer has sent them, DER. Node hands them over once, so whatever else is asked is asked before. */
export function sentChain(socket: TLSSocket): readonly Uint8Array[] {
  const sent: Uint8Array[] = []
  for (
    let next = socket.getPeerX509Certificate();
    next && sent.length <= LONGEST_CHAIN;
    next = next.issuerCertificate
  ) {
    sent.push(new Uint8Array(next.raw))
  }
  return sent
}

function describeCertificate(peer: DetailedPeerCertificate): CertificateDetails {
  const signature = nameSignature(peer.raw)
  const key = nameKey(peer.raw)
  const [issuerUrl] = peer.infoAccess?.['CA Issuers - URI'] ?? []
  return {
    subject: formatName(peer.subject),
    issuer: formatName(peer.issuer),
    names: peer.subjectaltname?.split(', ') ?? [],
    validFrom: new Date(peer.valid_from).toISOString(),
    validTo: new Date(peer.valid_to).toISOString(),
    fingerprint: peer.fingerprint256,
    serial: peer.serialNumber,
    ...(key !== null && { key }),
    ...(signature !== null && { signature }),
    ...(issuerUrl !== undefined && { issuerUrl }),
  }
}

function formatName(name: object | undefined): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(', ')
}

/** Null where it is a kind of key that the TLS library does not know. */
function nameKey(der: Buffer): string | null {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = new X509Certificate(der).publicKey
    const kind = type === undefined ? '' : (kinds[type] ?? type)
    const size = details?.modulusLength ?? details?.namedCurve
    return size === undefined ? kind : `${kind} ${size}`
  } catch {
    return null
  }
}

const kinds: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA-PSS',
  dsa: 'DSA',
  ec: 'EC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
}

function nameSignature(der: Buffer): string | null {
  const oid = signatureAlgorithm(der)
  return oid === null ? null : (signatures[oid] ?? null)
}

/** By the content octets of the object identifier. RFC 8017, RFC 5758, RFC 8410 name them. */
const signatures: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'md5WithRSAEncryption',
  '2a864886f70d010105': 'sha1WithRSAEncryption',
  '2a864886f70d01010a': 'rsassaPss',
  '2a864886f70d01010b': 'sha256WithRSAEncryption',
  '2a864886f70d01010c': 'sha384WithRSAEncryption',
  '2a864886f70d01010d': 'sha512WithRSAEncryption',
  '2a8648ce3d0401': 'ecdsa-with-SHA1',
  '2a8648ce3d040302': 'ecdsa-with-SHA256',
  '2a8648ce3d040303': 'ecdsa-with-SHA384',
  '2a8648ce3d040304': 'ecdsa-with-SHA512',
  '2b6570': 'Ed25519',
  '2b6571': 'Ed448',
}
