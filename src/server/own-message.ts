import { readAddressPath } from '../protocol/address.ts'
import type { Envelope, Policy, SessionFacts } from './policy.ts'

/** A message that the host itself has to deliver: it goes out with the null reverse-path. */
export interface OwnMessage {
  readonly id: string
  readonly to: string
  readonly content: Uint8Array
}

/** Give a message of our own to the policy, as if it had come by SMTP. @throws Error where it cannot be taken for now */
export async function takeOwn(
  { policy, hostname }: { readonly policy: Pick<Policy, 'message'>; readonly hostname: string },
  { id, to, content }: OwnMessage,
  sessionId = 'own',
): Promise<void> {
  const forwardPath = readAddressPath(to)
  // Nobody whom it could reach: a reverse-path that is no address, taken by a server that takes everything.
  if (!forwardPath) return
  const envelope: Envelope = { reversePath: { kind: 'null' }, params: [], recipients: [{ forwardPath, params: [] }] }
  const session = ownSession(hostname, sessionId)
  const writer = policy.message(envelope, session)
  await writer.write(content)
  const reply = await writer.finish({ id, envelope, size: content.length, deviations: [], session })
  // Refused for good: there is nobody left to tell. RFC 5321 §6.1
  if (reply && reply.code >= 400 && reply.code < 500) throw new Error(reply.lines.map(({ text }) => text).join(' '))
}

/** The session of nobody: the host speaks to itself. */
function ownSession(hostname: string, id: string): SessionFacts {
  return {
    id,
    clientAddress: null,
    clientPort: null,
    helo: hostname,
    isExtended: true,
    isEncrypted: false,
    user: null,
    isOwn: true,
  }
}
