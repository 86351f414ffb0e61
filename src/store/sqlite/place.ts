import { chmodSync, closeSync, openSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Database, type SqliteLibrary } from './driver.ts'

/**
 * A file that its owner alone may read, where it is not there; what SQLite puts beside it is made alike.
 * @returns whether it was made
 */
export function makeFile(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx', 0o600))
    return true
  } catch {
    // It is there, or SQLite will say why it cannot be had.
    return false
  }
}

/** What an older Parley made in a folder that others may look into. */
export function seal(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!/^(?:mail|lock)\.db(?:-\w+)?$/.test(name)) continue
    try {
      chmodSync(join(folder, name), 0o600)
    } catch {
      // It is another user's, who gave it to this one on purpose; or the file is gone by now.
    }
  }
}

/** That no other Parley uses the folder. */
export interface Lock {
  close(): void
  /** Let go of it, and leave the folder as it was. */
  undo(): void
}

/** Held until the process ends, however it does: the system lets go of it. @throws Error that says what to do */
export function takeLock(folder: string, library: SqliteLibrary | null): Lock {
  const path = join(folder, 'lock.db')
  const isNew = makeFile(path)
  let database: Database | null = null
  try {
    database = openDatabase(path, library)
    database.exec('begin exclusive')
  } catch (error) {
    database?.close()
    throw lockTrouble(folder, error as Error)
  }
  const close = () => database.close()
  return {
    close,
    undo: () => {
      close()
      if (isNew) rmSync(path, { force: true })
    },
  }
}

function lockTrouble(folder: string, cause: Error): Error {
  const { message } = cause
  if (/\b(?:locked|busy)\b/i.test(message))
    return new Error(
      'another Parley is using it: end that one, name another folder with --data, or keep mail in --memory',
      { cause },
    )
  if (/unable to open|readonly|read-only/i.test(message))
    return new Error(`nothing can be written in ${folder}`, { cause })
  return cause
}

/** What is said where a database cannot be used that is there. */
export function databaseTrouble(path: string, cause: Error): Error {
  if (/not a database|malformed|already exists/i.test(cause.message))
    return new Error(`${path} is damaged, or no database of Parley's (${cause.message})`, { cause })
  if (/unable to open|readonly|read-only/i.test(cause.message)) return new Error(`${path} cannot be written`, { cause })
  return cause
}
