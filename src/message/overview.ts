import { isInline, readBodies } from './bodies.ts'
import { findCodes } from './codes.ts'
import { parseDate } from './date.ts'
import { headerValue, type Headers } from './headers.ts'
import { readPage } from './html-page.ts'
import { findLinks } from './links.ts'
import { partContent } from './part-content.ts'
import { readParts } from './parts.ts'
import { decodeWords, parseAddresses, type Mailbox } from './words.ts'

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
  /** The field as it stands; null where there is none. RFC 2369 */
  readonly listUnsubscribe: string | null
  /** What looks like a code to type in, the likeliest first. */
  readonly codes: readonly string[]
  /** Addresses of the web in the text or the HTML, in their order; 100 at most. */
  readonly links: readonly string[]
  /** Of the links, the likeliest to be clicked on to confirm, log in or reset a password; null where none looks like it. */
  readonly verificationLink: string | null
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

/** Octets of a body that are read for that: base64, and markup around the text, take more than the text does. */
const READ = 256 * 1024

/** Read for every message that is kept, so it makes little of most. Never throws, whatever the octets are. */
export function readOverview(message: Uint8Array): MessageOverview {
  const tree = readParts(message)
  const { headers } = tree.root
  const { text: plain, html, attachments } = readBodies(message, tree, READ)
  const page = html === null ? null : readPage(html)
  const text = (plain === null || (page && plain.trim() === '') ? (page?.text ?? '') : plain).slice(0, SEARCHED)
  const addresses = (name: string) => readAddresses(headers, name)
  const subject = readSubject(headers)
  return {
    from: addresses('From'),
    to: addresses('To'),
    cc: addresses('Cc'),
    bcc: addresses('Bcc'),
    replyTo: addresses('Reply-To'),
    subject,
    date: isoDate(headerValue(headers, 'Date')),
    messageId: headerValue(headers, 'Message-ID')?.replace(/^<|>$/g, '') ?? null,
    snippet: snippet(text),
    text,
    attachments: attachments.map((part) => ({
      filename: part.filename,
      type: part.type,
      size: partContent(message, part).length,
      isInline: isInline(part),
    })),
    hasHtml: html !== null,
    listUnsubscribe: headerValue(headers, 'List-Unsubscribe'),
    codes: findCodes(subject, text),
    ...findLinks(text, page?.links ?? []),
  }
}

/** Addresses of one field that are read. */
const MOST_ADDRESSES = 64 * 1024

function readAddresses(headers: Headers, name: string): Mailbox[] {
  const value = headerValue(headers, name)
  return value === null ? [] : parseAddresses(value.slice(0, MOST_ADDRESSES))
}

function readSubject(headers: Headers): string {
  const value = headerValue(headers, 'Subject')?.slice(0, 10_000) ?? ''
  return value.includes('=?') ? decodeWords(value) : value
}

function isoDate(value: string | null): string | null {
  return value === null ? null : (parseDate(value)?.toISOString() ?? null)
}

/** Newsletters fill the line with characters of no width: then a longer piece is looked at. */
function snippet(text: string): string {
  const short = oneLine(text.slice(0, 300))
  return short.length >= 200 || text.length <= 300 ? short.slice(0, 200) : oneLine(text.slice(0, 4000)).slice(0, 200)
}

function oneLine(text: string): string {
  return text
    .replace(/[\u00ad\u034f\u061c\u200b-\u200f\u2060\ufeff]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
