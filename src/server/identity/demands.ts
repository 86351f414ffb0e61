import type { Resolver } from '../../wire/resolver/resolver.ts'
import type { SessionFacts } from '../policy.ts'
import type { GreylistOptions } from './greylist.ts'

/** What a server can demand of who sends to it, each with what it asks for. */
export const demands = {
  'early-talker': 'the client waits for the greeting',
  quit: 'the client is not one that keeps leaving without QUIT',
  'helo-name': 'the HELO name is a full host name, or an address literal',
  'helo-exists': 'the HELO name exists in the DNS',
  'helo-address': "the HELO name resolves to the client's address",
  ptr: "the client's address has a name (PTR)",
  'ptr-confirmed': 'that name leads back to the address',
  blocklist: 'the client is on no blocklist',
  'sender-exists': "the sender's domain exists and takes mail",
  'sender-address': "the sender's domain resolves to the same address as the HELO name",
  'domain-blocklist': "the HELO name and the sender's domain are on no blocklist",
  spf: "SPF of the sender's domain does not forbid it",
  dkim: 'the message has a DKIM signature that holds',
  dmarc: 'DMARC of the domain in From does not ask to reject it',
  greylist: 'who is not known yet comes again',
} as const satisfies Readonly<Record<string, string>>

/** The name of one demand. */
export type Demand = keyof typeof demands

/** All of them, in the order in which they are asked. */
export const demandNames = Object.keys(demands) as readonly Demand[]

/** What mail hosts usually demand of each other. */
export const usualDemands: readonly Demand[] = [
  'early-talker',
  'helo-name',
  'helo-exists',
  'ptr',
  'sender-exists',
  'spf',
  'dmarc',
]

/** What is demanded, and how. Times are in milliseconds. */
export interface DemandOptions {
  readonly demands: readonly Demand[]
  /** Whom to ask. Default: the DNS servers that this machine is set up with. */
  readonly resolver?: Resolver
  /** What becomes of a client where it cannot be told whether it keeps to a demand. Default: 'defer', a 4yz reply. */
  readonly ifUnsure?: 'defer' | 'pass'
  /** For all that has to be looked up before one reply. Default 10,000. */
  readonly timeout?: number
  /** Put an Authentication-Results field on every message, and the results into the reply. Default true. */
  readonly record?: boolean
  /** Zones to ask about the client's address. Default: zen.spamhaus.org. */
  readonly blocklists?: readonly string[]
  /** Zones to ask about the HELO name and the sender's domain. Default: dbl.spamhaus.org. */
  readonly domainBlocklists?: readonly string[]
  readonly greylist?: Partial<GreylistOptions>
  /** How long early talkers are waited for. Default 1,000. */
  readonly pause?: number
  /** Conversations that a client may leave without QUIT within a day. Default 10. */
  readonly rudeness?: number
  /** Of whom nothing is demanded. Who has logged in is one of them in any case. */
  readonly isExempt?: (session: SessionFacts) => boolean
  /** Refuse at MAIL what could be refused before, so that there is time to log in. Default false. */
  readonly delayed?: boolean
}
