import PostalMime, { type Email } from 'postal-mime'
import { concat, CRLF, encode } from '../protocol/bytes.ts'
import { parseDate } from './date.ts'
import { headerValue, readHeaders, type Headers } from './headers.ts'
import { decodeWords, parseAddresses, type Mailbox } from './words.ts'

export interface AttachedFile {
  /** Decoded; null where the part has no name. */
  readonly filename: string | null
  /** Lower case: "application/pdf" */
  readonly type: string
  readonly disposition: string | null
  /** Decoded. */
  readonly content: Uint8Array
}

/** What a list of messages, or a page about one, shows of it. */
export interface MessageSummary {
  readonly headers: Headers
  readonly from: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** Decoded; null where there is none. */
  readonly subject: string | null
  readonly date: Date | null
  /** Octets of the whole message. */
  readonly size: number
  readonly text: string | null
  readonly html: string | null
  /** The beginning of the text in one line. */
  readonly snippet: string
  readonly attachments: readonly AttachedFile[]
}

/** Read a message whole. Never throws: of a message that is broken beyond reading, the header is left. */
export async function readMessage(message: Uint8Array): Promise<MessageSummary> {
  const headers = readHeaders(message)
  const addresses = (name: string) => parseAddresses(headerValue(headers, name) ?? '')
  const subject = headerValue(headers, 'Subject')
  const content = await parseMime(withBlankLine(message, headers))
  return {
    headers,
    from: addresses('From'),
    to: addresses('To'),
    cc: addresses('Cc'),
    subject: subject === null ? null : decodeWords(subject),
    date: parseDate(headerValue(headers, 'Date') ?? ''),
    size: message.length,
    text: content?.text ?? null,
    html: content?.html ?? null,
    snippet: snippet(content?.text ?? ''),
    attachments: attachedFiles(content),
  }
}

/** QUIRK: people at a telnet prompt forget the blank line, and the header with it. All they typed is the body then. */
function withBlankLine(message: Uint8Array, { bodyOffset, deviations }: Headers): Uint8Array {
  if (!deviations.some(({ code }) => code === 'header-no-colon')) return message
  return concat([message.subarray(0, bodyOffset), CRLF, message.subarray(bodyOffset)])
}

/** The library's own reading; null where it gave up, on parts nested hundreds deep or a header of megabytes. */
export async function parseMime(message: Uint8Array): Promise<Email | null> {
  try {
    return await PostalMime.parse(message, { forceRfc822Attachments: true })
  } catch {
    return null
  }
}

export function attachedFiles(email: Email | null): AttachedFile[] {
  return (email?.attachments ?? []).map(({ filename, mimeType, disposition, content }) => ({
    filename,
    type: mimeType,
    disposition,
    content: typeof content === 'string' ? encode(content) : new Uint8Array(content),
  }))
}

function snippet(text: string): string {
  return text.slice(0, 1000).replace(/\s+/g, ' ').trim().slice(0, 200)
}
