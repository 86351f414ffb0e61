import { readFile } from 'node:fs/promises'
import { explain, type Explained } from '../../explain/explain.ts'
import { explanationJson, showExplanation } from '../../report/explanation.ts'
import type { ColorChoice } from '../../report/style.ts'
import { exitCodes } from '../exit-codes.ts'
import { readStdin } from '../input.ts'
import { cannotRead } from '../output.ts'
import { colorOption, Complaint, styleFor, terminal, Verb } from '../verb.ts'

interface ExplainFlags {
  readonly json?: boolean
  readonly color: ColorChoice
}

export default function verb(): Verb {
  return new Verb('explain')
    .description(
      'Say what something means, whose fault it is and what to do: a reply code, an enhanced code, a reply, a word of the language, ' +
        "an error of the system; or a file with a whole conversation (recorded, or pasted from a terminal, swaks or telnet) or a bounce message. '-' reads standard input.",
    )
    .argument('[what...]', 'a code, a reply, a word, or the name of a file')
    .option('--json', 'as JSON (schema parley-explain/1)')
    .addOption(colorOption())
    .example('parley explain 550', 'a code')
    .example('parley explain 5.7.26', 'an enhanced code')
    .example('parley explain "454 4.7.1 Relay access denied"', 'a reply: the words count too')
    .example('parley explain session.txt', 'a conversation, line by line, and what went wrong first')
    .example('parley explain bounce.eml', 'a bounce')
    .example('parley explain -', 'the same, from standard input: paste, and end with ^D')
    .action(run)
}

async function run(words: readonly string[], flags: ExplainFlags): Promise<void> {
  const input = await read(words)
  const explained = await explain(input)
  if (saysNothing(explained)) {
    if (typeof input !== 'string')
      throw new Complaint('there is no conversation, reply or bounce in it that Parley can read', exitCodes.usage)
    process.exitCode = exitCodes.usage
  }
  if (flags.json) {
    terminal.stdout.write(`${JSON.stringify(explanationJson(explained), null, 2)}\n`)
    return
  }
  const style = styleFor(terminal.stdout, flags.color)
  terminal.stdout.write(showExplanation(explained, { style, width: Math.min(terminal.stdout.columns ?? 80, 100) }))
}

/** A reply that cannot be read, or a code that no reply can have. */
function saysNothing({ kind, code }: Explained): boolean {
  if (code === null) return kind === 'reply'
  return kind === 'code' && (code < 200 || code > 599)
}

/** What is to be explained: standard input, a file where there is one of that name, else the words themselves. */
async function read(words: readonly string[]): Promise<string | Uint8Array> {
  const [first] = words
  if (first === undefined || first === '-') {
    if (first === undefined && terminal.stdin.isTTY)
      throw new Complaint('say what to explain: a code, a reply, a file, or - for standard input', exitCodes.usage)
    return readStdin()
  }
  if (words.length > 1) return words.join(' ')
  try {
    return await readFile(first)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENAMETOOLONG' || code === 'EINVAL') {
      if (/[\\/]|\.(?:txt|log|eml|smtp)$/i.test(first) && !/\s/.test(first))
        throw new Complaint(`there is no file ${first}`, exitCodes.usage)
      return first
    }
    throw cannotRead(first, error)
  }
}
