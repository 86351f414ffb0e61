import { randomInt } from 'node:crypto'
import type { Selection } from '../store.ts'
import { selected } from './condition.ts'
import type { Sql, Transaction } from './database.ts'
import type { Notices } from './notices.ts'

interface Changed {
  readonly id: string
  readonly isRead: boolean
  readonly tags: readonly string[]
}

/** @returns the messages that were meant, as they are now */
export function changeMessages(
  sql: Sql,
  selection: Selection,
  { isRead, tags }: { readonly isRead?: boolean; readonly tags?: readonly string[] },
  notices: Notices,
): Promise<readonly Changed[]> {
  const sorted = tags && [...new Set(tags)].sort()
  return sql.begin(async (transaction) => {
    const rows = await transaction<(Changed & { readonly wasRead: boolean })[]>`
      with meant as (
        select seq, is_read from parley_messages where ${selected(sql, selection)} for update
      )
      update parley_messages each
      set is_read = coalesce(${isRead ?? null}, each.is_read), tags = coalesce(${sorted ?? null}, each.tags)
      from meant where each.seq = meant.seq
      returning id, each.is_read as "isRead", tags, meant.is_read as "wasRead"`
    const unread = rows.reduce((sum, row) => sum + Number(row.wasRead) - Number(row.isRead), 0)
    if (unread !== 0) await count(transaction, 0, unread, 0)
    const changed = rows.map((row): Changed => ({ id: row.id, isRead: row.isRead, tags: row.tags }))
    await notices.tell(
      transaction,
      'changed',
      changed.map(({ id }) => id),
    )
    return changed
  })
}

/** @returns the ids of those that were there */
export function deleteMessages(sql: Sql, selection: Selection, notices: Notices): Promise<readonly string[]> {
  return sql.begin(async (transaction) => {
    const rows = await transaction<{ id: string; size: number; is_read: boolean }[]>`
      with gone as (
        delete from parley_messages where ${selected(sql, selection)} returning seq, id, size, is_read
      ), contents as (
        delete from parley_contents using gone where parley_contents.seq = gone.seq
      )
      select id, size, is_read from gone`
    const unread = rows.filter((row) => !row.is_read).length
    const octets = rows.reduce((sum, { size }) => sum + size, 0)
    if (rows.length > 0) await count(transaction, -rows.length, -unread, -octets)
    const ids = rows.map(({ id }) => id)
    await notices.tell(transaction, 'deleted', ids)
    return ids
  })
}

async function count(sql: Transaction, messages: number, unread: number, octets: number): Promise<void> {
  await sql`
    update parley_counts
    set messages = messages + ${messages}, unread = unread + ${unread}, octets = octets + ${octets}
    where shard = ${randomInt(16)}`
}
