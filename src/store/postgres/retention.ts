import type { Selection } from '../store.ts'
import type { Sql } from './database.ts'

/** How much is kept; what is not said is not limited. */
export interface RetentionLimits {
  /** Messages; the oldest go first. */
  readonly messages?: number
  /** Octets of all messages. */
  readonly octets?: number
  /** Milliseconds that a message is kept, and a conversation too. */
  readonly age?: number
  /** Conversations. Default 10,000. */
  readonly sessions?: number
}

/** Messages that go in one transaction. */
const AT_ONCE = 1000

/** Lets go of what there is too much of: behind the mail, not in its way. */
export class Retention {
  readonly #sql: Sql
  readonly #limits: RetentionLimits
  readonly #remove: (selection: Selection) => Promise<number>
  #timer: NodeJS.Timeout | null = null

  readonly #every: number

  /** @param every milliseconds between two looks at what there is too much of */
  constructor(sql: Sql, limits: RetentionLimits, every: number, remove: (selection: Selection) => Promise<number>) {
    this.#sql = sql
    this.#limits = limits
    this.#every = every
    this.#remove = remove
  }

  begin(): void {
    this.#timer = setInterval(() => void this.enforce().catch(() => {}), this.#every).unref()
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer)
  }

  async enforce(): Promise<void> {
    const { messages = Infinity, octets = Infinity, age, sessions = 10_000 } = this.#limits
    if (age !== undefined) await this.#enforceAge(new Date(Date.now() - age))
    for (let ids = await this.#surplus(messages, octets); ids.length > 0; ids = await this.#surplus(messages, octets))
      await this.#remove({ ids })
    await this.#sql`
      delete from parley_sessions where seq <= (
        select seq from parley_sessions order by seq desc offset ${sessions} limit 1)`
  }

  async #enforceAge(oldest: Date): Promise<void> {
    for (;;) {
      const rows = await this.#sql<{ id: string }[]>`
        select id from parley_messages
        where received_at < ${oldest} and seq < (select max(seq) from parley_messages) order by seq limit ${AT_ONCE}`
      if (rows.length === 0) break
      await this.#remove({ ids: rows.map(({ id }) => id) })
    }
    await this.#sql`delete from parley_sessions where started < ${oldest}`
  }

  /** Some of what comes behind as many newer ones, or behind as many octets of them. The newest message always stays. */
  async #surplus(messages: number, octets: number): Promise<readonly string[]> {
    const [held] = await this.#sql<{ messages: number; octets: number }[]>`
      select sum(messages)::bigint as messages, sum(octets)::bigint as octets from parley_counts`
    if (held!.messages <= messages && held!.octets <= octets) return []
    const rows = await this.#sql<{ id: string }[]>`
      select id from (
        select id, row_number() over newest as nth, sum(size) over newest as octets
        from parley_messages window newest as (order by seq desc)) each
      where nth > 1 and (nth > ${String(messages)}::float8 or octets > ${String(octets)}::float8)
      order by nth desc limit ${AT_ONCE}`
    return rows.map(({ id }) => id)
  }
}
