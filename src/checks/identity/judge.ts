import type { Finding } from '../finding.ts'
import type { IdentityFacts } from './facts.ts'
import { judgeAddress, judgeHelo, judgeReverse } from './judge-client.ts'
import { judgeDomainListings, judgeListings } from './judge-listings.ts'
import { judgeDmarc, judgeSpf, judgeWayBack } from './judge-sender.ts'

/** How we look to a server that asks the DNS about us, from what the DNS says alone. */
export function judgeIdentity(facts: IdentityFacts): Finding[] {
  return [
    judgeAddress(facts),
    judgeReverse(facts),
    judgeHelo(facts),
    judgeSpf(facts),
    judgeWayBack(facts),
    judgeDmarc(facts),
    ...judgeListings(facts),
    ...judgeDomainListings(facts),
  ].filter((finding) => finding !== null)
}
