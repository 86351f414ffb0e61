import { Feed } from '../feed.ts'
import { summaryOf } from '../kept-session.ts'
import type { Query } from '../query.ts'
import type { SessionQuery, SessionRecord } from '../session-record.ts'
import type {
  MailboxCount,
  MessagePage,
  NewMessage,
  Paging,
  Selection,
  Store,
  StoreCounts,
  StoredMessage,
  StoreEvent,
} from '../store.ts'
import { PostgresContent } from './contents.ts'
import { migrate, openDatabase, type Sql } from './database.ts'
import { newest, search, type Found } from './find.ts'
import { Intake } from './intake.ts'
import { MailboxCounts } from './mailbox-counts.ts'
import { changeMessages, deleteMessages } from './manage.ts'
import { columns, readRow, type MessageRow } from './message-row.ts'
import { Notices, type Notice } from './notices.ts'
import { PostgresOutgoing } from './outgoing.ts'
import { Reader } from './reader.ts'
import { Retention, type RetentionLimits } from './retention.ts'
import { PostgresSessions } from './sessions.ts'

/** What {@link openPostgres} may be told besides the address. */
export interface PostgresOptions {
  /** What goes when there is too much; default: nothing. */
  readonly keep?: RetentionLimits
  /** Milliseconds between two looks at that. Default 10,000. */
  readonly retentionEvery?: number
}

/** Keeps everything in a PostgreSQL database, which any number of servers may share: each hears what happens at all. */
export class PostgresStore implements Store {
  readonly outgoing: PostgresOutgoing
  readonly #sql: Sql
  readonly #feed = new Feed()
  readonly #notices = new Notices()
  readonly #intake: Intake
  readonly #sessions: PostgresSessions
  readonly #mailboxCounts: MailboxCounts
  readonly #reader: Reader
  readonly #retention: Retention

  /** Use {@link openPostgres}. */
  constructor(sql: Sql, { keep = {}, retentionEvery = 10_000 }: PostgresOptions) {
    this.#sql = sql
    this.#intake = new Intake(sql, this.#notices, (rows) => {
      this.#reader.soon()
      this.#tell(rows)
    })
    this.#reader = new Reader(sql)
    this.#mailboxCounts = new MailboxCounts(sql)
    this.#sessions = new PostgresSessions(sql, this.#notices)
    this.#retention = new Retention(sql, keep, retentionEvery, (selection) => this.delete(selection))
    this.outgoing = new PostgresOutgoing(sql, (id) => {
      this.#feed.tell({ kind: 'outgoing', id })
      this.#notices.tell(sql, 'outgoing', [id]).catch(() => {})
    })
  }

  /** @internal */
  async begin(): Promise<void> {
    await migrate(this.#sql)
    // One after the other: what was deleted may not be told before what was changed.
    let hearing = Promise.resolve()
    await this.#notices.listen(this.#sql, (notice) => {
      hearing = hearing.then(() => this.#hear(notice)).catch(() => {})
    })
    this.#retention.begin()
    this.#reader.soon()
  }

  add(message: NewMessage): Promise<void> {
    return this.#intake.add(message)
  }

  async get(id: string): Promise<StoredMessage | undefined> {
    const [row] = await this.#sql<MessageRow[]>`select ${this.#sql(columns)} from parley_messages where id = ${id}`
    return row && this.#read(row)
  }

  async list(query: Query, paging: Paging): Promise<MessagePage> {
    await this.#reader.catchUp(query)
    const found = query.terms.length === 0 ? await this.#listAll(paging) : await this.#search(query, paging)
    const { rows, total, isMore } = found
    return { messages: rows.map((row) => this.#read(row)), total, isMore }
  }

  async #listAll(paging: Paging): Promise<Found> {
    const [rows, { messages }] = await Promise.all([newest(this.#sql, { terms: [] }, paging), this.counts()])
    return { rows, total: messages, isMore: false }
  }

  #search(query: Query, paging: Paging): Promise<Found> {
    return this.#sql.begin('read only', async (transaction) => {
      // Each search has a way of its own, and none is worth being compiled.
      await transaction`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)`
      return search(transaction, query, paging)
    })
  }

  async change(
    selection: Selection,
    change: { readonly isRead?: boolean; readonly tags?: readonly string[] },
  ): Promise<number> {
    if ('query' in selection) await this.#reader.catchUp(selection.query)
    const changed = await changeMessages(this.#sql, selection, change, this.#notices)
    if (changed.length > 0) this.#feed.tell({ kind: 'changed', messages: changed })
    return changed.length
  }

  async delete(selection: Selection): Promise<number> {
    if ('query' in selection) await this.#reader.catchUp(selection.query)
    const ids = await deleteMessages(this.#sql, selection, this.#notices)
    if (ids.length > 0) this.#feed.tell({ kind: 'deleted', ids, count: ids.length })
    return ids.length
  }

  async counts(): Promise<StoreCounts> {
    const [row] = await this.#sql<StoreCounts[]>`
      select sum(messages)::bigint as messages, sum(unread)::bigint as unread, sum(octets)::bigint as octets
      from parley_counts`
    return row!
  }

  async tags(): Promise<readonly string[]> {
    const rows = await this.#sql<{ tag: string }[]>`
      select distinct unnest(tags) collate "C" as tag from parley_messages where tags <> '{}' order by tag`
    return rows.map(({ tag }) => tag)
  }

  async renameTag(tag: string, name: string): Promise<void> {
    await this.#replaceTag(tag, [name])
  }

  async deleteTag(tag: string): Promise<void> {
    await this.#replaceTag(tag, [])
  }

  async #replaceTag(tag: string, names: readonly string[]): Promise<void> {
    const changed = await this.#sql.begin(async (transaction) => {
      const rows = await transaction<{ id: string; isRead: boolean; tags: string[] }[]>`
        update parley_messages
        set tags = array(
          select each from unnest(array_remove(tags, ${tag}) || ${[...names]}::text[]) each group by each order by each collate "C")
        where tags <> '{}' and parley_folded(tags) @> array[${tag.toLowerCase()}::text] and tags @> array[${tag}::text]
        returning id, is_read as "isRead", tags`
      await this.#notices.tell(
        transaction,
        'changed',
        rows.map(({ id }) => id),
      )
      return [...rows]
    })
    if (changed.length > 0) this.#feed.tell({ kind: 'changed', messages: changed })
  }

  mailboxes(by: 'recipient' | 'login'): Promise<readonly MailboxCount[]> {
    return this.#mailboxCounts.list(by)
  }

  addSession(session: SessionRecord): void {
    this.#sessions.add(session)
    if (this.#feed.isHeard) this.#feed.tell({ kind: 'session', session: summaryOf(session) })
  }

  session(id: string): Promise<SessionRecord | undefined> {
    return this.#sessions.get(id)
  }

  sessions(query: SessionQuery, paging: Paging): ReturnType<Store['sessions']> {
    return this.#sessions.list(query, paging)
  }

  onEvent(listener: (event: StoreEvent) => void): () => void {
    return this.#feed.onEvent(listener)
  }

  async close(): Promise<void> {
    this.#retention.end()
    await this.#intake.settle()
    await this.#reader.end()
    await this.#sessions.settle()
    await this.#notices.close().catch(() => {})
    await this.#sql.end({ timeout: 5 })
  }

  #read(row: MessageRow): StoredMessage {
    return readRow(row, new PostgresContent(this.#sql, row.seq, row.size))
  }

  #tell(rows: readonly MessageRow[]): void {
    if (!this.#feed.isHeard) return
    for (const row of rows) this.#feed.tell({ kind: 'added', message: this.#read(row) })
  }

  /** Something happened at another server. */
  async #hear({ kind, which }: Notice): Promise<void> {
    if (kind === 'added') this.#reader.soon()
    if (!this.#feed.isHeard) return
    switch (kind) {
      case 'added':
        return this.#tell(
          await this.#sql<MessageRow[]>`
            select ${this.#sql(columns)} from parley_messages where seq = any(${(which ?? []).map(Number)}) order by seq`,
        )
      case 'changed': {
        const messages = await this.#sql<{ id: string; isRead: boolean; tags: string[] }[]>`
          select id, is_read as "isRead", tags from parley_messages where id = any(${(which ?? []).map(String)})`
        return this.#feed.tell({ kind, messages })
      }
      case 'deleted':
        return this.#feed.tell({ kind, ids: which && which.map(String), count: which?.length ?? 0 })
      case 'session':
        for (const id of which ?? []) {
          const session = await this.#sessions.summary(String(id))
          if (session) this.#feed.tell({ kind, session })
        }
        return
      case 'outgoing':
        for (const id of which ?? []) this.#feed.tell({ kind, id: String(id) })
    }
  }
}

/**
 * Open a database, and make its tables where there are none.
 * @param url postgres://user:password@host:port/name
 * @throws TypeError where that is no address, Error where the database cannot be used
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<PostgresStore> {
  const sql = openDatabase(url)
  const store = new PostgresStore(sql, options)
  try {
    await store.begin()
  } catch (error) {
    await sql.end({ timeout: 1 })
    throw error
  }
  return store
}
