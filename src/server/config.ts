import type { Clock } from '../wire/clock.ts'
import type { TlsSource } from '../wire/tls/options.ts'
import type { Authenticator } from './auth.ts'
import type { FaultSet } from './faults/fault-set.ts'
import type { Policy } from './policy.ts'

export interface ServerConfig {
  /** What the server calls itself. */
  readonly hostname: string
  readonly lmtp: boolean
  readonly policy: Policy
  readonly clock: Clock
  readonly limits: ServerLimits
  /** Key and certificate, or where to ask for them; with them STARTTLS is offered. */
  readonly tls?: TlsSource
  /** Who may log in, and how; with it AUTH is offered. */
  readonly auth?: Authenticator
  /** Trouble to make on demand. */
  readonly faults?: FaultSet
  /** Refuse commands that the lenient reading would only report. */
  readonly strict: boolean
  /** LF ends a line in mail data too: for hand-typed sessions, never for programs. */
  readonly lenientLineEnds: boolean
  /** What becomes of messages with bare CR or LF in them. */
  readonly bareLineEnds: 'refuse' | 'keep'
}

/** What a server allows one client, and all of them together (RFC 5321 §4.5.3). */
export interface ServerLimits {
  /** Octets of message; offered as SIZE. Infinity: as many as come. RFC 1870 §3 */
  readonly size: number
  readonly recipients: number
  /** Refused commands before the server hangs up. */
  readonly errors: number
  readonly connections: number
  /** Connections at one time from one address. */
  readonly perClient: number
  /** Milliseconds of silence before 421. RFC 5321 §4.5.3.2.7 */
  readonly idle: number
  /** Milliseconds for one command line, from its first octet: a client may be slow, but not for ever. */
  readonly command: number
  /** Milliseconds for the mail data of one message, or of one BDAT. */
  readonly message: number
  /** Milliseconds for the TLS handshake. */
  readonly handshake: number
  /** Octets of conversation that are recorded of one session, mail data included. */
  readonly record: number
}

/** What a server allows that is told nothing: at least what RFC 5321 §4.5.3.1 asks for. */
export const defaultLimits: ServerLimits = {
  size: 50 * 1024 * 1024,
  recipients: 1000,
  errors: 100,
  connections: 10_000,
  perClient: 1000,
  idle: 300_000,
  command: 300_000,
  message: 3_600_000,
  handshake: 30_000,
  record: 1024 * 1024,
}
