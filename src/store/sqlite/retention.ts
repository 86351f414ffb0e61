import { countAll, deleteBySeq } from './mail.ts'
import type { Tables } from './tables.ts'

/** How much a store keeps before the oldest goes. The newest message always stays. */
export interface Retention {
  /** Messages. Default: all. */
  readonly messages?: number
  /** Octets of all messages. Default: all. */
  readonly octets?: number
  /** Days after which a message goes, and a conversation too. Default: never. */
  readonly days?: number
  /** Conversations. Default 10,000. */
  readonly sessions?: number
}

const DAY = 24 * 60 * 60 * 1000

/** Messages that are deleted at once: what else waits for the database gets its turn between. */
const PORTION = 500

/** Let the oldest go. @returns whether there is more to do */
export function trim(tables: Tables, keep: Retention, now: number, tell: (ids: readonly string[]) => void): boolean {
  const { messages, octets } = countAll(tables)
  const excess = messages - Math.max(keep.messages ?? Infinity, 1)
  if (excess > 0) return deleteOldest(tables, Math.min(excess, PORTION), tell) && excess > PORTION
  if (octets > (keep.octets ?? Infinity) && messages > 1) {
    const over = octets - keep.octets!
    let gone = 0
    let count = 0
    for (const [size] of tables.rows(
      'select size from messages order by seq limit ?',
      Math.min(PORTION, messages - 1),
    )) {
      if (gone >= over) break
      gone += Number(size)
      count++
    }
    return deleteOldest(tables, count, tell) && gone < over
  }
  if (keep.days !== undefined) {
    const old = tables.rows(
      'select seq from messages where at < ? and seq < (select max(seq) from messages) limit ?',
      ...[now - keep.days * DAY, PORTION],
    )
    if (old.length > 0) deleteBySeq(tables, [old.map(([seq]) => Number(seq))], tell)
    if (old.length === PORTION) return true
  }
  return false
}

function deleteOldest(tables: Tables, count: number, tell: (ids: readonly string[]) => void): boolean {
  const oldest = tables.rows('select seq from messages order by seq limit ?', count).map(([seq]) => Number(seq))
  return deleteBySeq(tables, [oldest], tell) > 0
}

export function trimSessions(tables: Tables, { sessions = 10_000, days }: Retention, now: number): void {
  tables.run('delete from sessions where n <= (select max(n) from sessions) - ?', sessions)
  if (days !== undefined) tables.run('delete from sessions where at < ?', now - days * DAY)
}
