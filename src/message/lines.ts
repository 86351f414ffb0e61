import { CR, encode, LF, NUL } from '../protocol/bytes.ts'
import { limits } from '../protocol/limits.ts'

/** Text as the octets of lines, each ended by CRLF. */
export function textLines(text: string): Uint8Array {
  const lines = text.replace(/\r?\n|\r/g, '\r\n')
  return encode(lines === '' || lines.endsWith('\r\n') ? lines : `${lines}\r\n`)
}

/** Whether SMTP carries the octets unchanged as lines: only CRLF ends them, none is too long, and there is no NUL. */
// RFC 2045 §2.7, RFC 2045 §2.8
export function isLines(bytes: Uint8Array): boolean {
  let lineStart = 0
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i]!
    if (octet > CR) continue
    if (octet === NUL || octet === LF) return false
    if (octet !== CR) continue
    if (bytes[++i] !== LF || i + 1 - lineStart > limits.textLine) return false
    lineStart = i + 1
  }
  return bytes.length - lineStart <= limits.textLine - 2
}

/** Octets in base64, lines of 76. RFC 2045 §6.8 */
export function base64Lines(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
  return encode(text.replace(/.{1,76}/g, '$&\r\n'))
}
