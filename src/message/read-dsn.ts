import { fromLatin1, latin1 } from '../protocol/bytes.ts'
import { parseDate } from './date.ts'
import { isDsnAction, parseUtf8Address, type Diagnostic, type Dsn, type DsnRecipient } from './dsn.ts'
import { headerValue, readHeaders, type Header, type Headers } from './headers.ts'
import { readPlainBounce } from './plain-bounce.ts'
import { readBodies } from './bodies.ts'
import { partContent } from './part-content.ts'

/** Read a delivery status notification, or a bounce of the older kinds; null where the message is neither. */
// RFC 3464 §2
export function readDsn(message: Uint8Array): Dsn | null {
  const bodies = readBodies(message)
  const files = bodies.attachments.map((part) => ({ type: part.type, content: partContent(message, part) }))
  const headers = readHeaders(message)
  const text = (bodies.text ?? '').trim()
  const report = files.find(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type))
  const status = report?.content ?? looseStatus(message, headers)
  const found = status && readStatus(status)
  if (!found?.recipients.length) return readPlainBounce(headers, text)
  const humanText = report ? text : text.slice(0, Math.max(0, text.search(statusLine))).trim()
  return { isStandard: true, ...found, humanText, ...readReturned(files) }
}

/** Octets that are searched for a report that stands in no part of its own. */
const CEILING = 1_048_576

/** QUIRK: a report whose parts cannot be told apart, or one of which only the interesting lines were kept. */
function looseStatus(message: Uint8Array, headers: Headers): Uint8Array | null {
  const isReport = /multipart\/report/i.test(headerValue(headers, 'Content-Type') ?? '')
  if (!isReport && headerValue(headers, 'From') !== null) return null
  const text = latin1(message.subarray(0, CEILING))
  const start = text.search(statusLine)
  const end = text.slice(start).search(/^--/m)
  return start < 0 ? null : fromLatin1(text.slice(start, end < 0 ? undefined : start + end))
}

const statusLine = /^(?:Reporting-MTA|Original-Recipient|Final-Recipient):/im

// delivery-status-content = per-message-fields 1*( CRLF per-recipient-fields )
// RFC 3464 §2.1
function readStatus(content: Uint8Array): Pick<Dsn, 'reportingMta' | 'envelopeId' | 'arrivalDate' | 'recipients'> {
  const message = new Map<string, string>()
  const recipients: DsnRecipient[] = []
  let at = 0
  while (at < content.length) {
    const { list, bodyOffset } = readHeaders(content, { offset: at, strayLines: 'continuation' })
    at = bodyOffset
    for (const group of recipientGroups(list, message)) recipients.push(readRecipient(group))
  }
  return {
    reportingMta: mtaName(message.get('reporting-mta')),
    envelopeId: message.get('original-envelope-id') ?? null,
    arrivalDate: dateOf(message.get('arrival-date')),
    recipients,
  }
}

type Fields = Map<string, string>

const messageFields = new Set([
  'reporting-mta',
  'dsn-gateway',
  'received-from-mta',
  'arrival-date',
  'original-envelope-id',
])
const recipientNames = ['original-recipient', 'final-recipient']

/**
 * The recipients in one group of fields: one, or none in the first group.
 * QUIRK: the blank lines between groups get lost, so a field of the message is one wherever it stands, and a second
 * name begins a second recipient.
 */
function recipientGroups(list: readonly Header[], message: Fields): Fields[] {
  const groups: Fields[] = []
  let current: Fields | undefined
  for (const { name, value } of list) {
    const key = name.toLowerCase()
    if (messageFields.has(key)) message.set(key, value)
    else {
      if (!current || (recipientNames.includes(key) && current.has(key)))
        groups.push((current = new Map<string, string>()))
      current.set(key, value)
    }
  }
  return groups.filter((group) => recipientNames.some((name) => group.has(name)))
}

// RFC 3464 §2.3
function readRecipient(fields: Fields): DsnRecipient {
  const original = address(fields.get('original-recipient'))
  const action = /[a-z]+/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0] ?? ''
  return {
    finalRecipient: address(fields.get('final-recipient')) ?? original ?? '',
    originalRecipient: original,
    action: isDsnAction(action) ? action : null,
    status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null,
    remoteMta: mtaName(fields.get('remote-mta')),
    diagnosticCode: diagnostic(fields.get('diagnostic-code')),
    lastAttempt: dateOf(fields.get('last-attempt-date')),
    willRetryUntil: dateOf(fields.get('will-retry-until')),
  }
}

/** "rfc822; bob@example.test": the type before the semicolon, and what it is the type of. QUIRK: it may be missing. */
function typed(value: string): { readonly type: string; readonly text: string } {
  const [, type = '', text = value] = /^\s*([A-Za-z0-9-]+)\s*;(.*)$/s.exec(value) ?? []
  return { type: type.toLowerCase(), text: text.trim() }
}

function address(value: string | undefined): string | null {
  const { type, text } = typed(value ?? '')
  const bare = text.replace(/^<(.*)>$/s, '$1')
  if (bare === '') return null
  return type === 'utf-8' ? parseUtf8Address(bare) : bare
}

function mtaName(value: string | undefined): string | null {
  const { text } = typed(value ?? '')
  return text.replace(/\([^()]*\)/g, ' ').trim() || null
}

function diagnostic(value: string | undefined): Diagnostic | null {
  if (!value) return null
  const { type, text } = typed(value)
  return { type, text: text.replace(/\s+/g, ' ') }
}

function dateOf(value: string | undefined): Date | null {
  return value === undefined ? null : parseDate(value)
}

/** RFC 6522 §3: the third part, the message or its header. */
function readReturned(
  files: readonly { readonly type: string; readonly content: Uint8Array }[],
): Pick<Dsn, 'returned' | 'original'> {
  const file = files.find(({ type }) => /^(?:message|text)\/(?:rfc822|global)(?:-headers)?$/.test(type))
  if (!file) return { returned: null, original: null }
  const original = readHeaders(file.content)
  const isFull = !file.type.endsWith('-headers') && original.bodyOffset < file.content.length
  return { returned: isFull ? 'full' : 'headers', original }
}
