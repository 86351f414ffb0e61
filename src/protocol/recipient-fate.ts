import { classOf, isPositive, type Reply } from './reply.ts'
import { isTooManyRecipients } from './too-many-recipients.ts'

/**
 * What is to be done about a recipient: nothing, for the server has the message for him ('taken') or would have taken
 * it ('accepted'); tell the sender that it cannot be delivered ('refused'); try again later, or in a transaction of its
 * own ('later'); or nobody knows ('unknown').
 */
export type RecipientFate = 'taken' | 'accepted' | 'refused' | 'later' | 'unknown'

/** What was said about the recipients of one transaction, in their order. */
export interface SaidOfRecipients {
  readonly rcpt: readonly (Reply | null)[]
  /** LMTP: to the message, for each. */
  readonly delivery: readonly (Reply | null)[]
  readonly message: Reply | null
  /** To MAIL, and to DATA: a refusal of theirs is one of everybody. */
  readonly sender: Reply | null
  readonly data: Reply | null
  readonly isBroken: boolean
}

// RFC 5321 §3.3, RFC 5321 §4.2.1
export function fatesOf({ rcpt, delivery, message, sender, data, isBroken }: SaidOfRecipients): RecipientFate[] {
  let hasAccepted = false
  return rcpt.map((reply, i) => {
    if (reply === null) return sender && !isPositive(sender) ? refusal(sender) : 'unknown'
    if (!isPositive(reply)) return isTooManyRecipients(reply, hasAccepted) ? 'later' : refusal(reply)
    hasAccepted = true
    const last = delivery[i] ?? message
    if (last) return isPositive(last) ? 'taken' : refusal(last)
    if (data && classOf(data.code) !== 'intermediate') return refusal(data)
    return isBroken ? 'unknown' : 'accepted'
  })
}

/** Whoever says what nobody understands may mean something else the next time. */
function refusal({ code }: Reply): RecipientFate {
  return classOf(code) === 'permanent' ? 'refused' : 'later'
}
