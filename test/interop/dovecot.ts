import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real Dovecot of our own that does nothing but check logins, for a Postfix. */
export interface Dovecot {
  /** Where Postfix asks. */
  readonly socket: string
  stop(): Promise<void>
}

export const dovecotMechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'DIGEST-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256']

/** The users are lines of a passwd-file: `bob:{PLAIN}pencil`. */
export async function startDovecot(users: readonly string[]): Promise<Dovecot> {
  const home = mkdtempSync(join(tmpdir(), 'parley-dovecot-'))
  chmodSync(home, 0o755)
  const file = (name: string) => join(home, name)
  writeFileSync(file('users'), `${users.join('\n')}\n`, { mode: 0o644 })
  writeFileSync(file('conf'), configOf(home))
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', file('conf')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 400; tries++) {
    if (existsSync(file('auth'))) return { socket: file('auth'), stop }
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  const log = existsSync(file('log')) ? readFileSync(file('log'), 'utf8') : ''
  await stop()
  throw new Error(`Dovecot does not start: ${said}${log}`)
}

/** Without the penalty, that makes every client of an address wait where one has failed. */
function configOf(home: string): string {
  return `base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols =
ssl = no
auth_mechanisms = ${dovecotMechanisms.join(' ').toLowerCase()}
auth_realms = example.test
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = username_format=%n ${home}/users
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth {
  unix_listener ${home}/auth {
    mode = 0666
  }
}
`
}
