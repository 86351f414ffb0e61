import type { Duplex } from 'node:stream'
import { connect, createServer, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import type { CertificateDetails, TlsDetails } from '../transcript/event.ts'
import { timedOut, WireError } from './failure.ts'

export interface TlsOptions {
  /** Name for SNI, and the name the certificate must be for. An address is used for the latter only. */
  readonly servername: string
}

/**
 * The TLS handshake, as the client. A certificate that cannot be believed does not end it: a tester wants to see
 * what there is. Why it was not believed stands in the details.
 */
export async function secure(
  stream: Duplex,
  options: TlsOptions,
  ms: number,
): Promise<{ stream: TLSSocket; details: TlsDetails }> {
  const servername = /^[\d.]+$|:/.test(options.servername) ? '' : options.servername
  const socket = connect({ socket: stream, servername, host: options.servername, rejectUnauthorized: false })
  await established(socket, stream, ms)
  return { stream: socket, details: describeTls(socket, servername || null) }
}

function established(socket: TLSSocket, below: Duplex, ms: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const fail = (cause: unknown) => {
      clearTimeout(timer)
      socket.destroy()
      below.destroy()
      reject(new WireError('tls', cause))
    }
    const timer = setTimeout(() => fail(timedOut('the TLS handshake', ms)), ms)
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error').removeAllListeners('close')
      resolve()
    })
    socket.once('error', fail)
    socket.once('close', () => fail(new Error('the other end closed the connection during the TLS handshake')))
  })
}

function describeTls(socket: TLSSocket, servername: string | null): TlsDetails {
  const cipher = socket.getCipher()
  return {
    protocol: socket.getProtocol() ?? '',
    cipher: cipher.standardName ?? cipher.name,
    servername,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    ...peerCertificate(socket),
  }
}

/** The other end's certificate, and why it is not believed. */
export function peerCertificate(socket: TLSSocket): Pick<TlsDetails, 'distrust' | 'certificate'> {
  const peer = socket.getPeerCertificate(true)
  return {
    distrust: socket.authorized ? null : String(socket.authorizationError ?? 'no certificate'),
    certificate: Object.keys(peer).length === 0 ? null : describeCertificate(peer),
  }
}

function describeCertificate(peer: DetailedPeerCertificate): CertificateDetails {
  return {
    subject: formatName(peer.subject),
    issuer: formatName(peer.issuer),
    names: peer.subjectaltname?.split(', ') ?? [],
    validFrom: new Date(peer.valid_from).toISOString(),
    validTo: new Date(peer.valid_to).toISOString(),
    fingerprint: peer.fingerprint256,
  }
}

function formatName(name: object): string {
  return Object.entries(name)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(', ')
}

/** Key and certificate of a server, PEM. */
export interface ServerTls {
  readonly key: string
  readonly cert: string
  /** Whether clients are asked for a certificate; one that cannot be believed does not end the handshake. */
  readonly asksForCertificate?: boolean
  /** Certificates that those of clients may go back to. Default: the well-known ones. */
  readonly ca?: string
}

/** The TLS handshake, as the server. @throws WireError */
export async function acceptTls(
  stream: Duplex,
  { key, cert, ca, asksForCertificate = false }: ServerTls,
  ms: number,
): Promise<{ stream: TLSSocket; details: TlsDetails }> {
  // A server of its own, which listens nowhere: only a server looks whether a client's certificate can be believed.
  const server = createServer({
    key,
    cert,
    requestCert: asksForCertificate,
    rejectUnauthorized: false,
    ...(ca !== undefined && { ca }),
  })
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      stream.off('close', onClose)
    }
    const fail = (cause: unknown) => {
      done()
      stream.destroy()
      reject(new WireError('tls', cause))
    }
    const onClose = () => fail(new Error('the other end closed the connection during the TLS handshake'))
    const timer = setTimeout(() => fail(timedOut('the TLS handshake', ms)), ms)
    stream.once('close', onClose)
    server.once('tlsClientError', fail).once('secureConnection', (secured) => {
      done()
      resolve(secured)
    })
    server.emit('connection', stream)
  })
  return {
    stream: socket,
    details: describeTls(socket, typeof socket.servername === 'string' ? socket.servername : null),
  }
}
