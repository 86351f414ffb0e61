import type { Listing } from '../../wire/identity/blocklist.ts'
import { presentName } from '../../wire/resolver/name.ts'
import type { Finding } from '../finding.ts'
import type { IdentityFacts } from './facts.ts'
import { list } from '../words.ts'
import { found } from './make-finding.ts'

/** What is looked up on lists, in words. */
interface Kind {
  /** Of the findings. */
  readonly ids: { readonly bad: string; readonly clear: string; readonly mute: string }
  readonly what: string
  readonly clearTitle: string
  readonly muteTitle: string
  /** Nothing that it has done. */
  readonly policyTitle: (title: string) => string
  readonly policyRemedy: string
  readonly remedy: string
}

const address: Kind = {
  ids: { bad: 'blocklist', clear: 'blocklists-clear', mute: 'blocklists-unknown' },
  what: 'your address',
  clearTitle: 'Not on blocklists',
  muteTitle: 'Blocklists that could not be asked',
  policyTitle: (title) => `On the list ${title}, not for anything it did`,
  policyRemedy: "Send through your provider's mail host, or have the address taken off the list",
  remedy: 'Find out what was sent from there and stop it; then ask to be taken off',
}

const domain: Kind = {
  ids: { bad: 'domain-blocklist', clear: 'domain-blocklists-clear', mute: 'domain-blocklists-unknown' },
  what: 'your domain',
  clearTitle: 'Your domain is not on blocklists',
  muteTitle: 'Blocklists of domains that could not be asked',
  policyTitle: (title) => `Your domain is on ${title}, though not for spam`,
  policyRemedy: 'Some receivers count it against you: see what the list says of the domain',
  remedy: 'Find out what the domain was used for and stop it; then ask to be taken off',
}

/** Lists of addresses: a finding for each that has ours, one for the others, one for those that could not be asked. */
export function judgeListings({ listings }: IdentityFacts): Finding[] {
  return judgeKind(address, listings ?? [])
}

/** The same for lists of domains. */
export function judgeDomainListings({ domainListings }: IdentityFacts): Finding[] {
  return judgeKind(domain, domainListings ?? [])
}

// RFC 5782 §6
function judgeKind(kind: Kind, listings: readonly Listing[]): Finding[] {
  const bad = listings.filter(({ outcome }) => outcome === 'listed' || outcome === 'policy')
  const clear = listings.filter(({ outcome }) => outcome === 'clear')
  const mute = listings.filter(({ outcome }) => outcome === 'unusable' || outcome === 'unknown')
  // A domain and one below it lead to one entry.
  const entries = new Map(bad.map((each) => [`${each.list.zone} ${each.subject}`, each]))
  return [
    ...[...entries.values()].map((each) => judgeListing(kind, each)),
    ...(clear.length > 0 ? [judgeClear(kind, clear)] : []),
    ...(mute.length > 0 ? [judgeMute(kind, mute)] : []),
  ]
}

function judgeListing(kind: Kind, { list: { title, zone, weight, page }, ...listing }: Listing): Finding {
  const { outcome, subject, meanings, text } = listing
  const said = text === null ? '' : ` It says: ${text.split(' ').map(presentName).join(' ')}`
  const detail = `${title} (${zone}) has ${subject}: ${meanings.join('; ')}.${said}`
  const verdict = outcome === 'listed' && weight !== 'low' ? 'fail' : 'warn'
  const heading = outcome === 'policy' ? kind.policyTitle(title) : `On the blocklist ${title}`
  const remedy = `${outcome === 'policy' ? kind.policyRemedy : kind.remedy}${page === null ? '' : `: ${page}`}`
  return found(kind.ids.bad, verdict, heading, 'RFC 5782 §6', detail, remedy)
}

function judgeClear({ ids, clearTitle }: Kind, clear: readonly Listing[]): Finding {
  const subjects = [...new Set(clear.map(({ subject }) => subject))]
  const told = subjects.map((subject) => {
    const titles = clear.filter((each) => each.subject === subject).map((each) => each.list.title)
    return `${subject} is not on ${list(titles)}.`
  })
  return found(ids.clear, 'pass', clearTitle, 'RFC 5782 §6', told.join(' '))
}

/** Nothing follows from a list that does not answer. */
function judgeMute({ ids, what, muteTitle }: Kind, mute: readonly Listing[]): Finding {
  const reasons = new Map<string, Set<string>>()
  for (const { list: each, reason } of mute) {
    const why = reason ?? 'it did not answer'
    reasons.set(why, (reasons.get(why) ?? new Set()).add(each.title))
  }
  const told = [...reasons].map(([why, titles]) => `${list([...titles])}: ${why}.`)
  return found(
    ids.mute,
    'unknown',
    muteTitle,
    'RFC 5782 §5',
    `Nothing follows from this about ${what}. ${told.join(' ')}`,
    'Ask through a resolver of your own that looks names up itself: --resolver IP',
  )
}
