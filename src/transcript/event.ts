/** One thing that happened on a connection. `at` is in milliseconds since the transcript began, to the clock's precision. */
export type TranscriptEvent =
  | { readonly kind: 'resolved'; readonly at: number; readonly name: string; readonly addresses: readonly string[] }
  | { readonly kind: 'open'; readonly at: number; readonly local: string | null; readonly remote: string | null }
  | OctetsEvent
  | ElidedEvent
  /** The record was full: what was said from here on is not in it. */
  | { readonly kind: 'truncated'; readonly at: number }
  | ({ readonly kind: 'tls'; readonly at: number } & TlsDetails)
  | FailedEvent
  | FaultEvent
  | { readonly kind: 'closed'; readonly at: number; readonly by: 'us' | 'peer' | 'timeout' }

export interface OctetsEvent {
  readonly kind: 'sent' | 'received'
  readonly at: number
  readonly bytes: Uint8Array
  /** A credential: never shown, never written to a file unless asked for. */
  readonly secret: boolean
}

/** Mail data that went by and was not kept; it ended with a line end. */
export interface ElidedEvent {
  readonly kind: 'elided'
  readonly at: number
  readonly by: 'us' | 'peer'
  readonly octets: number
}

/** Why there is no conversation, or no more of it. */
export interface FailedEvent {
  readonly kind: 'failed'
  readonly at: number
  readonly phase: 'resolve' | 'connect' | 'tls' | 'conversation'
  /** The system's or OpenSSL's code, as "ECONNREFUSED"; '' where there is none. */
  readonly code: string
  readonly message: string
}

/** The server made trouble here because it had been told to. */
export interface FaultEvent {
  readonly kind: 'fault'
  readonly at: number
  /** Its name among the server's faults. */
  readonly id: string
  /** What it is: "RCPT 451 4.3.0 "Try later"". */
  readonly text: string
}

/** What is known of a TLS handshake that came to its end. */
export interface TlsDetails {
  /** "TLSv1.3" */
  readonly protocol: string
  /** IANA name, "TLS_AES_256_GCM_SHA384" */
  readonly cipher: string
  /** "X25519", "prime256v1", "DH 2048"; absent where only the client can tell. */
  readonly keyExchange?: string
  /** Name asked for with SNI; null where none was. */
  readonly servername: string | null
  readonly alpn: string | null
  /** Why the peer's certificate was not believed: OpenSSL's or Node's code. Null where it was, or was not asked for. */
  readonly distrust: string | null
  /** Whom the certificate was to be for, and whether it is. */
  readonly host?: string
  readonly isForHost?: boolean
  readonly certificate: CertificateDetails | null
  /** Those that the certificate goes back to, as far as they are known, the issuer of the first one first. */
  readonly chain?: readonly CertificateDetails[]
}

/** What a certificate says of itself. */
export interface CertificateDetails {
  readonly subject: string
  readonly issuer: string
  /** "DNS:mail.example.test" … */
  readonly names: readonly string[]
  /** ISO 8601 */
  readonly validFrom: string
  readonly validTo: string
  /** SHA-256, upper case hexadecimal with colons */
  readonly fingerprint: string
  /** Hexadecimal */
  readonly serial?: string
  /** "RSA 2048", "EC prime256v1", "Ed25519" */
  readonly key?: string
  /** What it is signed with: "sha256WithRSAEncryption" */
  readonly signature?: string
  /** Where its issuer's certificate can be had (AIA): what public authorities write into theirs. RFC 5280 */
  readonly issuerUrl?: string
}
