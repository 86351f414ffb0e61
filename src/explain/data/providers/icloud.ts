import { family } from '../provider-text.ts'
import * as topics from '../topics.ts'

/** iCloud Mail, me.com and mac.com. */
export const icloud = family(
  'icloud',
  ["Sisimai's tables of provider texts"],
  [
    {
      ...topics.suspectedSpam,
      codes: [550, 554],
      enhanced: ['5.7.1'],
      text: ['[cs01]'],
      common: ['local policy'],
      title: 'iCloud refuses the content or the sender',
      action: 'Check content and authentication; write to icloudadmin@apple.com with the log.',
    },
    {
      ...topics.notAuthenticated,
      codes: [554],
      enhanced: ['5.7.1'],
      text: ['[hme1]', 'failing both spf and dkim'],
      title: 'iCloud wants SPF or DKIM',
    },
    {
      ...topics.dmarcFailed,
      codes: [554],
      enhanced: ['5.7.1'],
      common: ['dmarc policy'],
    },
    {
      ...topics.blocklisted,
      codes: [550],
      enhanced: ['5.7.0'],
      text: ['blocked - see https://support.proofpoint.com/dnsbl-lookup'],
      title: "Blocked by iCloud: on Proofpoint's list",
      action: 'Look the address up at the page that the text names, and ask there for removal.',
    },
    {
      ...topics.blocklisted,
      codes: [550],
      enhanced: ['5.7.1'],
      common: ['present in the spamhaus'],
      title: 'Blocked by iCloud: on a list of Spamhaus',
      action: 'Look address and domain up at check.spamhaus.org, stop the cause, and ask there for removal.',
    },
    { ...topics.rateLimited, codes: [421], enhanced: ['4.7.1'], common: ['excessive volume'] },
    { ...topics.mailboxFull, codes: [552], enhanced: ['5.2.2'], common: ['over quota'], retry: false },
    { ...topics.inactiveMailbox, codes: [550], enhanced: ['5.1.1'], text: ['inactive email address'] },
    {
      ...topics.senderDomainMissing,
      codes: [450],
      enhanced: ['4.1.8'],
      common: ['sender address rejected: domain not found'],
      retry: 'later',
    },
    {
      ...topics.blocklisted,
      codes: [554],
      text: ['esmtp not accepting connections'],
      title: 'iCloud takes no connection from your address',
      action: 'Write to icloudadmin@apple.com with the log.',
    },
  ],
)
