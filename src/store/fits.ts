import type { Mailbox } from '../message/words.ts'
import type { Query, Term } from './query.ts'
import type { StoredMessage } from './store.ts'

/** Whether all of a query holds of a message. Text is compared without regard to case. */
export async function fits(message: StoredMessage, { terms }: Query): Promise<boolean> {
  for (const term of terms) if ((await holds(message, term)) === term.isNot) return false
  return true
}

async function holds(message: StoredMessage, term: Term): Promise<boolean> {
  switch (term.field) {
    case 'tag':
      return message.tags.some((tag) => tag.toLowerCase() === term.value.toLowerCase())
    case 'mailbox':
      return message.mailboxes.some((mailbox) => mailbox.toLowerCase() === term.value.toLowerCase())
    case 'login':
      return message.user?.toLowerCase() === term.value.toLowerCase()
    case 'session':
      return message.sessionId === term.value
    case 'before':
      return message.receivedAt < term.value
    case 'after':
      return message.receivedAt >= term.value
    case 'larger':
      return message.content.size > term.value
    case 'smaller':
      return message.content.size < term.value
    case 'is':
      return term.value === 'tagged' ? message.tags.length > 0 : message.isRead === (term.value === 'read')
    default:
      return holdsWithin(message, term)
  }
}

type TermWithin = Exclude<Term, { readonly field: 'before' | 'after' | 'larger' | 'smaller' | 'is' }>

/** What only the message itself can tell. */
async function holdsWithin(message: StoredMessage, term: TermWithin): Promise<boolean> {
  const overview = await message.overview()
  const { from, to, cc, bcc, replyTo, subject, messageId, text, attachments, hasHtml, listUnsubscribe } = overview
  const has = (...texts: readonly string[]) =>
    texts.some((each) => each.toLowerCase().includes(String(term.value).toLowerCase()))
  const someone = (mailboxes: readonly Mailbox[]) => has(...mailboxes.flatMap(({ name, address }) => [name, address]))
  switch (term.field) {
    case 'has':
      if (term.value === 'html') return hasHtml
      if (term.value === 'unsubscribe') return listUnsubscribe !== null
      return attachments.some(({ isInline }) => isInline === (term.value === 'inline'))
    case 'from':
      return someone(from) || has(message.from)
    case 'to':
      return someone(to) || has(...message.to)
    case 'cc':
      return someone(cc)
    case 'bcc':
      return someone(bcc)
    case 'reply-to':
      return someone(replyTo)
    case 'addressed':
      return someone([...from, ...to, ...cc, ...bcc]) || has(message.from, ...message.to)
    case 'subject':
      return has(subject)
    case 'message-id':
      return has(messageId ?? '')
    default:
      return (
        has(subject, text, message.from, ...message.to, ...attachments.map(({ filename }) => filename ?? '')) ||
        someone([...from, ...to, ...cc, ...bcc, ...replyTo])
      )
  }
}
