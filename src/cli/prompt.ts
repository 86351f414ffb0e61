import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { terminal } from './verb.ts'

/** Whether somebody sits there who could be asked. */
export function canAsk(): boolean {
  return Boolean(terminal.stdin.isTTY && terminal.stderr.isTTY)
}

/** Ask for a secret; what is typed is not shown. Null where the person gives up with Ctrl-C or Ctrl-D. */
export function askSecret(question: string): Promise<string | null> {
  const { stdin, stderr } = terminal
  stderr.write(question)
  const silence = new Writable({ write: (_piece, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: silence, terminal: true, historySize: 0 })
  return new Promise((resolve) => {
    const done = (answer: string | null) => {
      resolve(answer)
      lines.close()
      stderr.write('\n')
    }
    lines
      .once('line', (line) => done(line))
      .once('SIGINT', () => done(null))
      .once('close', () => resolve(null))
  })
}
