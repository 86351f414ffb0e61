import type { Route } from '../../client/route.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { TlsaFinding } from '../../wire/dane/find-tlsa.ts'
import type { FetchedPolicy } from '../../wire/mta-sts/fetch-policy.ts'
import type { StsRecord } from '../../wire/mta-sts/record.ts'
import type { TlsReporting } from '../../wire/tls-reporting.ts'

/** One address of a mail host, and the conversation that was held there. */
export interface SecuredPlace {
  readonly host: string
  readonly address: string
  readonly transcript: Transcript
  /** Certificates as the server sent them, DER, its own first; empty without TLS. */
  readonly chain: readonly Uint8Array[]
}

/** All that the verdict is made of. */
export interface TransportSecurityFacts {
  readonly route: Route
  /** One for each host of the route that has a name. */
  readonly tlsa: readonly TlsaFinding[]
  readonly places: readonly SecuredPlace[]
  readonly sts: StsRecord
  /** Null where no record asks for one. */
  readonly policy: FetchedPolicy | null
  readonly reporting: TlsReporting
  readonly now: Date
}

/** "mx1.example.test [127.0.0.2]" */
export function labelOf({ host, address }: Pick<SecuredPlace, 'host' | 'address'>): string {
  return host === address ? address : `${host} [${address}]`
}
