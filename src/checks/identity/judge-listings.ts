import type { Listing } from '../../wire/identity/blocklist.ts'
import { presentName } from '../../wire/resolver/name.ts'
import type { Finding } from '../finding.ts'
import type { IdentityFacts } from './facts.ts'
import { list } from '../words.ts'
import { found } from './make-finding.ts'

/** A finding for each list that has the address, one for those that do not, one for those that could not be asked. */
// RFC 5782 §6
export function judgeListings({ listings, outside }: IdentityFacts): Finding[] {
  if (!listings || listings.length === 0) return []
  const bad = listings.filter(({ outcome }) => outcome === 'listed' || outcome === 'policy').map(judgeListing)
  const clear = titlesOf(listings, 'clear')
  const mute = listings.filter(({ outcome }) => outcome === 'unusable' || outcome === 'unknown')
  return [
    ...bad,
    ...(clear.length > 0
      ? [found('blocklists-clear', 'pass', 'Not on blocklists', 'RFC 5782 §6', `${outside} is not on ${list(clear)}.`)]
      : []),
    ...(mute.length > 0 ? [judgeMute(mute)] : []),
  ]
}

function judgeListing({ list: { title, zone, weight, page }, outcome, address, meanings, text }: Listing): Finding {
  const said = text === null ? '' : ` It says: ${text.split(' ').map(presentName).join(' ')}`
  const detail = `${title} (${zone}) has ${address}: ${meanings.join('; ')}.${said}`
  const verdict = outcome === 'listed' && weight !== 'low' ? 'fail' : 'warn'
  const heading = outcome === 'policy' ? `On the list ${title}, not for anything it did` : `On the blocklist ${title}`
  const remedy =
    outcome === 'policy'
      ? `Send through your provider's mail host, or have the address taken off the list${page === null ? '' : `: ${page}`}`
      : `Find out what was sent from there and stop it; then ask to be taken off${page === null ? '' : `: ${page}`}`
  return found('blocklist', verdict, heading, 'RFC 5782 §6', detail, remedy)
}

/** Nothing follows from a list that does not answer. */
function judgeMute(mute: readonly Listing[]): Finding {
  const reasons = new Map<string, string[]>()
  for (const { list: each, reason } of mute) {
    const why = reason ?? 'it did not answer'
    reasons.set(why, [...(reasons.get(why) ?? []), each.title])
  }
  const told = [...reasons].map(([why, titles]) => `${list(titles)}: ${why}.`)
  return found(
    'blocklists-unknown',
    'unknown',
    'Blocklists that could not be asked',
    'RFC 5782 §5',
    `Nothing follows from this about your address. ${told.join(' ')}`,
    'Ask through a resolver of your own that looks names up itself: --resolver IP',
  )
}

function titlesOf(listings: readonly Listing[], outcome: Listing['outcome']): string[] {
  return listings.filter((each) => each.outcome === outcome).map(({ list: { title } }) => title)
}
