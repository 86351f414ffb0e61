import { join } from 'node:path'
import { MemoryStore } from '../../../store/memory.ts'
import type { Store } from '../../../store/store.ts'
import { dataFolder } from '../../data-folder.ts'
import { exitCodes } from '../../exit-codes.ts'
import { count, octets } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, terminal, type Verb } from '../../verb.ts'

export interface StoreFlags {
  readonly data?: string
  readonly memory?: boolean
  readonly database?: string
  readonly keep?: number
  readonly keepDays?: number
  readonly keepSize?: number
}

/** The names of the options, as the flags have them. */
export const storeFlags = ['data', 'memory', 'database', 'keep', 'keepDays', 'keepSize'] as const

/** Messages that are kept where nothing is said: in memory, and on the disk. */
const KEPT = { memory: 1000, disk: 100_000 }

export function addStoreOptions(verb: Verb): Verb {
  return verb
    .option('--data <folder>', "keep the mail there; by default in a folder of the user's own")
    .addOption(new Option('--memory', 'keep the mail in memory, until the server ends').conflicts('data'))
    .addOption(
      new Option(
        '--database <url>',
        'keep the mail in PostgreSQL, postgres://user:password@host/name, which several servers may share (default: DATABASE_URL, where that is set)',
      ).conflicts(['data', 'memory']),
    )
    .addOption(
      new Option(
        '--keep <n>',
        'messages kept, 0 is all; the oldest go first (default: 100,000, with --memory 1,000)',
      ).argParser(count),
    )
    .addOption(new Option('--keep-days <days>', 'let messages go that are older').argParser(days))
    .addOption(
      new Option('--keep-size <octets>', 'let the oldest go when all together are larger; 500M, 10G').argParser(octets),
    )
}

function days(text: string): number {
  if (!/^\d{1,5}(\.\d{1,3})?$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('Write a number of days, as 30.')
  return Number(text)
}

/** A store, what kind of thing it is, and where it is, in a few words. */
export interface OpenStore {
  readonly store: Store
  readonly name: 'memory' | 'SQLite' | 'PostgreSQL'
  readonly place: string
}

/** The store that the options ask for. @throws Complaint */
export async function openStore(flags: StoreFlags): Promise<OpenStore> {
  const { keep, keepDays, keepSize } = flags
  const messages = (keep ?? (flags.memory ? KEPT.memory : KEPT.disk)) || Infinity
  if (flags.memory) {
    const store = new MemoryStore({
      messages,
      ...(keepSize !== undefined && { octets: keepSize || Infinity }),
      ...(keepDays !== undefined && { days: keepDays }),
    })
    return { store, name: 'memory', place: 'keeps mail in memory' }
  }
  const database = flags.database ?? (flags.data === undefined ? databaseOf(terminal.env) : undefined)
  const limits = { messages, ...(keepSize && { octets: keepSize }) }
  if (database !== undefined) return openDatabase(database, limits, keepDays)
  const folder = flags.data ?? join(dataFolder(terminal.env), 'mail')
  const { SqliteStore } = await import('../../../store/sqlite/store.ts')
  try {
    const store = await SqliteStore.open({
      folder,
      keep: { ...limits, ...(keepDays !== undefined && { days: keepDays }) },
    })
    return { store, name: 'SQLite', place: `keeps mail in ${folder}` }
  } catch (error) {
    const { message } = error as Error
    const advice = /--memory/.test(message) ? '' : '; name another folder with --data, or keep mail in --memory'
    throw new Complaint(`cannot keep mail in ${folder}: ${message}${advice}`, exitCodes.setup)
  }
}

/** What hosting platforms name the database by; another kind of database is none of ours. */
function databaseOf({ DATABASE_URL: url }: NodeJS.ProcessEnv): string | undefined {
  return url !== undefined && /^postgres(?:ql)?:/i.test(url) ? url : undefined
}

const DAY = 24 * 60 * 60 * 1000

async function openDatabase(
  url: string,
  limits: { readonly messages: number; readonly octets?: number },
  keepDays: number | undefined,
): Promise<OpenStore> {
  const [{ openPostgres }, { withoutPassword }] = await Promise.all([
    import('../../../store/postgres/postgres.ts'),
    import('../../../store/postgres/database.ts'),
  ])
  try {
    const store = await openPostgres(url, {
      keep: { ...limits, ...(keepDays !== undefined && { age: keepDays * DAY }) },
    })
    return { store, name: 'PostgreSQL', place: `keeps mail in ${withoutPassword(url)}` }
  } catch (error) {
    const { message } = error as Error
    // What is no address of a database was typed wrong; the machine has nothing to do with it.
    const exitCode = error instanceof TypeError ? exitCodes.usage : exitCodes.setup
    throw new Complaint(`cannot keep mail in ${withoutPassword(url)}: ${message}`, exitCode)
  }
}
