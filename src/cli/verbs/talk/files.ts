import { access, open, readdir, type FileHandle } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Files } from '../../../talk/surroundings.ts'

/** The files of this machine; "~/" is the person's own folder. */
export const files: Files = {
  async read(path) {
    const file = await openFile(path, 'r')
    if ((await file.stat()).isDirectory()) {
      await file.close()
      throw inWords(path, Object.assign(new Error(), { code: 'EISDIR' }))
    }
    return file.createReadStream() as AsyncIterable<Uint8Array>
  },
  async exists(path) {
    return access(expand(path)).then(
      () => true,
      () => false,
    )
  },
  async write(path, text, { isPrivate = false } = {}) {
    const file = await openFile(path, 'w', isPrivate ? 0o600 : 0o666)
    try {
      if (isPrivate && (await file.stat()).isFile()) await file.chmod(0o600)
      await file.writeFile(text)
    } finally {
      await file.close()
    }
  },
  async complete(prefix) {
    const [folder = ''] = /^.*\//s.exec(prefix) ?? []
    const entries = await readdir(expand(folder) || '.', { withFileTypes: true }).catch(() => [])
    return entries
      .filter(({ name }) => !name.startsWith('.') || prefix.slice(folder.length).startsWith('.'))
      .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`)
      .sort()
  },
}

/** Complain now of what would make it impossible to write a file later. What is in it stays. @throws Error as `write` */
export async function checkWritable(path: string): Promise<void> {
  await (await openFile(path, 'a')).close()
}

async function openFile(path: string, flags: 'r' | 'w' | 'a', mode?: number): Promise<FileHandle> {
  try {
    return await open(expand(path), flags, mode)
  } catch (error) {
    throw inWords(path, error as NodeJS.ErrnoException, flags === 'r' ? 'read' : 'written')
  }
}

/** The system's error, in words that name the file. */
function inWords(path: string, error: NodeJS.ErrnoException, done: 'read' | 'written' = 'read'): Error {
  const { code, message } = error
  const words: Readonly<Record<string, string>> = {
    ENOENT: done === 'read' ? `there is no file ${path}` : `there is no folder ${dirname(path)}`,
    EISDIR: `${path} is a folder`,
    ENOTDIR: `${dirname(path)} is no folder`,
    EACCES: `${path} may not be ${done}`,
  }
  return Object.assign(new Error(words[code ?? ''] ?? message, { cause: error }), { code })
}

function expand(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}
