import type { MailboxCount, StoredMessage } from './store.ts'

/** Mailboxes that are listed at most. */
const LISTED = 1000

/** The most first. */
export function countMailboxes(
  messages: Iterable<Pick<StoredMessage, 'mailboxes' | 'user' | 'isRead'>>,
  by: 'recipient' | 'login',
): MailboxCount[] {
  const counts = new Map<string, { name: string; messages: number; unread: number }>()
  for (const { mailboxes, user, isRead } of messages) {
    for (const name of by === 'recipient' ? mailboxes : user === null ? [] : [user]) {
      const count = counts.get(name) ?? { name, messages: 0, unread: 0 }
      counts.set(name, count)
      count.messages++
      if (!isRead) count.unread++
    }
  }
  return [...counts.values()].sort((a, b) => b.messages - a.messages).slice(0, LISTED)
}
