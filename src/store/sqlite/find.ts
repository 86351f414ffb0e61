import type { Query, Term } from '../query.ts'
import { fieldsOfTerm, searchWords, type SearchField } from '../search-words.ts'
import type { Value } from './driver.ts'

/** Bits of `flags`. */
export const FLAGS = { attachment: 1, inline: 2, html: 4, unsubscribe: 8, tagged: 16 } as const

/** A part of a statement, and what stands for its question marks. */
export interface Condition {
  /** "messages m …": where to look, in the order of `seq`. */
  readonly from: string
  /** Where to count: without the messages themselves, where they are not needed for that. */
  readonly countFrom: string
  readonly where: string
  readonly values: readonly Value[]
}

const columns: Readonly<Record<SearchField, string>> = {
  from: 'sender',
  to: 'recipient',
  cc: 'cc',
  bcc: 'bcc',
  replyTo: 'reply_to',
  subject: 'subject',
  messageId: 'message_id',
  text: 'body',
}

/** The words that begin so; null: look for the beginning itself. */
type Expand = (beginning: string) => readonly string[] | null

/**
 * A query as SQL. What narrows it down most leads: words, then a mailbox, a login or a tag.
 * @param floor only messages behind this place are looked through, where nothing leads
 */
export function writeCondition({ terms }: Query, expand: Expand = () => null, floor = 0): Condition {
  const texts = terms.filter(isText)
  const sought = texts.filter(({ isNot }) => !isNot).map((term) => writeMatch(term, expand))
  const unwanted = sought.length === 0 ? [] : texts.filter(({ isNot }) => isNot).map((term) => writeMatch(term, expand))
  const lead = sought.length > 0 ? null : (terms.find((term) => !term.isNot && labelKind(term)) ?? null)
  const where: string[] = []
  const values: Value[] = []
  const add = (sql: string, ...more: readonly Value[]) => {
    where.push(sql)
    values.push(...more)
  }
  if (sought.includes(null)) add('0')
  else if (sought.length > 0) add('search match ?', without(sought.join(' AND '), unwanted))
  if (lead) add('l.kind = ? and l.folded = ?', labelKind(lead), String(lead.value).toLowerCase())
  for (const term of terms) {
    if (term === lead || (isText(term) && sought.length > 0)) continue
    const [sql, ...more] = writeTerm(term, expand, floor)
    add(term.isNot ? `not (${sql})` : sql, ...more)
  }
  if (floor > 0 && !lead && sought.length === 0) add('m.seq > ?', floor)
  const leader = sought.length > 0 && !sought.includes(null) ? 'search' : lead ? 'labels l' : null
  const from = leader
    ? `${leader} cross join messages m on m.seq = ${leader === 'search' ? 'search.rowid' : 'l.seq'}`
    : 'messages m'
  return {
    from,
    countFrom: leader && where.length === 1 ? leader : from,
    where: where.join(' and ') || '1',
    values,
  }
}

/** Whether words are all that it does not want: it must be held against message after message. */
export function isOnlyUnwanted({ terms }: Query): boolean {
  return terms.length > 0 && terms.every((term) => term.isNot && isText(term))
}

/** What lists are in the order of: the index that leads. */
export function orderOf({ from }: Condition): string {
  return from.startsWith('search') ? 'search.rowid' : from.startsWith('labels') ? 'l.seq' : 'm.seq'
}

function without(match: string, unwanted: readonly (string | null)[]): string {
  const others = unwanted.filter((each) => each !== null)
  return others.length === 0 ? match : `(${match}) NOT (${others.join(' OR ')})`
}

function isText(term: Term): boolean {
  return fieldsOfTerm[term.field] !== undefined
}

function labelKind({ field }: Term): string | null {
  return field === 'tag' || field === 'mailbox' || field === 'login' ? field : null
}

/** Words one behind the other, the last may be a beginning: `{subject body} : "your" + "inv"*`. Null: no words. */
function writeMatch(term: Term, expand: Expand): string | null {
  const words = searchWords(String(term.value)).map((word) => `"${word}"`)
  if (words.length === 0) return null
  const within = fieldsOfTerm[term.field]!.map((field) => columns[field]).join(' ')
  const last = words.at(-1)!.slice(1, -1)
  const ends = term.field === 'message-id' ? null : expand(last)
  if (!ends) return `{${within}} : (${words.join(' + ')} *)`
  const phrases = ends.map((end) => [...words.slice(0, -1), `"${end}"`].join(' + '))
  return `{${within}} : (${phrases.join(' OR ')})`
}

function writeTerm(term: Term, expand: Expand, floor: number): readonly [sql: string, ...values: Value[]] {
  switch (term.field) {
    case 'is':
      if (term.value === 'tagged') return [`m.flags & ${FLAGS.tagged}`]
      return [term.value === 'read' ? 'm.is_read = 1' : 'm.is_read = 0']
    case 'has':
      // Written out, as the indexes have it.
      return [`m.flags & ${FLAGS[term.value]}`]
    case 'before':
      return ['m.at < ?', term.value.getTime()]
    case 'after':
      return ['m.at >= ?', term.value.getTime()]
    case 'larger':
      return ['m.size > ?', term.value]
    case 'smaller':
      return ['m.size < ?', term.value]
    case 'session':
      return ['m.session = ?', term.value]
    case 'tag':
    case 'mailbox':
    case 'login':
      return [
        'exists (select 1 from labels x where x.kind = ? and x.folded = ? and x.seq = m.seq)',
        term.field,
        term.value.toLowerCase(),
      ]
    default: {
      const match = writeMatch(term, expand)
      return match === null
        ? ['0']
        : ['m.seq in (select rowid from search where search match ? and rowid > ?)', match, floor]
    }
  }
}
