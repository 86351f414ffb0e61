import { classOf, replyText } from '../protocol/reply.ts'
import { rejected, SmtpError } from './error.ts'
import type { ClientSession } from './session.ts'

/** How much a conversation in clear is to become one in TLS: at any price, where the server can, or not at all. */
export type StartTlsDemand = 'require' | 'auto' | 'never'

/**
 * STARTTLS, as far as it is wanted. After a handshake that has failed there is no conversation, whatever was wanted.
 * @param onNote told in a sentence why the conversation goes on in clear
 * @returns whether TLS has begun, so that a new hello is due
 * @throws SmtpError where TLS is required and not to be had
 */
// RFC 3207 §4, RFC 8314 §3
export async function startTlsAs(
  demand: StartTlsDemand,
  session: ClientSession,
  onNote: (note: string) => void,
): Promise<boolean> {
  if (demand === 'never' || session.isEncrypted) return false
  if (!session.capabilities.has('STARTTLS')) {
    const missing = 'the server does not offer STARTTLS'
    if (demand === 'require') throw new SmtpError(missing, { kind: 'unsupported', phase: 'starttls' })
    onNote(`${missing}: the conversation goes on in clear`)
    return false
  }
  const reply = await session.command({ verb: 'STARTTLS' }, 'starttls')
  if (reply.code === 220) {
    await session.handshake()
    return true
  }
  if (session.state === 'tls') {
    const text = `STARTTLS was answered with ${reply.code}, which is neither 220 nor a refusal`
    throw new SmtpError(text, { kind: 'protocol', phase: 'starttls', reply, command: 'STARTTLS' })
  }
  const isRefusal = ['transient', 'permanent'].includes(classOf(reply.code)) && reply.code !== 421
  if (demand === 'require' || !isRefusal) throw rejected('starttls', 'STARTTLS', reply)
  onNote(`the server refuses STARTTLS (${reply.code} ${replyText(reply)}): the conversation goes on in clear`)
  return false
}
