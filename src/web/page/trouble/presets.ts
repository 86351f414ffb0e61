/** Troubles that programs meet sooner or later, in the short notation. */
export const presets: readonly { readonly name: string; readonly notation: string }[] = [
  { name: 'Greylisting: come again', notation: 'RCPT greylist' },
  { name: 'The first two mails later', notation: 'MAIL 451 4.3.0 "Try again later" first=2' },
  { name: 'No such mailbox', notation: 'RCPT 550 5.1.1 "No such user here" to=nobody@*' },
  { name: 'Mailbox full', notation: 'RCPT 452 4.2.2 "Mailbox full" to=full@*' },
  { name: 'Refused as spam, behind the dot', notation: 'end-of-data 554 5.7.1 "Message refused as spam"' },
  { name: 'Too many, slow down', notation: 'MAIL 421 4.7.0 "Too many messages, slow down" per-minute=10 per=client' },
  { name: 'Every answer is slow', notation: 'any delay 2s' },
  { name: 'Gone in the middle of the message', notation: 'mid-data reset octets=500' },
  { name: 'Gone behind the dot', notation: 'end-of-data drop' },
  { name: 'Never says anything again', notation: 'DATA silence' },
  { name: 'STARTTLS is not offered', notation: 'EHLO hide STARTTLS' },
  { name: 'The TLS handshake fails', notation: 'STARTTLS break-tls garbage' },
  { name: 'Login refused', notation: 'AUTH 535 5.7.8 "Authentication credentials invalid"' },
  { name: 'Accepted, and lost', notation: 'end-of-data lose' },
  { name: 'One in ten fails', notation: 'end-of-data 451 4.3.0 "Local error" probability=10%' },
]
