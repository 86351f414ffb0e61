import { family, unverified } from '../provider-text.ts'
import * as topics from '../topics.ts'

/** Sendmail 8. */
export const sendmail = family(
  'sendmail',
  [unverified],
  [
    {
      ...topics.relayDenied,
      codes: [550],
      enhanced: ['5.7.1'],
      text: ['relaying denied. proper authentication required', 'relaying denied. ip name lookup failed'],
      common: ['relaying denied'],
      cause:
        'You are not logged in, your address has no PTR name, or the domain is missing in the access table or in relay-domains.',
    },
    {
      ...topics.senderDomainMissing,
      codes: [553],
      enhanced: ['5.1.8'],
      text: ['domain of sender address ... does not exist'],
    },
    {
      ...topics.senderDomainMissing,
      codes: [451],
      enhanced: ['4.1.8'],
      text: ['domain of sender address ... does not resolve'],
      common: ['does not resolve'],
      title: "The sender's domain cannot be looked up now",
      retry: 'later',
    },
    {
      ...topics.badSyntax,
      codes: [501, 553],
      enhanced: ['5.1.8', '5.5.4'],
      text: ['domain name required for sender'],
      title: 'The sender address lacks its domain',
      meaning: 'The envelope sender has no domain.',
      cause: 'A short form that is good only inside a local network.',
      action: 'Write the sender in full: user@example.org.',
    },
    { ...topics.noSuchUser, codes: [550], enhanced: ['5.1.1'], common: ['user unknown'] },
    {
      ...topics.localPolicy,
      codes: [550],
      enhanced: ['5.7.1'],
      common: ['access denied', 'rejected:'],
      title: 'Refused by the access table or a block list',
      cause: 'An entry against your address or domain, or a block list that the text names.',
      fault: 'your server',
    },
    { ...topics.serverFull, codes: [452], enhanced: ['4.4.5'], text: ['insufficient disk space'] },
    { ...topics.tooManyConnections, codes: [421], enhanced: ['4.3.2'], text: ['connection rate limit exceeded'] },
    {
      ...topics.mailLoop,
      codes: [554],
      enhanced: ['5.0.0', '5.3.5'],
      text: ['config error: mail loops back to me'],
      title: 'The server does not know that the domain is its own',
      meaning:
        'The MX record leads to this server, but it takes the domain for a foreign one and would send the mail to itself.',
      cause: 'The domain is missing in local-host-names.',
      action: "The server's administrator must add the domain.",
    },
    {
      ...topics.localPolicy,
      codes: [550],
      enhanced: ['5.0.0'],
      common: ['command rejected', 'access denied'],
      title: 'Refused by a local rule',
      fault: 'their server',
    },
  ],
)
