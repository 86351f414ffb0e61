import type { Topic } from '../facts.ts'

/** What no reply means, or one that belongs to another protocol. */

export const tlsFromTheStart: Topic = {
  title: 'This port speaks TLS from the start',
  meaning: 'The server expects a TLS handshake before the first word, and the client spoke plain text.',
  cause: 'A port for TLS, mostly 465, was used without TLS.',
  fault: 'you',
  action: 'Connect with TLS from the start, or use a port with STARTTLS (587 or 25).',
  retry: false,
}

export const tlsNotOffered: Topic = {
  title: 'The server does not offer STARTTLS',
  meaning: 'TLS was required and the server does not offer STARTTLS, so nothing went on in clear.',
  cause: 'TLS is switched off or has no certificate, or something in between takes the offer out.',
  fault: 'their server',
  action:
    'Its administrator should switch TLS on. Without TLS, if that will do: --tls auto; on a port for TLS: --tls implicit.',
  retry: false,
}

export const noTlsBehindStartTls: Topic = {
  title: 'No TLS behind the 220',
  meaning: 'The server agreed to STARTTLS, and what it said next was no TLS handshake.',
  cause: 'A fault in the server, or something in between that answers in its place.',
  fault: 'their server',
  action: "The server's administrator must look into it. Without TLS, if that will do, nothing of this happens.",
  retry: 'later',
}

export const noGreeting: Topic = {
  title: 'No greeting',
  meaning: 'The connection was there, but the server said nothing.',
  cause:
    'A server that is overloaded or makes strangers wait, a firewall in between, or a port that speaks TLS from the start and waits for the client.',
  fault: 'their server',
  action: 'Wait longer (servers may take five minutes), or try the port with TLS from the start.',
  retry: 'later',
}

export const noReplyInTime: Topic = {
  title: 'No reply in time',
  meaning: 'The server did not answer this before the time-out. Whether it would have said yes or no is not known.',
  cause: 'A server that is overloaded, makes strangers wait, or asks others before it answers.',
  fault: 'their server',
  action: 'Try again with a longer time-out; servers may take five minutes for a reply, ten for the end of a message.',
  retry: 'later',
}

export const noVerdictOnMessage: Topic = {
  title: 'No reply to the end of the message',
  meaning: 'The message was handed over, but no reply came, so it may have been accepted or not.',
  cause: 'A filter that takes its time, or a connection that broke at the worst moment.',
  fault: 'their server',
  action: 'Try again: the message may then arrive twice, which is better than not at all.',
  retry: 'later',
}

export const hungUp: Topic = {
  title: 'The server hung up',
  meaning: 'The server closed the connection without saying why.',
  cause: 'A rule against the client, too many errors, a crash, or a firewall in between.',
  fault: 'their server',
  action: 'Try again later. If it happens at the same point each time, what was said there is the reason.',
  retry: 'later',
}

export const silentGoodbye: Topic = {
  title: 'Closed without a goodbye',
  meaning: 'The server closed the connection on QUIT, as it should, but did not say 221 first.',
  cause: 'A server in a hurry.',
  fault: 'their server',
  action: 'Nothing: what was accepted before stays accepted.',
  retry: false,
}

export const leftEarly: Topic = {
  title: 'The client left',
  meaning: 'The client closed the connection before the reply came.',
  cause: 'Its time-out was short, or it was stopped.',
  fault: 'you',
  action: 'Wait for the reply, and end with QUIT.',
  retry: true,
}

export const leftInMessage: Topic = {
  title: 'The message was broken off',
  meaning: 'The connection ended before the dot that ends the message, so nothing is delivered.',
  cause: 'The client was stopped, the connection broke, or lines do not end with CRLF and the dot was not seen.',
  fault: 'you',
  action: 'Send the message whole, and end it with a dot on a line by itself: CRLF.CRLF.',
  retry: true,
}

export const endOfRecord: Topic = {
  title: 'The record ends here',
  meaning: 'What the server answered is not in the record.',
  cause: 'Only a part was recorded or copied.',
  fault: 'nobody',
  action: 'Look at the whole conversation.',
  retry: false,
}

export const noSmtp: Topic = {
  title: 'Not SMTP',
  meaning: 'What came is no SMTP reply: it does not begin with a three-digit code.',
  cause: 'A wrong port, or something in between that answers in place of the server.',
  fault: 'you',
  action: 'Check the port: 25 between servers, 587 or 465 for mail programs.',
  retry: false,
}

export const garbled: Topic = {
  title: 'No reply, but something else',
  meaning: 'The server has spoken SMTP up to here, and this does not begin with a three-digit code.',
  cause: 'A fault in the server, or something in between that spoils what it says.',
  fault: 'their server',
  action: "The server's administrator must look into it.",
  retry: 'later',
}

export const yesAndNo: Topic = {
  title: 'A reply of yes and no',
  meaning: 'The lines of this one reply have codes that contradict each other. Clients go by one or another of them.',
  cause: 'A fault in the server, or in a filter before it that writes into its replies.',
  fault: 'their server',
  action: "The server's administrator must look into it: all lines of a reply have the same code.",
  retry: false,
}

export const outOfStep: Topic = {
  title: 'A reply that does not fit the command',
  meaning:
    'The server says yes, but not to this: DATA is answered with 354, STARTTLS with 220, and 3xx answers nothing but DATA and logins.',
  cause: 'A fault in the server, or replies that have got out of step with the commands.',
  fault: 'their server',
  action: "Look whether an earlier command has two replies, or none. The server's administrator must look into it.",
  retry: false,
}

export const unasked: Topic = {
  title: 'One reply too many',
  meaning:
    'The server said something that nobody had asked for, so the client took each reply for the answer to the wrong command, and broke off.',
  cause: 'A fault in the server, which answers one command twice, or somebody in between who puts in replies.',
  fault: 'their server',
  action: "The server's administrator must look into it: each command has one reply.",
  retry: false,
}

/** Other protocols by how their servers begin. */
export const strangers: readonly (readonly [beginning: RegExp, protocol: string])[] = [
  [/^SSH-\d/, 'SSH'],
  [/^HTTP\/\d|^<(?:!doctype|html)/i, 'HTTP'],
  [/^\* (?:OK|PREAUTH|BYE)\b/, 'IMAP'],
  [/^[+]OK\b|^-ERR\b/, 'POP3'],
]

export const ftp: Topic = {
  ...noSmtp,
  title: 'This is an FTP server',
  meaning: 'The greeting is that of a server for files (FTP), which uses codes like those of SMTP.',
  cause: 'A wrong port.',
}
