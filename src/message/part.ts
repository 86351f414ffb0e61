import { concat, encode, isAscii } from '../protocol/bytes.ts'
import { joinMessage, type HeaderField } from './field.ts'

/** A MIME entity: its own fields, and its content as it goes over the wire. RFC 2045 §2.4 */
export interface Part {
  readonly fields: readonly HeaderField[]
  readonly body: Uint8Array
}

/**
 * Several parts as one.
 * @param type "multipart/mixed", parameters other than the boundary included
 * @param boundary must occur in none of the parts
 */
// RFC 2046 §5.1.1
export function multipart(type: string, boundary: string, parts: readonly Part[]): Part {
  const pieces = parts.flatMap(({ fields, body }) => [
    encode(`--${boundary}\r\n`),
    joinMessage(fields, body),
    encode('\r\n'),
  ])
  const body = concat([...pieces, encode(`--${boundary}--\r\n`)])
  const fields = [{ name: 'Content-Type', value: `${type}; boundary="${boundary}"` }]
  // A composite may not be of a narrower encoding than what it holds. RFC 2045 §6.4
  return { fields: isAscii(body) ? fields : [...fields, transferEncoding('8bit')], body }
}

export function transferEncoding(value: '7bit' | '8bit' | 'quoted-printable' | 'base64'): HeaderField {
  return { name: 'Content-Transfer-Encoding', value }
}
