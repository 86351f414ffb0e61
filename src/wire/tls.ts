import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import {
  checkServerIdentity,
  connect,
  createSecureContext,
  createServer,
  type SecureContext,
  type TLSSocket,
} from 'node:tls'
import type { TlsDetails } from '../transcript/event.ts'
import { timedOut, WireError } from './failure.ts'
import { describeTls, sentChain } from './tls/describe.ts'
import type { KeyPair, ServerTls, TlsSettings } from './tls/options.ts'
import { protocolOptions } from './tls/versions.ts'

/** A handshake, and what came of it. */
export interface Secured {
  readonly stream: TLSSocket
  readonly details: TlsDetails
  /** Why it does not count, where more was demanded of the certificate than it has. */
  readonly refusal?: WireError
}

/**
 * The TLS handshake, as the client. A certificate that cannot be believed does not end it: a tester wants to see
 * what there is. Why it was not believed stands in the details.
 * @param name the host's, for SNI and for the certificate where the settings say nothing else. An address is used for
 * the latter only.
 * @throws WireError
 */
export async function secure(stream: Duplex, name: string, ms: number, settings: TlsSettings = {}): Promise<Secured> {
  const { host = name, pair, ca, versions, ciphers, alpn, onKey, onChain } = settings
  const servername = settings.servername === undefined ? nameOf(name) : (settings.servername ?? '')
  const socket = begin(stream, () =>
    connect({
      socket: stream,
      servername,
      host,
      rejectUnauthorized: false,
      checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
      ...protocolOptions(versions, ciphers),
      ...(ca !== undefined && { ca }),
      ...(pair && { key: pair.key, cert: pair.cert }),
      ...(alpn && { ALPNProtocols: [...alpn] }),
    }),
  )
  if (onKey) socket.on('keylog', onKey)
  await established(socket, stream, ms)
  const details = describeTls(socket, servername || null, host)
  onChain?.(sentChain(socket))
  const refusal = judge(details, settings)
  return { stream: socket, details, ...(refusal && { refusal }) }
}

/** RFC 6066 §3: addresses are no names. */
function nameOf(host: string): string {
  return isIP(host) ? '' : host
}

/** Settings that OpenSSL does not take are found out when they are used. */
function begin<T>(stream: Duplex, start: () => T): T {
  try {
    return start()
  } catch (error) {
    stream.destroy()
    throw new WireError('tls', error)
  }
}

const WRONG_NAME = 'ERR_TLS_CERT_ALTNAME_INVALID'

function judge(details: TlsDetails, { verifyChain, verifyHost }: TlsSettings): WireError | null {
  const { distrust, isForHost, host } = details
  if (verifyChain && distrust !== null && distrust !== WRONG_NAME)
    return refuse(distrust, `the certificate was not believed: ${distrust}`)
  if (verifyHost && !isForHost) return refuse(WRONG_NAME, `the certificate is not for ${host}`)
  return null
}

function refuse(code: string, message: string): WireError {
  return new WireError('tls', Object.assign(new Error(message), { code }))
}

const hungUp = 'the other end closed the connection during the TLS handshake'

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
      below.off('end', onEnd)
      resolve()
    })
    const onEnd = () => fail(new Error(hungUp))
    socket.once('error', fail)
    socket.once('close', onEnd)
    // What ended before the handshake took the connection over tells only the stream below.
    if (below.readableEnded) onEnd()
    else below.once('end', onEnd)
  })
}

/** The TLS handshake, as the server. @throws WireError */
export async function acceptTls(stream: Duplex, tls: ServerTls, ms: number): Promise<Secured> {
  const { key, cert, ca, versions, ciphers, alpn, asksForCertificate = false } = tls
  // A server of its own, which listens nowhere: only a server looks whether a client's certificate can be believed.
  const server = begin(stream, () =>
    createServer({
      key,
      cert,
      requestCert: asksForCertificate,
      rejectUnauthorized: false,
      SNICallback: (name, done) => done(null, contextFor(name, tls)),
      ...protocolOptions(versions, ciphers),
      ...(alpn && { ALPNProtocols: [...alpn] }),
      ...(ca !== undefined && { ca }),
    }),
  )
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const done = () => {
      clearTimeout(timer)
      stream.off('close', onClose).off('end', onClose)
    }
    const fail = (cause: unknown) => {
      done()
      stream.destroy()
      reject(new WireError('tls', cause))
    }
    const onClose = () => fail(new Error(hungUp))
    const timer = setTimeout(() => fail(timedOut('the TLS handshake', ms)), ms)
    // What ended before the handshake took the connection over tells only this stream.
    if (stream.readableEnded) return onClose()
    stream.once('close', onClose).once('end', onClose)
    // Half a connection is good for the rest of a conversation, and for no handshake.
    stream.allowHalfOpen = false
    server.once('tlsClientError', fail).once('secureConnection', (secured) => {
      done()
      secured.allowHalfOpen = true
      resolve(secured)
    })
    server.emit('connection', stream)
  })
  const details = describeTls(socket, typeof socket.servername === 'string' ? socket.servername : null)
  // Nobody was asked for one, so none is missing.
  return { stream: socket, details: asksForCertificate ? details : { ...details, distrust: null } }
}

const contexts = new WeakMap<KeyPair, SecureContext>()

/** What is for this name beside the usual pair; the usual one where nothing is. */
function contextFor(name: string, { others = [], versions, ciphers, ca }: ServerTls): SecureContext | undefined {
  const pair = others.find(({ cert }) => new X509Certificate(cert).checkHost(name) !== undefined)
  if (!pair) return undefined
  const known = contexts.get(pair)
  if (known) return known
  const { key, cert } = pair
  const context = createSecureContext({
    key,
    cert,
    ...protocolOptions(versions, ciphers),
    ...(ca !== undefined && { ca }),
  })
  contexts.set(pair, context)
  return context
}
