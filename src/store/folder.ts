import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

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
