import { encode, isAscii } from '../protocol/bytes.ts'
import { parseXtext } from '../protocol/xtext.ts'
import { writeDate } from './date.ts'
import { dsnActions, embedUnicode, writeUtf8Address, type DsnAction, type DsnRecipient } from './dsn.ts'
import { dsnText } from './dsn-text.ts'
import { joinMessage, writeField, type HeaderField } from './field.ts'
import { headerValue, readHeaders } from './headers.ts'
import { base64Lines, isLines, textLines } from './lines.ts'
import { multipart, transferEncoding, type Part } from './part.ts'

/** What became of one recipient. */
export interface ReportedRecipient extends Partial<Omit<DsnRecipient, 'originalRecipient'>> {
  readonly finalRecipient: string
  /** The value of ORCPT as the client gave it: "rfc822;bob+2Bx@example.test". */
  readonly orcpt?: string | null
  readonly action: DsnAction
  /** "5.1.1" */
  readonly status: string
}

export interface DsnOptions {
  /** This host. */
  readonly reportingMta: string
  /** The reverse-path of the message that is reported on. Where it is null, no report may be sent: RFC 5321 §6.1. */
  readonly to: string
  /** Default: the postmaster here. */
  readonly from?: string
  readonly date: Date
  /** Minutes east of UTC; the machine's own zone where left out. */
  readonly utcOffset?: number
  /** Gives a different short word each time, for the boundary and the Message-ID. */
  readonly id: () => string
  /** The value of ENVID as the client gave it. */
  readonly envid?: string | null
  /** When the message came in. */
  readonly arrivalDate?: Date | null
  /** At least one. */
  readonly recipients: readonly ReportedRecipient[]
  /** The message that is reported on. */
  readonly original: Uint8Array
  /** The value of RET. FULL counts for failures only, and for messages that can go inside another. */
  readonly ret?: 'FULL' | 'HDRS' | null
}

/**
 * A delivery status notification. It is to be sent with the null reverse-path, and with BODY=8BITMIME where it is not
 * all ASCII because the returned message is not.
 * @throws TypeError without a recipient
 */
// RFC 3464 §2
export function writeDsn(options: DsnOptions): Uint8Array {
  const { reportingMta: host, recipients, id, date, utcOffset, original, ret } = options
  if (recipients.length === 0) throw new TypeError('a delivery status notification is about at least one recipient')
  const isFull = ret === 'FULL' && recipients.some(({ action }) => action === 'failed') && isLines(original)
  const parts = [
    textPart(dsnText(options, isFull)),
    statusPart(options),
    isFull ? wholeMessage(original) : headerOf(original),
  ]
  const report = multipart('multipart/report; report-type=delivery-status', `=_${id()}`, parts)
  const fields: HeaderField[] = [
    { name: 'Date', value: writeDate(date, utcOffset) },
    { name: 'From', value: options.from ?? `Mail Delivery <postmaster@${host}>` },
    { name: 'To', value: options.to },
    { name: 'Subject', value: subject(recipients, isAscii(encode(options.to))) },
    { name: 'Message-ID', value: `<${id()}@${host}>` },
    ...inReplyTo(original),
    // RFC 3834 §5
    { name: 'Auto-Submitted', value: 'auto-replied' },
    { name: 'MIME-Version', value: '1.0' },
    ...report.fields,
  ]
  return joinMessage(fields, report.body)
}

const subjects: Readonly<Record<DsnAction, string>> = {
  failed: 'Not delivered',
  delayed: 'Not delivered yet',
  delivered: 'Delivered',
  relayed: 'Passed on',
  expanded: 'Sent on to a list',
}

/** The worst of the news, and whom it is about. */
function subject(recipients: readonly ReportedRecipient[], isForAscii: boolean): string {
  const worst = dsnActions.find((action) => recipients.some((recipient) => recipient.action === action)) ?? 'failed'
  const [first, ...others] = recipients.filter(({ action }) => action === worst)
  const more = others.length === 0 ? '' : others.length === 1 ? ' and 1 other' : ` and ${others.length} others`
  const { finalRecipient = '' } = first ?? {}
  return `${subjects[worst]}: your message to ${isForAscii ? embedUnicode(finalRecipient) : finalRecipient}${more}`
}

/** So that the report is shown beside the message it is about. RFC 5322 §3.6.4 */
function inReplyTo(original: Uint8Array): HeaderField[] {
  const value = headerValue(readHeaders(original), 'Message-ID') ?? ''
  return /^<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>$/.test(value) ? [{ name: 'In-Reply-To', value }] : []
}

function textPart(text: string): Part {
  const bytes = textLines(text)
  return isAscii(bytes)
    ? { fields: [{ name: 'Content-Type', value: 'text/plain; charset=us-ascii' }], body: bytes }
    : {
        fields: [{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }, transferEncoding('base64')],
        body: base64Lines(bytes),
      }
}

// delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields )
// RFC 3464 §2.1
function statusPart({ reportingMta, envid, arrivalDate, recipients, utcOffset }: DsnOptions): Part {
  const message = group([
    ['Original-Envelope-Id', envid ? parseXtext(envid) : null], // RFC 3464 §2.2.1
    ['Reporting-MTA', `dns; ${reportingMta}`], // RFC 3464 §2.2.2
    ['Arrival-Date', arrivalDate ? writeDate(arrivalDate, utcOffset) : null], // RFC 3464 §2.2.5
  ])
  const groups = recipients.map((recipient) =>
    group([
      ['Original-Recipient', recipient.orcpt ? originalRecipient(recipient.orcpt) : null], // RFC 3464 §2.3.1
      ['Final-Recipient', typedAddress(recipient.finalRecipient)], // RFC 3464 §2.3.2
      ['Action', recipient.action], // RFC 3464 §2.3.3
      ['Status', recipient.status], // RFC 3464 §2.3.4
      ['Remote-MTA', recipient.remoteMta ? `dns; ${recipient.remoteMta}` : null], // RFC 3464 §2.3.5
      ['Diagnostic-Code', diagnosticCode(recipient)], // RFC 3464 §2.3.6
      ['Last-Attempt-Date', recipient.lastAttempt ? writeDate(recipient.lastAttempt, utcOffset) : null], // RFC 3464 §2.3.7
      ['Will-Retry-Until', recipient.willRetryUntil ? writeDate(recipient.willRetryUntil, utcOffset) : null], // RFC 3464 §2.3.9
    ]),
  )
  const body = encode([message, ...groups].join('\r\n'))
  return { fields: [{ name: 'Content-Type', value: 'message/delivery-status' }], body }
}

function group(fields: readonly (readonly [name: string, value: string | null])[]): string {
  const given = fields.flatMap(([name, value]) => (value === null ? [] : [{ name, value: embedUnicode(value) }]))
  return given.map(writeField).join('')
}

/** RFC 6533 §3 for addresses that are not ASCII. */
function typedAddress(address: string): string {
  return isAscii(encode(address)) ? `rfc822; ${address}` : `utf-8; ${writeUtf8Address(address)}`
}

/** ORCPT with its xtext undone; what a UTF-8 address has embedded stays so. RFC 3461 §6.3 */
function originalRecipient(orcpt: string): string {
  const [, type = 'rfc822', address = orcpt] = /^([^;]*);(.*)$/s.exec(orcpt) ?? []
  return `${type}; ${parseXtext(address)}`
}

function diagnosticCode({ diagnosticCode }: ReportedRecipient): string | null {
  return diagnosticCode ? `${diagnosticCode.type}; ${diagnosticCode.text.replace(/\s+/g, ' ')}` : null
}

/** A message goes inside another as it is. RFC 2046 §5.2.1; RFC 6533 §4.2 for one with UTF-8 in its header. */
function wholeMessage(original: Uint8Array): Part {
  const encoding = isAscii(original) ? [] : [transferEncoding('8bit')]
  const value = isAscii(headerIn(original)) ? 'message/rfc822' : 'message/global'
  return { fields: [{ name: 'Content-Type', value }, ...encoding], body: original }
}

function headerIn(original: Uint8Array): Uint8Array {
  return original.subarray(0, readHeaders(original).bodyOffset)
}

// RFC 6522 §4, RFC 6533 §4.3
function headerOf(original: Uint8Array): Part {
  const header = headerIn(original)
  const type = { name: 'Content-Type', value: isAscii(header) ? 'text/rfc822-headers' : 'message/global-headers' }
  if (!isLines(header)) return { fields: [type, transferEncoding('base64')], body: base64Lines(header) }
  return { fields: isAscii(header) ? [type] : [type, transferEncoding('8bit')], body: header }
}
