import { randomInt } from 'node:crypto'
import { concat } from '../../protocol/bytes.ts'
import { Muster } from '../muster.ts'
import type { NewMessage } from '../store.ts'
import { SMALL, writePieces } from './contents.ts'
import { isAboutWhatWasGiven, troubleOf, type Sql, type Transaction } from './database.ts'
import { writeRow, type MessageRow } from './message-row.ts'
import type { Notices } from './notices.ts'
import { storableJson } from './storable.ts'

/** Messages, and their octets, that one commit takes. */
const MOST = 400
const MOST_OCTETS = 4 * 1024 * 1024

interface Arrival {
  readonly row: ReturnType<typeof writeRow>
  /** Null where there are so many that they go by themselves. */
  readonly octets: Uint8Array | null
  readonly content: NewMessage['content']
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** Messages that come at one time are committed together, and acknowledged when that is done. */
export class Intake {
  readonly #sql: Sql
  readonly #notices: Notices
  readonly #committed: (rows: readonly MessageRow[]) => void
  readonly #muster = new Muster(() => void this.#commit())
  #waiting: Arrival[] = []
  #isCommitting = false
  /** Messages that are not safe yet. */
  #open = 0
  #settled: (() => void)[] = []

  /** @param committed is told of the messages that are safe now */
  constructor(sql: Sql, notices: Notices, committed: (rows: readonly MessageRow[]) => void) {
    this.#sql = sql
    this.#notices = notices
    this.#committed = committed
  }

  async add(message: NewMessage): Promise<void> {
    this.#open++
    try {
      const { content } = message
      const octets = content.size <= SMALL ? await content.bytes() : null
      const row = writeRow(message)
      await new Promise<void>((resolve, reject) => this.#take({ row, octets, content, resolve, reject }))
    } finally {
      if (--this.#open === 0) for (const each of this.#settled.splice(0)) each()
    }
  }

  /** Until everything that was given is written. */
  async settle(): Promise<void> {
    while (this.#open > 0) await new Promise<void>((resolve) => this.#settled.push(resolve))
  }

  #take(arrival: Arrival): void {
    // What takes long keeps nobody else waiting.
    if (!arrival.octets) return void this.#write([arrival])
    this.#waiting.push(arrival)
    if (!this.#isCommitting) this.#muster.gather(this.#waiting.length)
  }

  async #commit(): Promise<void> {
    this.#isCommitting = true
    const group = this.#nextGroup()
    const began = performance.now()
    await this.#write(group)
    this.#isCommitting = false
    this.#muster.committed(group.length, this.#waiting.length, performance.now() - began)
  }

  #nextGroup(): Arrival[] {
    let octets = 0
    let count = 0
    for (const { content } of this.#waiting) {
      octets += content.size
      if (count > 0 && (octets > MOST_OCTETS || count >= MOST)) break
      count++
    }
    return this.#waiting.splice(0, count)
  }

  /** Never throws: whose message was not written is told so. */
  async #write(arrivals: readonly Arrival[]): Promise<void> {
    try {
      const seqs = await this.#insert(arrivals)
      for (const { resolve } of arrivals) resolve()
      this.#committed(arrivals.map(({ row }) => ({ ...row, overview: null, seq: seqs.get(row.id)! })))
    } catch (error) {
      // One of them is not to the database's liking: the others must not suffer for it.
      if (arrivals.length > 1 && isAboutWhatWasGiven(error)) for (const each of arrivals) await this.#write([each])
      else for (const { reject } of arrivals) reject(troubleOf(error))
    }
  }

  /** @returns the place of each message in the order of all, by its id */
  #insert(arrivals: readonly Arrival[]): Promise<ReadonlyMap<string, number>> {
    if (arrivals.every(({ octets }) => octets)) return this.#insertRows(this.#sql, arrivals)
    return this.#sql.begin(async (transaction) => {
      const seqs = await this.#insertRows(transaction, arrivals)
      for (const { row, octets, content } of arrivals)
        if (!octets) await writePieces(transaction, seqs.get(row.id)!, content)
      return seqs
    })
  }

  /** One statement for any number of messages, which is a transaction of its own: octets and facts go as one value each. */
  async #insertRows(sql: Sql | Transaction, arrivals: readonly Arrival[]): Promise<ReadonlyMap<string, number>> {
    const pieces: Uint8Array[] = []
    let at = 1
    const rows = arrivals.map(({ row, octets }, nth) => {
      const placed = { ...row, nth, at, length: octets ? octets.length : null }
      if (octets) pieces.push(octets)
      at += octets?.length ?? 0
      return placed
    })
    const written = await sql<{ seq: number; id: string }[]>`
      with given as (
        select * from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as given(
          id text, session_id text, received_at timestamptz, reverse_path text, recipients text[], mailboxes text[],
          login text, size bigint, tags text[], envelope jsonb, nth integer, at integer, length integer)
      ), messages as (
        insert into parley_messages
          (id, session_id, received_at, reverse_path, recipients, mailboxes, login, size, tags, envelope)
        select id, session_id, received_at, reverse_path, recipients, mailboxes, login, size, tags, envelope
        from given order by nth
        returning seq, id
      ), contents as (
        insert into parley_contents (seq, piece, octets)
        select seq, 0, substring(${concat(pieces)}::bytea from at for length)
        from messages join given using (id) where length is not null
      ), counts as (
        update parley_counts set messages = messages + ${arrivals.length}, unread = unread + ${arrivals.length},
          octets = octets + ${arrivals.reduce((sum, { content }) => sum + content.size, 0)}
        where shard = ${randomInt(16)}
      ), told as (
        select ${this.#notices.telling(sql, 'added', sql`json_agg(seq)`)} from messages
      )
      select seq, id from messages cross join told`
    return new Map(written.map(({ id, seq }) => [id, seq]))
  }
}
