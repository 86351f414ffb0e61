import { CR, LF, SPACE, TAB } from '../protocol/bytes.ts'

/** Undo a transfer encoding. What is in none, or in an unknown one, stays as it is: a view, not a copy. */
// RFC 2045 §6
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  if (encoding === 'base64') return decodeBase64(bytes)
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(bytes) : bytes
}

/**
 * QUIRK: what stands between or behind the characters of the alphabet is passed over, and so is padding in the middle,
 * which a mailing list's footer or two joined files leave there.
 */
// RFC 2045 §6.8
function decodeBase64(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const padding = text.indexOf('=')
  if (padding < 0 || !/[^=\s]/.test(text.slice(padding))) return Buffer.from(text, 'base64')
  return Buffer.concat(text.split(/=+/).map((piece) => Buffer.from(piece, 'base64')))
}

const EQUALS = 0x3d

// RFC 2045 §6.7
function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(EQUALS)) return bytes
  const decoded = new Uint8Array(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i]!
    if (octet !== EQUALS) {
      decoded[length++] = octet
      continue
    }
    const [high, low] = [hexDigit(bytes[i + 1]), hexDigit(bytes[i + 2])]
    if (high >= 0 && low >= 0) {
      decoded[length++] = high * 16 + low
      i += 2
      continue
    }
    const end = softBreak(bytes, i + 1)
    // An equals sign that means nothing stays.
    if (end < 0) decoded[length++] = octet
    else i = end - 1
  }
  return decoded.subarray(0, length)
}

function hexDigit(octet: number | undefined): number {
  if (octet === undefined) return -1
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30
  const letter = octet | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/** Where the next line begins, if there is nothing before it but white space; -1 if there is. */
function softBreak(bytes: Uint8Array, from: number): number {
  let i = from
  while (bytes[i] === SPACE || bytes[i] === TAB) i++
  if (bytes[i] === CR) i++
  if (bytes[i] === LF) return i + 1
  return i === bytes.length ? i : bytes[i - 1] === CR ? i : -1
}
