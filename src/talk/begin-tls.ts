import { isPositive, replyText, type Reply } from '../protocol/reply.ts'
import type { Talk } from './talk.ts'

/**
 * EHLO, STARTTLS, the handshake and EHLO again, before it is the person's turn. Where there is no TLS to be had the
 * conversation goes on in clear, or ends where TLS is required.
 */
// RFC 3207 §4
export function beginTls(talk: Talk, demand: 'require' | 'auto'): Promise<void> {
  return talk.prepare(async () => {
    await talk.idle()
    if (talk.isOver || talk.ending === 'refused') return null
    const hello = `${talk.standing.protocol === 'lmtp' ? 'LHLO' : 'EHLO'} ${talk.helloName}`
    const offer = await talk.command(hello)
    if (!offer || talk.isOver) return null
    const refusal = await startTls(talk, offer)
    if (refusal !== null && demand === 'require') {
      talk.show('warning', `${refusal}, and --tls require goes no further`)
      await talk.refuse('tls')
      return null
    }
    if (refusal !== null) {
      talk.show('comment', `${refusal}: the conversation goes on in clear`)
      return offer
    }
    return talk.isOver ? null : talk.command(hello)
  })
}

/** @returns why there is no TLS; null where there is, or no conversation any more */
async function startTls(talk: Talk, offer: Reply): Promise<string | null> {
  if (!isPositive(offer)) return `the server refuses the hello (${offer.code})`
  if (!talk.session.capabilities.has('STARTTLS')) return 'the server does not offer STARTTLS'
  const reply = await talk.command('STARTTLS')
  if (!reply) return null
  if (!isPositive(reply)) return `the server refuses STARTTLS (${reply.code} ${replyText(reply)})`
  // The handshake follows by itself.
  await talk.idle()
  return null
}
