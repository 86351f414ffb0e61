import { headerValue, readHeaders } from './headers.ts'
import type { MessagePart } from './parts.ts'
import { decodeWords } from './words.ts'

/** Octets of a name, its extension included: file systems take 255, and something may be put before it. */
const LONGEST = 120

/** Names that Windows gives to devices, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?:\.|$)/i

/** Control characters, what separates paths or has a meaning to a system, and what turns the direction of writing. */

const unfit = /[\0-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu

/**
 * A name that is one on every system, in one folder, whatever a sender wrote: no way out of the folder, no device, no
 * hidden file, no extension that only looks like one.
 * @param fallback where nothing is left of it
 */
export function safeName(name: string, fallback: string): string {
  const clean = name
    .slice(-4000)
    .normalize('NFC')
    .replace(unfit, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const extension = /[^.]\.[A-Za-z0-9]{1,15}$/.exec(clean)?.[0].slice(1) ?? ''
  const stem = clean.slice(0, clean.length - extension.length)
  const room = LONGEST - Buffer.byteLength(extension)
  const whole = `${cut(stem, room).replace(/[. ]+$/, '')}${extension}`
  if (/^[_. ]*$/.test(whole)) return fallback
  return device.test(whole) ? `_${whole}` : whole
}

/** As many whole characters as fit. */
function cut(text: string, octets: number): string {
  if (Buffer.byteLength(text) <= octets) return text
  let length = 0
  let kept = ''
  for (const character of text) {
    length += Buffer.byteLength(character)
    if (length > octets) break
    kept += character
  }
  return kept
}

/** The file that a message is exported as: its subject. */
export function exportName(message: Uint8Array, extension = '.eml'): string {
  const subject = decodeWords(headerValue(readHeaders(message), 'Subject')?.slice(0, 1000) ?? '')
  // A dot in a subject begins no extension.
  const stem = safeName(subject.replaceAll('.', ' ').slice(0, 80), 'message')
  return `${stem}${extension}`
}

const extensions: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
  'message/rfc822': '.eml',
  'message/global': '.eml',
}

/** The file that a part is saved as: the name it came with, made safe, or its place in the message. RFC 2183 §2.3 */
export function attachmentName({ filename, path, type }: Pick<MessagePart, 'filename' | 'path' | 'type'>): string {
  return safeName(filename ?? '', `part-${path}${extensions[type] ?? '.bin'}`)
}
