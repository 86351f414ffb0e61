import { isDomain, parseAddressLiteral } from '../../protocol/domain.ts'
import { readAddressPath } from '../../protocol/address.ts'
import { isDotString } from '../../protocol/path.ts'
import { toAsciiName } from '../../wire/resolver/name.ts'
import { findLoop } from './alias-loop.ts'
import type { PracticeDomain, PracticeList, Quota } from './domain.ts'
import { ConfigReader } from './config-reader.ts'

/**
 * The domains of a configuration file, JSON.
 * @throws RangeError that says where it is wrong, and what to write
 */
export function readDomains(text: string): readonly PracticeDomain[] {
  const file = ConfigReader.parse(text).object(['domains'])
  const entries = Object.entries(file.member('domains').object().entries)
  const domains = entries.map(([name, value]) => readDomain(name, value))
  if (domains.length === 0) throw file.member('domains').wrong('names no domain: write "example.test": { … } in it')
  const [first] = domains
  if (!first) return domains
  demandDistinct(entries)
  const loop = findLoop(domains)
  if (loop) throw new RangeError(`the aliases and lists go round in circles: ${loop.join(' → ')}`)
  const places = new Map(domains.map((domain) => [domain.name, domain]))
  for (const [name, value] of entries) {
    demandKnown(value, places.get(name.toLowerCase())!, places)
  }
  return domains
}

/** Of two the mail would go to one. */
function demandDistinct(entries: readonly (readonly [string, ConfigReader])[]): void {
  const seen = new Map<string, string>()
  for (const [name, value] of entries) {
    const same = toAsciiName(name) ?? name.toLowerCase()
    const before = seen.get(same)
    if (before !== undefined) throw value.wrong(`is ${before} once more: write all that it has in one place`)
    seen.set(same, name)
  }
}

const known = ['mailboxes', 'aliases', 'lists', 'catchAll', 'subaddressing'] as const

function readDomain(name: string, value: ConfigReader): PracticeDomain {
  if (!isDomain(name) || parseAddressLiteral(name)) throw value.wrong('is no domain: write a name as "example.test"')
  const domain = value.object(known)
  const mailboxes = readMailboxes(domain.optional('mailboxes'))
  const catchAll = domain.optional('catchAll')?.string()
  const aliases = entriesOf(domain.optional('aliases'), (each) => each.strings())
  const lists = entriesOf(domain.optional('lists'), readList)
  const names = [...Object.keys(aliases), ...Object.keys(lists)]
  for (const twice of names.filter((each, i) => mailboxes.names.includes(each) || names.indexOf(each) !== i))
    throw value.wrong(`has two of ${twice}: a name is a mailbox, an alias or a list`)
  return {
    name: name.toLowerCase(),
    mailboxes: mailboxes.names,
    lists,
    aliases,
    ...(Object.keys(mailboxes.quotas).length > 0 && { quotas: mailboxes.quotas }),
    ...(catchAll !== undefined && { catchAll: catchAll.toLowerCase() }),
    ...readSeparator(domain.optional('subaddressing')),
  }
}

function readMailboxes(value: ConfigReader | null): {
  readonly names: readonly string[]
  readonly quotas: Readonly<Record<string, Quota>>
} {
  if (!value) return { names: [], quotas: {} }
  if (value.isList) return { names: value.strings().map((name) => localPart(name, value)), quotas: {} }
  const boxes = Object.entries(value.object().entries)
  const quotas = boxes.flatMap(([name, box]) => {
    const quota = box.object(['quota']).optional('quota')
    if (quota && name.toLowerCase() === 'postmaster')
      throw quota.wrong('is not possible: the postmaster always takes mail (RFC 5321 §4.5.1), so leave it out')
    return quota ? [[localPart(name, box), readQuota(quota)] as const] : []
  })
  return { names: boxes.map(([name, box]) => localPart(name, box)), quotas: Object.fromEntries(quotas) }
}

function readQuota(value: ConfigReader): Quota {
  const quota = value.object(['octets', 'messages', 'reply'])
  const octets = quota.optional('octets')?.octets()
  const messages = quota.optional('messages')?.count()
  const reply = quota.optional('reply')
  if (octets === undefined && messages === undefined)
    throw value.wrong('limits nothing: write "octets": "10M", or "messages": 100')
  return {
    ...(octets !== undefined && { octets }),
    ...(messages !== undefined && { messages }),
    ...(reply && { reply: reply.oneOf([452, 552]) }),
  }
}

function readList(value: ConfigReader): readonly string[] | PracticeList {
  if (value.isList) return value.strings()
  const list = value.object(['members', 'from', 'owner'])
  const owner = list.optional('owner')?.string()
  const from = list.optional('from')
  return {
    members: list.member('members').strings(),
    ...(from && { from: from.oneOf(['anybody', 'members', 'logged-in']) }),
    ...(owner !== undefined && { owner }),
  }
}

function readSeparator(value: ConfigReader | null): Pick<PracticeDomain, 'tagSeparator'> {
  if (!value) return {}
  return { tagSeparator: value.oneOf([false, '+', '-', '_', '=']) || null }
}

function entriesOf<T>(value: ConfigReader | null, read: (value: ConfigReader) => T): Record<string, T> {
  const entries = value ? Object.entries(value.object().entries) : []
  return Object.fromEntries(entries.map(([name, each]) => [localPart(name, each), read(each)]))
}

function localPart(name: string, value: ConfigReader): string {
  if (isDotString(name) && !/[@%!]/.test(name)) return name.toLowerCase()
  throw value.wrong(`has "${name}", which is no name before an "@": write one as "alice" or "alice.smith"`)
}

/** Whatever is named must be there: a member without a mailbox would be a hole for mail. */
function demandKnown(value: ConfigReader, domain: PracticeDomain, domains: ReadonlyMap<string, PracticeDomain>): void {
  const demand = (name: string, what: string) => {
    const address = name.includes('@') ? name : `${name}@${domain.name}`
    if (!readAddressPath(address)) throw value.wrong(`has ${what} "${name}", which is no address`)
    const at = address.lastIndexOf('@')
    const there = domains.get(address.slice(at + 1).toLowerCase())
    if (there && !isThere(address.slice(0, at).toLowerCase(), there))
      throw value.wrong(
        `has ${what} ${address}, whom there is not: add "${address.slice(0, at)}" to the mailboxes of ${there.name}`,
      )
  }
  for (const [name, targets] of Object.entries(domain.aliases ?? {})) {
    for (const target of targets) demand(target, `the alias ${name} for`)
  }
  for (const [name, list] of Object.entries(domain.lists)) {
    for (const member of 'members' in list ? list.members : list) demand(member, `on the list ${name}`)
    if ('owner' in list && list.owner !== undefined) demand(list.owner, `as owner of the list ${name}`)
  }
  if (domain.catchAll !== undefined) demand(domain.catchAll, 'as catchAll')
}

function isThere(name: string, { mailboxes, aliases = {}, lists }: PracticeDomain): boolean {
  return name === 'postmaster' || mailboxes.includes(name) || Object.hasOwn(aliases, name) || Object.hasOwn(lists, name)
}
