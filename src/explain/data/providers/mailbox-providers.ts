import { family, unverified } from '../provider-text.ts'
import * as topics from '../topics.ts'

const pages = ["Sisimai's tables of provider texts", 'postmaster pages of the provider']

const comcast = family(
  'comcast',
  [unverified],
  [
    {
      ...topics.missingPtr,
      codes: [554, 421],
      text: ['ptr lookup failure'],
      action: 'Set a PTR record with a matching address record. See postmaster.comcast.net.',
    },
    {
      ...topics.blocklisted,
      codes: [554, 421],
      text: ['comcast block for spam'],
      title: 'Blocked by Comcast for spam',
      action: 'Stop the cause, then use the form at postmaster.comcast.net.',
    },
    {
      ...topics.rateLimited,
      codes: [554, 421],
      text: ['rl000001'],
      title: 'Comcast slows you down',
      fault: 'your server',
      action: 'Slow down. See postmaster.comcast.net.',
    },
  ],
)

const tOnline = family(
  't-online',
  [unverified],
  [
    {
      ...topics.poorReputation,
      codes: [554],
      text: ['ask your postmaster for help or to contact tosa@rx.t-online.de', 'tosa@rx.t-online.de'],
      common: ['none/bad reputation'],
      title: 'T-Online does not know your address',
      meaning: 'Telekom takes mail only from hosts that it knows and that have a name, and does not know this one.',
      cause: 'A new IP address, or a host without PTR name, HELO name and a web page that says who runs it.',
      action: 'Put those right, then write to tosa@rx.t-online.de.',
      retry: false,
    },
  ],
)

const gmx = family(
  'gmx',
  [unverified],
  [
    {
      ...topics.poorReputation,
      codes: [554, 421],
      text: ['nemesis esmtp service not available'],
      title: 'GMX or WEB.DE turns your address away',
      action: 'See postmaster.gmx.net for the reason named in the text.',
      retry: false,
    },
    {
      ...topics.missingPtr,
      codes: [554],
      text: ['bad dns ptr resource record'],
      action:
        'Set a PTR record that does not look like a dial-in address, with a matching address record. See postmaster.gmx.net.',
    },
  ],
)

const mailRu = family(
  'mailru',
  [unverified],
  [
    {
      ...topics.badHeaders,
      codes: [550],
      common: ['non rfc compliant'],
      title: 'Mail.ru finds the message malformed',
      action: 'Mend the header. See postmaster.mail.ru.',
    },
    {
      ...topics.suspectedSpam,
      codes: [550],
      common: ['spam message rejected'],
      title: 'Mail.ru takes it for spam',
      action: 'Check content and authentication. See postmaster.mail.ru.',
    },
  ],
)

const qq = family(
  'qq',
  [unverified],
  [
    {
      ...topics.suspectedSpam,
      codes: [550],
      text: ['mail content denied'],
      common: ['suspected spam'],
      title: 'QQ Mail refuses the content',
      action: 'Check content and links. See service.mail.qq.com.',
    },
    {
      ...topics.rateLimited,
      codes: [550],
      text: ['ip frequency limited'],
      title: 'QQ Mail: too much from your address',
      action: 'Slow down. See service.mail.qq.com.',
    },
  ],
)

const att = family('att', pages, [
  {
    ...topics.blocklisted,
    codes: [521, 553],
    enhanced: ['5.3.0'],
    text: ['dnsbl:attrbl', 'blocked by sbc:blacklist'],
    title: 'On the block list of AT&T',
    action: 'Write to abuse_rbl@abuse-att.net. As the domains move to Yahoo, its sender hub is the place to ask.',
  },
])

const cox = family('cox', pages, [
  {
    ...topics.tooManyConnections,
    codes: [421, 554],
    text: ['cxcnct'],
    title: 'Too many connections to Cox',
    action: 'Use at most ten connections at a time.',
  },
  { ...topics.missingPtr, codes: [421, 554], text: ['cxdns'] },
  {
    ...topics.blocklisted,
    codes: [421, 554],
    text: ['ipbl0001', 'ipbl'],
    title: 'Blocked by Cox: on a block list',
    meaning: 'The IP address is on one or more block lists; the number behind IPBL tells which.',
  },
  { ...topics.blocklisted, codes: [421, 554], text: ['cxbl'], title: 'Blocked by Cox' },
])

const spectrum = family('spectrum', pages, [
  {
    ...topics.localPolicy,
    codes: [554, 421, 550],
    text: ['aup#i-', 'aup#o-'],
    title: 'Refused by a rule of Spectrum',
    meaning: 'The number behind AUP tells which rule: I for mail that comes in, O for mail that goes out.',
    cause: 'Reputation, rate, reverse DNS or content.',
    fault: 'your server',
    action: "Look the number up in Spectrum's list of e-mail errors.",
  },
])

const blocked = [550, 551, 552, 553, 554]
const godaddy = family('godaddy', pages, [
  { ...topics.missingPtr, codes: blocked, text: ['ib108'] },
  {
    ...topics.blocklisted,
    codes: blocked,
    text: ['ib104', 'ib105', 'ib106'],
    title: 'Blocked by GoDaddy: on a list of Spamhaus',
    action: 'Look the address up at check.spamhaus.org, and ask there for removal.',
  },
  { ...topics.tooManyConnections, codes: blocked, text: ['ib007'], title: 'Too many connections to GoDaddy' },
  { ...topics.suspectedSpam, codes: blocked, text: ['ib212'], title: 'GoDaddy takes it for spam' },
  { ...topics.spfFailed, codes: blocked, text: ['ib508'] },
  { ...topics.rateLimited, codes: blocked, text: ['ib607'], title: 'Too much mail for GoDaddy' },
])

/** Mailbox and internet providers with few texts of their own. */
export const mailboxProviders = [
  ...comcast,
  ...tOnline,
  ...gmx,
  ...mailRu,
  ...qq,
  ...att,
  ...cox,
  ...spectrum,
  ...godaddy,
]
