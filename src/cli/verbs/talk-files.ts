import { access, open, readdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Files } from '../../talk/surroundings.ts'

/** The files of this machine; "~/" is the person's own folder. */
export const files: Files = {
  async read(path) {
    const file = await open(expand(path))
    if ((await file.stat()).isDirectory()) {
      await file.close()
      throw Object.assign(new Error(`${path} is a folder`), { code: 'EISDIR' })
    }
    return file.createReadStream() as AsyncIterable<Uint8Array>
  },
  async exists(path) {
    return access(expand(path)).then(
      () => true,
      () => false,
    )
  },
  async write(path, text) {
    await writeFile(expand(path), text)
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

function expand(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}
