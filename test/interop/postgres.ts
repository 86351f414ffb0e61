import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './postfix.ts'

/** A real PostgreSQL of our own, on loopback, run by the user that its package made for it. */
export interface Postgres {
  readonly port: number
  /** A database of its own, empty. @returns its address */
  create(): string
  /** Take everything out of a database. */
  empty(url: string): void
  /** End it as if the machine was switched off, or in order. */
  stop(how?: 'immediate' | 'fast'): Promise<void>
  start(): Promise<void>
  /** Stop, and remove everything. */
  remove(): Promise<void>
}

export async function startPostgres(): Promise<Postgres> {
  const bin = programs()
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  const home = mkdtempSync(join(tmpdir(), 'parley-postgres-'))
  chownSync(home, uid!, gid!)
  const data = join(home, 'data')
  const asUser = { uid: uid!, gid: gid!, cwd: home, env: { ...process.env, LC_ALL: 'C.UTF-8' } }
  const initial = ['-D', data, '-U', 'parley', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  execFileSync(join(bin, 'initdb'), initial, { ...asUser, stdio: 'ignore' })
  const port = await freePort()
  let server: ChildProcess | null = null
  const database = (name: string) => `postgres://parley@127.0.0.1:${port}/${name}`
  const isReady = () => {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  const start = async () => {
    const settings = ['-h', '127.0.0.1', '-p', String(port), '-k', home]
    server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...asUser, stdio: 'ignore' })
    for (let i = 0; i < 100 && !isReady(); i++) await new Promise((resolve) => setTimeout(resolve, 100))
    if (!isReady()) throw new Error('PostgreSQL does not start')
  }
  const stop = async (how: 'immediate' | 'fast' = 'fast') => {
    const running = server
    server = null
    if (!running || running.exitCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await ended
  }
  const sql = (url: string, text: string) => execFileSync('psql', ['-q', '-d', url, '-c', text], { stdio: 'ignore' })
  await start()
  let count = 0
  return {
    port,
    start,
    stop,
    create() {
      const name = `parley${++count}`
      sql(database('postgres'), `create database ${name}`)
      return database(name)
    },
    empty(url) {
      sql(url, 'drop schema public cascade; create schema public')
    },
    async remove() {
      await stop('immediate')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Debian keeps each major version's programs in a folder of its own. */
function programs(): string {
  const root = '/usr/lib/postgresql'
  const [newest] = readdirSync(root)
    .filter((version) => existsSync(join(root, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a))
  if (newest === undefined) throw new Error('PostgreSQL is not there: apt-get install postgresql')
  return join(root, newest, 'bin')
}
