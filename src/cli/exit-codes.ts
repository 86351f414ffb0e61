/**
 * Exit codes. From 2 to 36 they are swaks', so that scripts written for it go on working; the others have no
 * equivalent there.
 */
export const exitCodes = {
  ok: 0,
  usage: 1,
  connect: 2,
  pipe: 4,
  closed: 6,
  setup: 10,
  greeting: 21,
  hello: 22,
  sender: 23,
  recipients: 24,
  data: 25,
  message: 26,
  quit: 27,
  auth: 28,
  tls: 29,
  helloAfterTls: 32,
  xclient: 33,
  helloAfterXclient: 34,
  proxyOptions: 35,
  proxy: 36,
  /** Some of several recipients were refused; the message went to the others. */
  someRecipients: 40,
  /** A script did not go as it is written. */
  mismatch: 50,
  /** What was waited for did not arrive. */
  notArrived: 51,
  /** Could not tell: 421, greylisting, a time-out. The same may work later. */
  unsure: 75,
} as const

/** What each means, for help texts and the manual. */
export const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'all went well',
  usage: 'the command line, or a file it names, is not right',
  connect: 'no connection: unknown host, refused, or timed out',
  pipe: 'the program of --pipe ended or could not be talked to',
  closed: 'the connection closed unexpectedly',
  setup: 'something needed is missing on this machine',
  greeting: 'the greeting was a refusal, or did not come',
  hello: 'EHLO and HELO were refused',
  sender: 'MAIL FROM was refused',
  recipients: 'no recipient was accepted',
  data: 'DATA was refused',
  message: 'the message was refused after its end',
  quit: 'QUIT was answered with an error',
  auth: 'logging in failed',
  tls: 'STARTTLS was refused, or the handshake failed',
  helloAfterTls: 'EHLO was refused after STARTTLS',
  xclient: 'XCLIENT was refused, or is not offered',
  helloAfterXclient: 'EHLO was refused after XCLIENT',
  proxyOptions: 'the options for the PROXY header do not fit together',
  proxy: 'the PROXY header could not be sent',
  someRecipients: 'some recipients were refused; the message went to the others',
  mismatch: 'a script did not go as it is written',
  notArrived: 'what was waited for did not arrive in time',
  unsure: 'could not tell (421, greylisting, time-out): try again later',
}
