import { family, unverified } from '../provider-text.ts'
import * as topics from '../topics.ts'

const spamhaus = family(
  'spamhaus',
  ['Spamhaus documentation; the words of receivers vary'],
  [
    {
      ...topics.blocklisted,
      codes: [550, 554, 553, 571],
      enhanced: ['5.7.1'],
      text: ['zen.spamhaus.org', 'spamhaus.org/sbl', 'spamhaus.org/query', 'query/ip', 'check.spamhaus.org'],
      title: 'On a list of Spamhaus',
      meaning:
        'The IP address is on a list of Spamhaus: SBL and CSS for sources of spam, XBL for infected hosts, PBL for ranges that should not send directly.',
      action:
        'Look the address up at check.spamhaus.org, stop the cause, then ask there for removal. On the PBL: send through the server of your provider.',
    },
    {
      ...topics.serverTrouble,
      text: ['error: open resolver', '127.255.255.254'],
      title: 'The receiver asks the block list in a wrong way',
      meaning:
        'You are not listed: the receiver queries Spamhaus through a public resolver, which is not allowed, and takes the error for a listing.',
      cause: "The receiving server's resolver is a public one.",
      action: "Tell the receiver's administrator to use a resolver of their own.",
      retry: false,
    },
  ],
)

const spamcop = family(
  'spamcop',
  [unverified],
  [
    {
      ...topics.blocklisted,
      codes: [554, 550],
      enhanced: ['5.7.1'],
      text: ['bl.spamcop.net'],
      title: 'On the list of SpamCop',
      meaning: 'People reported spam from this IP address to SpamCop.',
      action: 'Stop the source; the entry goes by itself about 24 hours after the last report.',
      retry: 'later',
    },
  ],
)

const barracuda = family(
  'barracuda',
  [unverified],
  [
    {
      ...topics.blocklisted,
      codes: [550, 554],
      text: ['barracudanetworks.com/reputation', 'b.barracudacentral.org'],
      title: 'Poor reputation at Barracuda',
      action: 'Stop the cause, then use the removal form of Barracuda Central.',
    },
  ],
)

const proofpoint = family(
  'proofpoint',
  [unverified],
  [
    {
      ...topics.blocklisted,
      codes: [550, 554],
      enhanced: ['5.7.0', '5.7.1'],
      text: ['blocked - see https://ipcheck.proofpoint.com', 'ipcheck.proofpoint.com'],
      common: ['local policy violation'],
      title: 'Blocked by Proofpoint',
      action: 'Look the address up at ipcheck.proofpoint.com, and ask there for removal.',
    },
  ],
)

const ironport = family(
  'ironport',
  [unverified],
  [
    {
      ...topics.poorReputation,
      codes: [554],
      text: ["your access to this mail system has been rejected due to the sending mta's poor reputation"],
      title: 'Poor reputation at Cisco Talos',
      action: 'Look the address up at talosintelligence.com, stop the cause, and open a ticket there.',
      retry: false,
    },
  ],
)

const policies = ['Mimecast list of error texts, by way of Sisimai']

const mimecast = family('mimecast', policies, [
  {
    ...topics.greylisted,
    codes: [451],
    text: ['internal resources are temporarily unavailable'],
    meaning: 'Mimecast greylists first contacts, and holds off addresses with a poor reputation, with these words.',
    action: 'Keep trying from the same host: it can take from a minute to 12 hours.',
  },
  {
    ...topics.notAuthenticated,
    codes: [550],
    text: [
      'spf sender invalid',
      'dkim sender invalid',
      'dmarc sender invalid',
      'spf/dkim/dmarc sender invalid',
      'sender invalid - envelope rejected',
    ],
    title: 'Mimecast: SPF, DKIM or DMARC did not pass',
    action: "Mend the records in the DNS. The recipient's administrator can make an exception.",
  },
  {
    ...topics.poorReputation,
    codes: [550],
    text: ['local ct ip reputation'],
    title: 'Poor reputation at Mimecast',
    action: "Use Mimecast's form for a review of the address.",
    retry: false,
  },
  {
    ...topics.localPolicy,
    codes: [554],
    text: ['email rejected due to security policies'],
    title: "A rule of the recipient's Mimecast refuses the mail",
  },
])

/** Things between the two servers that put in words of their own. */
const between = [
  ...family(
    'firewall',
    [unverified],
    [
      {
        ...topics.badSyntax,
        codes: [220, 500, 502],
        text: ['********', 'xxxxxxxa'],
        title: 'A firewall rewrites the conversation',
        meaning:
          'Somebody between the two, mostly a Cisco PIX or ASA, blots out the greeting and commands it does not know. EHLO and STARTTLS are lost with it.',
        cause: 'The SMTP inspection of the firewall is on.',
        fault: 'network',
        action: 'Switch it off: "no inspect esmtp", on old devices "no fixup protocol smtp".',
      },
    ],
  ),
  ...family(
    'antivirus',
    [unverified],
    [
      {
        ...topics.notOffered,
        codes: [500, 502],
        text: ['command not implemented after starttls'],
        title: 'A virus scanner stands between you and the server',
        meaning: 'A virus scanner on your machine answers in place of the server, and takes STARTTLS away.',
        cause: 'The mail shield of a desktop virus scanner.',
        fault: 'you',
        action: 'Switch its mail shield off, or exclude your mail program.',
      },
    ],
  ),
]

/** Block lists, and filters that stand before mail servers. */
export const filters = [...spamhaus, ...spamcop, ...barracuda, ...proofpoint, ...ironport, ...mimecast, ...between]
