import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './postfix.ts'
import { isListening, runDovecot } from './run-dovecot.ts'

/** A real Dovecot that gets mail by LMTP and passes it on as its settings say. */
export interface DovecotProxy {
  readonly port: number
  stop(): Promise<void>
}

export async function startDovecotProxy(settings: string): Promise<DovecotProxy> {
  const home = mkdtempSync(join(tmpdir(), 'parley-dovecot-proxy-'))
  chmodSync(home, 0o755)
  const file = (name: string) => join(home, name)
  const port = await freePort()
  writeFileSync(file('conf'), `${configOf(home, port)}${settings}\n`)
  const stop = await runDovecot(home, () => isListening(port))
  return { port, stop }
}

function configOf(home: string, port: number): string {
  return `base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
ssl = no
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${port}
  }
}
`
}
