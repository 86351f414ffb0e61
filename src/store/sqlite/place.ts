import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openDatabase, type Database, type SqliteLibrary } from './driver.ts'

/**
 * The folder, made where it is not there; its owner alone may look into it.
 * @throws Error that says why it cannot be had
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  const parent = dirname(folder)
  // Step by step: where nothing can be made, as in /proc, Node's way to make them all never ends.
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') throw new Error(`${folder} cannot be made (${code ?? message})`, { cause: error })
    if (!isFolder(folder)) throw new Error(`${folder} is no folder`, { cause: error })
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Held until the process ends, however it does: the system lets go of it. @throws Error that says what to do */
export function takeLock(folder: string, library: SqliteLibrary | null): Database {
  let lock: Database | null = null
  try {
    lock = openDatabase(join(folder, 'lock.db'), library)
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    throw lockTrouble(folder, error as Error)
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
