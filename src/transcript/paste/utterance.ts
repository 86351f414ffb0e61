import type { TlsDetails } from '../event.ts'
import type { Speaker } from '../transcript.ts'

/** What a paste tells of a conversation, in its order. */
export type Utterance =
  /** A line, its line end left out. */
  | { readonly kind: 'line'; readonly by: Speaker; readonly text: string }
  /** Mail data that is not shown; null: who knows how many octets. Its end is not shown either. */
  | { readonly kind: 'unseen'; readonly octets: number | null }
  | { readonly kind: 'open'; readonly remote: string | null }
  | { readonly kind: 'tls'; readonly protocol: TlsDetails['protocol']; readonly cipher: TlsDetails['cipher'] }
  | { readonly kind: 'fault'; readonly id: string; readonly text: string }
  | { readonly kind: 'closed'; readonly by: Speaker | 'timeout' }

/** A paste that has been read: whom it is with, as far as it says so, and what was said. */
export interface Heard {
  readonly peer: string | null
  readonly said: readonly Utterance[]
}

/** "250", "250 text", "250-text": three digits that can be a reply code. */
export function isReplyLine(text: string): boolean {
  return /^[2-5][0-5]\d(?:[ -]|$)/.test(text)
}

/** A line that only a client says. Prose that begins with the same word is none. */
export function isCommandLine(text: string): boolean {
  return commandForms.some((form) => form.test(text))
}

const commandForms: readonly RegExp[] = [
  /^(?:EHLO|HELO|LHLO)(?:\s+\S+)?$/i,
  /^(?:MAIL\s+FROM|RCPT\s+TO)\s*:/i,
  /^(?:DATA|RSET|QUIT|STARTTLS|NOOP|HELP)$/i,
  /^BDAT\s+\d+(?:\s+LAST)?$/i,
  /^(?:VRFY|EXPN|ETRN|HELP|NOOP)\s+\S+$/i,
  /^AUTH\s+[A-Z0-9_-]+(?:\s+\S+)?$/i,
  /^XCLIENT(?:\s+\w+=\S+)+$/i,
]

/** A dot on a line by itself, also between the quotes and the line ends that a manual puts around it. */
export function isEndOfData(text: string): boolean {
  return /^(?:<CR>\s?<LF>|<CRLF>)?["'“”‘’`]?\.["'“”‘’`]?(?:<CR>\s?<LF>|<CRLF>|<ENTER>|\[ENTER\])?$/i.test(text.trim())
}
