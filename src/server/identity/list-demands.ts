import { isFullyQualified } from '../../protocol/domain.ts'
import type { Listing } from '../../wire/identity/blocklist.ts'
import type { Known } from './known.ts'
import { refusal, shown, shownName, unsure, type Refusal } from './refusal.ts'

/** Demands that the client and its names are on no list: what is against it, or null. */

/** One list that has the client is enough; one that does not work says nothing. RFC 5782 §6 */
export async function judgeListings(zones: readonly string[], address: string, known: Known): Promise<Refusal | null> {
  const listings = await Promise.all(zones.map((zone) => known.listing(zone, address)))
  const found = listings.find(({ outcome }) => outcome === 'listed' || outcome === 'policy')
  if (found) return listed(found, `Your address [${address}]`)
  return doubtIn(listings, `[${address}]`)
}

/**
 * The same for a domain, which may be on a list for what is no reason to refuse its mail: that does not count.
 * @param whose as it is to be told: "The domain of the sender"
 */
export async function judgeDomainListings(
  zones: readonly string[],
  domain: string,
  whose: string,
  known: Known,
): Promise<Refusal | null> {
  if (!isFullyQualified(domain)) return null
  const listings = await Promise.all(zones.map((zone) => known.domainListing(zone, domain.toLowerCase())))
  const found = listings.find(({ outcome }) => outcome === 'listed')
  if (found) return listed(found, `${whose}, ${shownName(found.subject)},`)
  return doubtIn(listings, shownName(domain))
}

function doubtIn(listings: readonly Listing[], whom: string): Refusal | null {
  const doubt = listings.find(({ outcome }) => outcome === 'unknown')
  return doubt ? unsure(`whether ${whom} is on ${doubt.list.title}`, doubt.reason) : null
}

function listed({ list, meanings, text }: Listing, who: string): Refusal {
  const reason = text ?? meanings.join('; ')
  const remedy = list.page === null ? 'Ask there to be taken off' : `See why, and how to be taken off: ${list.page}`
  return refusal(550, '5.7.1', `${who} is on the blocklist ${list.zone}: ${shown(reason)}`, remedy)
}
