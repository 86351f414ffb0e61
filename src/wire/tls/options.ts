import type { TlsVersions } from './versions.ts'

/** A private key, its certificate and those that it goes back to: PEM. */
export interface KeyPair {
  readonly key: string
  readonly cert: string
}

/** How TLS is done as the client. What is not said is as with any other client, but nothing is refused. */
export interface TlsSettings {
  /** Name to ask for with SNI, in place of the host's; null for none. RFC 6066 §3 */
  readonly servername?: string | null
  /** Name or address that the certificate must be for, in place of the host's. */
  readonly host?: string
  /** Give up on a certificate that goes back to no authority that is known, or is out of date. */
  readonly verifyChain?: boolean
  /** Give up on a certificate that is for another name. RFC 7817 §3 */
  readonly verifyHost?: boolean
  /** Authorities to believe in place of the well-known ones: PEM. */
  readonly ca?: string
  /** What the client shows, where it is asked. */
  readonly pair?: KeyPair
  readonly versions?: TlsVersions
  /** OpenSSL's cipher list. */
  readonly ciphers?: string
  /** Application protocols to offer. RFC 7301 */
  readonly alpn?: readonly string[]
  /** Told of the secrets of the connection, a line each, as SSLKEYLOGFILE has them. */
  readonly onKey?: (line: Buffer) => void
  /**
   * Told of the certificates as the other end has sent them, DER, its own one first. Node hands them over once: a login
   * cannot be bound to the certificate (tls-server-end-point) afterwards, to the connection it can.
   */
  readonly onChain?: (chain: readonly Uint8Array[]) => void
}

/** Key and certificate of a server, and how it does TLS. */
export interface ServerTls extends KeyPair {
  /** For other names: a client that asks for a name (SNI) gets the certificate that is for it. RFC 6066 §3 */
  readonly others?: readonly KeyPair[]
  readonly versions?: TlsVersions
  /** OpenSSL's cipher list. */
  readonly ciphers?: string
  readonly alpn?: readonly string[]
  /** Whether clients are asked for a certificate; one that cannot be believed does not end the handshake. */
  readonly asksForCertificate?: boolean
  /** Certificates that those of clients may go back to. Default: the well-known ones. */
  readonly ca?: string
}

/** What a server does TLS with, or where it has that from: asked at each handshake. It throws where there is no TLS for now. */
export type TlsSource = ServerTls | (() => ServerTls)

/** @throws what the source throws */
export function currentTls(source: TlsSource): ServerTls {
  return typeof source === 'function' ? source() : source
}
