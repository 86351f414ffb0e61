import { encode } from '../protocol/bytes.ts'
import type { Dsn, DsnAction, DsnRecipient } from './dsn.ts'
import { headerValue, readHeaders, type Headers } from './headers.ts'

/**
 * QUIRK: bounces that say everything in words. Exim names the recipients in a field of its own as well; qmail and its
 * kin write each address in angle brackets, with a colon behind it, at the beginning of a paragraph.
 */
export function readPlainBounce(headers: Headers, text: string): Dsn | null {
  const lines = text.split('\n')
  const sections = readSections(lines)
  const failed = headerValue(headers, 'X-Failed-Recipients')?.split(',') ?? (isFromMailer(headers) ? named(lines) : [])
  const addresses = new Set(failed.map((address) => address.trim()).filter((address) => address !== ''))
  if (addresses.size === 0) return null
  const action = /\b(?:delay|warning)/i.test(headerValue(headers, 'Subject') ?? '') ? 'delayed' : 'failed'
  const original = returnedHeader(lines)
  return {
    isStandard: false,
    reportingMta: null,
    envelopeId: null,
    arrivalDate: null,
    recipients: [...addresses].map((address) => readRecipient(address, sections.get(address) ?? '', action)),
    humanText: text,
    returned: original && (original.text.length > original.headers.bodyOffset ? 'full' : 'headers'),
    original: original && original.headers,
  }
}

/** Whether a program sent it, and wants no answer. */
function isFromMailer(headers: Headers): boolean {
  return (
    headerValue(headers, 'Return-Path') === '<>' ||
    /mailer-daemon|postmaster/i.test(headerValue(headers, 'From') ?? '') ||
    /^auto-/i.test(headerValue(headers, 'Auto-Submitted') ?? '')
  )
}

/** Only the bracketed form: anything may be indented. */
function named(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith('<')).flatMap((line) => addressOf(line) ?? [])
}

/** What is said of each address: the lines from where it stands in front to a blank one, or to the next address. */
function readSections(lines: readonly string[]): Map<string, string> {
  const sections = new Map<string, string[]>()
  let current: string[] | null = null
  for (const line of lines) {
    const address = addressOf(line)
    if (line.trim() === '') current = null
    else if (address === null) current?.push(line)
    else {
      current = [line]
      if (!sections.has(address)) sections.set(address, current)
    }
  }
  return new Map([...sections].map(([address, said]) => [address, said.join('\n')]))
}

/** The address that a line begins to speak of: indented and alone for Exim, `<address>:` for qmail. */
function addressOf(line: string): string | null {
  // No address is longer, and the pattern is slow on what is.
  if (line.length > 600) return null
  const [, indented, bracketed] = /^(?:\s+([^\s@]+@[^\s@]+)\s*|<([^<>\s]+@[^<>\s]+)>:.*)$/.exec(line) ?? []
  return indented ?? bracketed ?? null
}

function readRecipient(address: string, said: string, action: DsnAction): DsnRecipient {
  const [, reply = null] = /(?:^|\s)([245]\d\d[ -][^]*?)(?=\nGiving up on|$)/.exec(said) ?? []
  return {
    finalRecipient: address,
    originalRecipient: null,
    action,
    status: /(?:\(#|\b[245]\d\d[ -])([245]\.\d{1,3}\.\d{1,3})\b/.exec(said)?.[1] ?? null,
    remoteMta: /\b(?:host|Giving up on) ([\w-]+(?:\.[\w-]+)+)/i.exec(said)?.[1] ?? null,
    diagnosticCode: reply === null ? null : { type: 'smtp', text: reply.replace(/\s+/g, ' ').trim() },
    lastAttempt: null,
    willRetryUntil: null,
  }
}

/** What follows the line that announces a copy of the message. */
function returnedHeader(lines: readonly string[]): { readonly headers: Headers; readonly text: Uint8Array } | null {
  const mark = lines.findIndex((line) => /^-{3,}.*\b(?:copy|original|returned|message)\b/i.test(line))
  const first = lines.findIndex((line, i) => mark >= 0 && i > mark && line.trim() !== '')
  if (first < 0) return null
  const text = encode(lines.slice(first).join('\n'))
  const headers = readHeaders(text)
  return headers.list.length > 0 ? { headers, text } : null
}
