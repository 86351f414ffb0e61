import type { Topic } from '../facts.ts'
import type { ReplyCode } from './reply-code.ts'
import * as topics from './topics.ts'

/**
 * Numbers that people ask about although no server is meant to send them. Most are the enhanced codes of Exchange's
 * non-delivery reports, copied into web lists without their dots.
 */
export const folkloreCodes: readonly ReplyCode[] = [
  {
    code: 101,
    status: 'folklore',
    title: 'No connection (said by a mail program)',
    meaning: 'This is no reply of a server: a mail program could not open the connection.',
    cause: 'A wrong host or port, or a firewall on the way.',
    fault: 'you',
    action: 'Check the host and the port (25, 465 or 587), and whether your provider blocks outgoing port 25.',
    retry: false,
    references: ['web lists'],
  },
  {
    code: 111,
    status: 'folklore',
    title: 'Connection refused (said by the operating system)',
    meaning: 'This is no reply of a server: 111 is how Linux counts "connection refused".',
    cause: 'Nothing listens on that port, or a firewall refuses the connection.',
    fault: 'you',
    action: 'Check the host and the port, and whether the server is running.',
    retry: false,
    references: ['errno ECONNREFUSED'],
  },
  {
    ...topics.nextHopTrouble,
    code: 420,
    status: 'folklore',
    title: 'Time-out towards the next server',
    meaning: 'No RFC defines this code; GroupWise and web lists use it when the next server did not answer in time.',
    references: ['web lists'],
  },
  dotless(431, topics.serverFull, 'the server is out of memory, disk space or file handles'),
  dotless(441, topics.nextHopTrouble, "the recipient's server does not answer"),
  dotless(
    442,
    { ...topics.nextHopTrouble, title: 'The connection dropped', fault: 'network' },
    'the connection dropped while the mail was sent',
  ),
  dotless(446, { ...topics.mailLoop, retry: 'later' }, 'the mail has made too many hops'),
  dotless(
    447,
    { ...topics.nextHopTrouble, title: 'Too long in the queue' },
    'the mail waited in a queue until its time was up',
  ),
  dotless(
    449,
    { ...topics.serverTrouble, title: 'Routing error inside Exchange' },
    'Exchange could not route the mail: a connector, a smart host or the DNS is wrong',
  ),
  {
    ...topics.localPolicy,
    code: 471,
    status: 'folklore',
    title: 'Stopped by a filter, perhaps your own',
    meaning:
      'Not a valid reply code: the second digit ends at 5. It is 4.7.1 without dots, and says that a filter stopped the mail.',
    cause: 'A spam or virus filter, often on your own machine or firewall, or greylisting.',
    fault: 'your server',
    action: 'Look at your own filter first; then try again later.',
    retry: 'later',
    references: ['RFC 5321 §4.2'],
  },
  dotless(510, { ...topics.noSuchUser, title: 'Bad address' }, 'something is wrong with the address'),
  dotless(511, topics.noSuchUser, 'there is no such mailbox'),
  dotless(512, topics.recipientDomainMissing, 'the domain cannot be found in the DNS'),
  dotless(
    513,
    { ...topics.badSyntax, title: 'Malformed address, or login needed' },
    'the address is malformed, or relaying wants a login',
  ),
  dotless(
    515,
    { ...topics.noSuchUser, title: 'Bad destination mailbox' },
    'the mailbox is bad, although 5.1.5 is registered as "address valid"',
  ),
  dotless(
    517,
    { ...topics.senderNotAllowed, title: 'Bad sender address' },
    'an attribute of the sender address is wrong',
  ),
  dotless(522, { ...topics.mailboxFull, retry: false }, "the recipient's mailbox is full"),
  dotless(531, { ...topics.serverFull, retry: false }, 'the mail system is full'),
  dotless(541, topics.localPolicy, "the recipient's system or its filter refused the mail"),
  dotless(542, { ...topics.nextHopTrouble, title: 'Bad connection', retry: false }, 'the connection failed'),
  dotless(543, { ...topics.serverTrouble, title: 'Directory failure', retry: false }, 'a directory server failed'),
  dotless(544, { ...topics.recipientDomainMissing, title: 'No route' }, 'no route to the destination was found'),
  dotless(546, topics.mailLoop, 'the mail goes round in circles'),
  dotless(
    547,
    { ...topics.nextHopTrouble, title: 'Too long in the queue', retry: false },
    'the mail waited in a queue until its time was up',
  ),
]

function dotless(code: number, topic: Topic, says: string): ReplyCode {
  const dotted = String(code).split('').join('.')
  return {
    ...topic,
    code,
    status: 'folklore',
    meaning: `No RFC defines this code. It is ${dotted} written without dots, and means that ${says}.`,
    action: `${topic.action} If you find ${dotted} anywhere in the text, go by that.`,
    references: [`web lists, from ${dotted} in non-delivery reports of Exchange`],
  }
}
