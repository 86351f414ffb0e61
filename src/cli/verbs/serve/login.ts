import { readFile } from 'node:fs/promises'
import type { AuthOptions, ClientCertificate } from '../../../server/auth.ts'
import { parseStoredSecret } from '../../../server/passwords.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { Complaint, Option, type Verb } from '../../verb.ts'

export interface LoginFlags {
  readonly users?: string
  readonly authAny?: boolean
  readonly authInClear?: boolean
  readonly authRequired?: boolean
  readonly clientCa?: string
}

/** The names of the options, as the flags have them. */
export const loginFlags = ['users', 'authAny', 'authInClear', 'authRequired', 'clientCa'] as const

export function addLoginOptions(verb: Verb): Verb {
  return verb
    .option('--users <file>', 'who may log in: lines of "name:hash", made with "parley hash-password"')
    .addOption(
      new Option('--auth-any', 'let everybody log in, with any password or token, also without TLS').conflicts('users'),
    )
    .option('--auth-in-clear', 'let those whom --users names log in without TLS')
    .option('--auth-required', 'take mail only from who has logged in')
}

/** Null where nobody is to log in. @throws Complaint */
export async function readLogin(flags: LoginFlags, canEncrypt: boolean): Promise<AuthOptions | null> {
  const { users, authAny = false, authInClear, authRequired = false, clientCa } = flags
  if (users === undefined && !authAny && clientCa === undefined) {
    if (!authInClear && !authRequired) return null
    throw new Complaint('who may log in? Say it with --users, --client-ca or --auth-any', exitCodes.usage)
  }
  if (users !== undefined && !canEncrypt && !authInClear)
    throw new Complaint('without TLS nobody could log in: --auth-in-clear allows it', exitCodes.usage)
  return {
    ...(users !== undefined && { users: parseUsers(await readUsers(users), users) }),
    ...(clientCa !== undefined && { checkCertificate: userOf }),
    acceptAny: authAny,
    required: authRequired,
    ...(authInClear && { allowInClear: true }),
  }
}

/**
 * Whose certificate it is, where it is believed: the one e-mail address that it is for, else its one common name.
 * Null where there is none, or more than one.
 */
export function userOf({ distrust, names, subject }: ClientCertificate): string | null {
  if (distrust !== null) return null
  const addresses = names.filter((name) => name.startsWith('email:')).map((name) => name.slice('email:'.length))
  const found =
    addresses.length > 0 ? addresses : [...subject.matchAll(/(?:^|, )CN=([^,]*)(?=, |$)/g)].map(([, name]) => name!)
  const [user = ''] = found
  // Node puts quotes around what could be taken for several names.
  return found.length !== 1 || user.includes('"') || user === '' ? null : user
}

async function readUsers(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw cannotRead(file, error)
  }
}

/** One line a hash; a user may have several lines. Empty lines, and those that begin with "#", say nothing. */
function parseUsers(text: string, file: string): Record<string, string[]> {
  const users = new Map<string, string[]>()
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue
    const [, name, hash] = /^([^:]+):(\S+)\s*$/.exec(line) ?? []
    if (name === undefined || hash === undefined || !parseStoredSecret(hash)) {
      const form = 'a line is "name:hash", and "parley hash-password --user NAME" makes one'
      throw new Complaint(`${file}, line ${i + 1}: ${form}`, exitCodes.usage)
    }
    users.set(name, [...(users.get(name) ?? []), hash])
  }
  return Object.fromEntries(users)
}
