import { packTranscript, unpackTranscript } from '../packed-transcript.ts'
import type { SessionQuery, SessionRecord, SessionSummary } from '../session-record.ts'
import type { Paging } from '../store.ts'
import { matchingSessions } from './condition.ts'
import type { Sql } from './database.ts'
import type { Notices } from './notices.ts'

interface SessionRow {
  readonly id: string
  readonly started: Date
  readonly duration: number
  readonly client_address: string | null
  readonly helo: string | null
  readonly login: string | null
  readonly tls: string | null
  readonly has_quit: boolean
  readonly message_ids: readonly string[]
  readonly refusals: number
  readonly deviations: number
  readonly faults: number
  readonly first_refusal: string | null
}

const columns = [
  ...['id', 'started', 'duration', 'client_address', 'helo', 'login', 'tls', 'has_quit', 'message_ids', 'refusals'],
  ...['deviations', 'faults', 'first_refusal'],
]

/** Conversations that one transaction takes. */
const MOST = 100

/** Milliseconds until what could not be written is tried again. */
const AGAIN = 1000

/** Conversations that wait to be written; when the database is gone longer than that lasts, the oldest are lost. */
const HELD = 10_000

/** Conversations that are over, in the database. They are written behind the mail: nobody waits for them. */
export class PostgresSessions {
  readonly #sql: Sql
  readonly #notices: Notices
  #waiting: SessionRecord[] = []
  #writing: Promise<void> | null = null

  constructor(sql: Sql, notices: Notices) {
    this.#sql = sql
    this.#notices = notices
  }

  add(session: SessionRecord): void {
    this.#waiting.push(session)
    if (this.#waiting.length > HELD) this.#waiting.shift()
    this.#begin()
  }

  #begin(): void {
    this.#writing ??= this.#write().finally(() => (this.#writing = null))
  }

  async settle(): Promise<void> {
    await this.#writing
  }

  async get(id: string): Promise<SessionRecord | undefined> {
    await this.#writing
    const [row] = await this.#sql<(SessionRow & { transcript: Uint8Array })[]>`
      select ${this.#sql(columns)}, transcript from parley_sessions where id = ${id}`
    return row && { ...readSummary(row), transcript: unpackTranscript(row.transcript) }
  }

  async list(
    query: SessionQuery,
    { limit, offset = 0 }: Paging,
  ): Promise<{ sessions: readonly SessionSummary[]; total: number }> {
    await this.#writing
    const sql = this.#sql
    const holds = matchingSessions(sql, query)
    const [rows, [count]] = await Promise.all([
      sql<SessionRow[]>`
        select ${sql(columns)} from parley_sessions where ${holds} order by seq desc limit ${limit} offset ${offset}`,
      sql<{ total: number }[]>`select count(*) as total from parley_sessions where ${holds}`,
    ])
    return { sessions: rows.map(readSummary), total: count!.total }
  }

  async summary(id: string): Promise<SessionSummary | undefined> {
    const [row] = await this.#sql<SessionRow[]>`select ${this.#sql(columns)} from parley_sessions where id = ${id}`
    return row && readSummary(row)
  }

  /** What was held in one turn of the event loop goes together; what cannot be written is tried again. */
  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve))
      const sessions = this.#waiting.splice(0, MOST)
      try {
        await this.#sql.begin(async (transaction) => {
          await transaction`
            insert into parley_sessions ${transaction(sessions.map(writeRow))} on conflict (id) do nothing`
          await this.#notices.tell(
            transaction,
            'session',
            sessions.map(({ id }) => id),
          )
        })
      } catch {
        this.#waiting.unshift(...sessions)
        setTimeout(() => this.#begin(), AGAIN).unref()
        return
      }
    }
  }
}

function writeRow(session: SessionRecord) {
  const { id, started, duration, clientAddress, helo, user, tls, hasQuit, messageIds } = session
  const { refusals, deviations, faults, firstRefusal, transcript } = session
  return {
    ...{ id, started, duration, client_address: clientAddress, helo, login: user, tls, has_quit: hasQuit },
    ...{ message_ids: [...messageIds], refusals, deviations, faults, first_refusal: firstRefusal },
    transcript: packTranscript(transcript),
  }
}

function readSummary(row: SessionRow): SessionSummary {
  return {
    id: row.id,
    started: row.started.toISOString(),
    duration: row.duration,
    clientAddress: row.client_address,
    helo: row.helo,
    user: row.login,
    tls: row.tls,
    hasQuit: row.has_quit,
    isClosed: true,
    messageIds: row.message_ids,
    refusals: row.refusals,
    deviations: row.deviations,
    faults: row.faults,
    firstRefusal: row.first_refusal,
  }
}
