import { inflateRawSync } from 'node:zlib'
import { decode } from '../../protocol/bytes.ts'
import { fitsSession, outcomes } from '../fits-session.ts'
import { KeptSession, summaryOf, type HeldFacts } from '../kept-session.ts'
import { packTranscript } from '../packed-transcript.ts'
import { readRawRecord, type RawRecord } from '../../transcript/raw-record.ts'
import { readTranscriptJson } from '../../transcript/read-json.ts'
import type { SessionQuery, SessionSummary } from '../session-record.ts'
import type { Paging } from '../store.ts'
import { inPortions, type Tables } from './tables.ts'
import type { Value } from './driver.ts'

/** A conversation as it comes to the worker. */
export type NewSession = Omit<HeldFacts, 'transcript' | 'raw'> & {
  /** The transcript in JSON, or what it can be made of. */
  readonly record: RawRecord | string
}

export function octetsOf({ record }: NewSession): number {
  return typeof record === 'string' ? record.length : record.log.length
}

const OUTCOMES = Object.keys(outcomes) as (keyof typeof outcomes)[]

export function addSessions(tables: Tables, sessions: readonly NewSession[]): void {
  for (const portion of inPortions(sessions, 200))
    tables.unhurried(() => {
      for (const session of portion) addSession(tables, session)
    })
}

function addSession(tables: Tables, { record, ...facts }: NewSession): void {
  const transcript = typeof record === 'string' ? readTranscriptJson(record) : readRawRecord(record)
  if (!transcript) return
  const summary = summaryOf(new KeptSession({ ...facts, transcript }))
  const { id, started, clientAddress, helo, user, firstRefusal } = summary
  const words = [clientAddress, helo, user, firstRefusal].map((each) => each?.toLowerCase() ?? '').join('\n')
  let bits = 0
  OUTCOMES.forEach((outcome, i) => {
    if (fitsSession(summary, { outcome })) bits |= 1 << i
  })
  tables.run(
    'insert or replace into sessions (id, at, client, outcomes, words, summary, transcript) values (?, ?, ?, ?, ?, ?, ?)',
    ...[id, Date.parse(started), clientAddress, bits, words, JSON.stringify(summary)],
    packTranscript(transcript),
  )
}

export function getSession(tables: Tables, id: string): { summary: string; transcript: string } | undefined {
  const row = tables.row('select summary, transcript from sessions where id = ?', id)
  return row && { summary: String(row[0]), transcript: decode(inflateRawSync(row[1] as Uint8Array)) }
}

export function listSessions(
  tables: Tables,
  { outcome, client, text }: SessionQuery,
  { limit, offset = 0 }: Paging,
): { readonly sessions: SessionSummary[]; readonly total: number } {
  const where: string[] = ['1']
  const values: Value[] = []
  const add = (sql: string, ...more: readonly Value[]) => {
    where.push(sql)
    values.push(...more)
  }
  if (outcome) add('outcomes & ?', 1 << OUTCOMES.indexOf(outcome))
  if (client !== undefined) add('substr(client, 1, ?) = ?', client.length, client)
  if (text !== undefined) add('instr(words, ?) > 0', text.toLowerCase())
  const condition = where.join(' and ')
  const rows = tables.rows(
    `select summary from sessions where ${condition} order by n desc limit ? offset ?`,
    ...[...values, limit, offset],
  )
  const [total] = tables.row(`select count(*) from sessions where ${condition}`, ...values)!
  return { sessions: rows.map(([json]) => JSON.parse(String(json)) as SessionSummary), total: Number(total) }
}
