import type { Tables } from './tables.ts'

/** What a message can be found and counted by, besides its words. */
export type LabelKind = 'mailbox' | 'login' | 'tag'

export function addLabel(tables: Tables, kind: LabelKind, name: string, seq: number, isUnread: boolean): void {
  const folded = name.toLowerCase()
  if (!writeLabel(tables, kind, folded, seq)) return
  countMore(tables, { kind, folded, name, messages: 1, unread: isUnread ? 1 : 0 })
}

/** Labels of messages that have just come and nobody has read, many of them alike: each is counted once for all. */
export class NewLabels {
  readonly #tables: Tables
  readonly #counts = new Map<string, { kind: LabelKind; folded: string; name: string; messages: number }>()

  constructor(tables: Tables) {
    this.#tables = tables
  }

  add(kind: LabelKind, name: string, seq: number): void {
    const folded = name.toLowerCase()
    if (!writeLabel(this.#tables, kind, folded, seq)) return
    const count = this.#counts.get(`${kind} ${folded}`)
    if (count) count.messages++
    else this.#counts.set(`${kind} ${folded}`, { kind, folded, name, messages: 1 })
  }

  count(): void {
    for (const each of this.#counts.values()) countMore(this.#tables, { ...each, unread: each.messages })
  }
}

/** @returns false where the message has it already */
function writeLabel(tables: Tables, kind: LabelKind, folded: string, seq: number): boolean {
  return tables.run('insert or ignore into labels (kind, folded, seq) values (?, ?, ?)', kind, folded, seq) > 0
}

interface Count {
  readonly kind: LabelKind
  readonly folded: string
  readonly name: string
  readonly messages: number
  readonly unread: number
}

function countMore(tables: Tables, { kind, folded, name, messages, unread }: Count): void {
  tables.run(
    `insert into label_counts (kind, folded, name, messages, unread) values (?, ?, ?, ?, ?)
     on conflict (kind, folded) do update set messages = messages + excluded.messages, unread = unread + excluded.unread`,
    ...[kind, folded, name, messages, unread],
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
