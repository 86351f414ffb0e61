import { createInterface } from 'node:readline/promises'
import { exitCodes } from '../../exit-codes.ts'
import { canAsk } from '../../prompt.ts'
import { collect } from '../../values.ts'
import { Complaint, Option, terminal, Verb } from '../../verb.ts'
import { addServerOptions, MailApi, type ServerFlags } from './server.ts'

interface DeleteFlags extends ServerFlags {
  readonly id?: readonly string[]
  readonly all?: boolean
  readonly yes?: boolean
}

export default function deleting(): Verb {
  return addServerOptions(
    new Verb('delete', 'mail')
      .summary('delete messages')
      .description(
        'Delete what fits a search, what is named, or everything, and say how much it was. Whoever sits at a terminal is asked before; elsewhere --yes must say so.',
      )
      .argument('[search...]', 'what must fit: words, and as to:bob before:2026-01-01')
      .addOption(
        new Option('--id <id>', 'this message: its id, or the beginning of it; may be given several times').argParser(
          collect(String),
        ),
      )
      .option('--all', 'everything')
      .option('-y, --yes', 'do not ask'),
  )
    .example('parley mail delete to:bob', 'what bob got')
    .example('parley mail delete --id tovtbn-02', 'one message')
    .example('parley mail delete --all --yes', 'begin with nothing, as tests do')
    .action(run)
}

async function run(words: readonly string[], flags: DeleteFlags): Promise<void> {
  const { id: named = [], all = false, yes = false } = flags
  if (Number(words.length > 0) + Number(named.length > 0) + Number(all) !== 1)
    throw new Complaint('say what to delete: a search, or --id ID, or --all', exitCodes.usage)
  const api = new MailApi(flags)
  const query = words.join(' ')
  if (words.length > 0 && query.trim() === '')
    throw new Complaint('an empty search fits everything: write --all, if that is meant', exitCodes.usage)
  const ids = named.length > 0 ? await resolveIds(api, named) : null
  if (!yes) {
    const many = ids ? ids.length : (await api.list(query, { limit: 1 })).total
    if (many > 0 && !(await isMeant(many))) return
  }
  const deleted = await api.delete(ids ? { ids } : { query })
  terminal.stdout.write(`${deleted} deleted\n`)
}

async function resolveIds(api: MailApi, named: readonly string[]): Promise<string[]> {
  const ids = new Set<string>()
  for (const name of named) ids.add(name === 'last' ? (await api.find(name)).id : await api.idOf(name))
  return [...ids]
}

/** @throws Complaint where nobody can be asked */
async function isMeant(many: number): Promise<boolean> {
  const what = many === 1 ? 'one message' : `${many} messages`
  if (!canAsk())
    throw new Complaint(
      `this would delete ${what}, and nobody can be asked: say --yes, if it is meant`,
      exitCodes.usage,
    )
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr })
  const answer = await lines.question(`Delete ${what}? [y/N] `).catch(() => '')
  lines.close()
  return /^y(?:es)?$/i.test(answer.trim())
}
