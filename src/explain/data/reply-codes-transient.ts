import type { ReplyCode } from './reply-code.ts'
import * as topics from './topics.ts'

/** 4xx: not now. The message stays in the sender's queue. */
export const transientCodes: readonly ReplyCode[] = [
  {
    ...topics.serverBusy,
    code: 421,
    status: 'standard',
    title: 'Service not available, closing',
    meaning:
      'The server closes the connection. It may say so at any time, and it says nothing about the address or the mail.',
    cause:
      'Load, a restart, too many connections or errors, a client that was idle for too long, or a throttle on your address.',
    fault: 'their server',
    action: 'Try again later with fewer connections. Hints about reputation or rate stand in the text.',
    references: ['RFC 5321 §3.8'],
    on: {
      greeting: {
        title: 'The server takes no connection now',
        meaning: 'The server turns every client, or this one, away for the moment.',
        cause: 'Load, a restart, too many connections from your address, or a throttle on it.',
      },
      'end-of-data': {
        title: 'Gave up at the end of the message',
        meaning:
          'The server closes instead of saying whether it took the message. It did not: the message is still yours.',
      },
    },
  },
  {
    ...topics.loginBroken,
    code: 422,
    status: 'registered',
    title: 'Not defined; probably a password transition or a full mailbox',
    meaning:
      'No RFC defines this code. The registry names it beside "password transition needed"; web lists use it for a full mailbox (4.2.2 without dots).',
    cause: 'The text of the reply says which of the two is meant.',
    fault: 'recipient',
    action: 'Read the text, and try again later.',
    references: ['RFC 5248', 'RFC 5321 §4.3.2'],
  },
  {
    ...topics.serverTrouble,
    code: 424,
    status: 'implementation',
    title: 'The list cannot be expanded at the moment',
    meaning: 'The server could not find out who is behind an alias or a list. OpenSMTPD says so.',
    cause: 'A temporary fault in the alias table there.',
    references: ['OpenSMTPD source'],
  },
  {
    ...topics.badSyntax,
    code: 430,
    status: 'registered',
    title: 'Not defined; probably an invalid command',
    meaning: 'No RFC defines this code; the registry names it beside "invalid command" (X.5.1).',
    action: 'Read the text, and look at the command that was sent.',
    retry: 'later',
    references: ['RFC 5248', 'RFC 5321 §4.3.2'],
  },
  {
    code: 432,
    status: 'extension',
    title: 'A password transition is needed',
    meaning: 'The server must see the password once in plain text before it can offer this mechanism.',
    cause:
      'The account was moved from another system and has no secret for this mechanism yet. Exchange Online says 432 4.3.2 when a recipient is throttled.',
    fault: 'their server',
    action: 'Log in once with PLAIN over TLS. With Exchange: send again more slowly.',
    retry: 'later',
    references: ['RFC 4954 §6'],
  },
  {
    ...topics.loginBroken,
    code: 435,
    status: 'implementation',
    meaning: 'The server could not check the login. Exim says so.',
    references: ['Exim source'],
  },
  {
    ...topics.serverTrouble,
    code: 450,
    status: 'standard',
    title: 'Not now: mailbox busy, or a rule',
    meaning: 'The server does not take the mail at the moment, and asks for another try.',
    cause:
      'Greylisting; a PTR, HELO name or sender domain that cannot be resolved; an address that is still being checked.',
    fault: 'their server',
    action:
      'Send again after 5 to 15 minutes from the same host with the same sender. If it stays, mend the DNS of the sending host.',
    references: ['RFC 5321 §4.2.2', 'RFC 5321 §4.5.4.1'],
    on: {
      EHLO: {
        title: 'The introduction is not accepted now',
        meaning: 'The server does not take the name or the address of the client at the moment.',
      },
      RCPT: {
        title: 'The recipient is not available now',
        meaning: 'The server takes no mail for this recipient at the moment. Very often this is greylisting.',
      },
      MAIL: {
        title: 'The sender is not accepted now',
        meaning: 'The server takes no mail from this sender at the moment.',
      },
      'end-of-data': {
        title: 'The message is not accepted now',
        meaning: 'The server did not take the message; it is still yours.',
      },
    },
  },
  {
    ...topics.serverTrouble,
    code: 451,
    status: 'standard',
    title: 'Given up for now: a fault there, or a rule',
    meaning: 'The server could not carry the command through this time.',
    cause:
      'Greylisting, a DNS fault, a filter that is down, SPF or DMARC records that could not be read, or a throttle.',
    fault: 'their server',
    action: 'Try again later. If it stays, read the text closely: it says what could not be done.',
    references: ['RFC 5321 §4.2.2', 'RFC 5321 §4.5.4.1'],
    on: {
      'end-of-data': {
        title: 'The message is not accepted now',
        meaning:
          'The server had the message but did not take it: a filter or its disk failed. The message is still yours.',
      },
      RCPT: {
        title: 'The recipient is not available now',
        meaning:
          'The server could not decide about this recipient. Often this is greylisting, or a look-up that failed.',
      },
    },
  },
  {
    ...topics.serverFull,
    code: 452,
    status: 'standard',
    title: 'Not enough storage, or too many recipients',
    meaning: 'The server lacks space at the moment, or takes no more recipients in this transaction.',
    cause: 'A full disk, a full mailbox, or the limit of recipients.',
    action:
      'Recipients accepted so far are good: send to them and try the rest in another transaction. Otherwise try later.',
    references: ['RFC 5321 §4.2.2', 'RFC 5321 §4.5.3.1.10'],
    on: {
      MAIL: { ...topics.serverFull },
      RCPT: {
        title: 'Too many recipients, or the mailbox is full',
        fault: 'nobody',
        retry: true,
      },
      'end-of-data': { ...topics.serverFull },
    },
  },
  {
    code: 453,
    status: 'extension',
    title: 'No mail for you',
    meaning: 'The answer to ATRN (mail on demand): nothing waits.',
    cause: 'No mail has come for your domain since the last time.',
    fault: 'nobody',
    action: 'Nothing; ask again later.',
    retry: 'later',
    references: ['RFC 2645 §5.2.1', 'RFC 5248'],
  },
  {
    code: 454,
    status: 'extension',
    title: 'A security service is not available now',
    meaning:
      'TLS cannot be started, or the login cannot be checked, at the moment. Some servers use it to put off relaying.',
    cause: 'A certificate or an authentication system that does not work; to RCPT, you are not allowed to relay there.',
    fault: 'their server',
    action: "Try later. If it stays, the server's administrator must look at TLS and authentication.",
    retry: 'later',
    references: ['RFC 3207 §4', 'RFC 4954 §6'],
    on: {
      STARTTLS: { ...topics.tlsUnavailable },
      AUTH: {
        ...topics.loginBroken,
        cause: 'The user directory is down, or there were too many logins in a short time.',
      },
      RCPT: {
        ...topics.relayDenied,
        title: 'Relaying put off',
        meaning: 'The server does not pass on mail to this recipient for you, but says "later" instead of "no".',
      },
    },
  },
  {
    ...topics.badParameter,
    code: 455,
    status: 'standard',
    title: 'The parameters cannot be met now',
    meaning: 'The server knows the parameter of MAIL or RCPT but cannot do what it asks for at the moment.',
    cause: 'A temporary lack on the server.',
    fault: 'their server',
    action: 'Try later, or say the command without the parameter.',
    retry: 'later',
    references: ['RFC 5321 §4.1.1.11'],
  },
  {
    ...topics.ipv6Policy,
    code: 456,
    status: 'draft',
    title: 'Try over IPv4',
    meaning: 'The server would rather have the mail over IPv4 than over IPv6. Only a draft defines this code.',
    retry: true,
    references: ['draft-martin-smtp-ipv6-to-ipv4-fallback'],
  },
  {
    ...topics.serverTrouble,
    code: 458,
    status: 'extension',
    title: 'The queue run cannot be started',
    meaning: 'The answer to ETRN: the server cannot queue mail for this host at the moment.',
    cause: 'A temporary fault there.',
    references: ['RFC 1985 §5.1'],
  },
  {
    ...topics.notOffered,
    code: 459,
    status: 'extension',
    title: 'ETRN not allowed for this host',
    meaning: 'The answer to ETRN: the server does not start a queue run for this name.',
    cause: 'The server does not hold mail for this host, or not for you.',
    fault: 'you',
    action: 'Check the name behind ETRN, and ask whoever runs the server.',
    references: ['RFC 1985 §5.1'],
  },
]
