import { presentName } from '../../wire/resolver/name.ts'
import { shownName } from '../identity/refusal.ts'
import type { PracticeDomain } from './domain.ts'

/** Names that are listed, before it becomes too much for a line. */
const MOST_NAMES = 12

/** An address of ours as a reply names it: the client need not have asked for SMTPUTF8. RFC 6531 §3.7.4 */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf('@') + 1
  return presentName(address.slice(0, at)) + shownName(address.slice(at))
}

/** Who there is, as a refusal tells it. */
export function namesIn({ mailboxes, lists, aliases = {} }: PracticeDomain): string {
  const names = [...new Set([...mailboxes, 'postmaster', ...Object.keys(aliases), ...Object.keys(lists)])]
  const more = names.length - MOST_NAMES
  return names.slice(0, MOST_NAMES).map(presentName).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** One line about a domain, for HELP. */
export function describeDomain(domain: PracticeDomain): string {
  return describe(domain).split(' ').map(presentName).join(' ')
}

function describe({ name, mailboxes, lists, aliases = {}, catchAll }: PracticeDomain): string {
  const members = (list: PracticeDomain['lists'][string]) => ('members' in list ? list.members : list)
  return [
    `Mailboxes at ${shownName(name)}: ${[...new Set([...mailboxes, 'postmaster'])].join(', ')}`,
    ...Object.entries(lists).map(([list, found]) => `${list} goes to ${members(found).join(', ')}`),
    ...Object.entries(aliases).map(([alias, targets]) => `${alias} is ${targets.join(', ')}`),
    ...(catchAll === undefined ? [] : [`everybody else is ${catchAll}`]),
  ].join('; ')
}
