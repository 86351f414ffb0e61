import { memoryContent, type Content } from '../content.ts'
import type { OutgoingMessage, OutgoingStore } from '../outgoing.ts'
import { troubleOf, type Sql } from './database.ts'

/** Dates are text in JSON. */
type Written = Omit<OutgoingMessage, 'created' | 'next'> & { readonly created: string; readonly next: string | null }

interface Row {
  readonly message: Written
}

/** Mail that waits to be sent on: several servers take turns at it. */
export class PostgresOutgoing implements OutgoingStore {
  readonly #sql: Sql
  readonly #changed: (id: string) => void

  constructor(sql: Sql, changed: (id: string) => void) {
    this.#sql = sql
    this.#changed = changed
  }

  async add(message: OutgoingMessage, content: Uint8Array): Promise<void> {
    try {
      await this.#sql`
        insert into parley_outgoing (id, message, next, octets)
        values (${message.id}, ${JSON.stringify(message)}::text::jsonb, ${message.next}, ${content})`
    } catch (error) {
      throw troubleOf(error)
    }
    this.#changed(message.id)
  }

  async claim(now: Date, until: Date, limit: number): Promise<readonly OutgoingMessage[]> {
    const rows = await this.#sql<Row[]>`
      update parley_outgoing set claimed_until = ${until}
      where seq in (
        select seq from parley_outgoing
        where next <= ${now} and (claimed_until is null or claimed_until <= ${now})
        order by next limit ${limit} for update skip locked)
      returning message`
    return rows.map(read)
  }

  async renew(id: string, ends: readonly Date[], until: Date): Promise<boolean> {
    const { count } = await this.#sql`
      update parley_outgoing set claimed_until = ${until} where id = ${id} and claimed_until in ${this.#sql([...ends])}`
    return count > 0
  }

  async update(message: OutgoingMessage, ends?: readonly Date[]): Promise<void> {
    const { count } = await this.#sql`
      update parley_outgoing
      set message = ${JSON.stringify(message)}::text::jsonb, next = ${message.next}, claimed_until = null
      where id = ${message.id} ${ends ? this.#sql`and claimed_until in ${this.#sql([...ends])}` : this.#sql``}`
    if (count > 0) this.#changed(message.id)
  }

  async content(id: string): Promise<Content | undefined> {
    const [row] = await this.#sql<{ octets: Buffer }[]>`select octets from parley_outgoing where id = ${id}`
    return row && memoryContent([row.octets], row.octets.length)
  }

  async get(id: string): Promise<OutgoingMessage | undefined> {
    const [row] = await this.#sql<Row[]>`select message from parley_outgoing where id = ${id}`
    return row && read(row)
  }

  async list(limit: number): Promise<readonly OutgoingMessage[]> {
    const rows = await this.#sql<Row[]>`select message from parley_outgoing order by seq desc limit ${limit}`
    return rows.map(read)
  }

  async delete(id: string): Promise<boolean> {
    const { count } = await this.#sql`delete from parley_outgoing where id = ${id}`
    if (count > 0) this.#changed(id)
    return count > 0
  }

  async waiting(): Promise<number> {
    const [row] = await this.#sql<{ count: number }[]>`
      select count(*) as count from parley_outgoing where next is not null`
    return row!.count
  }

  async nextDue(): Promise<Date | null> {
    const [row] = await this.#sql<{ due: Date | null }[]>`
      select min(greatest(next, claimed_until)) as due from parley_outgoing where next is not null`
    return row?.due ?? null
  }
}

function read({ message }: Row): OutgoingMessage {
  const { created, next, ...others } = message
  return { ...others, created: new Date(created), next: next === null ? null : new Date(next) }
}
