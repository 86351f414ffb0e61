import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runDovecot } from './run-dovecot.ts'

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
  const stop = await runDovecot(home, () => existsSync(file('auth')))
  return { socket: file('auth'), stop }
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
