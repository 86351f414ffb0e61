import { decode } from '../protocol/bytes.ts'
import { headerValue } from './headers.ts'
import { readMessage } from './read.ts'
import type { Mailbox } from './words.ts'

/** What a list of messages shows of one, and what it is found by. Small, and all of it plain data. */
export interface MessageOverview {
  readonly from: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly bcc: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  /** Decoded; '' where there is none. */
  readonly subject: string
  /** Of the Date field, ISO 8601; null where there is none that can be read. */
  readonly date: string | null
  /** Without its angle brackets; null where there is none. */
  readonly messageId: string | null
  /** The beginning of the text in one line, 200 characters at most. */
  readonly snippet: string
  /** The text, for searching; {@link SEARCHED} characters at most. */
  readonly text: string
  readonly attachments: readonly AttachmentOverview[]
  readonly hasHtml: boolean
  /** The field as it stands; null where there is none. RFC 2369 §3.2 */
  readonly listUnsubscribe: string | null
  /** What looks like a code to type in, the likeliest first. */
  readonly codes: readonly string[]
  /** Addresses of the web in the text or the HTML, in their order; 100 at most. */
  readonly links: readonly string[]
  /** Labels that the message asks for itself: X-Tags, and "plus" addresses are not among them. */
  readonly tags: readonly string[]
}

/** What a list shows of a file that came with a message. */
export interface AttachmentOverview {
  readonly filename: string | null
  readonly type: string
  /** Octets, decoded. */
  readonly size: number
  readonly isInline: boolean
}

/** Characters of text that are kept for searching. */
export const SEARCHED = 64 * 1024

/** Never throws: of a message that cannot be read little is said. */
export async function readOverview(message: Uint8Array): Promise<MessageOverview> {
  const { headers, from, to, cc, subject, date, snippet, text, html, attachments } = await readMessage(message)
  return {
    from,
    to,
    cc,
    bcc: [],
    replyTo: [],
    subject: subject ?? '',
    date: date?.toISOString() ?? null,
    messageId: headerValue(headers, 'Message-ID')?.replace(/^<|>$/g, '') ?? null,
    snippet,
    text: (text ?? decode(message.subarray(headers.bodyOffset, headers.bodyOffset + SEARCHED))).slice(0, SEARCHED),
    attachments: attachments.map(({ filename, type, content, disposition }) => ({
      filename,
      type,
      size: content.length,
      isInline: disposition === 'inline',
    })),
    hasHtml: html !== null,
    listUnsubscribe: headerValue(headers, 'List-Unsubscribe'),
    codes: [],
    links: [],
    tags: [],
  }
}
