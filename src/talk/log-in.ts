import { authenticate, type AuthRequest } from '../client/auth.ts'
import { SmtpError } from '../client/error.ts'
import type { ClientSession } from '../client/session.ts'
import type { Reply } from '../protocol/reply.ts'
import type { Talk } from './talk.ts'

/**
 * Log in, in the best of the ways that are wanted and with what is known. Nothing of the person's is said meanwhile.
 * @returns why it did not work; null where it did, or where there is no conversation any more
 */
// RFC 4954 §4
export async function logIn(talk: Talk, request: AuthRequest): Promise<SmtpError | null> {
  let refusal: SmtpError | null = null
  await talk.lend(async (session) => {
    const outcome = await loggedIn(session, request)
    if (!(outcome instanceof SmtpError)) return outcome
    refusal = outcome
    return null
  })
  return refusal
}

/** A refusal is an answer; what else goes wrong ends the conversation. */
async function loggedIn(session: ClientSession, request: AuthRequest): Promise<Reply | SmtpError | null> {
  try {
    return await authenticate(session, { ...request, need: 'required' })
  } catch (error) {
    if (!(error instanceof SmtpError) || error.kind === 'connection' || error.kind === 'timeout') throw error
    return error
  }
}

/** In one line. */
export function describeRefusal({ message }: SmtpError): string {
  return message.replace(/\s*\n\s*/g, ' / ')
}

/** EHLO where it has not been said, and the login, before it is the person's turn. */
export async function beginLogin(talk: Talk, request: AuthRequest): Promise<void> {
  await talk.prepare(async () => {
    await talk.idle()
    if (talk.isOver || talk.ending === 'refused') return null
    const hello = `${talk.standing.protocol === 'lmtp' ? 'LHLO' : 'EHLO'} ${talk.helloName}`
    const offer = talk.session.state === 'ready' ? talk.lastReply : await talk.command(hello)
    if (talk.isOver) return null
    const refusal = await logIn(talk, request)
    if (talk.isOver) return null
    if (refusal === null) return talk.lastReply
    if (mayDoWithout(refusal, request)) {
      talk.show('comment', `${describeRefusal(refusal)}; the conversation goes on without a login`)
      return offer
    }
    talk.show('warning', `${describeRefusal(refusal)}; without a login it goes no further`)
    await talk.refuse('auth')
    return null
  })
}

/** A server that cannot be believed is left, whatever was asked for. */
function mayDoWithout({ kind }: SmtpError, { need = 'required' }: AuthRequest): boolean {
  if (need === 'required' || kind === 'protocol') return false
  return need === 'optional' || kind === 'unsupported'
}
