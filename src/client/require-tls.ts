import { findParam, type Param } from '../protocol/params.ts'
import type { ClientSession } from './session.ts'
import { isOffered } from './transaction.ts'

/**
 * What is wrong where MAIL demands TLS of all servers on the way: it is to be demanded inside TLS, of a server that has
 * shown a certificate to be believed. That the server does not offer it is said of every parameter.
 */
// RFC 8689 §4.2.1
export function doubtsOnRequireTls(session: ClientSession, params: readonly Param[]): readonly string[] {
  const param = findParam(params, 'REQUIRETLS')
  if (!param || !isOffered(session, param)) return []
  if (!session.isEncrypted)
    return ['REQUIRETLS is demanded without TLS: on this stretch everybody on the way can read the message']
  const { events } = session.transcript
  const tls = events.findLast((event) => event.kind === 'tls')
  if (!tls || tls.distrust === null) return []
  return [`REQUIRETLS is demanded of a server whose certificate is not believed (${tls.distrust}): it may be anybody`]
}
