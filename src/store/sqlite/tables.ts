import { openDatabase, type Database, type Row, type SqliteLibrary, type Statement, type Value } from './driver.ts'
import { migrate } from './schema.ts'

/** Statements that are kept prepared. */
const PREPARED = 200

/** The database of one store, open. */
export class Tables {
  readonly #database: Database
  readonly #statements = new Map<string, Statement>()

  /** @param pages pages of 8 kB that the file may have; for tests of a full disk */
  constructor(path: string, pages: number | null = null, library: SqliteLibrary | null = null) {
    this.#database = openDatabase(path, library)
    try {
      this.#database.exec('pragma page_size = 8192')
      this.#database.exec('pragma busy_timeout = 10000')
      // Before anything else is written: a database that is not Parley's stays as it was.
      migrate(this.#database)
      this.#database.exec('pragma journal_mode = wal')
      this.#database.exec('pragma synchronous = full')
      this.#database.exec('pragma cache_size = -32768')
      if (pages !== null) this.#database.exec(`pragma max_page_count = ${pages}`)
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  run(sql: string, ...values: readonly Value[]): number {
    return this.#prepared(sql).run(...values).changes
  }

  rows(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#prepared(sql).rows(...values)
  }

  row(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.rows(sql, ...values)[0]
  }

  /** All of it, or nothing. */
  transaction<T>(work: () => T): T {
    this.#database.exec('begin immediate')
    try {
      const result = work()
      this.#database.exec('commit')
      return result
    } catch (error) {
      try {
        this.#database.exec('rollback')
      } catch {
        // SQLite has done so itself, as it does when the disk is full.
      }
      throw error
    }
  }

  /**
   * As {@link transaction}, without waiting for the disk: for what can be made again from what is safe. A commit that
   * waits brings it to the disk too, so that nothing is ever there in part.
   */
  unhurried<T>(work: () => T): T {
    this.#database.exec('pragma synchronous = normal')
    try {
      return this.transaction(work)
    } finally {
      this.#database.exec('pragma synchronous = full')
    }
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql)
    if (!statement) {
      if (this.#statements.size >= PREPARED) this.#statements.clear()
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}

/** What goes behind "in (…)": SQLite takes some thousands at once. */
export function* inPortions<T>(values: readonly T[], size = 500): Generator<readonly T[]> {
  for (let at = 0; at < values.length; at += size) yield values.slice(at, at + size)
}

export function marks({ length }: { readonly length: number }): string {
  return Array<string>(length).fill('?').join(', ')
}
