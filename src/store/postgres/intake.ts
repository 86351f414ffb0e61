import { randomInt } from 'node:crypto'
import { readOverview } from '../../message/overview.ts'
import { concat } from '../../protocol/bytes.ts'
import { beginning } from '../beginning.ts'
import type { NewMessage } from '../store.ts'
import { SMALL, writePieces } from './contents.ts'
import { troubleOf, type Sql, type Transaction } from './database.ts'
import { writeRow, type MessageRow } from './message-row.ts'
import type { Notices } from './notices.ts'

/** Messages, and their octets, that one transaction takes. */
const MOST = 400
const MOST_OCTETS = 4 * 1024 * 1024
/** Transactions at one time: while one waits for the disk another is made ready. */
const AT_ONCE = 2

interface Arrival {
  readonly message: NewMessage
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** Messages that come at one time are committed together, and acknowledged when that is done. */
export class Intake {
  readonly #sql: Sql
  readonly #notices: Notices
  readonly #committed: (rows: readonly MessageRow[]) => void
  #waiting: Arrival[] = []
  #running = 0
  #idle: (() => void)[] = []

  /** @param committed is told of the messages that are safe now */
  constructor(sql: Sql, notices: Notices, committed: (rows: readonly MessageRow[]) => void) {
    this.#sql = sql
    this.#notices = notices
    this.#committed = committed
  }

  add(message: NewMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ message, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => this.#begin())
    })
  }

  /** Until everything that was given is written. */
  async settle(): Promise<void> {
    while (this.#running > 0 || this.#waiting.length > 0)
      await new Promise<void>((resolve) => this.#idle.push(() => resolve()))
  }

  #begin(): void {
    if (this.#running >= AT_ONCE || this.#waiting.length === 0) return
    this.#running++
    void this.#commit(this.#take()).finally(() => {
      this.#running--
      this.#begin()
      const idle = this.#idle
      this.#idle = []
      for (const each of idle) each()
    })
  }

  #take(): Arrival[] {
    let octets = 0
    let count = 0
    for (const { message } of this.#waiting) {
      octets += message.content.size
      if (count > 0 && (octets > MOST_OCTETS || count >= MOST)) break
      count++
    }
    return this.#waiting.splice(0, count)
  }

  async #commit(arrivals: readonly Arrival[]): Promise<void> {
    try {
      const read = await Promise.all(arrivals.map(({ message }) => readArrival(message)))
      const seqs = await this.#sql.begin((transaction) => this.#write(transaction, read))
      for (const { resolve } of arrivals) resolve()
      this.#committed(read.map(({ row }) => ({ ...row, seq: seqs.get(row.id)! })))
    } catch (error) {
      for (const { reject } of arrivals) reject(troubleOf(error))
    }
  }

  /** @returns the place of each message in the order of all, by its id */
  async #write(transaction: Transaction, arrivals: readonly Read[]): Promise<ReadonlyMap<string, number>> {
    const pieces: Uint8Array[] = []
    let at = 1
    const rows = arrivals.map(({ row, octets }, nth) => {
      const placed = { ...row, nth, at, length: octets ? octets.length : null }
      if (octets) pieces.push(octets)
      at += octets?.length ?? 0
      return placed
    })
    // Octets and facts go as one value each: a statement for any number of messages.
    const written = await transaction<{ seq: number; id: string }[]>`
      with given as (
        select * from jsonb_to_recordset(${storable(rows)}::text::jsonb) as given(
          id text, session_id text, received_at timestamptz, reverse_path text, recipients text[], mailboxes text[],
          login text, size bigint, tags text[], has_attachment boolean, has_inline boolean, has_html boolean,
          has_unsubscribe boolean, envelope jsonb, overview jsonb, search tsvector, others jsonb, nth integer,
          at integer, length integer)
      ), messages as (
        insert into parley_messages (id, session_id, received_at, reverse_path, recipients, mailboxes, login, size,
          tags, has_attachment, has_inline, has_html, has_unsubscribe, envelope, overview, search, others)
        select id, session_id, received_at, reverse_path, recipients, mailboxes, login, size,
          tags, has_attachment, has_inline, has_html, has_unsubscribe, envelope, overview, search, others
        from given order by nth
        returning seq, id
      ), contents as (
        insert into parley_contents (seq, piece, octets)
        select seq, 0, substring(${concat(pieces)}::bytea from at for length)
        from messages join given using (id) where length is not null
      ), counts as (
        update parley_counts set messages = messages + ${arrivals.length}, unread = unread + ${arrivals.length},
          octets = octets + ${arrivals.reduce((sum, { message }) => sum + message.content.size, 0)}
        where shard = ${randomInt(16)}
      )
      select seq, id from messages`
    const seqs = new Map(written.map(({ id, seq }) => [id, seq]))
    for (const { message, octets } of arrivals)
      if (!octets) await writePieces(transaction, seqs.get(message.id)!, message.content)
    await this.#notices.tell(transaction, 'added', [...seqs.values()])
    return seqs
  }
}

interface Read {
  readonly message: NewMessage
  readonly row: ReturnType<typeof writeRow>
  /** Null where there are so many that they go by themselves. */
  readonly octets: Uint8Array | null
}

async function readArrival(message: NewMessage): Promise<Read> {
  const octets = message.content.size <= SMALL ? await message.content.bytes() : null
  const overview = readOverview(octets ?? (await beginning(message.content)))
  return { message, octets, row: writeRow(message, overview) }
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** JSON that the database takes: it has no NUL, and no half of a character. */
function storable(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'string' ? each.replaceAll('\0', '').replaceAll(LONE_SURROGATE, '\ufffd') : each,
  )
}
