import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'

/**
 * Run a Dovecot by the file "conf" of a folder of its own, which goes with it.
 * @returns how to end it, as soon as it is ready
 */
export async function runDovecot(
  home: string,
  isReady: () => boolean | Promise<boolean>,
): Promise<() => Promise<void>> {
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', join(home, 'conf')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(home, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 400 && child.exitCode === null; tries++) {
    if (await isReady()) return stop
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  const log = existsSync(join(home, 'log')) ? readFileSync(join(home, 'log'), 'utf8') : ''
  await stop()
  throw new Error(`Dovecot does not start: ${said}${log}`)
}

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
