/**
 * What servers that misbehave, or are merely old, show of a client: twenty cases, each with the good answer. The tests
 * beside this file bear their names, and one test sees that none is missing.
 */
export const clientCases: Readonly<Record<string, readonly [title: string, goodAnswer: string]>> = {
  'CLI-01': ['STARTTLS stripping', 'a client that was told to use TLS stops before AUTH and MAIL'],
  'CLI-02': ['STARTTLS offered, refused 502', 'stops'],
  'CLI-03': ['STARTTLS refused 454', 'stops, and it is for now'],
  'CLI-04': ['STARTTLS answered with a wrong class', 'a failure'],
  'CLI-05': ['EHLO downgrade', 'does not fall to HELO and send in clear'],
  'CLI-06': ['Response injection', 'what is in clear behind the 220 is dropped'],
  'CLI-07': ['Self-signed certificate', 'refused by a client that verifies'],
  'CLI-08': ['Unknown root', 'refused'],
  'CLI-09': ['Wrong host name', 'refused'],
  'CLI-10': ['Expired certificate', 'refused, but by DANE-EE'],
  'CLI-11': ['Capabilities re-read after TLS', 'only what is offered in TLS counts'],
  'CLI-12': ['Greeting variants', 'goes on at 220 only; 4xx is for now, 5xx for good'],
  'CLI-13': ['HELO fallback', 'no ESMTP parameters'],
  'CLI-14': ['Multiline, split and slow replies', 'read as they are meant'],
  'CLI-15': ['Unknown reply codes', 'the first digit decides'],
  'CLI-16': ['552 at the 101st RCPT', 'for now, as 452'],
  'CLI-17': ['Dot-stuffing and line ends', 'dots doubled, CRLF only, no line above 998 octets'],
  'CLI-18': ['Client timeouts', 'waits as long as RFC 5321 §4.5.3.2 has it'],
  'CLI-19': ['Pipelining discipline', 'one command at a time, and nothing before the greeting'],
  'CLI-20': ['Partial recipient refusal', 'the first has it, the second is bounced, the third tried again'],
}
