import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { createStyle, wantsColor, type ColorChoice, type Style } from '../report/style.ts'
import { printable } from './printable.ts'

export { Argument, InvalidArgumentError, Option }

/** A verb of the command line. Help, completions and the manual page are all made from what it declares. */
export class Verb extends Command {
  readonly examples: { readonly command: string; readonly meaning: string }[] = []

  /** @param parent the verb that this one is a part of: "mail" of "parley mail list" */
  constructor(name = '', parent: string | null = null) {
    super(parent === null ? `parley ${name}`.trim() : name)
    this.helpCommand(false) // "parley help mail list" is the one way
    this.configureHelp({ minWidthToWrap: 20 }) // in a window of sixty columns too
    this.showHelpAfterError(`("parley ${parent === null ? name : `${parent} ${name}`} --help" tells more)`)
    this.configureOutput({ outputError: (text, write) => write(text.replace(/^error:/, 'parley:')) })
  }

  override createCommand(name?: string): Verb {
    return new Verb(name)
  }

  /** The verbs that this one is divided into. */
  get parts(): readonly Verb[] {
    return this.commands as readonly Verb[]
  }

  /** Throw instead of ending the process; in the parts too. */
  override exitOverride(): this {
    for (const part of this.parts) part.exitOverride()
    return super.exitOverride()
  }

  /** A line that can be copied, and what it does. */
  example(command: string, meaning: string): this {
    this.examples.push({ command, meaning })
    return this
  }

  override helpInformation(context?: Parameters<Command['helpInformation']>[0]): string {
    const help = super.helpInformation(context)
    if (this.examples.length === 0) return help
    const lines = this.examples.map(({ command, meaning }) => `  $ ${command}\n      ${meaning}`)
    return `${help}\nExamples:\n${lines.join('\n')}\n`
  }
}

/** What every verb may use of the world outside. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
}

export const terminal: Terminal = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
}

/** A sentence for whoever started the program, on standard error. What a server said in it cannot steer the terminal. */
export function tell(sentence: string): void {
  terminal.stderr.write(`parley: ${printable(sentence)}\n`)
}

export function colorOption(): Option {
  return new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto')
}

export function styleFor(stream: NodeJS.WriteStream, choice: ColorChoice, env = terminal.env): Style {
  return createStyle(wantsColor(choice, env, stream.isTTY))
}

/** Something that the person at the keyboard can put right: one clear sentence, and the exit code. */
export class Complaint extends Error {
  override readonly name = 'Complaint'
  readonly exitCode: number

  constructor(message: string, exitCode: number) {
    // A server's own words may be among them.
    super(printable(message))
    this.exitCode = exitCode
  }
}

export { CommanderError }
