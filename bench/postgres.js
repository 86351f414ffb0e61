// A PostgreSQL of our own for a benchmark, as Debian's package has it, with its default settings: on loopback, run by the
// user that its package made for it.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sleep } from './lib.js'

/** Debian keeps each major version's programs in a folder of its own. */
function programs() {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return null
  const [newest] = readdirSync(root)
    .filter((version) => existsSync(join(root, version, 'bin', 'initdb')))
    .sort((a, b) => Number(b) - Number(a))
  return newest === undefined ? null : join(root, newest, 'bin')
}

/**
 * Started in a new folder beneath `place`, which must be open to others; or in `kept`, with what is there.
 * @returns its address, and how to end it; null where it is not installed, or we may not become its user
 */
export async function startPostgres(place, port, kept) {
  const bin = programs()
  if (!bin || process.getuid() !== 0) return null
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  const home = kept ?? mkdtempSync(join(place, 'parley-bench-postgres-'))
  mkdirSync(home, { recursive: true })
  chownSync(home, uid, gid)
  const data = join(home, 'data')
  const asUser = { uid, gid, cwd: home, env: { ...process.env, LC_ALL: 'C.UTF-8' }, stdio: 'ignore' }
  if (!existsSync(data))
    execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'parley', '-A', 'trust', '-E', 'UTF8'], asUser)
  const settings = ['-h', '127.0.0.1', '-p', String(port), '-k', home]
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], asUser)
  const isReady = () =>
    spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' }).status === 0
  for (let tries = 0; tries < 600 && !isReady(); tries++) await sleep(100)
  return {
    url: `postgres://parley@127.0.0.1:${port}/postgres`,
    pid: server.pid,
    async remove() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      if (server.exitCode === null && server.kill(kept ? 'SIGINT' : 'SIGQUIT')) await ended
      if (!kept) rmSync(home, { recursive: true, force: true })
    },
  }
}
