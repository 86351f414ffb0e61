import { family, unverified } from '../provider-text.ts'
import * as topics from '../topics.ts'

const qmail = family(
  'qmail',
  [unverified],
  [
    {
      ...topics.relayDenied,
      codes: [553],
      enhanced: ['5.7.1'],
      text: ["isn't in my list of allowed rcpthosts"],
      references: ['published transcripts'],
    },
    {
      ...topics.bareLineEnds,
      codes: [451],
      text: ['see http://pobox.com/~djb/docs/smtplf.html', 'smtplf.html'],
      meaning:
        'qmail refuses lines that end with LF alone. In spite of the first digit, sending the same again does not help.',
      references: ['notqmail issue 251'],
    },
  ],
)

const qpsmtpd = family(
  'qpsmtpd',
  ['qpsmtpd issue 317'],
  [
    {
      ...topics.bareLineEnds,
      codes: [421],
      text: ['barelf'],
      meaning:
        'qpsmtpd refuses lines that end with LF alone. In spite of the first digit, sending the same again does not help.',
    },
  ],
)

const opensmtpd = family(
  'opensmtpd',
  ['OpenSMTPD source'],
  [
    {
      ...topics.noSuchUser,
      codes: [550],
      common: ['invalid recipient'],
      title: 'Recipient not accepted',
      meaning: 'OpenSMTPD says the same for an unknown user and for relaying that it does not allow.',
      cause: 'The address does not exist there, or you are not logged in.',
      action: 'Check the address; log in if you relay.',
    },
    {
      ...topics.serverTrouble,
      codes: [524, 424],
      enhanced: ['5.2.4', '4.2.4'],
      text: ['mailing list expansion problem'],
      title: 'The alias or list could not be expanded',
      cause: 'A fault in an alias or .forward file there.',
      action: 'Tell the administrator of the server.',
      retry: false,
    },
    {
      ...topics.wrongOrder,
      codes: [503],
      text: ['invalid command: already identified'],
      common: ['already identified'],
      title: 'EHLO was said already',
      meaning: 'OpenSMTPD takes EHLO once on a connection.',
      cause: 'The client says EHLO again to start over.',
      action: 'Use RSET to start over.',
    },
  ],
)

const parley = family(
  'parley',
  ["Parley's documentation: serve"],
  [
    {
      ...topics.bareLineEnds,
      codes: [550],
      text: ['bare cr or lf in the message: its lines must end with crlf'],
      meaning:
        'Parley refuses lines that end with LF or CR alone: it is how mail is smuggled. The registry has no number for that; 5.6.11 is the one that Exchange says.',
      action:
        'Mend the program: every line ends with CRLF; curl does it with --crlf. parley serve --bare-line-ends keep takes such messages.',
    },
  ],
)

/** Servers with few texts of their own. */
export const otherServers = [...qmail, ...qpsmtpd, ...opensmtpd, ...parley]
