import { readAddressPath } from '../../../protocol/address.ts'
import { AllowList } from '../../../host/allow-list.ts'
import type { OutgoingOptions } from '../../../host/mail-host.ts'
import type { NamedHost } from '../../../host/named-host.ts'
import { createResolver } from '../../../wire/resolver/create.ts'
import type { ServerAddress } from '../../../wire/resolver/server-address.ts'
import { defaultPorts, formatHostPort, parsePort, parseTarget, type Target } from '../../../wire/target.ts'
import { exitCodes } from '../../exit-codes.ts'
import { collect, duration } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, tell, type Verb } from '../../verb.ts'
import { addSmartHostOptions, readSmartHost, type SmartHostFlags } from './smart-host.ts'

export interface OutgoingFlags extends SmartHostFlags {
  /** The port that MX records lead to; null: nothing leaves by them. */
  readonly outgoing?: number | null
  readonly outgoingPrivate?: boolean
  readonly releaseTo?: readonly string[]
  readonly releaseVia?: readonly NamedHost[]
  readonly forward?: readonly string[]
  readonly retryAfter?: readonly number[]
  readonly giveUpAfter?: number
  readonly delayNoticeAfter?: number
  readonly resolver?: ServerAddress
  readonly practice?: boolean
  readonly openRelay?: boolean
  readonly authAny?: boolean
}

/** By the names that commander gives them. */
export const outgoingFlags = [
  'smartHost',
  'smartHostUser',
  'smartHostPasswordFile',
  'smartHostTls',
  'smartHostCa',
  'outgoing',
  'outgoingPrivate',
  'releaseTo',
  'releaseVia',
  'forward',
  'retryAfter',
  'giveUpAfter',
  'delayNoticeAfter',
] as const

export function addOutgoingOptions(verb: Verb): Verb {
  return addSmartHostOptions(verb)
    .addOption(
      new Option('--outgoing <how>', 'send on by MX records: mx, or mx:PORT; off is the default').argParser(
        readOutgoing,
      ),
    )
    .option('--outgoing-private', 'let MX records lead to private and loopback addresses: for trying out')
    .addOption(
      new Option(
        '--release-to <address>',
        'allow messages to be released to bob@example.org, *@example.org, example.org or * (default: to nobody); may be given several times',
      ).argParser(collect(releasePattern)),
    )
    .addOption(
      new Option(
        '--release-via <host:port>',
        'a host that messages may be released to, besides the usual way; may be given several times',
      ).argParser(collect(namedHost)),
    )
    .addOption(
      new Option('--forward <address>', 'send a copy of every message on; may be given several times').argParser(
        collect(mailAddress),
      ),
    )
    .addOption(
      new Option('--retry-after <times>', 'when to try again, as 5m,15m,1h (default: 5m,15m,30m,1h,2h,4h)').argParser(
        (text) => text.split(',').map(duration),
      ),
    )
    .addOption(new Option('--give-up-after <time>', 'when to give a message up (default: 120h)').argParser(duration))
    .addOption(
      new Option('--delay-notice-after <time>', 'when to tell the sender that it takes longer (default: 4h)').argParser(
        duration,
      ),
    )
}

function readOutgoing(text: string): number | null {
  if (text === 'off') return null
  const [, port] = /^mx(?::(\w+))?$/.exec(text) ?? []
  if (!text.startsWith('mx') || (text !== 'mx' && port === undefined)) {
    throw new InvalidArgumentError('Write mx, mx:2525 or off.')
  }
  return port === undefined ? defaultPorts.smtp : rangeToInvalid(() => parsePort(port))
}

function releasePattern(text: string): string {
  rangeToInvalid(() => new AllowList([text]))
  return text
}

function mailAddress(text: string): string {
  if (!readAddressPath(text)?.domain) throw new InvalidArgumentError('Write an address, as bob@example.org.')
  return text
}

function namedHost(text: string): NamedHost {
  const { host, port, scheme } = rangeToInvalid((): Target => parseTarget(text))
  const implicitTls = scheme === 'smtps'
  return { host, port: port ?? (implicitTls ? defaultPorts.smtps : defaultPorts.smtp), implicitTls }
}

function rangeToInvalid<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof RangeError ? new InvalidArgumentError(`${error.message}.`) : error
  }
}

/** How mail may leave; null where nothing is said of it. @throws Complaint */
export async function readOutgoingOptions(flags: OutgoingFlags): Promise<OutgoingOptions | null> {
  const { outgoing = null, releaseTo, releaseVia = [], forward, resolver } = flags
  const smartHost = await readSmartHost(flags)
  const hasWay = smartHost !== null || outgoing !== null
  if (smartHost && outgoing !== null)
    throw new Complaint('mail leaves by --smart-host or by --outgoing mx, not by both', exitCodes.usage)
  if (!hasWay && releaseVia.length === 0) {
    refuseWithoutWay(flags)
    return null
  }
  if (!hasWay && forward)
    throw new Complaint('--forward needs a way out: --smart-host HOST:PORT, or --outgoing mx', exitCodes.usage)
  if (releaseVia.length > 0 && !releaseTo)
    throw new Complaint('--release-via needs to know to whom: --release-to ADDRESS', exitCodes.usage)
  if (hasWay) refuseOpenRelay(flags)
  return {
    ...(smartHost && { smartHost }),
    ...(outgoing !== null && { mx: { port: outgoing } }),
    ...(releaseTo && { release: { to: releaseTo, hosts: releaseVia } }),
    ...(forward && { copiesTo: forward }),
    allowPrivate: flags.outgoingPrivate ?? false,
    ...(resolver && { resolver: createResolver({ servers: [resolver] }) }),
    retries: {
      ...(flags.retryAfter && { delays: flags.retryAfter }),
      ...(flags.giveUpAfter !== undefined && { expiry: flags.giveUpAfter }),
      ...(flags.delayNoticeAfter !== undefined && { delayNotice: flags.delayNoticeAfter }),
    },
    onTrouble: tell,
  }
}

function refuseWithoutWay({
  releaseTo,
  forward,
  retryAfter,
  giveUpAfter,
  delayNoticeAfter,
  outgoingPrivate,
}: OutgoingFlags): void {
  const given = Object.entries({
    '--release-to': releaseTo,
    '--forward': forward,
    '--retry-after': retryAfter,
    '--give-up-after': giveUpAfter,
    '--delay-notice-after': delayNoticeAfter,
    '--outgoing-private': outgoingPrivate,
  }).find(([, value]) => value !== undefined)
  if (given)
    throw new Complaint(`${given[0]} needs a way out: --smart-host HOST:PORT, or --outgoing mx`, exitCodes.usage)
}

function refuseOpenRelay({ practice, openRelay, authAny }: OutgoingFlags): void {
  if (openRelay)
    throw new Complaint(
      '--open-relay is for practice, and nothing may leave it: leave out --smart-host and --outgoing',
      exitCodes.usage,
    )
  if (practice && authAny)
    throw new Complaint(
      'with a way out --auth-any would let anybody send anything to everybody: name who may log in with --users',
      exitCodes.usage,
    )
}

/** One line for whoever starts the server: what leaves, and how. */
export function describeOutgoing({ smartHost, mx, release, copiesTo }: OutgoingOptions, isPractice: boolean): string {
  const way = smartHost ? formatHostPort(smartHost.host, smartHost.port) : mx ? 'the hosts that MX records name' : null
  const leaving = [
    ...(way && isPractice
      ? ['what users who have logged in send elsewhere', 'what aliases and lists lead elsewhere']
      : []),
    ...(copiesTo ? [`a copy of everything, to ${copiesTo.join(', ')}`] : []),
    ...(release ? [`what is released, to ${release.to.join(', ')}`] : []),
  ]
  return `${leaving.length === 0 ? 'nothing' : leaving.join('; ')} leaves by ${way ?? release?.hosts?.map(({ host, port }) => formatHostPort(host, port)).join(', ')}`
}
