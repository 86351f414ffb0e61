import { exitCodes } from './exit-codes.ts'
import { cannotWrite } from './output.ts'
import { CommanderError, Complaint, terminal } from './verb.ts'
import { verbs } from './verbs.ts'

declare const PARLEY_VERSION: string

/** Reads the command line, loads the one verb that it names, and runs it. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = argv
  if (name === '--version' || name === '-V' || name === 'version') {
    terminal.stdout.write(`parley ${PARLEY_VERSION}\n`)
    return exitCodes.ok
  }
  if (name === 'help' || name === '--help' || name === '-h') return help(rest)
  const known = Object.hasOwn(verbs, name) ? verbs[name]! : null
  if (!known) return unknownVerb(name)
  const verb = (await known.load()).default()
  verb.exitOverride()
  try {
    await verb.parseAsync(rest, { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : exitCodes.ok
  } catch (error) {
    return complain(error)
  }
}

function complain(error: unknown): number {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof Complaint) {
    terminal.stderr.write(`parley: ${error.message}\n`)
    return error.exitCode
  }
  throw error
}

async function help([name, part]: readonly string[]): Promise<number> {
  if (name !== undefined && Object.hasOwn(verbs, name)) {
    const verb = (await verbs[name]!.load()).default()
    const shown = part === undefined ? verb : verb.parts.find((each) => each.name() === part)
    shown?.outputHelp()
    return shown ? exitCodes.ok : unknownVerb(`${name} ${part}`)
  }
  if (name !== undefined) return unknownVerb(name)
  terminal.stdout.write((await import('./help.ts')).overview(PARLEY_VERSION))
  return exitCodes.ok
}

function unknownVerb(name: string): number {
  terminal.stderr.write(`parley: there is no verb "${name}"${guess(name)}; "parley help" lists them\n`)
  return exitCodes.usage
}

function guess(name: string): string {
  const similar = Object.keys(verbs).find((verb) => verb.startsWith(name) || name.startsWith(verb))
  return similar === undefined ? '' : `, perhaps "${similar}"`
}

const argv = process.argv.slice(2)

let isTold = false

for (const stream of [terminal.stdout, terminal.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Somebody has seen enough: "| head" is no reason to break off what is being done.
    if (error.code === 'EPIPE') return
    // The disk is full, where it is led to a file; nothing can be told where that is standard error.
    if (stream === terminal.stdout && !isTold)
      terminal.stderr.write(`parley: ${cannotWrite('what it shows', error).message}\n`)
    isTold = true
    // A server is there for the mail, and goes on without being watched.
    if (argv[0] !== 'serve') process.exit(exitCodes.usage)
  })
}

process.exitCode = await main(argv)
