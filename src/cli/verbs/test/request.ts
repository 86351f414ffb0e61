import { profiles, type ProfileName } from '../../../checks/six-steps/profiles.ts'
import type { TestRequest } from '../../../checks/six-steps/run.ts'
import { uniformTimeouts } from '../../../client/timeouts.ts'
import type { ColorChoice } from '../../../report/style.ts'
import { exitCodes } from '../../exit-codes.ts'
import { readLogin, type LoginFlags } from '../../login-options.ts'
import { familyOf, readAim, readConnection, routeTo, type Aim, type RouteFlags } from '../../route-options.ts'
import { readTlsSettings, readTlsWish, type TlsDemandFlags, type TlsFlags } from '../../tls-options.ts'
import { Complaint } from '../../verb.ts'

export interface TestFlags extends RouteFlags, TlsFlags, TlsDemandFlags, LoginFlags {
  readonly as: ProfileName
  readonly from?: string
  readonly to?: readonly string[]
  readonly send?: boolean
  readonly subject?: string
  readonly helo?: string
  readonly allMx?: boolean
  /** Left out: where it makes sense. */
  readonly identity?: boolean
  readonly blocklist?: readonly string[]
  readonly domainBlocklist?: readonly string[]
  readonly port?: number
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
  const { as, from, send = false, subject, helo, timeout } = flags
  const aim = readTestAim(text, flags)
  const recipient = aim?.kind === 'mail' ? aim.recipient : null
  const to = flags.to ?? (recipient === null ? undefined : [recipient])
  if (aim && send && !to) {
    throw new Complaint('--send needs to know to whom: add --to with a mailbox that you can look into', exitCodes.usage)
  }
  if (flags.allMx) checkAllMx(aim, flags)
  const family = familyOf(flags)
  const login = await readTestLogin(flags, aim)
  return {
    target: aim && { ...aim.target, ...(flags.port !== undefined && { port: flags.port }) },
    ...(aim?.kind === 'mail' && { route: await routeTo(aim.destination, withoutDomain(flags, text)) }),
    ...(family && { family }),
    connection: readConnection(flags),
    ...(await readTls(aim, flags)),
    as,
    send,
    ...(from !== undefined && { from: readAddress(from) }),
    ...(to && { to }),
    ...(subject !== undefined && { subject }),
    ...(helo !== undefined && { helo }),
    ...(timeout !== undefined && { timeouts: uniformTimeouts(timeout) }),
    ...login,
  }
}

async function readTls(aim: Aim | null, flags: TestFlags): Promise<Partial<TestRequest>> {
  const wish = readTlsWish(flags, aim?.target.scheme ?? null)
  if (!aim && (wish?.implicitTls || wish?.startTls === 'require')) {
    throw new Complaint('the practice server has no TLS: name a server, as one of parley serve --tls', exitCodes.usage)
  }
  const { certDays, tlsGetPeerChain, json, markdown, quiet } = flags
  if ((tlsGetPeerChain === true || tlsGetPeerChain === '') && (json || markdown || quiet)) {
    const form = json ? '--json' : markdown ? '--markdown' : '--quiet'
    throw new Complaint(
      `--tls-get-peer-chain and ${form} both want standard output: name a file for it`,
      exitCodes.usage,
    )
  }
  return {
    ...(wish && { ...(wish.implicitTls ? {} : { startTls: wish.startTls }), implicitTls: wish.implicitTls }),
    tls: await readTlsSettings(flags),
    ...(certDays !== undefined && { certDays }),
  }
}

/** Null: no server was named. `--mx example.org` alone is `example.org --mx`. */
function readTestAim(text: string | undefined, { mx, allMx = false }: TestFlags): Aim | null {
  const given = text ?? (typeof mx === 'string' ? mx : undefined)
  if (given === undefined) {
    if (mx || allMx) throw new Complaint('which domain? Name it, as in parley test example.org --mx', exitCodes.usage)
    return null
  }
  if (/^[a-z]+:\/\/.*@/i.test(given)) {
    throw new Complaint('a login does not belong into TARGET: use --user and --password-file', exitCodes.usage)
  }
  return readAim(given, { isDomain: mx !== undefined || allMx })
}

/** A value of `--mx` that was the target is no host. */
function withoutDomain(flags: TestFlags, text: string | undefined): TestFlags {
  return text === undefined ? { ...flags, mx: true } : flags
}

function checkAllMx(aim: Aim | null, { send, save }: TestFlags): void {
  if (aim?.kind !== 'mail') throw new Complaint('--all-mx needs a domain or an address', exitCodes.usage)
  if (send) throw new Complaint('--all-mx sends no mail: use --send with one host, as --mx HOST', exitCodes.usage)
  if (save !== undefined)
    throw new Complaint('--save keeps one conversation, and --all-mx holds several: use --json', exitCodes.usage)
}

/** `alice@example.org`, `<alice@example.org>` or `Alice <alice@example.org>`: what stands between the brackets. */
export function readAddress(text: string): string {
  return (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim()
}

/** @throws Complaint */
async function readTestLogin(flags: TestFlags, aim: Aim | null): Promise<Partial<TestRequest>> {
  const { as, authOnly = false } = flags
  const login = await readLogin(flags, false, aim?.kind === 'server' ? aim.target.host : null)
  if (!login) return {}
  if (profiles[as].mechanisms.length === 0) {
    const others = Object.entries(profiles).filter(([, { mechanisms }]) => mechanisms.length > 0)
    const names = others.map(([name]) => `--as ${name}`).join(', ')
    throw new Complaint(`${profiles[as].title} does not log in: to log in use ${names}`, exitCodes.usage)
  }
  if (authOnly && flags.send)
    throw new Complaint('--auth-only sends nothing: there can be one of it and --send', exitCodes.usage)
  return { login, ...(authOnly && { loginOnly: true }) }
}
