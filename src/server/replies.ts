import { createReply, type Reply } from '../protocol/reply.ts'

/** A reply of one line in a Buffer, which a socket writes as it is: most of a busy server's output is such. */
export function prepare(code: number, enhanced: string | null, text: string): Reply {
  const reply = createReply(code, enhanced, text)
  return { ...reply, lines: reply.lines.map((line) => ({ ...line, raw: Buffer.from(line.raw) })) }
}

/** What a server says when it has nothing special to say. */
export const replies = {
  ok: prepare(250, '2.0.0', 'Ok'),
  sender: prepare(250, '2.1.0', 'Sender ok'),
  recipient: prepare(250, '2.1.5', 'Recipient ok'),
  startMail: prepare(354, null, 'End data with <CR><LF>.<CR><LF>'),
  closing: prepare(221, '2.0.0', 'Closing, goodbye'),
  startTls: prepare(220, '2.0.0', 'Ready to start TLS'),
  noTlsNow: prepare(454, '4.7.0', 'TLS not available due to temporary reason'), // RFC 3207 §4
  alreadyTls: prepare(503, '5.5.1', 'TLS is on already'),
  cannotVerify: prepare(252, '2.1.5', 'Cannot verify the address, but will take mail for it and try'),
  noExpansion: prepare(502, '5.5.1', 'EXPN is not offered here'),
  noAuth: prepare(504, '5.5.4', 'Unrecognized authentication type'),
  logInFirst: prepare(530, '5.7.0', 'Authentication required'),
  tooBig: prepare(552, '5.3.4', 'Message is larger than this server takes'),
  tooManyRecipients: prepare(452, '4.5.3', 'Too many recipients for one message; send the rest in another'),
  tooManyErrors: prepare(421, '4.7.0', 'Too many errors, closing'),
  tooManyConnections: prepare(421, '4.7.0', 'Too many connections, try again later'),
  tooManyFromYou: prepare(421, '4.7.0', 'Too many connections from your address, try again later'),
  idle: prepare(421, '4.4.2', 'Idle for too long, closing'),
  slowCommand: prepare(421, '4.4.2', 'A command line took too long, closing'),
  slowMessage: prepare(421, '4.4.2', 'The message took too long, closing'),
  shutdown: prepare(421, '4.3.2', 'Server is shutting down, try again later'),
  internal: prepare(451, '4.3.0', 'Local error, try again later'),
  bareLineEnds: prepare(550, '5.6.11', 'Bare CR or LF in the message: its lines must end with CRLF (curl has --crlf)'),
} as const
