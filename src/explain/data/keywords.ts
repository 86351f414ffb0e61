/** What a server may offer in its reply to EHLO. */
export interface KeywordFacts {
  readonly title: string
  /** What it allows, in a sentence. */
  readonly meaning: string
  readonly status: 'standard' | 'obsolete' | 'private'
  readonly references: readonly string[]
}

const sendmail = ['private extension of Sendmail']
const postfix = ['private extension of Postfix']
const exchange = ['private extension of Microsoft Exchange']

/** By keyword, upper case. */
export const keywords: Readonly<Record<string, KeywordFacts>> = {
  '8BITMIME': {
    title: '8-bit text',
    meaning: 'Messages may hold 8-bit text as it is, announced with BODY=8BITMIME behind MAIL.',
    status: 'standard',
    references: ['RFC 6152'],
  },
  ATRN: {
    title: 'Mail on demand',
    meaning: 'After logging in, a client can turn the connection round and fetch the mail of its domain.',
    status: 'standard',
    references: ['RFC 2645'],
  },
  AUTH: {
    title: 'Login',
    meaning: 'Clients can log in.',
    status: 'standard',
    references: ['RFC 4954'],
  },
  BINARYMIME: {
    title: 'Binary content',
    meaning: 'Messages may hold any octets, without line ends, announced with BODY=BINARYMIME and sent with BDAT.',
    status: 'standard',
    references: ['RFC 3030 §3'],
  },
  BURL: {
    title: 'Content by reference',
    meaning: 'The client can have the server fetch the content from an IMAP server instead of sending it.',
    status: 'standard',
    references: ['RFC 4468'],
  },
  CHECKPOINT: {
    title: 'Restart',
    meaning: 'A broken transfer could be taken up again. Nobody uses it any more.',
    status: 'obsolete',
    references: ['RFC 1845'],
  },
  CHUNKING: {
    title: 'Message in counted pieces',
    meaning: 'Messages can be sent with BDAT in pieces of a stated size, without dots being doubled.',
    status: 'standard',
    references: ['RFC 3030 §2'],
  },
  CONNEG: {
    title: 'Content negotiation',
    meaning: 'Capabilities of the recipient can be asked for; meant for fax by mail.',
    status: 'standard',
    references: ['RFC 4141'],
  },
  CONPERM: {
    title: 'Content conversion',
    meaning: 'The sender can allow the content to be converted on its way; meant for fax by mail.',
    status: 'standard',
    references: ['RFC 4141'],
  },
  DELIVERBY: {
    title: 'Delivery by a certain time',
    meaning: 'The sender can say by when the message must be delivered, with BY= behind MAIL.',
    status: 'standard',
    references: ['RFC 2852'],
  },
  DSN: {
    title: 'Delivery reports on request',
    meaning:
      'The sender can say which reports are wanted: NOTIFY= and ORCPT= behind RCPT, RET= and ENVID= behind MAIL.',
    status: 'standard',
    references: ['RFC 3461'],
  },
  ENHANCEDSTATUSCODES: {
    title: 'Detailed codes',
    meaning: 'Replies carry a second code such as 5.1.1, which tells more than the three digits.',
    status: 'standard',
    references: ['RFC 2034'],
  },
  ETRN: {
    title: 'Start of a queue run',
    meaning: 'A client can ask the server to send out what waits for a domain.',
    status: 'standard',
    references: ['RFC 1985'],
  },
  EXPN: {
    title: 'Lists are shown',
    meaning: 'EXPN tells who is on a list.',
    status: 'standard',
    references: ['RFC 5321 §3.5'],
  },
  FUTURERELEASE: {
    title: 'Sending later',
    meaning: 'The sender can have the message held until a certain time, with HOLDFOR= or HOLDUNTIL= behind MAIL.',
    status: 'standard',
    references: ['RFC 4865'],
  },
  HELP: {
    title: 'Help',
    meaning: 'HELP explains the commands.',
    status: 'standard',
    references: ['RFC 5321 §4.1.1.8'],
  },
  LIMITS: {
    title: 'Limits stated beforehand',
    meaning: 'The server says how much it takes: RCPTMAX recipients, MAILMAX messages, RCPTDOMAINMAX domains.',
    status: 'standard',
    references: ['RFC 9422'],
  },
  'MT-PRIORITY': {
    title: 'Priorities',
    meaning: 'The sender can give the message a priority from -9 to 9, with MT-PRIORITY= behind MAIL.',
    status: 'standard',
    references: ['RFC 6710'],
  },
  MTRK: {
    title: 'Tracking',
    meaning: 'The way of a message can be asked for later.',
    status: 'standard',
    references: ['RFC 3885'],
  },
  'NO-SOLICITING': {
    title: 'No advertisements, please',
    meaning: 'The server asks advertisers to mark their messages with SOLICIT= behind MAIL.',
    status: 'standard',
    references: ['RFC 3865'],
  },
  ONEX: {
    title: 'One message only',
    meaning: 'The client can say that only one message follows.',
    status: 'private',
    references: sendmail,
  },
  PIPELINING: {
    title: 'Commands ahead of replies',
    meaning: 'The client may send several commands at once, without waiting for each reply, which saves time.',
    status: 'standard',
    references: ['RFC 2920'],
  },
  REQUIRETLS: {
    title: 'TLS all the way or not at all',
    meaning: 'The sender can demand that the message goes on only over checked TLS, with REQUIRETLS behind MAIL.',
    status: 'standard',
    references: ['RFC 8689'],
  },
  RRVS: {
    title: 'Only to the same owner',
    meaning: 'The sender can have mail refused if the mailbox changed hands since a date, with RRVS= behind RCPT.',
    status: 'standard',
    references: ['RFC 7293'],
  },
  SIZE: {
    title: 'Limit of size',
    meaning:
      'The client can announce the size of a message with SIZE= behind MAIL, and learns at once if it is too big.',
    status: 'standard',
    references: ['RFC 1870'],
  },
  SMTPUTF8: {
    title: 'Addresses and headers in any script',
    meaning: 'Addresses and headers may hold letters outside ASCII, announced with SMTPUTF8 behind MAIL.',
    status: 'standard',
    references: ['RFC 6531'],
  },
  STARTTLS: {
    title: 'Encryption',
    meaning: 'The connection can be encrypted with TLS.',
    status: 'standard',
    references: ['RFC 3207'],
  },
  SUBMITTER: {
    title: 'Responsible sender',
    meaning: 'The client could name who is responsible for the message (Sender ID). Nobody uses it any more.',
    status: 'obsolete',
    references: ['RFC 4405'],
  },
  TURN: {
    title: 'Exchange of roles',
    meaning: 'Client and server could change places. It is unsafe, as anybody could fetch the mail of others.',
    status: 'obsolete',
    references: ['RFC 5321 §F.1'],
  },
  UTF8SMTP: {
    title: 'Addresses in any script, first attempt',
    meaning: 'The experimental forerunner of SMTPUTF8.',
    status: 'obsolete',
    references: ['RFC 5336'],
  },
  VERB: {
    title: 'Talkative delivery',
    meaning: 'The server can report each step of the delivery.',
    status: 'private',
    references: sendmail,
  },
  VRFY: {
    title: 'Addresses are verified',
    meaning: 'VRFY tells whether an address is good, or at least answers politely.',
    status: 'standard',
    references: ['RFC 5321 §3.5'],
  },
  XCLIENT: {
    title: 'Another client on behalf',
    meaning: 'A trusted proxy can say for which client it speaks. It should be offered to such proxies only.',
    status: 'private',
    references: postfix,
  },
  XFORWARD: {
    title: 'Origin handed on',
    meaning: 'A filter can hand on where a message came from, for the log. It should be offered to filters only.',
    status: 'private',
    references: postfix,
  },
  XUSR: {
    title: 'First submission',
    meaning: 'The client can say that the message comes from a mail program, so that headers may be completed.',
    status: 'private',
    references: sendmail,
  },
  'X-ANONYMOUSTLS': {
    title: 'TLS between Exchange servers',
    meaning: 'Exchange servers of one organisation encrypt between each other.',
    status: 'private',
    references: exchange,
  },
  'X-EXPS': {
    title: 'Login between Exchange servers',
    meaning: 'Exchange servers of one organisation log in at each other, mostly with GSSAPI or NTLM.',
    status: 'private',
    references: exchange,
  },
  'X-LINK2STATE': {
    title: 'State of links between Exchange servers',
    meaning: 'Old Exchange servers exchange routing news.',
    status: 'private',
    references: exchange,
  },
  XEXCH50: {
    title: 'Properties between Exchange servers',
    meaning: 'Old Exchange servers hand on properties of a message that have no place in it.',
    status: 'private',
    references: exchange,
  },
  XRDST: {
    title: 'Routing between Exchange servers',
    meaning: 'Exchange servers hand on the destination of a message.',
    status: 'private',
    references: exchange,
  },
}
