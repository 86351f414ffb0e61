import type { MailboxCount } from '../store.ts'
import type { Sql } from './database.ts'

/** Messages that are counted for everybody who asks. */
const FEW = 50_000
/** Where there are more, what was counted stands for so many times as long as it took. */
const TIMES = 10

interface Counting {
  readonly answer: Promise<readonly MailboxCount[]>
  /** By the clock of `performance`. */
  until: number
}

/** Messages by mailbox. All of them are read for it: where they are very many, not for everybody who asks. */
export class MailboxCounts {
  readonly #sql: Sql
  readonly #countings = new Map<'recipient' | 'login', Counting>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  list(by: 'recipient' | 'login'): Promise<readonly MailboxCount[]> {
    const known = this.#countings.get(by)
    const began = performance.now()
    if (known && began < known.until) return known.answer
    // Where there were many before, nobody else begins meanwhile.
    const counting: Counting = { answer: this.#count(by), until: known?.until ? Infinity : 0 }
    this.#countings.set(by, counting)
    counting.answer.then(
      (mailboxes) => {
        const ended = performance.now()
        const isFew = mailboxes.reduce((sum, { messages }) => sum + messages, 0) <= FEW
        counting.until = isFew ? 0 : ended + TIMES * (ended - began)
      },
      () => (counting.until = 0),
    )
    return counting.answer
  }

  async #count(by: 'recipient' | 'login'): Promise<readonly MailboxCount[]> {
    const sql = this.#sql
    const names =
      by === 'recipient'
        ? sql`select unnest(mailboxes) as name, is_read from parley_messages`
        : sql`select login as name, is_read from parley_messages where login is not null`
    return sql<MailboxCount[]>`
      select name, count(*) as messages, count(*) filter (where not is_read) as unread
      from (${names}) each group by name order by messages desc, name limit 1000`
  }
}
