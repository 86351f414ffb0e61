import { createReply } from '../protocol/reply.ts'

/** What a server says when it has nothing special to say. Made once: most of a busy server's output is these. */
export const replies = {
  ok: createReply(250, '2.0.0', 'Ok'),
  sender: createReply(250, '2.1.0', 'Sender ok'),
  recipient: createReply(250, '2.1.5', 'Recipient ok'),
  startMail: createReply(354, null, 'End data with <CR><LF>.<CR><LF>'),
  closing: createReply(221, '2.0.0', 'Closing, goodbye'),
  startTls: createReply(220, '2.0.0', 'Ready to start TLS'),
  cannotVerify: createReply(252, '2.1.5', 'Cannot verify the address, but will take mail for it and try'),
  noExpansion: createReply(502, '5.5.1', 'EXPN is not offered here'),
  noAuth: createReply(504, '5.5.4', 'Unrecognized authentication type'),
  tooBig: createReply(552, '5.3.4', 'Message is larger than this server takes'),
  tooManyRecipients: createReply(452, '4.5.3', 'Too many recipients for one message; send the rest in another'),
  tooManyErrors: createReply(421, '4.7.0', 'Too many errors, closing'),
  tooManyConnections: createReply(421, '4.7.0', 'Too many connections, try again later'),
  idle: createReply(421, '4.4.2', 'Idle for too long, closing'),
  shutdown: createReply(421, '4.3.2', 'Server is shutting down, try again later'),
  internal: createReply(451, '4.3.0', 'Local error, try again later'),
  bareLineEnds: createReply(550, '5.6.11', 'Bare CR or LF in the message: lines end with CRLF'),
} as const
