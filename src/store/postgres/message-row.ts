import { readOverview, type MessageOverview } from '../../message/overview.ts'
import { beginning } from '../beginning.ts'
import type { Content } from '../content.ts'
import { searchTexts } from '../search-words.ts'
import type { NewMessage, StoredMessage } from '../store.ts'
import { fieldWords, searchVector } from './words.ts'

/** A row of `parley_messages` as it is read; what is only sought for is left out. */
export interface MessageRow {
  readonly seq: number
  readonly id: string
  readonly session_id: string
  readonly received_at: Date
  readonly reverse_path: string
  readonly recipients: readonly string[]
  readonly mailboxes: readonly string[]
  readonly login: string | null
  readonly size: number
  readonly is_read: boolean
  readonly tags: readonly string[]
  readonly envelope: Pick<NewMessage, 'params' | 'trace' | 'deviations'>
  /** Null: not read yet. */
  readonly overview: MessageOverview | null
}

export const columns = [
  ...['seq', 'id', 'session_id', 'received_at', 'reverse_path', 'recipients', 'mailboxes', 'login', 'size'],
  ...['is_read', 'tags', 'envelope', 'overview'],
]

/** A message as the database is given it, beside its octets: what is written of it before it is read. */
export function writeRow(message: NewMessage) {
  const { id, sessionId, receivedAt, from, to, mailboxes, user, content, tags, params, trace, deviations } = message
  return {
    id,
    session_id: sessionId,
    received_at: receivedAt,
    reverse_path: from,
    recipients: to,
    mailboxes,
    login: user,
    size: content.size,
    is_read: false,
    tags,
    envelope: { params, trace, deviations },
  }
}

/** What reading the message adds to its row. */
export function writeReading(message: Pick<NewMessage, 'from' | 'to'>, overview: MessageOverview) {
  const { attachments } = overview
  const texts = searchTexts(message, overview)
  return {
    has_attachment: attachments.some(({ isInline }) => !isInline),
    has_inline: attachments.some(({ isInline }) => isInline),
    has_html: overview.hasHtml,
    has_unsubscribe: overview.listUnsubscribe !== null,
    // The text is in what is searched.
    overview: { ...overview, text: '' },
    search: searchVector(texts),
    others: {
      cc: fieldWords(texts.cc),
      bcc: fieldWords(texts.bcc),
      replyTo: fieldWords(texts.replyTo),
      messageId: fieldWords(texts.messageId),
    },
  }
}

/** A message in the database; its octets are fetched when somebody asks for them. */
export function readRow(row: MessageRow, content: Content): StoredMessage {
  return {
    ...row.envelope,
    seq: row.seq,
    id: row.id,
    sessionId: row.session_id,
    receivedAt: row.received_at,
    from: row.reverse_path,
    to: row.recipients,
    mailboxes: row.mailboxes,
    user: row.login,
    isRead: row.is_read,
    tags: row.tags,
    content,
    overview: async () => row.overview ?? readOverview(await beginning(content)),
  }
}
