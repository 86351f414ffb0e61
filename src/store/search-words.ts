import type { MessageOverview } from '../message/overview.ts'
import type { Mailbox } from '../message/words.ts'
import type { Query } from './query.ts'
import type { NewMessage } from './store.ts'

/**
 * The words of a text as stores compare them: letters and digits without accents, in lower case. Scripts that are
 * written without spaces have a word a character.
 */
export function searchWords(text: string): readonly string[] {
  const plain = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}+/gu, '')
  return plain.toLowerCase().match(WORD) ?? []
}

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu

/** Where a message is searched. */
export const searchFields = ['from', 'to', 'cc', 'bcc', 'replyTo', 'subject', 'messageId', 'text'] as const
export type SearchField = (typeof searchFields)[number]

/** Fields that a search for text anywhere looks through. */
export const anywhere: readonly SearchField[] = ['subject', 'text', 'from', 'to', 'cc', 'bcc', 'replyTo']

/** The fields that a term of a query looks through; null for a term that is not about text. */
export const fieldsOfTerm: Readonly<Partial<Record<string, readonly SearchField[]>>> = {
  text: anywhere,
  from: ['from'],
  to: ['to'],
  cc: ['cc'],
  bcc: ['bcc'],
  'reply-to': ['replyTo'],
  addressed: ['from', 'to', 'cc', 'bcc'],
  subject: ['subject'],
  'message-id': ['messageId'],
}

/** Whether it asks for words, or for what only an overview tells: all messages must have been read. */
export function needsReading({ terms }: Query): boolean {
  return terms.some(({ field }) => fieldsOfTerm[field] !== undefined || field === 'has')
}

/** What of a message can be found, by field. Envelope and header both count. */
export function searchTexts(
  message: Pick<NewMessage, 'from' | 'to'>,
  overview: MessageOverview,
): Readonly<Record<SearchField, string>> {
  const { attachments } = overview
  const people = (mailboxes: readonly Mailbox[]) => mailboxes.flatMap(({ name, address }) => [name, address])
  const lines = (texts: readonly (string | null)[]) => texts.filter((text) => text !== null && text !== '').join('\n')
  return {
    from: lines([...people(overview.from), message.from]),
    to: lines([...people(overview.to), ...message.to]),
    cc: lines(people(overview.cc)),
    bcc: lines(people(overview.bcc)),
    replyTo: lines(people(overview.replyTo)),
    subject: overview.subject,
    messageId: overview.messageId ?? '',
    text: lines([overview.text, ...attachments.map(({ filename }) => filename)]),
  }
}

/**
 * Whether the words of `sought` stand one behind the other in `text`; the last may be the beginning of a word.
 * Nothing to look for is found nowhere.
 */
export function holdsWords(text: string, sought: string): boolean {
  const words = searchWords(sought)
  return words.length > 0 && ` ${searchWords(text).join(' ')}`.includes(` ${words.join(' ')}`)
}
