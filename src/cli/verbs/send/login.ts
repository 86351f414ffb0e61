import { readFile } from 'node:fs/promises'
import type { AuthRequest } from '../../../client/auth.ts'
import type { Need } from '../../../client/need.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { Complaint, Option, terminal, type Verb } from '../../verb.ts'

export interface LoginFlags {
  /** Mechanisms with commas between them; '' for all. */
  readonly auth?: string
  readonly authOptional?: string
  readonly authOptionalStrict?: string
  readonly authUser?: string
  readonly authPassword?: string
  readonly passwordFile?: string
}

export function addLoginOptions(verb: Verb): Verb {
  return verb
    .addOption(new Option('-a, --auth [mechanisms]', 'log in, with CRAM-MD5, PLAIN or LOGIN'))
    .option('--auth-optional [mechanisms]', 'log in, and go on where that does not work')
    .option('--auth-optional-strict [mechanisms]', 'log in where that is offered')
    .option('--auth-user <name>', 'name to log in with; <> for an empty one')
    .option('--auth-password <password>', 'password; better in the variable PARLEY_PASSWORD or in a file')
    .option('--password-file <file>', 'file whose first line is the password')
}

/**
 * Null where nobody wants to log in.
 * @param isImplied by the protocol that was named
 * @throws Complaint
 */
export async function readLogin(flags: LoginFlags, isImplied: boolean): Promise<AuthRequest | null> {
  const { auth, authOptional, authOptionalStrict, authUser } = flags
  const names = auth ?? authOptional ?? authOptionalStrict
  if (names === undefined && authUser === undefined && !isImplied) return null
  if (authUser === undefined) throw new Complaint('to log in, --auth-user is needed', exitCodes.usage)
  const need: Need =
    auth !== undefined || (authOptional ?? authOptionalStrict) === undefined
      ? 'required'
      : authOptional === undefined
        ? 'if-offered'
        : 'optional'
  return {
    user: orEmpty(authUser),
    password: orEmpty(await readPassword(flags)),
    need,
    ...(names && { mechanisms: await readMechanisms(names) }),
  }
}

async function readMechanisms(names: string): Promise<NonNullable<AuthRequest['mechanisms']>> {
  const { isPasswordMechanism, passwordMechanisms } = await import('../../../client/auth.ts')
  return names.split(',').map((text) => {
    const name = text.trim().toUpperCase()
    if (isPasswordMechanism(name)) return name
    throw new Complaint(
      `the mechanism ${name} is not known; there are ${passwordMechanisms.join(', ')}`,
      exitCodes.usage,
    )
  })
}

async function readPassword({ authPassword, passwordFile }: LoginFlags): Promise<string> {
  const password =
    authPassword ?? (passwordFile && (await readFirstLine(passwordFile))) ?? terminal.env['PARLEY_PASSWORD']
  if (password !== undefined) return password
  throw new Complaint(
    'to log in, a password is needed: --password-file, --auth-password or PARLEY_PASSWORD',
    exitCodes.usage,
  )
}

async function readFirstLine(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/, 1)[0]!
  } catch (error) {
    throw cannotRead(file, error)
  }
}

/** swaks writes "<>" for nothing at all. */
function orEmpty(text: string): string {
  return text === '<>' ? '' : text
}
