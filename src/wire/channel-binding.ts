import { createHash } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { ChannelBinding } from '../protocol/sasl/scram-client.ts'
import { derElement } from './der.ts'

/**
 * What a SASL exchange on this connection can be bound to, the best first: "tls-exporter" (RFC 9266 §2) with TLS 1.3,
 * "tls-unique" (RFC 5929 §3) with older versions, and the server's certificate (RFC 5929 §4) with all.
 */
export function channelBindings(socket: TLSSocket, role: 'client' | 'server'): ChannelBinding[] {
  const unique = socket.getProtocol() === 'TLSv1.3' ? exported(socket) : finished(socket, role)
  const certificate = role === 'server' ? ownCertificate(socket) : peerCertificate(socket)
  const hash = certificate && certificateHash(certificate)
  return [unique, hash && { type: 'tls-server-end-point', data: hash }].filter((binding) => binding !== null)
}

function exported(socket: TLSSocket): ChannelBinding {
  const data = socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
  return { type: 'tls-exporter', data }
}

/** The first Finished message of the handshake: the client's, or the server's where a session was resumed. */
function finished(socket: TLSSocket, role: 'client' | 'server'): ChannelBinding | null {
  const isOurs = (role === 'client') !== socket.isSessionReused()
  const data = isOurs ? socket.getFinished() : socket.getPeerFinished()
  return data ? { type: 'tls-unique', data } : null
}

function ownCertificate(socket: TLSSocket): Buffer | null {
  return rawOf(socket.getCertificate())
}

function peerCertificate(socket: TLSSocket): Buffer | null {
  return rawOf(socket.getPeerCertificate())
}

function rawOf(certificate: object | null): Buffer | null {
  return certificate && 'raw' in certificate && Buffer.isBuffer(certificate.raw) ? certificate.raw : null
}

/** With the hash that the certificate is signed with, SHA-256 in place of weaker ones. RFC 5929 §4.1 */
function certificateHash(certificate: Buffer): Buffer | null {
  const oid = signatureAlgorithm(certificate)
  const algorithm = oid === null ? undefined : hashes[oid]
  return algorithm === undefined ? null : createHash(algorithm).update(certificate).digest()
}

/** Content octets of the object identifier of a signature algorithm, hexadecimal. One that hashes in no one way is not here. */
const hashes: Readonly<Record<string, string>> = {
  '2a864886f70d010104': 'sha256', // md5WithRSAEncryption
  '2a864886f70d010105': 'sha256', // sha1WithRSAEncryption
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d0401': 'sha256', // ecdsa-with-SHA1
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
}

/**
 * Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OBJECT IDENTIFIER, … }, … }
 * Newer versions of Node tell it; the oldest that is supported does not.
 */
export function signatureAlgorithm(der: Buffer): string | null {
  const certificate = derElement(der, 0)
  const signed = certificate && derElement(der, certificate.from)
  const algorithm = signed && derElement(der, signed.to)
  const oid = algorithm && derElement(der, algorithm.from)
  return oid ? der.subarray(oid.from, oid.to).toString('hex') : null
}
