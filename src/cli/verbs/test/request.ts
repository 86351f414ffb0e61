import { readFile } from 'node:fs/promises'
import { profiles, type ProfileName } from '../../../checks/six-steps/profiles.ts'
import type { TestRequest } from '../../../checks/six-steps/run.ts'
import { uniformTimeouts } from '../../../client/timeouts.ts'
import type { Credentials } from '../../../protocol/sasl.ts'
import type { ColorChoice } from '../../../report/style.ts'
import { parseTarget, type Target } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { Complaint, terminal } from '../../verb.ts'

export interface TestFlags {
  readonly as: ProfileName
  readonly from?: string
  readonly to?: readonly string[]
  readonly send?: boolean
  readonly subject?: string
  readonly helo?: string
  readonly timeout?: number
  readonly user?: string
  readonly password?: string
  readonly passwordFile?: string
  readonly json?: boolean
  readonly markdown?: boolean
  readonly junit?: string
  readonly save?: string
  readonly keepSecrets?: boolean
  readonly quiet?: boolean
  readonly color: ColorChoice
}

/** What the command line asks for. @throws Complaint where that makes no sense */
export async function readRequest(text: string | undefined, flags: TestFlags): Promise<TestRequest> {
  const { as, from, to, send = false, subject, helo, timeout } = flags
  const target = text === undefined ? null : readTarget(text)
  if (target && send && !to) {
    throw new Complaint('--send needs to know to whom: add --to with a mailbox that you can look into', exitCodes.usage)
  }
  const login = await readLogin(flags)
  return {
    target,
    as,
    send,
    ...(from !== undefined && { from: readAddress(from) }),
    ...(to && { to }),
    ...(subject !== undefined && { subject }),
    ...(helo !== undefined && { helo }),
    ...(timeout !== undefined && { timeouts: uniformTimeouts(timeout) }),
    ...(login && { login }),
  }
}

/** `alice@example.org`, `<alice@example.org>` or `Alice <alice@example.org>`: what stands between the brackets. */
export function readAddress(text: string): string {
  return (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim()
}

function readTarget(text: string): Target {
  if (/^[a-z]+:\/\/.*@/i.test(text)) {
    throw new Complaint('a login does not belong into TARGET: use --user and --password-file', exitCodes.usage)
  }
  if (text.includes('@')) {
    const example = `parley test mail.example.org --to ${text}`
    throw new Complaint(
      `"${text}" is an address, and Parley does not look up yet which server takes its mail: name it, as in ${example}`,
      exitCodes.usage,
    )
  }
  try {
    return parseTarget(text)
  } catch (error) {
    if (error instanceof RangeError) throw new Complaint(error.message, exitCodes.usage)
    throw error
  }
}

async function readLogin({ as, user, password, passwordFile }: TestFlags): Promise<Credentials | null> {
  if (user === undefined) return null
  if (profiles[as].mechanisms.length === 0) {
    const others = Object.entries(profiles).filter(([, { mechanisms }]) => mechanisms.length > 0)
    const names = others.map(([name]) => `--as ${name}`).join(', ')
    throw new Complaint(`${profiles[as].title} does not log in: with --user use ${names}`, exitCodes.usage)
  }
  const secret = password ?? (await readPasswordFile(passwordFile)) ?? terminal.env['PARLEY_PASSWORD']
  if (secret === undefined)
    throw new Complaint('--user needs a password: --password-file FILE, or PARLEY_PASSWORD', exitCodes.usage)
  return { user, password: secret }
}

async function readPasswordFile(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/)[0]
  } catch (error) {
    throw cannotRead(file, error)
  }
}
