import type { KnownVerb } from '../../protocol/command.ts'
import type { RfcRef } from '../../protocol/rfc.ts'

export interface VerbFacts {
  /** What the client does with it, in a sentence. */
  readonly meaning: string
  /** The replies to expect, in a sentence. */
  readonly replies: string
  readonly reference: RfcRef
}

export const verbs: Readonly<Record<KnownVerb, VerbFacts>> = {
  EHLO: {
    meaning: 'The client introduces itself with its host name and asks what the server can do.',
    replies: '250 with one line a feature; 500 or 502 from a server that knows only HELO.',
    reference: 'RFC 5321 §4.1.1.1',
  },
  HELO: {
    meaning: 'The client introduces itself with its host name, in the old way without extensions.',
    replies: '250.',
    reference: 'RFC 5321 §4.1.1.1',
  },
  LHLO: {
    meaning: 'The client introduces itself, in LMTP, the protocol of local delivery.',
    replies: '250 with one line a feature.',
    reference: 'RFC 2033 §4.1',
  },
  MAIL: {
    meaning: 'The client begins a message and names its sender, to whom a report would go; <> if to nobody.',
    replies: '250, or 4xx or 5xx if the sender is not accepted.',
    reference: 'RFC 5321 §4.1.1.2',
  },
  RCPT: {
    meaning: 'The client names one recipient; it is said once for each.',
    replies: '250, 251 if the mail is forwarded, or 4xx or 5xx if this recipient is not accepted.',
    reference: 'RFC 5321 §4.1.1.3',
  },
  DATA: {
    meaning: 'The client wants to send the message itself, headers first.',
    replies: '354, then after the final dot 250, or 4xx or 5xx if the message is not accepted.',
    reference: 'RFC 5321 §4.1.1.4',
  },
  BDAT: {
    meaning: 'The client sends a piece of the message of a stated size; LAST marks the last one.',
    replies: '250 for each piece; after the last one the server has the message.',
    reference: 'RFC 3030 §2',
  },
  RSET: {
    meaning: 'The client gives up the message it has begun and starts over; the connection stays.',
    replies: '250.',
    reference: 'RFC 5321 §4.1.1.5',
  },
  NOOP: {
    meaning: 'The client does nothing, to see whether the server is still there.',
    replies: '250.',
    reference: 'RFC 5321 §4.1.1.9',
  },
  VRFY: {
    meaning: 'The client asks whether an address exists.',
    replies: '250 with the address; mostly 252, as servers keep that to themselves; 502 if switched off.',
    reference: 'RFC 5321 §4.1.1.6',
  },
  EXPN: {
    meaning: 'The client asks who is on a list.',
    replies: '250 with the members; mostly 502.',
    reference: 'RFC 5321 §4.1.1.7',
  },
  HELP: {
    meaning: 'The client asks for help, for a person to read.',
    replies: '211 or 214.',
    reference: 'RFC 5321 §4.1.1.8',
  },
  QUIT: {
    meaning: 'The client ends the conversation.',
    replies: '221, then the server closes.',
    reference: 'RFC 5321 §4.1.1.10',
  },
  STARTTLS: {
    meaning: 'The client asks to go on encrypted; after the handshake EHLO is due again.',
    replies: '220, then the TLS handshake; 454 if TLS is not available now.',
    reference: 'RFC 3207 §4',
  },
  AUTH: {
    meaning: 'The client logs in, by the mechanism it names.',
    replies: '334 for more, then 235; 535 if the login is wrong.',
    reference: 'RFC 4954 §4',
  },
  XCLIENT: {
    meaning: 'A trusted proxy says for which client it speaks.',
    replies: '220, and the conversation starts over.',
    reference: 'RFC 5321 §2.2.2',
  },
  ETRN: {
    meaning: 'The client asks the server to send out what waits for a domain.',
    replies: '250 to 253; 459 if the server does not do that for you.',
    reference: 'RFC 1985 §5',
  },
}
