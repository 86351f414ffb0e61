import { EMPTY, encode, isAscii } from '../protocol/bytes.ts'
import { writeDate } from './date.ts'
import { editFields, joinMessage, writeField, type HeaderEdits, type HeaderField } from './field.ts'
import { isLines, textLines } from './lines.ts'
import type { Part } from './part.ts'

export interface Attachment {
  readonly filename: string | null
  /** "application/pdf"; guessed from the file name where left out. */
  readonly type?: string
  readonly content: Uint8Array
  /** Default "attachment". */
  readonly disposition?: 'attachment' | 'inline'
  /** Without brackets: what HTML names it by, as "cid:logo". It stands beside the HTML then, where there is any. */
  readonly contentId?: string
}

/** Another form of the same text, "text/calendar; method=REQUEST" for example. */
export interface Alternative {
  readonly type: string
  readonly content: Uint8Array
}

export interface ContentOptions {
  /** A string gets CRLF line ends, and one at its end; octets stay as they are. */
  readonly text?: string | Uint8Array
  readonly html?: string
  /** Behind text and HTML, the best one last. RFC 2046 §5.1.4 */
  readonly alternatives?: readonly Alternative[]
  readonly attachments?: readonly Attachment[]
  /** 8BITMIME is on offer: text may go as it is. RFC 6152 */
  readonly eightBit?: boolean
  /** Gives a different short word each time, for boundaries and the Message-ID: letters, digits, dots, hyphens. */
  readonly id: () => string
}

export interface ComposeOptions extends ContentOptions {
  /** As people write it: `bob@example.test`, `Bob <bob@example.test>`. */
  readonly from: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  readonly subject?: string
  readonly date: Date
  /** Minutes east of UTC; the machine's own zone where left out. */
  readonly utcOffset?: number
  /** This host, for the Message-ID. */
  readonly host: string
  /** With its angle brackets; made from `id` and `host` where left out. */
  readonly messageId?: string
  /** Value of X-Mailer. */
  readonly mailer?: string
  readonly headers?: HeaderEdits
  /** SMTPUTF8 is on offer: headers may be in UTF-8. RFC 6532 */
  readonly utf8?: boolean
}

/**
 * Build a message. Plain ASCII text stays just that, without a MIME field, as a person would type it; anything else
 * is encoded as little as the offers of the server allow. The MIME library is loaded only where it is needed.
 */
// RFC 5322 §3.6
export async function compose(options: ComposeOptions): Promise<Uint8Array> {
  const { date, host, id, from, to = [], cc = [], subject, mailer, utf8 = false } = options
  const fields: { readonly name: string; readonly value: string | undefined }[] = [
    { name: 'Date', value: writeDate(date, options.utcOffset) },
    { name: 'From', value: from },
    { name: 'To', value: to.join(', ') },
    { name: 'Cc', value: cc.join(', ') },
    { name: 'Subject', value: subject },
    { name: 'Message-ID', value: options.messageId ?? `<${id()}@${host}>` },
    { name: 'X-Mailer', value: mailer },
  ]
  const given = fields.flatMap(({ name, value }) => (value ? [{ name, value }] : []))
  const content = await composeContent(options)
  const edited = editFields([...given, ...content.fields], options.headers ?? {}, (field) => field)
  return joinMessage(await encodeFields(edited, utf8), content.body)
}

/** The body of a message, and the MIME fields that go with it: none for plain ASCII text. */
export async function composeContent(options: ContentOptions): Promise<Part> {
  const { html, alternatives = [], attachments = [], eightBit = false, id } = options
  const text = typeof options.text === 'string' ? textLines(options.text) : (options.text ?? null)
  if (html === undefined && alternatives.length === 0 && attachments.length === 0) {
    const body = text ?? EMPTY
    if (isAscii(body) && isLines(body)) return { fields: [], body }
  }
  const { mimeContent } = await import('./mime.ts')
  const htmlLines = html === undefined ? null : textLines(html)
  return mimeContent({ text, html: htmlLines, alternatives, attachments, eightBit, id })
}

/** Make fields fit to be sent: non-ASCII text becomes encoded words, unless UTF-8 may go as it is. */
export async function encodeFields(fields: readonly HeaderField[], utf8: boolean): Promise<HeaderField[]> {
  if (utf8 || fields.every((field) => isPlain(field))) return [...fields]
  const { encodeField } = await import('./mime.ts')
  return fields.map((field) => (isPlain(field) ? field : encodeField(field)))
}

function isPlain(field: HeaderField): boolean {
  const bytes = encode(writeField(field))
  return isAscii(bytes) && isLines(bytes)
}
