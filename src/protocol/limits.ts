/**
 * Sizes, in octets, that RFC 5321 §4.5.3.1 obliges everybody to handle, terminating CRLF included.
 * "Must handle at least" for a receiver is "must not exceed" for a sender.
 */
export const limits = {
  localPart: 64, // RFC 5321 §4.5.3.1.1
  domain: 255, // RFC 5321 §4.5.3.1.2
  path: 256, // RFC 5321 §4.5.3.1.3
  commandLine: 512, // RFC 5321 §4.5.3.1.4
  replyLine: 512, // RFC 5321 §4.5.3.1.5
  textLine: 1000, // RFC 5321 §4.5.3.1.6
  recipients: 100, // RFC 5321 §4.5.3.1.8
  authLine: 12288, // RFC 4954 §4
} as const

/** What Parley itself reads before it calls a line too long: more than any extension adds, far less than memory. */
export const ceilings = {
  commandLine: 16384,
  replyLine: 16384,
  /** Lines of one multi-line reply that are kept. RFC 5321 §4.2.1 sets no bound; nobody sends this many. */
  replyLines: 2000,
  /** Lines of one multi-line reply after which it is taken to have no end. */
  replyLinesRead: 100_000,
} as const

/** Client time-outs in milliseconds, RFC 5321 §4.5.3.2: what an unattended mail host must at least allow. */
export const timeouts = {
  greeting: 300_000, // RFC 5321 §4.5.3.2.1
  mail: 300_000, // RFC 5321 §4.5.3.2.2
  rcpt: 300_000, // RFC 5321 §4.5.3.2.3
  data: 120_000, // RFC 5321 §4.5.3.2.4
  block: 180_000, // RFC 5321 §4.5.3.2.5
  endOfData: 600_000, // RFC 5321 §4.5.3.2.6
  server: 300_000, // RFC 5321 §4.5.3.2.7
} as const
