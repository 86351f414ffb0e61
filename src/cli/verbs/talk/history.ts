import { appendFileSync, chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/** Lines that are remembered; the file may grow to twice as many. */
const MOST = 1000

/** The command lines of all conversations, kept in a file that only its owner may read. Without one, of this one. */
export class History {
  readonly #path: string | null
  readonly #lines: string[]

  constructor(path: string | null) {
    this.#path = path
    this.#lines = path === null ? [] : readLines(path)
    if (this.#lines.length > 2 * MOST) this.#shorten()
  }

  /** The oldest first. */
  get lines(): readonly string[] {
    return this.#lines
  }

  add(line: string): void {
    if (line.trim() === '' || line === this.#lines.at(-1)) return
    this.#lines.push(line)
    this.#write((path) => appendFileSync(path, `${line}\n`, { mode: 0o600 }))
  }

  #shorten(): void {
    this.#lines.splice(0, this.#lines.length - MOST)
    this.#write((path) => {
      writeFileSync(`${path}.new`, `${this.#lines.join('\n')}\n`, { mode: 0o600 })
      renameSync(`${path}.new`, path)
    })
  }

  /** A history that cannot be written is no reason not to talk. */
  #write(write: (path: string) => void): void {
    if (this.#path === null) return
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
      write(this.#path)
      chmodSync(this.#path, 0o600)
    } catch (error) {
      if (!isSystemError(error)) throw error
    }
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch (error) {
    if (isSystemError(error)) return []
    throw error
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}

/** Where the system keeps what programs remember. */
export function historyPath(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  return join(stateFolder(env, platform), 'parley', 'talk-history')
}

function stateFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const named = env['XDG_STATE_HOME']
  if (named !== undefined && isAbsolute(named)) return named
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support')
  return join(homedir(), '.local', 'state')
}
