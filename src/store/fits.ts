import type { Query, Term } from './query.ts'
import { fieldsOfTerm, holdsWords, searchTexts } from './search-words.ts'
import type { StoredMessage } from './store.ts'

/** Whether all of a query holds of a message. */
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
  if (term.field === 'has') {
    const { attachments, hasHtml, listUnsubscribe } = overview
    if (term.value === 'html') return hasHtml
    if (term.value === 'unsubscribe') return listUnsubscribe !== null
    return attachments.some(({ isInline }) => isInline === (term.value === 'inline'))
  }
  const texts = searchTexts(message, overview)
  return fieldsOfTerm[term.field]!.some((field) => holdsWords(texts[field], term.value))
}
