import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findInNetrc, parseNetrc } from './netrc.ts'

/** Where a secret may come from, in the order in which it is looked for. */
export interface SecretSources {
  /** As it was typed on the command line. */
  readonly given?: string | undefined
  /** A file whose first line it is. */
  readonly file?: string | undefined
  /** Variable of the environment, as its name. */
  readonly variable?: string | undefined
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Look it up for this host: in the file of that name, or in ~/.netrc, where it need not be. */
  readonly netrc?:
    { readonly host: string; readonly user: string | null; readonly file?: string | undefined } | undefined
  /** Ask the person at the terminal; null where he gives up. Leave it out where there is no terminal. */
  readonly ask?: (() => Promise<string | null>) | undefined
}

/** A secret, and where it came from. */
export interface FoundSecret {
  readonly value: string
  /** The name that stood beside it; only a netrc file has one. */
  readonly user: string | null
  readonly from: 'given' | 'file' | 'variable' | 'netrc' | 'prompt'
}

/** A file that was named, and could not be read. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError'
  readonly file: string

  constructor(file: string, cause: unknown) {
    super(`cannot read ${file}: ${(cause as Error).message}`, { cause })
    this.file = file
  }
}

/**
 * The first secret there is; null where there is none.
 * @throws SecretFileError where a file that was named cannot be read
 */
export async function findSecret(sources: SecretSources): Promise<FoundSecret | null> {
  const { given, file, variable, env = process.env, netrc, ask } = sources
  if (given !== undefined) return { value: given, user: null, from: 'given' }
  if (file !== undefined) return { value: await readFirstLine(file), user: null, from: 'file' }
  const value = variable === undefined ? undefined : env[variable]
  if (value !== undefined) return { value, user: null, from: 'variable' }
  const entry = netrc && (await lookUp(netrc, env))
  if (entry) return { value: entry.password!, user: entry.login, from: 'netrc' }
  const answer = (await ask?.()) ?? null
  return answer === null ? null : { value: answer, user: null, from: 'prompt' }
}

async function lookUp(
  { host, user, file }: NonNullable<SecretSources['netrc']>,
  env: Readonly<Record<string, string | undefined>>,
) {
  const home = env['HOME'] ?? env['USERPROFILE']
  const text = await readNetrc(file ?? env['NETRC'], home && join(home, '.netrc'))
  return text === null ? null : findInNetrc(parseNetrc(text), host, user)
}

/** Null where nobody named a file, and there is none in the usual place. */
async function readNetrc(named: string | undefined, usual: string | undefined): Promise<string | null> {
  const file = named ?? usual
  if (file === undefined) return null
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (named === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new SecretFileError(file, error)
  }
}

async function readFirstLine(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/, 1)[0]!
  } catch (error) {
    throw new SecretFileError(file, error)
  }
}
