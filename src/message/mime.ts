import { domainToASCII } from 'node:url'
import { buildHeaderValue, detectMimeType, encodeWord, encodeWords, quoteString } from 'nodemailer/lib/mime-funcs'
import * as quotedPrintable from 'nodemailer/lib/qp'
import { addressParser } from 'postal-mime'
import { decode, EMPTY, encode, isAscii, isUtf8 } from '../protocol/bytes.ts'
import type { Alternative, Attachment } from './compose.ts'
import type { HeaderField } from './field.ts'
import { base64Lines, isLines } from './lines.ts'
import { multipart, transferEncoding, type Part } from './part.ts'
import type { Mailbox } from './words.ts'

/** What plain text cannot say: everything in composing a message that needs a MIME library. */

export interface MimeContent {
  readonly text: Uint8Array | null
  readonly html: Uint8Array | null
  readonly alternatives: readonly Alternative[]
  readonly attachments: readonly Attachment[]
  readonly eightBit: boolean
  readonly id: () => string
}

export function mimeContent({ text, html, alternatives, attachments, eightBit, id }: MimeContent): Part {
  const bodies: Part[] = []
  if (text || (!html && alternatives.length === 0)) bodies.push(textPart('text/plain', text ?? EMPTY, eightBit))
  const shown = html ? attachments.filter(({ contentId }) => contentId !== undefined) : []
  if (html) bodies.push(htmlPart(textPart('text/html', html, eightBit), shown, { eightBit, id }))
  bodies.push(...alternatives.map((alternative) => alternativePart(alternative, eightBit)))
  const body = bodies.length === 1 ? bodies[0]! : multipart('multipart/alternative', boundary(id), bodies)
  const others = attachments.filter((each) => !shown.includes(each))
  const whole =
    others.length === 0
      ? body
      : multipart('multipart/mixed', boundary(id), [body, ...others.map((a) => attachmentPart(a, eightBit))])
  return { fields: [{ name: 'MIME-Version', value: '1.0' }, ...whole.fields], body: whole.body }
}

/** HTML, and what it shows, as one thing. */
function htmlPart(
  html: Part,
  shown: readonly Attachment[],
  { eightBit, id }: Pick<MimeContent, 'eightBit' | 'id'>,
): Part {
  if (shown.length === 0) return html
  const parts = [html, ...shown.map((each) => attachmentPart(each, eightBit))]
  return multipart('multipart/related; type="text/html"', boundary(id), parts)
}

/** "=_" occurs neither in quoted-printable nor in base64. RFC 2045 §6.7 */
function boundary(id: () => string): string {
  return `=_${id()}`
}

function textPart(type: string, bytes: Uint8Array, eightBit: boolean): Part {
  const charset = isAscii(bytes) ? 'us-ascii' : isUtf8(bytes) ? 'utf-8' : 'unknown-8bit'
  const value = /;\s*charset=/i.test(type) ? type : `${type}; charset=${charset}`
  return withEncoding([{ name: 'Content-Type', value }], bytes, eightBit)
}

function alternativePart({ type, content }: Alternative, eightBit: boolean): Part {
  if (/^text\//i.test(type)) return textPart(type, content, eightBit)
  return { fields: [{ name: 'Content-Type', value: type }, transferEncoding('base64')], body: base64Lines(content) }
}

function attachmentPart(attachment: Attachment, eightBit: boolean): Part {
  const { filename, type, content, disposition = 'attachment', contentId } = attachment
  const contentType = type ?? guessType(filename, content)
  const params: Record<string, string> = filename === null ? {} : { filename }
  const fields = [
    { name: 'Content-Type', value: contentType },
    { name: 'Content-Disposition', value: buildHeaderValue({ value: disposition, params }) },
    // RFC 2045 §7
    ...(contentId === undefined ? [] : [{ name: 'Content-ID', value: `<${contentId}>` }]),
  ]
  // A message inside a message may be encoded in no way at all. RFC 2046 §5.2.1
  if (/^message\//i.test(contentType)) {
    return { fields: [...fields, transferEncoding(isAscii(content) ? '7bit' : '8bit')], body: content }
  }
  if (/^text\//i.test(contentType)) return withEncoding(fields, content, eightBit)
  return { fields: [...fields, transferEncoding('base64')], body: base64Lines(content) }
}

function guessType(filename: string | null, content: Uint8Array): string {
  const type = filename === null ? 'application/octet-stream' : detectMimeType(extension(filename))
  return type.startsWith('text/') && !isAscii(content) && isUtf8(content) ? `${type}; charset=utf-8` : type
}

function extension(filename: string): string {
  return /\.([^.]*)$/.exec(filename)?.[1] ?? ''
}

/** As it is where that can be, else in an encoding that leaves every octet as it was, and legible where it can. */
// RFC 2045 §6
function withEncoding(fields: readonly HeaderField[], bytes: Uint8Array, eightBit: boolean): Part {
  if (isLines(bytes) && (isAscii(bytes) || eightBit)) {
    return { fields: [...fields, transferEncoding(isAscii(bytes) ? '7bit' : '8bit')], body: bytes }
  }
  const text = decode(bytes)
  // Quoted-printable would turn a CR or LF of its own into a line end.
  if (isMostlyAscii(text) && !/\r(?!\n)|(?<!\r)\n/.test(text)) {
    const quoted = quotedPrintable.wrap(quotedPrintable.encode(Buffer.from(bytes)))
    return { fields: [...fields, transferEncoding('quoted-printable')], body: encode(quoted) }
  }
  return { fields: [...fields, transferEncoding('base64')], body: base64Lines(bytes) }
}

function isMostlyAscii(text: string): boolean {
  let others = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) others++
  return others <= text.length / 2
}

const addressFields = new Set(['from', 'sender', 'reply-to', 'to', 'cc', 'bcc'])

/** The field with its non-ASCII text in encoded words, in the places that a field of its name has for them. */
// RFC 2047 §5
export function encodeField({ name, value }: HeaderField): HeaderField {
  if (!addressFields.has(name.toLowerCase())) return { name, value: encodedText(value) }
  const entries = addressParser(value, { flatten: true }).map(({ name: phrase, address = '' }) => ({
    name: phrase,
    address,
  }))
  return { name, value: entries.map(writeMailbox).join(', ') }
}

/** `Name <address>`, or what there is of it, in ASCII; for a local part there is no encoding, and it stays as it is. */
// RFC 5322 §3.4
function writeMailbox({ name, address }: Mailbox): string {
  const [, local = '', domain = ''] = /^(.*)@([^@]*)$/s.exec(address) ?? []
  const ascii =
    local === '' ? address : `${local}@${isAscii(encode(domain)) ? domain : domainToASCII(domain) || domain}`
  if (name === '') return ascii
  const phrase = !isAscii(encode(name))
    ? encodedWords(name)
    : /^[\w!#$%&'*+/=?^`{|}~ -]+$/.test(name)
      ? name
      : quoteString(name)
  return address === '' ? phrase : `${phrase} <${ascii}>`
}

/** An encoded word is 75 characters at most; the name of the field before the first one leaves fewer. RFC 2047 §2 */
const WORD_LENGTH = 64

function encodedWords(text: string): string {
  return encodeWord(text, wordEncoding(text), WORD_LENGTH)
}

function encodedText(text: string): string {
  // An ASCII word that is too long for a line is cut into encoded words too.
  if (isAscii(encode(text))) return encodedWords(text)
  return encodeWords(text, wordEncoding(text), WORD_LENGTH, true)
}

function wordEncoding(text: string): 'Q' | 'B' {
  return isMostlyAscii(text) ? 'Q' : 'B'
}
