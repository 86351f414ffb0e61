import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const parley = fileURLToPath(new URL('../../bin/parley', import.meta.url))

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The program as it is installed, run to its end. `npm test` builds it first. */
export async function runParley(
  args: readonly string[],
  { input = '', cwd }: { input?: string; cwd?: string } = {},
): Promise<Ran> {
  const running = startParley(args, cwd)
  running.child.stdin!.end(input)
  return running.ended
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ran>
  /** Until standard output and standard error hold this. */
  shows(pattern: RegExp): Promise<RegExpExecArray>
}

export function startParley(args: readonly string[], cwd?: string): Running {
  // Nothing of what a test does may end up in the folder of whoever runs it.
  const data = mkdtempSync(join(tmpdir(), 'parley-data-'))
  const env = { ...process.env, XDG_DATA_HOME: data, NO_COLOR: '1' }
  const child = spawn(process.execPath, [parley, ...args, ...withoutPage(args)], { cwd, env })
  child.once('close', () => rmSync(data, { recursive: true, force: true }))
  let [stdout, stderr] = ['', '']
  let check = () => {}
  child.stdout.on('data', (piece: Buffer) => ((stdout += piece.toString()), check()))
  child.stderr.on('data', (piece: Buffer) => ((stderr += piece.toString()), check()))
  const ended = new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })))
  return {
    child,
    ended,
    shows: (pattern) =>
      new Promise((resolve, reject) => {
        check = () => {
          const found = pattern.exec(stdout + stderr)
          if (found) resolve(found)
        }
        void ended.then(() => reject(new Error(`it ended before it showed ${String(pattern)}: ${stdout}${stderr}`)))
        check()
      }),
  }
}

/** Servers that are tested side by side cannot all have the page's usual port. */
function withoutPage(args: readonly string[]): readonly string[] {
  return args[0] === 'serve' && !args.some((each) => each.startsWith('--http')) ? ['--no-http'] : []
}
