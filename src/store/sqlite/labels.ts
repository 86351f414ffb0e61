import type { Tables } from './tables.ts'

/** What a message can be found and counted by, besides its words. */
export type LabelKind = 'mailbox' | 'login' | 'tag'

export function addLabel(tables: Tables, kind: LabelKind, name: string, seq: number, isUnread: boolean): void {
  const folded = name.toLowerCase()
  const added = tables.run('insert or ignore into labels (kind, folded, seq) values (?, ?, ?)', kind, folded, seq)
  if (added === 0) return
  tables.run(
    `insert into label_counts (kind, folded, name, messages, unread) values (?, ?, ?, 1, ?)
     on conflict (kind, folded) do update set messages = messages + 1, unread = unread + excluded.unread`,
    ...[kind, folded, name, isUnread ? 1 : 0],
  )
}

export function removeLabel(tables: Tables, kind: LabelKind, name: string, seq: number, isUnread: boolean): void {
  const folded = name.toLowerCase()
  const removed = tables.run('delete from labels where kind = ? and folded = ? and seq = ?', kind, folded, seq)
  if (removed === 0) return
  tables.run(
    'update label_counts set messages = messages - 1, unread = unread - ? where kind = ? and folded = ?',
    ...[isUnread ? 1 : 0, kind, folded],
  )
  tables.run('delete from label_counts where kind = ? and folded = ? and messages <= 0', kind, folded)
}

/** The message was read, or is to be read again. */
export function countUnread(tables: Tables, kind: LabelKind, name: string, more: 1 | -1): void {
  tables.run(
    'update label_counts set unread = unread + ? where kind = ? and folded = ?',
    ...[more, kind, name.toLowerCase()],
  )
}
