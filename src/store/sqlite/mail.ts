import type { MailboxCount, Paging, Selection, StoreCounts } from '../store.ts'
import { everything, type Query } from '../query.ts'
import type { Facts } from './facts.ts'
import { FLAGS, isOnlyUnwanted, orderOf, writeCondition, type Condition } from './find.ts'
import { addLabel, countUnread, removeLabel, type LabelKind } from './labels.ts'
import { inPortions, marks, type Tables } from './tables.ts'
import { termsWith } from './terms.ts'
import type { Row, Value } from './driver.ts'

/** A message as it goes from the worker to who asked: facts and overview as the JSON they are kept as. */
export interface MessageRow {
  readonly seq: number
  readonly isRead: boolean
  readonly facts: string
  readonly tags: string
  /** Null: not read yet. */
  readonly overview: string | null
}

/** Messages that fit are counted up to here. */
const COUNTED = 10_000
/** Messages that are looked through first for those without a word. */
const WINDOW = 20_000

const COLUMNS = 'm.seq, m.is_read, d.facts, d.tags, d.overview'

function toRow([seq, isRead, facts, tags, overview]: Row): MessageRow {
  return {
    seq: Number(seq),
    isRead: isRead === 1,
    facts: String(facts),
    tags: String(tags),
    overview: overview === null ? null : String(overview),
  }
}

export function getMessage(tables: Tables, id: string): MessageRow | undefined {
  const row = tables.row(`select ${COLUMNS} from messages m join details d on d.seq = m.seq where m.id = ?`, id)
  return row && toRow(row)
}

export interface Found {
  readonly rows: MessageRow[]
  readonly total: number
  readonly isMore: boolean
}

export function listMessages(tables: Tables, query: Query, paging: Paging): Found {
  if (!isOnlyUnwanted(query)) return findMessages(tables, query, paging)
  // Most messages fit, most likely: the newest are enough.
  const newest = findMessages(tables, query, paging, Math.max(0, lastPlace(tables) - WINDOW))
  return newest.isMore && newest.rows.length === paging.limit ? newest : findMessages(tables, query, paging)
}

function findMessages(tables: Tables, query: Query, { limit, before, offset = 0 }: Paging, floor = 0): Found {
  const condition = writeCondition(query, (beginning) => termsWith(tables, beginning), floor)
  const counted = countFitting(tables, query, condition)
  const order = orderFor(query, condition, counted)
  const ceiling = Math.min(before ?? Infinity, counted.isMore ? placeAbove(tables, query, condition) : Infinity)
  const where = ceiling === Infinity ? condition.where : `${condition.where} and ${order} < ?`
  const values = ceiling === Infinity ? condition.values : [...condition.values, ceiling]
  const rows = tables.rows(
    `select ${COLUMNS} from (select m.seq as found from ${condition.from} where ${where} order by ${order} desc limit ? offset ?)
     cross join messages m on m.seq = found join details d on d.seq = m.seq`,
    ...[...values, limit, offset],
  )
  return { rows: rows.map(toRow), ...counted }
}

function lastPlace(tables: Tables): number {
  return Number(tables.row('select last from totals')![0])
}

/** Where old messages are asked for, the place behind the newest of them: nobody goes through all that came later. */
function placeAbove(tables: Tables, { terms }: Query, condition: Condition): number {
  const term = terms.find(({ field, isNot }) => field === 'before' && !isNot)
  if (term?.field !== 'before' || orderOf(condition) !== 'm.seq') return Infinity
  const middle = tables.row('select at from messages where seq <= ? order by seq desc limit 1', lastPlace(tables) / 2)
  const time = term.value.getTime()
  if (!middle || time > Number(middle[0])) return Infinity
  // With a sign before it, as it would be sought among all messages otherwise.
  return Number(tables.row('select max(+seq) from messages where at < ?', time)![0]) + 1
}

/** Few are found by an index of what is asked for, and sorted; of many the newest are soon met with, one by one. */
function orderFor({ terms }: Query, condition: Condition, { isMore }: { readonly isMore: boolean }): string {
  const order = orderOf(condition)
  return order === 'm.seq' && terms.length > 0 && !isMore ? `+${order}` : order
}

function countFitting(
  tables: Tables,
  { terms }: Query,
  { countFrom, where, values }: Condition,
): { readonly total: number; readonly isMore: boolean } {
  if (terms.length === 0) return { total: countAll(tables).messages, isMore: false }
  const [count] = tables.row(
    `select count(*) from (select 1 from ${countFrom} where ${where} limit ?)`,
    ...values,
    COUNTED + 1,
  )!
  return { total: Math.min(Number(count), COUNTED), isMore: Number(count) > COUNTED }
}

export function countAll(tables: Tables): StoreCounts {
  const [messages, unread, octets] = tables.row('select messages, unread, octets from totals')!
  return { messages: Number(messages), unread: Number(unread), octets: Number(octets) }
}

/** `seq` of those that are meant, in portions. */
function* select(tables: Tables, selection: Selection): Generator<readonly number[]> {
  if ('ids' in selection) {
    for (const ids of inPortions(selection.ids))
      yield tables.rows(`select seq from messages where id in (${marks(ids)})`, ...ids).map(([seq]) => Number(seq))
    return
  }
  const { from, where, values } = writeCondition(selection.query, (beginning) => termsWith(tables, beginning))
  const found = tables.rows(`select m.seq from ${from} where ${where}`, ...values).map(([seq]) => Number(seq))
  yield* inPortions(found)
}

export interface Changed {
  readonly id: string
  readonly isRead: boolean
  readonly tags: readonly string[]
}

type Change = { readonly isRead?: boolean; readonly tags?: readonly string[] }

/** @param tell is told of some at a time */
export function changeMessages(
  tables: Tables,
  selection: Selection,
  changeOf: Change | ((tags: readonly string[]) => Change),
  tell: (changed: readonly Changed[]) => void,
): number {
  let count = 0
  for (const seqs of [...select(tables, selection)]) {
    const changed = tables.transaction(() => seqs.map((seq) => changeMessage(tables, seq, changeOf)))
    count += changed.length
    if (changed.length > 0) tell(changed)
  }
  return count
}

function changeMessage(tables: Tables, seq: number, changeOf: Change | ((tags: readonly string[]) => Change)): Changed {
  const [id, wasRead, json, before] = tables.row(
    'select m.id, m.is_read, d.facts, d.tags from messages m join details d on d.seq = m.seq where m.seq = ?',
    seq,
  )!
  const facts = JSON.parse(String(json)) as Facts
  const tagsBefore = JSON.parse(String(before)) as readonly string[]
  const change = typeof changeOf === 'function' ? changeOf(tagsBefore) : changeOf
  const { isRead = wasRead === 1 } = change
  const tags = change.tags ? [...new Set(change.tags)].sort() : tagsBefore
  if (isRead !== (wasRead === 1)) {
    const more = isRead ? -1 : 1
    tables.run('update messages set is_read = ? where seq = ?', isRead ? 1 : 0, seq)
    tables.run('update totals set unread = unread + ?', more)
    for (const [kind, name] of labelsOf(facts, tagsBefore)) countUnread(tables, kind, name, more)
  }
  if (change.tags) {
    for (const tag of tagsBefore) removeLabel(tables, 'tag', tag, seq, !isRead)
    for (const tag of tags) addLabel(tables, 'tag', tag, seq, !isRead)
    tables.run('update details set tags = ? where seq = ?', JSON.stringify(tags), seq)
    tables.run(
      'update messages set flags = (flags & ~?) | ? where seq = ?',
      ...[FLAGS.tagged, tags.length > 0 ? FLAGS.tagged : 0, seq],
    )
  }
  return { id: String(id), isRead, tags }
}

/** A mailbox that is named twice is one label. */
function labelsOf({ mailboxes, user }: Facts, tags: readonly string[]): readonly (readonly [LabelKind, string])[] {
  const labels = new Map<string, readonly [LabelKind, string]>()
  const add = (kind: LabelKind, name: string) => labels.set(`${kind} ${name.toLowerCase()}`, [kind, name])
  for (const mailbox of mailboxes) add('mailbox', mailbox)
  if (user !== null) add('login', user)
  for (const tag of tags) add('tag', tag)
  return [...labels.values()]
}

/** @param tell is told the ids of some at a time */
export function deleteMessages(tables: Tables, selection: Selection, tell: (ids: readonly string[]) => void): number {
  return deleteBySeq(tables, [...select(tables, selection)], tell)
}

export function deleteBySeq(
  tables: Tables,
  portions: Iterable<readonly number[]>,
  tell: (ids: readonly string[]) => void,
): number {
  let count = 0
  for (const seqs of portions) {
    const ids = tables.transaction(() => seqs.map((seq) => deleteMessage(tables, seq)))
    count += ids.length
    if (ids.length > 0) tell(ids)
  }
  return count
}

/** All at once, whatever their number. */
export function deleteAll(tables: Tables): number {
  const { messages } = countAll(tables)
  tables.transaction(() => {
    for (const table of ['groups', 'pieces', 'messages', 'details', 'labels', 'label_counts', 'terms'])
      tables.run(`delete from ${table}`)
    tables.run("insert into search (search) values ('delete-all')")
    tables.run('update totals set messages = 0, unread = 0, octets = 0')
  })
  return messages
}

export function isEverything(selection: Selection): boolean {
  return 'query' in selection && selection.query.terms.length === everything.terms.length
}

function deleteMessage(tables: Tables, seq: number): string {
  const [id, isRead, size, grp, indexed, json, tags] = tables.row(
    'select m.id, m.is_read, m.size, m.grp, m.indexed, d.facts, d.tags from messages m join details d on d.seq = m.seq where m.seq = ?',
    seq,
  )!
  const facts = JSON.parse(String(json)) as Facts
  for (const [kind, name] of labelsOf(facts, JSON.parse(String(tags)) as string[]))
    removeLabel(tables, kind, name, seq, isRead === 0)
  const each = (sql: string, value: Value) => tables.run(sql, value)
  each('delete from messages where seq = ?', seq)
  each('delete from details where seq = ?', seq)
  if (indexed === 1) each('delete from search where rowid = ?', seq)
  if (facts.inPieces) each('delete from pieces where owner = ?', id!)
  each('update groups set live = live - 1 where id = ?', grp!)
  each('delete from groups where id = ? and live <= 0', grp!)
  tables.run(
    'update totals set messages = messages - 1, unread = unread - ?, octets = octets - ?',
    ...[isRead === 0 ? 1 : 0, size!],
  )
  return String(id)
}

export function listTags(tables: Tables): string[] {
  return tables
    .rows("select name from label_counts where kind = 'tag'")
    .map(([name]) => String(name))
    .sort()
}

export function listMailboxes(tables: Tables, by: 'recipient' | 'login'): MailboxCount[] {
  return tables
    .rows(
      'select name, messages, unread from label_counts where kind = ? order by messages desc, folded limit 1000',
      by === 'login' ? 'login' : 'mailbox',
    )
    .map(([name, messages, unread]) => ({ name: String(name), messages: Number(messages), unread: Number(unread) }))
}
