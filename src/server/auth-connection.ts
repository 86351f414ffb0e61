import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { channelBindings } from '../wire/channel-binding.ts'
import { peerCertificate } from '../wire/tls/describe.ts'
import type { AuthConnection } from './auth.ts'
import type { SessionFacts } from './policy.ts'

/** What a login can go by, beside what is said: nothing, without TLS. */
export function describeConnection(session: SessionFacts, stream: Duplex): AuthConnection {
  if (!(stream instanceof TLSSocket)) return { session, bindings: [], certificate: null }
  const { certificate, distrust } = peerCertificate(stream)
  return {
    session,
    bindings: channelBindings(stream, 'server'),
    certificate: certificate && { ...certificate, distrust },
  }
}
