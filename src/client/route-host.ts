import { isIP, isIPv6 } from 'node:net'
import { isNever } from '../wire/resolver/doubt.ts'
import { isLocalhost, toAsciiName } from '../wire/resolver/name.ts'
import { unknownAnswer, type Answer, type Resolver, type Trouble } from '../wire/resolver/resolver.ts'
import * as note from './route-notes.ts'
import type { RouteNote } from './route-notes.ts'
import { isPublic } from './special-addresses.ts'

/** A host that mail may be brought to. */
export interface RouteHost {
  /** As the MX record, or the user, names it; the address itself where there is no name. */
  readonly name: string
  /** Null where no MX record stands behind it. */
  readonly preference: number | null
  /** Names that the name is an alias for, in order. */
  readonly aliases: readonly string[]
  /** In the order in which they are to be tried. */
  readonly addresses: readonly RouteAddress[]
  readonly outcome: 'addresses' | 'no-name' | 'no-address' | 'unusable' | 'unknown'
  /** The DNS server vouches for the addresses (AD). */
  readonly authentic: boolean
}

/** Where a host can be reached. */
export interface RouteAddress {
  readonly address: string
  readonly family: 4 | 6
}

export interface FoundHost {
  readonly host: RouteHost
  readonly notes: readonly RouteNote[]
}

/** How we came to a host. */
export interface HostRole {
  readonly role: 'mx' | 'implicit' | 'named'
  readonly preference: number | null
}

export interface HostOptions {
  readonly resolver: Resolver
  readonly family?: 4 | 6
}

/** Find a host's addresses. RFC 5321 §5.1, RFC 5321 §5.2 */
export async function findHost(name: string, role: HostRole, options: HostOptions): Promise<FoundHost> {
  const { preference } = role
  const host = { name, preference, aliases: [], addresses: [], authentic: false } as const
  if (isIP(name)) return { host: { ...host, outcome: 'unusable' }, notes: [note.mxIsAddress(name)] }
  if (toAsciiName(name) === null) return { host: { ...host, outcome: 'unusable' }, notes: [note.mxNameInvalid(name)] }
  const answers = await doubted(await askAddresses(name, options), name, options.resolver)
  const aliases = await aliasesOf(name, answers, role, options.resolver)
  const addresses = answers.flatMap(addressesOf)
  const outcome = outcomeOf(answers)
  const authentic = addresses.length > 0 && answers.every((each) => each.authentic || each.outcome !== 'records')
  const found: RouteHost = { name, preference, aliases, addresses, outcome, authentic }
  return { host: found, notes: notesOf(found, answers, role, options.family) }
}

/** An address in place of a host. */
export function literalHost(address: string, family: 4 | 6 | undefined): FoundHost {
  const own = isIPv6(address) ? 6 : 4
  const isMeant = family === undefined || family === own
  const host: RouteHost = {
    name: address,
    preference: null,
    aliases: [],
    addresses: isMeant ? [{ address, family: own }] : [],
    outcome: isMeant ? 'addresses' : 'no-address',
    authentic: false,
  }
  return { host, notes: isMeant ? [] : [note.noAddressOfFamily(address, family)] }
}

type AddressAnswer = Answer<'A'> | Answer<'AAAA'>

/** IPv6 first, as systems prefer it: where it does not work, that shows at once. */
function askAddresses(name: string, { resolver, family }: HostOptions): Promise<readonly AddressAnswer[]> {
  return Promise.all([
    ...(family === 4 ? [] : [resolver.query(name, 'AAAA')]),
    ...(family === 6 ? [] : [resolver.query(name, 'A')]),
  ])
}

/** Why it is not to be believed that there is no such name; null where it is. */
export async function doubtOf(name: string, resolver: Resolver): Promise<Trouble | null> {
  return isNever(name) ? null : ((await resolver.doubt?.()) ?? null)
}

/** A name that does not exist, by a resolver that is not to be believed: could not tell. */
async function doubted(
  answers: readonly AddressAnswer[],
  name: string,
  resolver: Resolver,
): Promise<readonly AddressAnswer[]> {
  if (outcomeOf(answers) !== 'no-name') return answers
  const doubt = await doubtOf(name, resolver)
  if (!doubt) return answers
  return answers.map((answer) =>
    answer.outcome === 'no-name' ? unknownAnswer(name, answer.type, doubt, answer) : answer,
  )
}

function addressesOf(answer: AddressAnswer): readonly RouteAddress[] {
  if (answer.outcome !== 'records') return []
  const family = answer.type === 'AAAA' ? 6 : 4
  return answer.records.map((address) => ({ address, family }))
}

/** The system's resolver does not tell of aliases. An MX record must not name one, so there the DNS is asked. */
async function aliasesOf(
  name: string,
  answers: readonly AddressAnswer[],
  { role }: HostRole,
  resolver: Resolver,
): Promise<readonly string[]> {
  const told = answers.find(({ aliases }) => aliases.length > 0)?.aliases
  if (told) return told
  if (role !== 'mx' || !answers.some(({ source }) => source === 'system')) return []
  const answer = await resolver.query(name, 'CNAME')
  return answer.outcome === 'records' ? answer.records : []
}

function outcomeOf(answers: readonly AddressAnswer[]): RouteHost['outcome'] {
  const outcomes = answers.map(({ outcome }) => outcome)
  if (outcomes.includes('records')) return 'addresses'
  if (outcomes.includes('unknown')) return 'unknown'
  return outcomes.includes('no-name') ? 'no-name' : 'no-address'
}

function notesOf(
  { name, aliases, addresses, outcome }: RouteHost,
  answers: readonly AddressAnswer[],
  { role }: HostRole,
  family: 4 | 6 | undefined,
): readonly RouteNote[] {
  const notes: RouteNote[] = []
  if (role === 'mx' && aliases.length > 0 && outcome !== 'unknown') notes.push(note.mxIsAlias(name, aliases))
  if (outcome === 'no-name') notes.push(note.noName(name))
  if (outcome === 'no-address') {
    notes.push(family === undefined ? note.noAddress(name) : note.noAddressOfFamily(name, family))
  }
  for (const answer of answers) {
    if (answer.outcome === 'unknown') notes.push(note.couldNotTell(name, answer.type, answer.trouble))
  }
  const inside = addresses.map(({ address }) => address).filter((address) => !isPublic(address))
  if (role !== 'named' && inside.length > 0 && !isLocalhost(name)) notes.push(note.notPublic(name, inside))
  return notes.filter((each, i) => notes.findIndex(({ id, detail }) => id === each.id && detail === each.detail) === i)
}
