import postgres from 'postgres'
import { StoreError } from '../store.ts'
import { migrations } from './migrations.ts'

/** int8 is a number here: nothing of ours grows beyond 2^53. */
const types = {
  bigint: { to: 20, from: [20], parse: Number, serialize: String },
}

export type Sql = postgres.Sql<{ bigint: number }>
export type Transaction = postgres.TransactionSql<{ bigint: number }>

/** Connections of one server to its database, beside the one that listens. */
const CONNECTIONS = 4

/** @throws TypeError where the address is none */
export function openDatabase(url: string): Sql {
  if (!/^postgres(?:ql)?:\/\//i.test(url))
    throw new TypeError(`a database is named as postgres://user:password@host:port/name, not "${withoutPassword(url)}"`)
  return postgres(url, {
    max: CONNECTIONS,
    types,
    connect_timeout: 10,
    // One that is gone is tried again at once: the client of a mail waits meanwhile, and is told 451.
    backoff: () => 0.5,
    connection: { application_name: 'parley' },
    onnotice: () => {},
  })
}

/** A number that is taken by nobody else: "parley" in ASCII. */
const LOCK = 0x7061726c6579

/** Bring the tables to what this version wants: once, however many servers begin at the same time. */
export async function migrate(sql: Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${LOCK})`
    await transaction`create table if not exists parley_schema (version integer not null)`
    const [row] = await transaction<{ version: number }[]>`select max(version) as version from parley_schema`
    const version = row?.version ?? 0
    if (version > migrations.length)
      throw new Error('the database was made by a newer version of Parley: use that one, or another database')
    for (const step of migrations.slice(version)) await transaction.unsafe(step)
    if (version < migrations.length) await transaction`insert into parley_schema values (${migrations.length})`
  })
}

/** What went wrong, as a store says it. */
export function troubleOf(error: unknown): Error {
  if (!(error instanceof Error)) return new StoreError('unavailable', String(error))
  const code = 'code' in error ? String(error.code) : ''
  // Class 53: insufficient resources.
  if (code === '53100' || code === '53200') return new StoreError('full', 'the database has no room', { cause: error })
  return new StoreError('unavailable', 'the database does not answer', { cause: error })
}

/** Whether a statement failed for what is in it: it would do so again, and another would not. */
export function isAboutWhatWasGiven(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // Classes of SQLSTATE: data, integrity, syntax and the like, limits. Others are about the connection or the database.
  return /^(?:22|23|42|54)...$/.test(code)
}

/** For messages: who sees them need not know the password. */
export function withoutPassword(url: string): string {
  return url.replace(/:\/\/([^:@/]*):[^@/]*@/, '://$1:…@')
}
