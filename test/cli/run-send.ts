import { Readable, Writable } from 'node:stream'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { CommanderError, Complaint, terminal } from '../../src/cli/verb.ts'
import send from '../../src/cli/verbs/send.ts'

// What the build puts in.
Object.assign(globalThis, { PARLEY_VERSION: '0.0.0' })

export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** The lines of standard output that begin with "C: ", without that. */
  readonly said: readonly string[]
}

/** `parley send` without the process around it. */
export async function runSend(
  args: readonly string[],
  stdin: Readable | string = '',
  env: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const real = { ...terminal }
  const [out, err] = [new Captured(), new Captured()]
  const input = typeof stdin === 'string' ? Readable.from([Buffer.from(stdin)]) : stdin
  Object.assign(terminal, { stdout: out, stderr: err, stdin: input, env })
  process.exitCode = undefined
  try {
    await send()
      .exitOverride()
      .parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof Complaint) err.write(`parley: ${error.message}\n`)
    else if (error instanceof CommanderError) err.write(`parley: ${error.message}\n`)
    else throw error
    process.exitCode = error instanceof Complaint ? error.exitCode : exitCodes.usage
  } finally {
    Object.assign(terminal, real)
  }
  const code = Number(process.exitCode ?? exitCodes.ok)
  process.exitCode = undefined
  const said = out.text.split('\n').flatMap((line) => (line.startsWith('C: ') ? [line.slice(3)] : []))
  return { code, stdout: out.text, stderr: err.text, said }
}

class Captured extends Writable {
  text = ''

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString()
    done()
  }
}
