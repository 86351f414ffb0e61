import type { NamedHost } from '../../../host/named-host.ts'
import { defaultPorts, parseTarget, type Target } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { cannotRead } from '../../output.ts'
import { complaining } from '../../tls-options.ts'
import { Complaint, InvalidArgumentError, Option, terminal, type Verb } from '../../verb.ts'

export interface SmartHostFlags {
  readonly smartHost?: Target
  readonly smartHostUser?: string
  readonly smartHostPasswordFile?: string
  readonly smartHostTls?: 'require' | 'auto' | 'never'
  readonly smartHostCa?: string
}

export function addSmartHostOptions(verb: Verb): Verb {
  return verb
    .addOption(
      new Option(
        '--smart-host <host:port>',
        'send on by this host, as mail.example.org:587, or smtps://mail.example.org for TLS from the start',
      ).argParser(smartHost),
    )
    .option(
      '--smart-host-user <name>',
      'log in there; the password is that of --smart-host-password-file or PARLEY_SMART_HOST_PASSWORD',
    )
    .option('--smart-host-password-file <file>', 'a file whose first line is the password')
    .addOption(
      new Option(
        '--smart-host-tls <how>',
        'STARTTLS there: require, auto or never (default: auto; with a user require, and a certificate to be believed)',
      ).choices(['require', 'auto', 'never']),
    )
    .option('--smart-host-ca <path>', 'authorities to believe there: a PEM file, or a folder of them')
}

function smartHost(text: string): Target {
  try {
    return parseTarget(text)
  } catch (error) {
    throw error instanceof RangeError ? new InvalidArgumentError(`${error.message}.`) : error
  }
}

/** Null where none is named. @throws Complaint */
export async function readSmartHost(flags: SmartHostFlags): Promise<NamedHost | null> {
  const { smartHost: target, smartHostUser: user, smartHostPasswordFile, smartHostTls, smartHostCa } = flags
  if (!target) {
    if (user === undefined && smartHostPasswordFile === undefined && !smartHostTls && smartHostCa === undefined)
      return null
    throw new Complaint('which smart host? Name it with --smart-host HOST:PORT', exitCodes.usage)
  }
  const implicitTls = target.scheme === 'smtps'
  const usualPort = implicitTls ? defaultPorts.smtps : user === undefined ? defaultPorts.smtp : defaultPorts.submission
  const startTls = smartHostTls ?? (user === undefined ? 'auto' : 'require')
  const isSecured = implicitTls || startTls === 'require'
  const isVerified = smartHostCa !== undefined || (user !== undefined && isSecured)
  return {
    host: target.host,
    port: target.port ?? usualPort,
    startTls,
    implicitTls,
    ...(isVerified && { tls: { verifyChain: true, verifyHost: true, ...(await readCa(smartHostCa)) } }),
    ...(user !== undefined && { auth: { user, password: await readPassword(smartHostPasswordFile) } }),
  }
}

async function readCa(path: string | undefined): Promise<{ readonly ca?: string }> {
  if (path === undefined) return {}
  const { readAuthorities } = await import('../../../wire/tls/key-pair.ts')
  return { ca: complaining(() => readAuthorities(path)) }
}

async function readPassword(file: string | undefined): Promise<string> {
  const { findSecret, SecretFileError } = await import('../../../client/secrets.ts')
  const sources = { file, variable: 'PARLEY_SMART_HOST_PASSWORD', env: terminal.env }
  const found = await findSecret(sources).catch((error: unknown) => {
    throw error instanceof SecretFileError ? cannotRead(error.file, error.cause) : error
  })
  if (found) return found.value
  throw new Complaint(
    'to log in at the smart host, a password is needed: --smart-host-password-file, or PARLEY_SMART_HOST_PASSWORD',
    exitCodes.usage,
  )
}
