import { findParam } from '../protocol/params.ts'
import { writeAddress } from '../protocol/path.ts'
import { protocolName, writeReceived } from '../message/stamp.ts'
import type { Envelope, SessionFacts } from './policy.ts'

/** What the trace fields tell of the client. */
export type StampedClient = Pick<SessionFacts, 'clientAddress' | 'helo' | 'isExtended' | 'isEncrypted' | 'user'>

export interface Stamp {
  readonly id: string
  readonly date: Date
  readonly envelope: Envelope
  readonly client: StampedClient
}

/** The Received field for a message that came by SMTP or LMTP. */
// RFC 5321 §4.4
export function stampReceived(
  { id, date, envelope, client }: Stamp,
  { hostname, lmtp }: { readonly hostname: string; readonly lmtp: boolean },
): string {
  const [only, ...others] = envelope.recipients
  return writeReceived({
    helo: client.helo ?? '',
    ip: client.clientAddress,
    by: hostname,
    with: protocolName({
      lmtp,
      extended: client.isExtended,
      tls: client.isEncrypted,
      authenticated: client.user !== null,
      utf8: findParam(envelope.params, 'SMTPUTF8') !== undefined,
    }),
    id,
    for: only && others.length === 0 ? writeAddress(only.forwardPath) : null,
    date,
  })
}
