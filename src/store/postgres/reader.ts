import { setTimeout as sleep } from 'node:timers/promises'
import { readOverview } from '../../message/overview.ts'
import { beginning } from '../beginning.ts'
import type { Query } from '../query.ts'
import { needsReading } from '../search-words.ts'
import { PostgresContent, SMALL } from './contents.ts'
import { isAboutWhatWasGiven, type Sql, type Transaction } from './database.ts'
import { writeReading } from './message-row.ts'
import { storableJson } from './storable.ts'

/** Milliseconds without new mail before messages are read. */
const QUIET = 250
/** Milliseconds after which it is tried again where the database did not answer. */
const AGAIN = 5000
/** Messages that one transaction reads, and their octets; one of any size is read. */
const MOST = 25
const MOST_OCTETS = 4 * 1024 * 1024
/** Milliseconds that somebody else is given who holds all that is to be read. */
const PATIENCE = 20

/** Who holds it reads: a number that nothing else has. */
const LOCK = 0x7061726c6580

interface Unread {
  readonly seq: number
  readonly from: string
  readonly to: string[]
  readonly size: number
}

type Reading = { readonly seq: number } & ReturnType<typeof writeReading>

/**
 * Reads messages for lists and for the search: when it is quiet, or before somebody asks for what is read in them. Of
 * all servers of a database one does at a time, whoever took the mail.
 */
export class Reader {
  readonly #sql: Sql
  #timer: NodeJS.Timeout | null = null
  #newestMail = 0
  #isEnded = false
  /** Settled when the portion that was begun last is read. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** New mail has come, at any of the servers. */
  soon(): void {
    this.#newestMail = performance.now()
    this.#wake(QUIET)
  }

  /** Before a search: all that came before it is read. */
  async catchUp(query: Query): Promise<void> {
    if (!needsReading(query)) return
    const [{ newest } = { newest: null }] = await this.#sql<{ newest: number | null }[]>`
      select max(seq) as newest from parley_messages where overview is null`
    if (newest !== null) while (await this.#readSome(newest));
  }

  async end(): Promise<void> {
    this.#isEnded = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#turn
  }

  #wake(ms: number): void {
    if (this.#isEnded) return
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#workOff()
    }, ms).unref()
  }

  async #workOff(): Promise<void> {
    const rest = QUIET - (performance.now() - this.#newestMail)
    if (rest > 0) return this.#wake(rest)
    try {
      if (await this.#readSome()) this.#wake(0)
    } catch {
      this.#wake(AGAIN)
    }
  }

  /** Read some of those up to this place, the oldest first. @returns whether there may be more */
  #readSome(newest = Number.MAX_SAFE_INTEGER): Promise<boolean> {
    const some = this.#turn.then(() => this.#sql.begin((transaction) => readSome(transaction, newest)))
    this.#turn = some.catch(() => {})
    return some
  }
}

async function readSome(sql: Transaction, newest: number): Promise<boolean> {
  // What is lost with the machine is read again.
  await sql`select pg_advisory_xact_lock(${LOCK}), set_config('synchronous_commit', 'off', true)`
  const found = await sql<Unread[]>`
    select seq, reverse_path as from, recipients as to, size from parley_messages
    where overview is null and seq <= ${newest} order by seq limit ${MOST}`
  if (found.length === 0) return false
  const readings = await read(sql, portion(found))
  if ((await write(sql, readings)) === 0) await sleep(PATIENCE)
  return true
}

function portion(messages: readonly Unread[]): readonly Unread[] {
  let octets = 0
  const tooMany = messages.findIndex(({ size }, i) => (octets += size) > MOST_OCTETS && i > 0)
  return tooMany < 0 ? messages : messages.slice(0, tooMany)
}

async function read(sql: Transaction, messages: readonly Unread[]): Promise<Reading[]> {
  const small = messages.filter(({ size }) => size <= SMALL).map(({ seq }) => seq)
  const rows = await sql<{ seq: number; octets: Buffer }[]>`
    select seq, octets from parley_contents where seq = any(${small}) and piece = 0`
  const contents = new Map(rows.map(({ seq, octets }) => [seq, octets]))
  const readings: Reading[] = []
  for (const message of messages) {
    const { seq, size } = message
    const octets = contents.get(seq) ?? (await beginning(new PostgresContent(sql, seq, size)))
    readings.push({ seq, ...writeReading(message, readOverview(octets)) })
  }
  return readings
}

/** @returns how many were written: others may be held by who changes or deletes them */
async function write(sql: Transaction, readings: readonly Reading[]): Promise<number> {
  try {
    return await sql.savepoint((savepoint) => writeAll(savepoint, readings))
  } catch (error) {
    if (!isAboutWhatWasGiven(error)) throw error
  }
  // One of them is not to the database's liking: it is in lists then, and no word of it is found.
  let written = 0
  for (const reading of readings) {
    try {
      written += await sql.savepoint((savepoint) => writeAll(savepoint, [reading]))
    } catch (error) {
      if (!isAboutWhatWasGiven(error)) throw error
      written += await writeAll(sql, [{ ...reading, search: '' }])
    }
  }
  return written
}

/** Whoever holds a row is not waited for: they may wait for one of ours. */
async function writeAll(sql: Transaction, readings: readonly Reading[]): Promise<number> {
  const { count } = await sql`
    with given as (
      select * from jsonb_to_recordset(${storableJson(readings)}::text::jsonb) as given(
        seq bigint, has_attachment boolean, has_inline boolean, has_html boolean, has_unsubscribe boolean,
        overview jsonb, search tsvector, others jsonb)
    ), unread as (
      select seq from parley_messages join given using (seq)
      where parley_messages.overview is null order by seq for update of parley_messages skip locked
    )
    update parley_messages message
    set has_attachment = given.has_attachment, has_inline = given.has_inline, has_html = given.has_html,
      has_unsubscribe = given.has_unsubscribe, overview = given.overview, search = given.search, others = given.others
    from given join unread using (seq) where message.seq = given.seq`
  return count
}
