import type { DomainBlocklist } from './blocklist.ts'

const refused = 'it does not answer resolvers that everybody may use, or that ask much; ask one of your own'

/** The public lists of domains that were alive in August 2026, the weightiest first. */
export const domainBlocklists: readonly DomainBlocklist[] = [
  {
    zone: 'dbl.spamhaus.org',
    title: 'Spamhaus DBL',
    weight: 'high',
    refusesPublicResolvers: true,
    page: 'https://check.spamhaus.org',
    meanings: [
      { from: '127.0.1.2', means: 'listed', text: 'of bad reputation' },
      { from: '127.0.1.4', means: 'listed', text: 'phishing' },
      { from: '127.0.1.5', means: 'listed', text: 'spreads malware' },
      { from: '127.0.1.6', means: 'listed', text: 'controls a botnet' },
      {
        from: '127.0.1.102',
        to: '127.0.1.106',
        means: 'listed',
        text: 'a good domain that somebody abuses',
      },
      { from: '127.0.1.255', means: 'refusal', text: 'it lists domains, and was asked for an address' },
    ],
  },
  {
    zone: 'multi.surbl.org',
    title: 'SURBL',
    weight: 'medium',
    refusesPublicResolvers: true,
    testName: 'test.surbl.org',
    page: 'https://surbl.org/surbl-analysis',
    meanings: [
      { bit: 1, means: 'refusal', text: refused },
      { bit: 4, means: 'policy', text: 'DM: of a service for throw-away addresses' },
      { bit: 8, means: 'listed', text: 'PH: phishing' },
      { bit: 16, means: 'listed', text: 'MW: spreads malware' },
      { bit: 32, means: 'policy', text: 'CT: counts clicks' },
      { bit: 64, means: 'listed', text: 'ABUSE: seen in spam' },
      { bit: 128, means: 'listed', text: 'CR: a site that was broken into' },
    ],
  },
  {
    zone: 'multi.uribl.com',
    title: 'URIBL',
    weight: 'medium',
    refusesPublicResolvers: true,
    testName: 'test.uribl.com',
    page: 'https://lookup.uribl.com',
    meanings: [
      { bit: 1, means: 'refusal', text: refused },
      { bit: 2, means: 'listed', text: 'black: of people who send spam' },
      { bit: 4, means: 'policy', text: 'grey: in bulk mail that may not have been asked for' },
      { bit: 8, means: 'policy', text: 'red: very young, or its owner is hidden' },
    ],
  },
]

/** A list by its zone; one of one's own where it is none of these. */
export function domainBlocklistOf(zone: string): DomainBlocklist {
  const name = zone.toLowerCase().replace(/\.$/, '')
  return (
    domainBlocklists.find((list) => list.zone === name) ?? {
      zone: name,
      title: name,
      weight: 'medium',
      page: null,
      meanings: [{ from: '127.0.0.2', to: '127.0.1.254', means: 'listed', text: 'listed' }],
    }
  )
}
