import { decodeCharset } from './charset.ts'
import { findPart, isMultipart, readParts, type MessagePart } from './parts.ts'
import { decodeTransfer } from './transfer.ts'

/** The content of a part, its transfer encoding undone. What is in none is a view into the message. */
export function partContent(message: Uint8Array, part: MessagePart): Uint8Array {
  const body = message.subarray(part.bodyOffset, part.end)
  // A composite is in no encoding, whatever it says. RFC 2045 §6.4
  return isMultipart(part) ? body : decodeTransfer(body, part.encoding)
}

/**
 * The content of a part as text, with LF for line ends.
 * @param ceiling octets of the part, as they stand in the message, that are read
 */
export function partText(message: Uint8Array, part: MessagePart, ceiling = Infinity): string {
  const end = Math.min(part.end, part.bodyOffset + ceiling)
  const text = decodeCharset(partContent(message, { ...part, end }), part.params.get('charset') ?? '')
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  return part.params.get('format')?.toLowerCase() === 'flowed' ? joinFlowed(lines, part.params) : lines
}

/** One part of a message by its path; null where there is none. */
export function readPart(message: Uint8Array, path: string): { part: MessagePart; content: Uint8Array } | null {
  const part = findPart(readParts(message), path)
  return part && { part, content: partContent(message, part) }
}

/** A space at the end of a line says that the line goes on, so that a link that was broken in two is one again: RFC 3676. */
function joinFlowed(text: string, params: ReadonlyMap<string, string>): string {
  const isSpaceOurs = params.get('delsp')?.toLowerCase() === 'yes'
  return text.replace(/^(?!-- $)(.*) \n(?!>)/gm, isSpaceOurs ? '$1' : '$1 ').replace(/^ /gm, '')
}
