import { createRequire } from 'node:module'

/** What is used of an SQLite library. Integers below 2^53, text, octets and null go in and out. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

export type Value = number | string | Uint8Array | null
export type Row = readonly Value[]

export interface Statement {
  run(...values: readonly Value[]): { readonly changes: number }
  rows(...values: readonly Value[]): readonly Row[]
}

/** Whose SQLite. */
export type SqliteLibrary = 'libsql' | 'node'

/** @param library default: libsql where it is there for this machine, SQLite of Node itself where it is not */
export function openDatabase(path: string, library: SqliteLibrary | null = null): Database {
  const require = createRequire(import.meta.url)
  if (library === 'node') return openNodes(path, require)
  let Libsql: LibsqlClass
  try {
    Libsql = require('libsql') as LibsqlClass
  } catch (error) {
    if (library !== null) throw error
    return openNodes(path, require, error)
  }
  const database = new Libsql(path)
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql)
      // A statement that gives no rows must not be asked for them in this form.
      if (statement.reader) statement.raw(true)
      return { run: (...values) => statement.run(values), rows: (...values) => statement.all(values) }
    },
  }
}

type LibsqlClass = new (path: string) => {
  exec(sql: string): void
  close(): void
  prepare(sql: string): {
    readonly reader: boolean
    raw(isRaw: boolean): void
    run(values: readonly Value[]): { readonly changes: number }
    all(values: readonly Value[]): readonly Row[]
  }
}

interface NodesSqlite {
  readonly DatabaseSync: new (path: string) => {
    exec(sql: string): void
    close(): void
    prepare(sql: string): {
      run(...values: readonly Value[]): { readonly changes: number | bigint }
      all(...values: readonly Value[]): readonly (Row | Readonly<Record<string, Value>>)[]
      /** Not in the first ones of Node 22. */
      setReturnArrays?(isArrays: boolean): void
    }
  }
}

function openNodes(path: string, require: NodeJS.Require, cause?: unknown): Database {
  const { DatabaseSync } = nodesSqlite(require, cause)
  const database = new DatabaseSync(path)
  return {
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql)
      statement.setReturnArrays?.(true)
      return {
        run: (...values) => ({ changes: Number(statement.run(...values).changes) }),
        rows: (...values) => statement.all(...values).map((row): Row => (isRow(row) ? row : Object.values(row))),
      }
    },
  }
}

function isRow(row: Row | Readonly<Record<string, Value>>): row is Row {
  return Array.isArray(row)
}

/** Node 22 warns of it each time; it does what is asked of it here. */
function nodesSqlite(require: NodeJS.Require, cause: unknown): NodesSqlite {
  const warn = process.emitWarning.bind(process)
  process.emitWarning = () => {}
  try {
    return require('node:sqlite') as NodesSqlite
  } catch {
    throw new Error(
      'there is no SQLite for this machine: libsql has none for it, and Node has one from 22.13 on; keep mail in --memory, or in PostgreSQL with --database',
      { cause },
    )
  } finally {
    process.emitWarning = warn
  }
}
