import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What a program printed and how it ended. */
export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export const parley = fileURLToPath(new URL('../../bin/parley', import.meta.url))

/** Run a program to its end, with `input` on its standard input. */
export function run(command: string, args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, timeout: 30_000 })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('latin1').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('latin1').on('data', (text: string) => (stderr += text))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
    child.stdin.on('error', () => {}) // it did not want to hear us out
    child.stdin.end(input, 'latin1')
  })
}

export function runParley(args: readonly string[], input = ''): Promise<Ran> {
  return run(process.execPath, [parley, ...args], input)
}

/** One exchange with a program at a terminal: wait until the pattern has been seen since the last, then type. */
export type Typing = readonly [wait: RegExp, type: string]

/** Type at a program under a pseudo terminal; what the screen was sent. */
export async function typeAt(command: readonly string[], typings: readonly Typing[]): Promise<Ran> {
  const steps = typings.map(([wait, type]) => ({ wait: wait.source, type }))
  const script = fileURLToPath(new URL('type-at.py', import.meta.url))
  return run('python3', [script, JSON.stringify({ command, steps })])
}
