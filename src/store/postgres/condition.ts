import type { PendingQuery, Row } from 'postgres'
import type { Query, Term } from '../query.ts'
import type { SessionQuery } from '../session-record.ts'
import type { Selection } from '../store.ts'
import type { Sql, Transaction } from './database.ts'
import { fieldWords, searchQuery } from './words.ts'

type Fragment = PendingQuery<Row[]>

/** Which rows of `parley_messages` are meant. */
export function selected(sql: Sql, selection: Selection): Fragment {
  return 'ids' in selection ? sql`id = any(${[...selection.ids]})` : matching(sql, selection.query)
}

export function matching(sql: Sql | Transaction, { terms }: Query): Fragment {
  return terms.reduce<Fragment>(
    (all, term) => {
      const holds = condition(sql, term)
      return term.isNot ? sql`${all} and not coalesce((${holds}), false)` : sql`${all} and (${holds})`
    },
    sql`true`,
  )
}

function condition(sql: Sql | Transaction, term: Term): Fragment {
  switch (term.field) {
    case 'text':
      return found(sql, term.value)
    case 'subject':
      return found(sql, term.value, 'A')
    case 'from':
      return found(sql, term.value, 'B')
    case 'to':
      return found(sql, term.value, 'C')
    case 'addressed':
      return sql`${found(sql, term.value, 'BC')} or ${within(sql, 'cc', term.value)} or ${within(sql, 'bcc', term.value)}`
    case 'cc':
    case 'bcc':
      return within(sql, term.field, term.value)
    case 'reply-to':
      return within(sql, 'replyTo', term.value)
    case 'message-id':
      return within(sql, 'messageId', term.value)
    case 'tag':
      return sql`tags <> '{}' and parley_folded(tags) @> array[${term.value.toLowerCase()}::text]`
    case 'mailbox':
      return sql`parley_folded(mailboxes) @> array[${term.value.toLowerCase()}::text]`
    case 'login':
      return sql`login is not null and lower(login) = ${term.value.toLowerCase()}`
    case 'session':
      return sql`session_id = ${term.value}`
    case 'is':
      return is(sql, term.value)
    case 'has':
      return has(sql, term.value)
    case 'before':
      return sql`received_at < ${term.value}`
    case 'after':
      return sql`received_at >= ${term.value}`
    case 'larger':
      return sql`size > ${term.value}`
    case 'smaller':
      return sql`size < ${term.value}`
  }
}

function is(sql: Sql | Transaction, value: 'read' | 'unread' | 'tagged'): Fragment {
  if (value === 'tagged') return sql`tags <> '{}'`
  return value === 'read' ? sql`is_read` : sql`not is_read`
}

function has(sql: Sql | Transaction, value: 'attachment' | 'inline' | 'html' | 'unsubscribe'): Fragment {
  return sql`${sql(`has_${value}`)}`
}

function found(sql: Sql | Transaction, text: string, weight?: Parameters<typeof searchQuery>[1]): Fragment {
  const search = searchQuery(text, weight)
  return search === null ? sql`false` : sql`search @@ ${search}::text::tsquery`
}

/** Whether words stand one behind the other in a field that has no weight. Which messages have them at all, an index knows. */
function within(sql: Sql | Transaction, field: 'cc' | 'bcc' | 'replyTo' | 'messageId', text: string): Fragment {
  const words = fieldWords(text)
  if (words === '') return sql`false`
  const has =
    field === 'messageId'
      ? // An index takes no word of any length.
        sql`(string_to_array(left(others->>'messageId', 400), ' ') @> ${words.trim().split(' ').slice(0, -1)}::text[]
          or length(others->>'messageId') > 400)`
      : sql`search @@ ${searchQuery(text, '', ' & ')}::text::tsquery`
  return sql`${has} and position(${words} in others->>${field}) > 0`
}

/** A pattern for ILIKE. */
function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** Which rows of `parley_sessions` are meant. */
export function matchingSessions(sql: Sql, { outcome, client, text }: SessionQuery): Fragment {
  let all = sql`true`
  if (outcome) all = sql`${all} and ${outcomes[outcome](sql)}`
  if (client !== undefined) all = sql`${all} and starts_with(client_address, ${client})`
  if (text !== undefined)
    all = sql`${all} and concat_ws(' ', client_address, helo, login, first_refusal) ilike ${containing(text)}`
  return all
}

const outcomes: Record<NonNullable<SessionQuery['outcome']>, (sql: Sql) => Fragment> = {
  refused: (sql) => sql`refusals > 0`,
  dropped: (sql) => sql`not has_quit and message_ids = '{}'`,
  'no-quit': (sql) => sql`not has_quit`,
  tls: (sql) => sql`tls is not null`,
  clear: (sql) => sql`tls is null`,
  delivered: (sql) => sql`message_ids <> '{}'`,
  nothing: (sql) => sql`message_ids = '{}'`,
  faults: (sql) => sql`faults > 0`,
}
