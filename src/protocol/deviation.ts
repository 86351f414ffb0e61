import type { RfcRef } from './rfc.ts'

/** Something the peer did that the RFC does not allow. It is reported, never thrown. */
export interface Deviation {
  readonly code: DeviationCode
  readonly ref: RfcRef
  /** Octet offset of the first occurrence: into the line, or into the mail data where the deviation is of the data. */
  readonly offset: number
  /** How often it occurred, where it can occur more than once. */
  readonly count?: number
}

/** What somebody did that an RFC does not allow, in a word that stays the same. */
export type DeviationCode = keyof typeof catalogue

interface Entry {
  readonly ref: RfcRef
  /** One clause, subject left out: "ends with LF alone". */
  readonly text: string
}

const catalogue = {
  // the command line
  'command-bare-lf': { ref: 'RFC 5321 §2.3.8', text: 'command line ends with LF alone, not CRLF' },
  'command-bare-cr': { ref: 'RFC 5321 §2.3.8', text: 'command line ends with CR alone or CR NUL, not CRLF' },
  'command-control': { ref: 'RFC 5321 §4.1.2', text: 'control character in a command line' },
  'command-edited': { ref: 'RFC 5321 §2.3.8', text: 'backspace or delete characters sent in a command line' },
  'command-telnet': { ref: 'RFC 5321 §2.3.8', text: 'telnet option bytes (IAC) sent on an SMTP connection' },
  'command-bad-utf8': { ref: 'RFC 6531 §3.3', text: 'octets that are neither ASCII nor UTF-8 in a command line' },
  'command-too-long': { ref: 'RFC 5321 §4.5.3.1.4', text: 'command line longer than 512 octets' },
  'leading-space': { ref: 'RFC 5321 §2.4', text: 'white space before the verb' },
  'trailing-space': { ref: 'RFC 5321 §4.1.1', text: 'white space at the end of the line' },
  'extra-space': { ref: 'RFC 5321 §4.1.2', text: 'more than one space, or a tab, between words' },
  'unwanted-argument': { ref: 'RFC 5321 §4.1.1', text: 'argument after a verb that takes none' },
  'helo-not-a-domain': {
    ref: 'RFC 5321 §4.1.1.1',
    text: 'EHLO or HELO argument is neither a domain nor an address literal',
  },
  'space-around-colon': { ref: 'RFC 5321 §3.3', text: 'space on a side of the colon of MAIL FROM: or RCPT TO:' },
  'path-without-brackets': { ref: 'RFC 5321 §4.1.2', text: 'address without the angle brackets' },
  'path-space': { ref: 'RFC 5321 §4.1.2', text: 'space inside the angle brackets' },
  'source-route': { ref: 'RFC 5321 §F.2', text: 'source route, which is obsolete' },
  'local-part-syntax': { ref: 'RFC 5321 §4.1.2', text: 'local part is neither a dot-string nor a quoted string' },
  'local-part-too-long': { ref: 'RFC 5321 §4.5.3.1.1', text: 'local part longer than 64 octets' },
  'domain-syntax': { ref: 'RFC 5321 §4.1.2', text: 'domain is neither a domain name nor an address literal' },
  'domain-missing': { ref: 'RFC 5321 §4.1.2', text: 'address without a domain' },
  'domain-too-long': { ref: 'RFC 5321 §4.5.3.1.2', text: 'domain longer than 255 octets' },
  'path-too-long': { ref: 'RFC 5321 §4.5.3.1.3', text: 'path longer than 256 octets' },
  'utf8-without-leave': { ref: 'RFC 6531 §3.4', text: 'non-ASCII address without the SMTPUTF8 parameter' },
  'param-syntax': { ref: 'RFC 5321 §4.1.2', text: 'parameter that does not match the grammar' },
  'param-duplicate': { ref: 'RFC 5321 §4.1.1.11', text: 'parameter given twice' },
  'param-value': { ref: 'RFC 5321 §4.1.1.11', text: 'parameter value that its extension does not allow' },
  'param-misplaced': { ref: 'RFC 5321 §4.1.1.11', text: 'parameter on the wrong command' },
  'param-not-offered': { ref: 'RFC 5321 §4.1.1.3', text: 'parameter of an extension that the server did not offer' },
  // the order of things
  'early-talker': { ref: 'RFC 5321 §4.3.1', text: 'client spoke before the greeting' },
  'unagreed-pipelining': {
    ref: 'RFC 2920 §3.1',
    text: 'commands sent ahead of replies where the server or the verb does not allow it',
  },
  'after-starttls': { ref: 'RFC 3207 §4', text: 'plaintext sent after STARTTLS in the same breath: discarded' },
  'no-quit': { ref: 'RFC 5321 §4.1.1.10', text: 'connection closed without QUIT' },
  // mail data
  'bare-lf': { ref: 'RFC 5321 §2.3.8', text: 'bare LF in mail data' },
  'bare-cr': { ref: 'RFC 5321 §2.3.8', text: 'bare CR in mail data' },
  nul: { ref: 'RFC 5321 §4.1.1.4', text: 'NUL in mail data' },
  'line-too-long': { ref: 'RFC 5321 §4.5.3.1.6', text: 'text line longer than 1000 octets' },
  '8bit-without-leave': { ref: 'RFC 6152 §3', text: '8-bit mail data without BODY=8BITMIME' },
  'size-exceeded': { ref: 'RFC 1870 §6.3', text: 'more mail data than the SIZE= parameter declared' },
  // the message header
  'header-no-colon': { ref: 'RFC 5322 §2.2', text: 'line in the header that is no "Name: value"' },
  'header-leading-space': { ref: 'RFC 5322 §2.2.3', text: 'header begins with white space' },
  'header-mbox-line': { ref: 'RFC 5322 §2.2', text: 'mbox separator line ("From ...") at the top of the message' },
  'header-unfinished': { ref: 'RFC 5322 §2.1', text: 'no blank line after the header' },
  'header-too-long': { ref: 'RFC 5322 §2.1', text: 'header without an end' },
  'header-utf8': { ref: 'RFC 6532 §3.2', text: 'UTF-8 in the header, which only SMTPUTF8 allows' },
  'header-8bit': { ref: 'RFC 6532 §3.2', text: 'octets in the header that are neither ASCII nor UTF-8' },
  // the reply
  'reply-bare-lf': { ref: 'RFC 5321 §2.3.8', text: 'reply line ends with LF alone, not CRLF' },
  'reply-no-code': { ref: 'RFC 5321 §4.2', text: 'reply line without a three-digit code' },
  'reply-code-range': { ref: 'RFC 5321 §4.2', text: 'reply code outside 2-5, 0-5, 0-9' },
  'reply-separator': {
    ref: 'RFC 5321 §4.2',
    text: 'reply code followed by something else than space, hyphen or line end',
  },
  'reply-mixed-codes': { ref: 'RFC 5321 §4.2.1', text: 'lines of one reply with different codes' },
  'reply-too-long': { ref: 'RFC 5321 §4.5.3.1.5', text: 'reply line longer than 512 octets' },
  'reply-endless': { ref: 'RFC 5321 §4.2.1', text: 'multi-line reply of thousands of lines' },
  'reply-control': { ref: 'RFC 5321 §4.2', text: 'control character in a reply' },
  'reply-8bit': { ref: 'RFC 5321 §4.2', text: 'non-ASCII octets in a reply' },
  'reply-unfinished': { ref: 'RFC 5321 §4.2.1', text: 'connection closed in the middle of a reply' },
  'data-end-loose': {
    ref: 'RFC 5321 §4.1.1.4',
    text: 'mail data taken for ended by something else than CRLF.CRLF',
  },
  'reply-unasked': { ref: 'RFC 5321 §4.3.1', text: 'reply to no command' },
  'enhanced-class': {
    ref: 'RFC 2034 §4',
    text: "enhanced status code's class differs from the reply code's first digit",
  },
  'enhanced-missing': { ref: 'RFC 2034 §4', text: 'reply without the enhanced status code that was promised' },
} satisfies Record<string, Entry>

/** Make a deviation; the section it breaks comes from the catalogue. */
export function deviation(code: DeviationCode, offset = 0, count?: number): Deviation {
  const { ref } = catalogue[code]
  return count === undefined ? { code, ref, offset } : { code, ref, offset, count }
}

/** The deviation in one clause, for people. */
export function describeDeviation({ code }: { readonly code: DeviationCode }): string {
  return catalogue[code].text
}

/** All codes, in the catalogue's order. */
export const deviationCodes = Object.keys(catalogue) as readonly DeviationCode[]

export function isDeviationCode(text: string): text is DeviationCode {
  return Object.hasOwn(catalogue, text)
}
