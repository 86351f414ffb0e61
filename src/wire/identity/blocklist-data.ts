import type { Blocklist } from './blocklist.ts'

/** The public lists of addresses that were alive in August 2026, the weightiest first. */
export const blocklists: readonly Blocklist[] = [
  {
    zone: 'zen.spamhaus.org',
    title: 'Spamhaus ZEN',
    families: [4, 6],
    weight: 'high',
    refusesPublicResolvers: true,
    page: 'https://check.spamhaus.org',
    meanings: [
      { from: '127.0.0.2', means: 'listed', text: 'SBL: a source of spam that people looked into' },
      { from: '127.0.0.3', means: 'listed', text: 'CSS: sends spam, or looks as if it did' },
      { from: '127.0.0.4', to: '127.0.0.7', means: 'listed', text: 'XBL: taken over, an open proxy or infected' },
      { from: '127.0.0.9', means: 'listed', text: 'DROP: a network in the hands of criminals' },
      {
        from: '127.0.0.10',
        to: '127.0.0.11',
        means: 'policy',
        text: 'PBL: a range of customers, from which no mail should come directly',
      },
      { from: '127.0.0.30', means: 'listed', text: 'BCL: controls a botnet' },
    ],
  },
  {
    zone: 'bl.spamcop.net',
    title: 'SpamCop',
    families: [4],
    weight: 'medium',
    page: 'https://www.spamcop.net/bl.shtml',
    meanings: [{ from: '127.0.0.2', means: 'listed', text: 'reported by people who got spam from it' }],
  },
  {
    zone: 'b.barracudacentral.org',
    title: 'Barracuda',
    families: [4],
    weight: 'medium',
    refusesPublicResolvers: true,
    page: 'https://www.barracudacentral.org/lookups',
    meanings: [{ from: '127.0.0.2', means: 'listed', text: 'has sent spam to Barracuda' }],
  },
  {
    zone: 'bl.mailspike.net',
    title: 'Mailspike',
    families: [4],
    weight: 'medium',
    page: 'https://mailspike.org',
    meanings: [
      { from: '127.0.0.2', means: 'listed', text: 'listed' },
      { from: '127.0.0.10', to: '127.0.0.12', means: 'listed', text: 'of bad reputation' },
      { from: '127.0.0.13', to: '127.0.0.16', means: 'neutral', text: 'of no reputation' },
      { from: '127.0.0.17', to: '127.0.0.20', means: 'good', text: 'of good reputation' },
    ],
  },
  {
    zone: 'psbl.surriel.com',
    title: 'PSBL',
    families: [4],
    weight: 'low',
    page: 'https://psbl.org',
    meanings: [{ from: '127.0.0.2', means: 'listed', text: 'has sent to a spam trap' }],
  },
  {
    zone: 'bl.spameatingmonkey.net',
    title: 'Spam Eating Monkey',
    families: [4],
    weight: 'low',
    page: 'https://spameatingmonkey.com',
    meanings: [{ from: '127.0.0.2', to: '127.0.0.3', means: 'listed', text: 'listed' }],
  },
  {
    zone: 'bl.blocklist.de',
    title: 'blocklist.de',
    families: [4, 6],
    weight: 'low',
    page: 'https://www.blocklist.de',
    meanings: [{ from: '127.0.0.1', to: '127.0.0.254', means: 'listed', text: 'has attacked other servers' }],
  },
  {
    zone: 'bip.virusfree.cz',
    title: 'virusfree.cz',
    families: [4],
    weight: 'low',
    page: 'https://virusfree.cz',
    meanings: [{ from: '127.0.0.2', means: 'listed', text: 'part of a botnet' }],
  },
  {
    zone: 'hostkarma.junkemailfilter.com',
    title: 'Hostkarma',
    families: [4],
    weight: 'low',
    page: 'https://ipadmin.junkemailfilter.com',
    // 127.0.0.1 stands for good senders, so that its second test point is no test.
    hasNoNegativeTest: true,
    meanings: [
      { from: '127.0.0.1', means: 'good', text: 'a good sender' },
      { from: '127.0.0.2', means: 'listed', text: 'sends spam' },
      { from: '127.0.0.3', means: 'neutral', text: 'sends both' },
      { from: '127.0.0.4', means: 'listed', text: 'mostly sends spam' },
      { from: '127.0.0.5', means: 'neutral', text: 'sends no spam only' },
    ],
  },
  {
    zone: 'bl.suomispam.net',
    title: 'Suomispam',
    families: [4],
    weight: 'low',
    page: 'https://suomispam.net',
    meanings: [{ from: '127.0.0.2', means: 'listed', text: 'listed' }],
  },
  {
    zone: 'dnsbl-1.uceprotect.net',
    title: 'UCEPROTECT level 1',
    families: [4],
    weight: 'low',
    page: 'https://www.uceprotect.net',
    meanings: [{ from: '127.0.0.2', means: 'listed', text: 'has sent to a spam trap' }],
  },
  {
    zone: 'dnsbl-2.uceprotect.net',
    title: 'UCEPROTECT level 2',
    families: [4],
    weight: 'low',
    page: 'https://www.uceprotect.net',
    meanings: [{ from: '127.0.0.2', means: 'policy', text: 'its network has many that are listed' }],
  },
  {
    zone: 'dnsbl-3.uceprotect.net',
    title: 'UCEPROTECT level 3',
    families: [4],
    weight: 'low',
    page: 'https://www.uceprotect.net',
    meanings: [{ from: '127.0.0.2', means: 'policy', text: 'its whole provider is listed' }],
  },
]

/** A list by its zone; one of one's own where it is none of these. */
export function blocklistOf(zone: string): Blocklist {
  const name = zone.toLowerCase().replace(/\.$/, '')
  return (
    blocklists.find((list) => list.zone === name) ?? {
      zone: name,
      title: name,
      families: [4, 6],
      weight: 'medium',
      page: null,
      meanings: [{ from: '127.0.0.2', to: '127.0.0.254', means: 'listed', text: 'listed' }],
    }
  )
}
