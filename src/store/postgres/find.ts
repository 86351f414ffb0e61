import type { Query } from '../query.ts'
import type { Paging } from '../store.ts'
import { matching } from './condition.ts'
import type { Sql, Transaction } from './database.ts'
import { columns, type MessageRow } from './message-row.ts'

/** Messages that are counted of a search; beyond that there are "more". */
const COUNTED = 10_000

export interface Found {
  readonly rows: readonly MessageRow[]
  readonly total: number
  readonly isMore: boolean
}

/** Who finds few finds all of them at once; of many the newest are looked for from the newest message on. */
export async function search(sql: Transaction, query: Query, paging: Paging): Promise<Found> {
  const { limit, before = null, offset = 0 } = paging
  // By itself, so that the way to the messages is the best one to all of them; it is left when there are too many.
  const [found] = await sql<{ total: number; seqs: string[] | null }[]>`
    with fitting as materialized (select seq from parley_messages where ${matching(sql, query)})
    select count(*)::integer as total,
      (array_agg(seq order by seq desc) filter (where ${before}::bigint is null or seq < ${before}))
        [${offset + 1}::integer:${offset + limit}::integer] as seqs
    from (select seq from fitting limit ${COUNTED + 1}) counted`
  const { total, seqs } = found!
  if (total > COUNTED) return { rows: await newest(sql, query, paging), total: COUNTED, isMore: true }
  return { rows: await rowsAt(sql, seqs ?? []), total, isMore: false }
}

/** Their places first: no others are read. */
export async function newest(
  sql: Sql | Transaction,
  query: Query,
  { limit, before, offset = 0 }: Paging,
): Promise<readonly MessageRow[]> {
  const older = before === undefined ? sql`true` : sql`seq < ${before}`
  return sql<MessageRow[]>`
    select ${sql(columns)} from parley_messages where seq = any(array(
      select seq from parley_messages where (${matching(sql, query)}) and ${older}
      order by seq desc limit ${limit} offset ${offset}))
    order by seq desc`
}

async function rowsAt(sql: Transaction, seqs: readonly string[]): Promise<readonly MessageRow[]> {
  if (seqs.length === 0) return []
  return sql<MessageRow[]>`
    select ${sql(columns)} from parley_messages where seq = any(${seqs.map(Number)}) order by seq desc`
}
