import {
  demandNames,
  demands,
  usualDemands,
  type Demand,
  type DemandOptions,
} from '../../../server/identity/demands.ts'
import { doubting } from '../../../wire/identity/doubting.ts'
import { createResolver } from '../../../wire/resolver/create.ts'
import { systemServers, type ServerAddress } from '../../../wire/resolver/server-address.ts'
import { exitCodes } from '../../exit-codes.ts'
import { blocklistOption, domainBlocklistOption } from '../../blocklist-options.ts'
import { resolverOption } from '../../route-options.ts'
import { atLeastOne, collect, duration } from '../../values.ts'
import { Complaint, InvalidArgumentError, Option, type Verb } from '../../verb.ts'

export interface DemandFlags {
  readonly strict?: boolean
  readonly demand?: readonly (readonly Demand[])[]
  readonly verdicts?: boolean
  readonly ifUnsure?: 'defer' | 'pass'
  readonly blocklist?: readonly string[]
  readonly domainBlocklist?: readonly string[]
  readonly greylistDelay?: number
  readonly rudeness?: number
  readonly resolver?: ServerAddress
}

/** By the names that commander gives them. */
export const demandFlags = [
  'demand',
  'verdicts',
  'ifUnsure',
  'blocklist',
  'domainBlocklist',
  'greylistDelay',
  'rudeness',
  'resolver',
] as const

export function addDemandOptions(verb: Verb): Verb {
  return verb
    .addOption(
      new Option(
        '--demand <name>',
        `demand this of clients: usual (${usualDemands.join(', ')}), or ${demandNames.join(', ')}; may be given several times`,
      ).argParser(collect(readDemand)),
    )
    .option(
      '--verdicts',
      'check SPF, DKIM and DMARC of every message and write what comes of it on top, demanding nothing',
    )
    .addOption(
      new Option('--if-unsure <what>', 'what to do with a client where the DNS does not tell (default: defer)').choices(
        ['defer', 'pass'],
      ),
    )
    .addOption(
      blocklistOption(
        "blocklist to ask about the client's address; may be given several times (default: zen.spamhaus.org)",
      ),
    )
    .addOption(
      domainBlocklistOption(
        "blocklist to ask about the EHLO name and the sender's domain; may be given several times (default: dbl.spamhaus.org)",
      ),
    )
    .addOption(
      new Option(
        '--greylist-delay <seconds>',
        'demand greylisting, and so long an absence of who is greylisted (default: 60)',
      ).argParser(duration),
    )
    .addOption(
      new Option(
        '--rudeness <n>',
        'conversations that a client may leave without QUIT within a day, before it is turned away (default: 10)',
      ).argParser(atLeastOne),
    )
    .addOption(resolverOption())
}

function readDemand(text: string): readonly Demand[] {
  if (text === 'usual') return usualDemands
  if (Object.hasOwn(demands, text)) return [text as Demand]
  throw new InvalidArgumentError(`Write usual, or one of ${demandNames.join(', ')}.`)
}

/** What is to be demanded; undefined: nothing. @throws Complaint where something is said about demands, and there are none */
export function readDemands(flags: DemandFlags, hasLogin: boolean): DemandOptions | undefined {
  const named = flags.demand?.flat() ?? []
  const { strict = false, verdicts = false, ifUnsure, greylistDelay, rudeness, resolver } = flags
  const { blocklist: blocklists, domainBlocklist: domainBlocklists } = flags
  const list = [
    ...new Set([
      ...named,
      ...(blocklists ? (['blocklist'] as const) : []),
      ...(domainBlocklists ? (['domain-blocklist'] as const) : []),
      ...(greylistDelay ? (['greylist'] as const) : []),
      ...(rudeness ? (['quit'] as const) : []),
    ]),
  ]
  if (list.length === 0 && !strict && !verdicts) {
    if (!ifUnsure && !resolver) return undefined
    throw new Complaint(
      '--resolver and --if-unsure are about demands: name one with --demand, or say --strict or --verdicts',
      exitCodes.usage,
    )
  }
  return {
    demands: list.length > 0 ? list : strict ? usualDemands : [],
    resolver: resolver
      ? createResolver({ servers: [resolver] })
      : doubting(createResolver({ servers: systemServers() })),
    delayed: hasLogin,
    // A client on this very machine is nobody to ask the DNS about, unless somebody wants to see just that.
    ...(strict && list.length === 0 && { isExempt: ({ clientAddress }) => isLocal(clientAddress) }),
    ...(ifUnsure && { ifUnsure }),
    ...(blocklists && { blocklists }),
    ...(domainBlocklists && { domainBlocklists }),
    ...(rudeness !== undefined && { rudeness }),
    ...(greylistDelay !== undefined && { greylist: { delay: greylistDelay } }),
  }
}

function isLocal(address: string | null): boolean {
  return address === null || address.startsWith('127.') || address === '::1'
}
