import { randomUUID } from 'node:crypto'
import type { PendingQuery, Row } from 'postgres'
import type { Sql, Transaction } from './database.ts'

type Fragment = PendingQuery<Row[]>

const CHANNEL = 'parley'

/** Characters of one notification; PostgreSQL takes 7,999. */
const LONGEST = 7000

/** What the servers of one database tell each other: of which kind, and which ones. Null: many. */
export interface Notice {
  readonly kind: 'added' | 'changed' | 'deleted' | 'session' | 'outgoing'
  readonly which: readonly (string | number)[] | null
}

/** Tells the other servers of one database, and hears them. A notice goes out with the transaction it belongs to. */
export class Notices {
  readonly #self = randomUUID()
  #unlisten: (() => Promise<void>) | null = null

  async listen(sql: Sql, heard: (notice: Notice) => void): Promise<void> {
    const listening = await sql.listen(CHANNEL, (text) => {
      const { by, ...notice } = JSON.parse(text) as Notice & { readonly by: string }
      if (by !== this.#self) heard(notice)
    })
    this.#unlisten = () => listening.unlisten()
  }

  async tell(sql: Transaction | Sql, kind: Notice['kind'], which: Notice['which']): Promise<void> {
    for (const part of which === null ? [null] : portions(which))
      await sql`select pg_notify(${CHANNEL}, ${JSON.stringify({ by: this.#self, kind, which: part })})`
  }

  /** As {@link tell}, as an expression within a statement. @param which an SQL expression: JSON, and not long */
  telling(sql: Transaction | Sql, kind: Notice['kind'], which: Fragment): Fragment {
    return sql`pg_notify(${CHANNEL}, json_build_object('by', ${this.#self}::text, 'kind', ${kind}::text, 'which', ${which})::text)`
  }

  async close(): Promise<void> {
    await this.#unlisten?.()
  }
}

function portions(which: NonNullable<Notice['which']>): NonNullable<Notice['which']>[] {
  const all: (string | number)[][] = []
  let length = LONGEST
  for (const each of which) {
    length += String(each).length + 3
    if (length >= LONGEST) {
      all.push([])
      length = 0
    }
    all.at(-1)!.push(each)
  }
  return all
}
