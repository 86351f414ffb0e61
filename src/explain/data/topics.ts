import type { Topic } from '../facts.ts'

/**
 * What goes wrong with mail, again and again, whoever says it and in whichever words. The tables of codes and of
 * providers' texts begin with one of these and say only what is particular to them.
 *
 * Longer than 400 lines because it is a table: one entry an affair.
 */

// the recipient

export const noSuchUser: Topic = {
  title: 'No such mailbox',
  meaning: 'The address does not exist on the receiving server.',
  cause: 'The address is mistyped or out of date, or the account was deleted.',
  fault: 'you',
  action: 'Check the address letter by letter, or ask the person for the current one. Take it off your lists.',
  retry: false,
}

export const inactiveMailbox: Topic = {
  title: 'Mailbox disabled',
  meaning: 'The mailbox exists but takes no mail.',
  cause: 'The account was suspended, closed, or not used for a long time.',
  fault: 'recipient',
  action: 'Reach the person another way, and take the address off your lists until you hear from them.',
  retry: false,
}

export const mailboxFull: Topic = {
  title: 'Mailbox full',
  meaning: "The recipient's mailbox has no room for the message.",
  cause: 'The recipient has used up the storage of the account.',
  fault: 'recipient',
  action: 'Tell the recipient another way that the mailbox is full, and send again once there is room.',
  retry: 'later',
}

export const mailboxTooBusy: Topic = {
  title: 'The mailbox gets too much mail at once',
  meaning: 'The recipient is being sent more mail than the provider lets one mailbox take in a short time.',
  cause: 'Many messages reach this mailbox, perhaps from others than you.',
  fault: 'recipient',
  action: 'Wait, then send again more slowly.',
  retry: 'later',
}

export const closedRecipient: Topic = {
  title: 'The recipient takes mail from some senders only',
  meaning: 'The mailbox, group or folder is closed to senders outside its circle.',
  cause: 'Its owner or administrator allows only members, or only senders of the same organisation.',
  fault: 'recipient',
  action: 'Ask the owner of the address, or its administrator, to let you in.',
  retry: false,
}

export const relayDenied: Topic = {
  title: 'Relaying denied',
  meaning: 'The server does not deliver mail for this recipient domain, and will not pass mail on for you.',
  cause:
    'You are not logged in and the recipient is not local there; or the MX record of the domain points to a server that was never told about it.',
  fault: 'you',
  action:
    'To send through this server, log in (usually port 587). To deliver to the domain, talk to its MX host. If this should be that host, its administrator must add the domain.',
  retry: false,
}

export const nullMx: Topic = {
  title: 'The domain takes no mail',
  meaning: "The recipient's domain says in the DNS (a null MX record) that it accepts no mail at all.",
  cause: 'The address is mistyped, or the domain is used for other things than mail.',
  fault: 'you',
  action: 'Check the domain in the address. There is no use in sending to it.',
  retry: false,
}

export const recipientDomainMissing: Topic = {
  title: "The recipient's domain cannot be found",
  meaning: 'The domain behind the @ has no entry in the DNS by which mail could be delivered.',
  cause: 'The domain is mistyped, has expired, or its DNS does not answer at the moment.',
  fault: 'you',
  action: 'Check the spelling of the domain. If it is right, its owner must mend its MX or address records.',
  retry: false,
}

// the sender

export const senderDomainMissing: Topic = {
  title: "The sender's domain cannot be found",
  meaning: 'The domain of the envelope sender has neither an MX nor an address record, so nobody could answer.',
  cause: 'The domain is mistyped or made up, or its DNS does not answer.',
  fault: 'your server',
  action: 'Use a sender address whose domain exists, or publish MX or A/AAAA records for it.',
  retry: false,
}

export const senderNotAllowed: Topic = {
  title: 'You may not use this sender address',
  meaning: 'The account you logged in with, or your host, is not permitted to send as this address.',
  cause: 'The sender address belongs to somebody else, or is an alias that was never registered.',
  fault: 'you',
  action: 'Send with the address of the account, or have the alias added to it.',
  retry: false,
}

export const senderUnverified: Topic = {
  title: 'The sender address could not be verified',
  meaning: 'The server asked whether mail can be returned to the envelope sender, and got no good answer.',
  cause: "The sender's mailbox does not exist, or the host that should know does not answer.",
  fault: 'your server',
  action: 'Use a sender address that can receive mail, and see that its MX host answers for it.',
  retry: false,
}

// who may talk, and how much

export const authRequired: Topic = {
  title: 'Log in first',
  meaning: 'The server wants you to authenticate before it takes mail.',
  cause: 'The mail program is not set to log in, or the mail went to a submission server instead of the MX host.',
  fault: 'you',
  action:
    'Use STARTTLS and AUTH with your account before MAIL. To deliver to somebody, talk to the MX host on port 25.',
  retry: false,
}

export const tlsRequired: Topic = {
  title: 'Encryption required',
  meaning: 'The server does not go on over an unencrypted connection.',
  cause: 'The client did not use STARTTLS.',
  fault: 'you',
  action: 'Say STARTTLS after EHLO, or connect to a port with TLS from the start (465).',
  retry: false,
}

export const tlsUnavailable: Topic = {
  title: 'TLS is not available at the moment',
  meaning: 'The server offers STARTTLS but cannot start it now.',
  cause: "The server's certificate or key cannot be read, or its TLS library failed.",
  fault: 'their server',
  action: "Try later. If it stays, the server's administrator must look at the certificate, the key and the log.",
  retry: 'later',
}

export const badCredentials: Topic = {
  title: 'Login refused',
  meaning: 'The user name or the password was not accepted.',
  cause: 'A typing error, a changed password, or an account that needs an application password or OAuth.',
  fault: 'you',
  action:
    'Check user name and password. Many providers want an application password or OAuth instead of the usual one.',
  retry: false,
}

export const loginThrottled: Topic = {
  title: 'Too many logins',
  meaning: 'The server does not look at further logins for a while.',
  cause: 'Something logs in too often, or keeps trying with a wrong password.',
  fault: 'you',
  action: 'Wait some minutes, stop whatever retries in the background, and check the stored password.',
  retry: 'later',
}

export const loginBroken: Topic = {
  title: 'The login cannot be checked at the moment',
  meaning: 'The server could not ask the system that knows the passwords.',
  cause: 'Its user directory or authentication service is down.',
  fault: 'their server',
  action: "Try later. If it stays, tell the server's administrator.",
  retry: 'later',
}

export const rateLimited: Topic = {
  title: 'Too much mail in a short time',
  meaning: 'The server takes no more from you for now.',
  cause: 'You send faster, or to more recipients, than the server allows a sender of your standing.',
  fault: 'you',
  action: 'Slow down and let the queue drain; send more only step by step.',
  retry: 'later',
}

export const tooManyConnections: Topic = {
  title: 'Too many connections',
  meaning: 'The server takes no further connection from your address at the moment.',
  cause: 'Your host opens many connections at once, or opens new ones too quickly.',
  fault: 'your server',
  action: 'Use fewer connections at the same time and send more messages on each.',
  retry: 'later',
}

export const tooManyMessages: Topic = {
  title: 'Enough messages on this connection',
  meaning: 'The server takes only so many messages on one connection.',
  cause: 'The limit for a connection is reached; nothing is wrong with the message.',
  fault: 'nobody',
  action: 'Open a new connection and go on there.',
  retry: true,
}

export const tooManyRecipients: Topic = {
  title: 'Too many recipients in one message',
  meaning: 'The server takes no further recipient in this transaction; those it accepted are good.',
  cause: 'The message has more recipients than the server takes at once.',
  fault: 'you',
  action: 'Send the message to the recipients accepted so far, and the rest in a further transaction.',
  retry: true,
}

export const tooManyErrors: Topic = {
  title: 'Too many errors',
  meaning: 'The server has had enough of commands that it could not accept, and hangs up.',
  cause: 'A client with a fault, a list with many dead addresses, or somebody probing.',
  fault: 'you',
  action: 'Look at the replies before this one and mend what they complain about.',
  retry: 'later',
}

export const idleTooLong: Topic = {
  title: 'Silent for too long',
  meaning: 'The client said nothing for so long that the server closed the connection.',
  cause: 'Slow typing, a program that stopped to think, or a connection that was kept open without use.',
  fault: 'you',
  action: 'Connect again, and go on without long pauses; servers wait five minutes at least.',
  retry: true,
}

// standing

export const greylisted: Topic = {
  title: 'Greylisted: come back in some minutes',
  meaning:
    'The server has not seen this combination of sending host, sender and recipient before and asks you to try again. Programs that send spam seldom do.',
  cause: 'It is the first contact. Nothing is wrong with the message.',
  fault: 'nobody',
  action: 'Send again after 5 to 15 minutes, from the same host, with the same sender and recipient.',
  retry: 'later',
}

export const blocklisted: Topic = {
  title: 'The sending address is on a block list',
  meaning: 'The IP address you send from is on a list of addresses from which the server takes no mail.',
  cause: 'Spam or malware came from this address or its neighbours, or the address belongs to a range for homes.',
  fault: 'your server',
  action: 'Look the address up at the list named in the text, stop what got it there, then ask to be taken off.',
  retry: false,
}

export const poorReputation: Topic = {
  title: 'Poor reputation of the sender',
  meaning: 'The receiver thinks little of the IP address or the domain that the mail comes from.',
  cause: 'Complaints, spam traps, dead addresses, or a new address that nobody knows yet.',
  fault: 'your server',
  action: 'Clean the lists, stop unwanted mail, authenticate with SPF, DKIM and DMARC, and raise the volume slowly.',
  retry: 'later',
}

export const dynamicAddress: Topic = {
  title: 'Sent from an address that is not meant for mail servers',
  meaning: 'The server takes no mail directly from dynamic or residential addresses.',
  cause: 'The IP address belongs to a range that its owner assigns to homes or changes often.',
  fault: 'your server',
  action: "Send through your provider's outgoing server, or from a host with a fixed address and its own PTR name.",
  retry: false,
}

export const missingPtr: Topic = {
  title: 'No valid reverse DNS for the sending address',
  meaning: 'The IP address you send from has no PTR name, or that name does not lead back to the address.',
  cause: 'The PTR record was never set, or there is no A/AAAA record that fits it.',
  fault: 'your server',
  action: 'Have the owner of the address set a PTR record, and publish an A/AAAA record of that name with the address.',
  retry: false,
}

export const badHelo: Topic = {
  title: 'The name given with EHLO or HELO is not good',
  meaning: 'The server refuses the name by which the client introduced itself.',
  cause: 'The name is no full host name, holds characters that host names do not have, or cannot be found in the DNS.',
  fault: 'your server',
  action: 'Set the name of the sending host to its full name in the DNS, such as mail.example.org.',
  retry: false,
}

export const noSmtpHello: Topic = {
  title: 'The server does not know the hello of SMTP',
  meaning: 'The server knows neither EHLO nor HELO, so there is no talking SMTP with it.',
  cause: 'It speaks LMTP, whose hello is LHLO, as delivery agents do; or something on the way rewrites commands.',
  fault: 'you',
  action: 'Check host and port. If it is a delivery agent, speak LMTP with it, as lmtp://host:port.',
  retry: false,
}

export const noLmtp: Topic = {
  title: 'The server does not speak LMTP',
  meaning: 'LHLO is the hello of LMTP, which only delivery agents speak; the server does not know it.',
  cause: 'The port is that of a mail server, which speaks SMTP.',
  fault: 'you',
  action: 'Speak SMTP with it, as smtp://host:port, or look up where the delivery agent listens.',
  retry: false,
}

// authentication of the mail

export const notAuthenticated: Topic = {
  title: 'Neither SPF nor DKIM passed',
  meaning: 'The receiver wants to be sure who sends, and neither of the two ways to show it worked.',
  cause: 'The domain has no SPF record with this host in it, and the message bears no valid DKIM signature.',
  fault: 'your server',
  action: 'Publish an SPF record that names the sending host, and sign with DKIM.',
  retry: false,
}

export const spfFailed: Topic = {
  title: 'SPF failed',
  meaning: 'The domain of the sender says in its SPF record that this host does not send for it.',
  cause: 'The sending address is missing in the SPF record, or the message was forwarded without rewriting the sender.',
  fault: 'your server',
  action: 'Add the sending host to the SPF record. Forwarders: rewrite the envelope sender (SRS).',
  retry: false,
}

export const dkimFailed: Topic = {
  title: 'DKIM failed',
  meaning: 'The message bears no DKIM signature that the receiver could verify.',
  cause:
    'The mail is not signed, the public key in the DNS is missing or wrong, or the message was changed on its way.',
  fault: 'your server',
  action: 'Sign with DKIM, with a key of 2048 bits, and check the public key in the DNS.',
  retry: false,
}

export const dmarcFailed: Topic = {
  title: 'Refused by the DMARC policy of the From domain',
  meaning: 'The domain in the From header asks receivers to refuse mail that does not prove to come from it.',
  cause:
    'Neither SPF nor DKIM passed for the domain in the From header itself; often after a mailing list or a forwarder.',
  fault: 'your server',
  action: 'Make SPF or DKIM pass with the domain of the From header. Mailing lists: rewrite From.',
  retry: false,
}

export const ipv6Policy: Topic = {
  title: 'Mail over IPv6 must be authenticated',
  meaning: 'The receiver has stricter rules for IPv6, and this message does not meet them.',
  cause: 'The IPv6 address has no PTR name, or neither SPF nor DKIM passed.',
  fault: 'your server',
  action: 'Set PTR, SPF and DKIM for the IPv6 address, or send over IPv4.',
  retry: false,
}

// the message

export const suspectedSpam: Topic = {
  title: 'Taken for spam',
  meaning: 'A filter took the message for spam.',
  cause: 'Its content, its links, or the standing of the sender.',
  fault: 'you',
  action: 'Send only what was asked for, check links and wording, and see that SPF, DKIM and DMARC pass.',
  retry: false,
}

export const forbiddenContent: Topic = {
  title: 'Content that the receiver does not allow',
  meaning: 'The message holds something, mostly an attachment, that the receiver refuses.',
  cause: 'A file type that can carry malware, a virus, or a link that is known to be bad.',
  fault: 'you',
  action: 'Leave the attachment out, or share the file by a link.',
  retry: false,
}

export const tooBig: Topic = {
  title: 'Message too big',
  meaning: 'The message is larger than the server takes.',
  cause: 'Large attachments; in a message they grow by a third.',
  fault: 'you',
  action: 'Make the message smaller, split it, or share the file by a link. EHLO shows the limit behind SIZE.',
  retry: false,
}

export const badHeaders: Topic = {
  title: 'Headers are not as RFC 5322 wants them',
  meaning: 'The header of the message is malformed, so the receiver refuses it.',
  cause: 'A header is missing, is there twice, or is badly written: mostly From, Date or Message-ID.',
  fault: 'you',
  action: 'Mend the program that writes the message: one From, one Date, one Message-ID, each well formed.',
  retry: false,
}

export const lineTooLong: Topic = {
  title: 'A line of the message is too long',
  meaning: 'The message has a line longer than the 998 characters that are allowed.',
  cause: 'The program put a whole paragraph or a whole HTML page on one line.',
  fault: 'you',
  action: 'Encode the text as quoted-printable or base64, or break the lines.',
  retry: false,
}

export const bareLineEnds: Topic = {
  title: 'Lines of the message do not end with CRLF',
  meaning: 'The message has lines that end with LF or CR alone, which the server refuses: it is how mail is smuggled.',
  cause: 'The sending program writes line ends in the manner of its system instead of CRLF.',
  fault: 'you',
  action: 'Mend the program: every line ends with CR LF, and only CRLF.CRLF ends the message.',
  retry: false,
}

export const utf8Needed: Topic = {
  title: 'Address with non-ASCII characters',
  meaning: 'An address holds letters outside ASCII, which only the SMTPUTF8 extension can carry.',
  cause: 'The client did not say SMTPUTF8 with MAIL, or the server or the next one does not offer it.',
  fault: 'you',
  action: 'Use an all-ASCII address, or a client and a server that both know SMTPUTF8.',
  retry: false,
}

// the language

export const badSyntax: Topic = {
  title: 'The command could not be read',
  meaning: 'The server did not understand the command line as it was written.',
  cause: 'A typing error, a missing angle bracket, or a device on the way that changes what is sent.',
  fault: 'you',
  action: 'Check the spelling. Addresses stand in angle brackets right behind the colon: MAIL FROM:<a@example.org>.',
  retry: false,
}

export const wrongOrder: Topic = {
  title: 'Command out of order',
  meaning: 'The command is known but cannot come at this point of the conversation.',
  cause: 'A step before it was left out or refused. The order is EHLO, MAIL, RCPT, DATA.',
  fault: 'you',
  action: 'Look at the replies before this one, make good the step that is missing, and say the command again.',
  retry: false,
}

export const spokeTooEarly: Topic = {
  title: 'The client did not wait for its turn',
  meaning: 'The client sent something before it had the reply that was due.',
  cause: 'A program that sends everything at once; most of these are spam senders.',
  fault: 'you',
  action: 'Wait for the greeting and for each reply; send ahead only what PIPELINING allows.',
  retry: false,
}

// the receiving system

export const serverTrouble: Topic = {
  title: 'The server has trouble of its own',
  meaning: 'Something failed inside the receiving server. It says nothing about your message.',
  cause: 'A look-up, a filter or a part of its configuration does not work.',
  fault: 'their server',
  action: "Try later. If it stays, tell the server's administrator the full text of the reply.",
  retry: 'later',
}

export const serverFull: Topic = {
  title: 'The server is out of space',
  meaning: 'The receiving server has too little disk space or memory to take mail now.',
  cause: 'A full disk or a long queue there.',
  fault: 'their server',
  action: "Try later. If it stays, the server's administrator must make room.",
  retry: 'later',
}

export const serverBusy: Topic = {
  title: 'The server is busy',
  meaning: 'The receiving server takes no mail at this moment.',
  cause: 'Load, a restart, or maintenance.',
  fault: 'their server',
  action: 'Try again later, waiting longer each time.',
  retry: 'later',
}

export const nextHopTrouble: Topic = {
  title: 'The next server cannot be reached',
  meaning: 'The server has the message but cannot hand it on to the host that it must go to.',
  cause: 'That host is down, refuses connections, or is cut off by a firewall.',
  fault: 'their server',
  action: "Wait: it will be tried again. If it lasts, the recipient's administrator must look at the MX host.",
  retry: 'later',
}

export const lookUpFailed: Topic = {
  title: 'A look-up failed',
  meaning: 'The DNS or the user directory that the server must ask did not answer.',
  cause: "The receiver's resolver, or the DNS of a domain in the mail, is not available.",
  fault: 'their server',
  action: 'Try again later. If it stays, check that the DNS of your own domain answers from everywhere.',
  retry: false,
}

export const mailLoop: Topic = {
  title: 'The mail goes round in circles',
  meaning: 'The message has passed through so many servers that it must be in a loop.',
  cause: 'Two forwarding rules point at each other, or a server thinks that another one is responsible.',
  fault: 'their server',
  action: "Mend the forwarding, or the MX records and the list of local domains on the recipient's side.",
  retry: false,
}

export const localPolicy: Topic = {
  title: 'Refused by a rule of the receiver',
  meaning: 'A rule that the administrator of the receiving side has set forbids this mail.',
  cause: 'A block of the sender, of the sending host, or of something in the message.',
  fault: 'recipient',
  action: 'Ask the recipient or their administrator by other means, and quote the full text of the reply.',
  retry: false,
}

export const notOffered: Topic = {
  title: 'Not available here',
  meaning: 'The server knows what is asked for, but does not do it.',
  cause: 'The administrator has switched it off, or the program never had it.',
  fault: 'nobody',
  action: 'Do without it; the reply to EHLO lists what the server offers.',
  retry: false,
}

export const badParameter: Topic = {
  title: 'A parameter is not accepted',
  meaning: 'The server does not know a parameter of the command, or not this value.',
  cause: 'The client uses an extension that the server did not offer in its reply to EHLO.',
  fault: 'you',
  action: 'Leave the parameter out, or use only what the reply to EHLO offers.',
  retry: false,
}
