import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './postfix.ts'

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
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', file('conf')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    if (await isListening(port)) return { port, stop }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  const log = existsSync(file('log')) ? readFileSync(file('log'), 'utf8') : ''
  await stop()
  throw new Error(`Dovecot does not start: ${said}${log}`)
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
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
