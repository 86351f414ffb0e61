import type { AuthRequest } from '../client/auth.ts'
import type { StartTlsDemand } from '../client/starttls.ts'
import type { TlsSettings } from '../wire/tls/options.ts'

/** A host that the operator has named to bring mail to: wherever it is, in the same network too. */
export interface NamedHost {
  readonly host: string
  readonly port: number
  /** Default 'auto': STARTTLS where it is offered. */
  readonly startTls?: StartTlsDemand
  /** TLS from the first octet. */
  readonly implicitTls?: boolean
  readonly tls?: TlsSettings
  readonly auth?: AuthRequest
}

/** Whether both mean the same host. */
export function isSameHost(
  { host, port }: Pick<NamedHost, 'host' | 'port'>,
  other: Pick<NamedHost, 'host' | 'port'>,
): boolean {
  return port === other.port && host.toLowerCase() === other.host.toLowerCase()
}
