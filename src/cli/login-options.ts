import type { AuthRequest } from '../client/auth.ts'
import { isMechanism, mechanisms, type Mechanism } from '../client/mechanisms.ts'
import type { Need } from '../client/need.ts'
import type { FoundSecret } from '../client/secrets.ts'
import { exitCodes } from './exit-codes.ts'
import { cannotRead } from './output.ts'
import { Complaint, Option, terminal, type Verb } from './verb.ts'

export interface LoginFlags {
  /** Mechanisms with commas between them; '' for all. */
  readonly auth?: string
  readonly authOptional?: string
  readonly authOptionalStrict?: string
  readonly authUser?: string
  readonly authPassword?: string
  readonly passwordFile?: string
  readonly authToken?: string
  readonly authAnyway?: boolean
  readonly authOnly?: boolean
}

export interface LoginWords {
  /** What is done without a word, and else only where `--auth` says so. */
  readonly auth?: string
  /** What `--auth-only` does; null where there is none. */
  readonly only?: string | null
}

/** How to log in, for every verb that is a client. */
export function addLoginOptions(
  verb: Verb,
  { auth = 'log in', only = 'log in, and send nothing' }: LoginWords = {},
): Verb {
  verb
    .addOption(new Option('-a, --auth [mechanisms]', `${auth}, in the best way there is or in one of these`))
    .option('--auth-optional [mechanisms]', 'log in, and go on where that does not work')
    .option('--auth-optional-strict [mechanisms]', 'log in where that is offered')
    .option('--user, --auth-user <name>', 'name to log in with; <> for an empty one')
    .option(
      '--password, --auth-password <password>',
      'password; better in the variable PARLEY_PASSWORD, in a file or in .netrc',
    )
    .option('--password-file <file>', 'file whose first line is the password')
    .option('--token, --auth-token <token>', 'OAuth access token; better in the variable PARLEY_TOKEN')
    .option('--auth-anyway', 'try also ways to log in that the server does not offer')
  return only === null ? verb : verb.option('--auth-only', only)
}

/**
 * Null where nobody wants to log in.
 * @param isImplied by the protocol that was named
 * @param host whose password is looked up; null where the server is none
 * @throws Complaint
 */
export async function readLogin(
  flags: LoginFlags,
  isImplied: boolean,
  host: string | null,
): Promise<AuthRequest | null> {
  const { auth, authOptional, authOptionalStrict, authUser, authToken, authAnyway, authOnly } = flags
  const names = auth ?? authOptional ?? authOptionalStrict
  const token = authToken ?? terminal.env['PARLEY_TOKEN']
  const isWanted = authUser !== undefined || authToken !== undefined || authAnyway || authOnly || isImplied
  if (names === undefined && !isWanted) return null
  const mechanisms = names ? readMechanisms(names) : undefined
  const secret = (await needsPassword(mechanisms, token)) ? await readPassword(flags, host) : null
  const user = authUser ?? secret?.user ?? (secret === null ? '' : undefined)
  if (user === undefined) throw new Complaint('to log in, --auth-user is needed', exitCodes.usage)
  return {
    user: orEmpty(user),
    need: readNeed(flags),
    ...(secret && { password: orEmpty(secret.value) }),
    ...(token !== undefined && { token }),
    ...(mechanisms && { mechanisms }),
    ...(authAnyway && { authAnyway }),
  }
}

function readNeed({ auth, authOptional, authOptionalStrict }: LoginFlags): Need {
  if (auth !== undefined || (authOptional ?? authOptionalStrict) === undefined) return 'required'
  return authOptional === undefined ? 'if-offered' : 'optional'
}

function readMechanisms(names: string): Mechanism[] {
  return names.split(',').map((text) => {
    const name = text.trim().toUpperCase()
    if (isMechanism(name)) return name
    throw new Complaint(`the mechanism ${name} is not known; there are ${mechanisms.join(', ')}`, exitCodes.usage)
  })
}

/** A token, a certificate or nobody needs none. */
async function needsPassword(mechanisms: readonly Mechanism[] | undefined, token: string | undefined) {
  if (!mechanisms) return token === undefined
  const { missingFor } = await import('../client/auth-mechanism.ts')
  const missing = mechanisms.map((name) => missingFor(name, { user: '' }))
  if (missing.includes('token') && token === undefined && !missing.includes('password'))
    throw new Complaint('to log in, a token is needed: --auth-token or PARLEY_TOKEN', exitCodes.usage)
  return missing.includes('password')
}

async function readPassword(flags: LoginFlags, host: string | null): Promise<FoundSecret> {
  const user = flags.authUser ?? null
  const { findSecret, SecretFileError } = await import('../client/secrets.ts')
  const { askSecret, canAsk } = await import('./prompt.ts')
  const secret = await findSecret({
    given: flags.authPassword,
    file: flags.passwordFile,
    variable: 'PARLEY_PASSWORD',
    env: terminal.env,
    netrc: host === null ? undefined : { host, user },
    ask: user !== null && canAsk() ? () => askSecret(`password of ${user}: `) : undefined,
  }).catch((error: unknown) => {
    throw error instanceof SecretFileError ? cannotRead(error.file, error.cause) : error
  })
  if (secret) return secret
  if (user === null) throw new Complaint('to log in, --auth-user is needed', exitCodes.usage)
  throw new Complaint(
    'to log in, a password is needed: --password-file, --auth-password, PARLEY_PASSWORD or .netrc',
    exitCodes.usage,
  )
}

/** swaks writes "<>" for nothing at all. */
function orEmpty(text: string): string {
  return text === '<>' ? '' : text
}
