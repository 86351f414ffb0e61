import { family } from '../provider-text.ts'
import * as topics from '../topics.ts'

/** Exim, as it comes and with its default configuration. */
export const exim = family(
  'exim',
  ['Exim source and default configuration, 2025-12'],
  [
    { ...topics.relayDenied, codes: [550], text: ['relay not permitted'] },
    {
      ...topics.badSyntax,
      codes: [550],
      text: ['restricted characters in address'],
      title: 'Characters in the address that are not allowed here',
      meaning: 'The local part holds @, %, !, / or |, or begins with a dot, which this server refuses.',
      cause: 'An address in an old routing notation, or an attempt to trick the server.',
      action: 'Use a plain address.',
    },
    { ...topics.senderUnverified, codes: [550], text: ['sender verify failed'] },
    {
      ...topics.noSuchUser,
      codes: [550],
      text: ['unrouteable address', 'unrouteable mail domain'],
      common: ['unknown user'],
      meaning: 'Exim found no way to deliver to this address: the user or the domain is not known.',
    },
    {
      ...topics.senderUnverified,
      codes: [550],
      text: ['verification failed for'],
      meaning: 'Exim asked whether the address exists, and was told no or nothing.',
    },
    { ...topics.spokeTooEarly, codes: [554], text: ['smtp synchronization error'] },
    {
      ...topics.badHelo,
      codes: [501],
      text: ['syntactically invalid helo argument', 'syntactically invalid ehlo argument'],
      cause: 'The name holds an underscore or another character that host names do not have.',
    },
    {
      ...topics.tooManyConnections,
      codes: [421],
      text: ['too many concurrent smtp connections'],
      cause: 'The server is at the limit of connections for everybody, or for your address.',
    },
    { ...topics.idleTooLong, codes: [421], text: ['smtp command timeout', 'smtp incoming data timeout'] },
    { ...topics.tooManyMessages, codes: [421], text: ['too many messages in this connection'] },
    { ...topics.tooManyRecipients, codes: [452, 552], common: ['too many recipients'] },
    { ...topics.tooBig, codes: [552], text: ['message size exceeds maximum permitted'] },
    { ...topics.serverFull, codes: [452], text: ['space shortage'] },
    { ...topics.lineTooLong, codes: [550], text: ['maximum allowed line length is 998'] },
    { ...topics.badCredentials, codes: [535], text: ['incorrect authentication data'] },
    { ...topics.loginBroken, codes: [435], text: ['unable to authenticate at present'] },
    { ...topics.tlsUnavailable, codes: [454], text: ['tls currently unavailable'] },
    {
      ...topics.tooManyErrors,
      codes: [554],
      text: ['too many nonmail commands'],
      title: 'Too many commands without a mail',
      meaning: 'Exim allows only some ten commands on a connection that do not belong to sending a message.',
      cause: 'A program that tests, or keeps a connection alive with NOOP.',
      action: 'Spread a test over several connections.',
      retry: true,
    },
    {
      ...topics.blocklisted,
      codes: [550],
      text: ['rejected because ... is in a black list at'],
      meaning: 'The IP address you send from is on the list that is named behind "at".',
    },
  ],
)
