import { decode, encode, isUtf8 } from './bytes.ts'

/** Octets as one printable line: `\r \n \t \0 \\ \xHH`; well-formed UTF-8 stays as it is. */
export function escapeBytes(bytes: Uint8Array): string {
  const text = isUtf8(bytes) ? decode(bytes) : null
  if (text !== null) return escapeText(text)
  let out = ''
  for (const octet of bytes) out += octet < 0x80 ? escapeText(String.fromCharCode(octet)) : hex(octet)
  return out
}

/** `text` with what would break or disguise a line written as an escape. */
export function escapeText(text: string): string {
  return text.replace(/[\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    switch (character) {
      case '\\':
        return '\\\\'
      case '\r':
        return '\\r'
      case '\n':
        return '\\n'
      case '\t':
        return '\\t'
      case '\0':
        return '\\0'
    }
    const code = character.charCodeAt(0)
    return code < 0x80 ? hex(code) : `\\u{${code.toString(16)}}`
  })
}

/**
 * Undo {@link escapeBytes}. `\xHH` is one octet, whatever it is; other characters are UTF-8.
 * @throws RangeError naming the escape that is not one.
 */
export function unescapeBytes(text: string): Uint8Array {
  const parts: number[] = []
  const pattern = /\\(?:x([0-9a-fA-F]{2})|u\{((?:10|[0-9a-fA-F])?[0-9a-fA-F]{1,4})\}|([rntf0e\\"' ]))|\\(.?)|[^\\]+/gsu
  for (const [found, octet, point, letter, bad] of text.matchAll(pattern)) {
    if (octet !== undefined) parts.push(parseInt(octet, 16))
    else if (point !== undefined) parts.push(...encode(String.fromCodePoint(parseInt(point, 16))))
    else if (letter !== undefined) parts.push(letters[letter]!)
    else if (bad !== undefined) throw new RangeError(`"\\${bad}" is not an escape: use \\r \\n \\t \\0 \\\\ \\" \\xHH`)
    else parts.push(...encode(found))
  }
  return Uint8Array.from(parts)
}

const letters: Record<string, number> = {
  r: 13,
  n: 10,
  t: 9,
  f: 12,
  '0': 0,
  e: 27,
  '\\': 92,
  '"': 34,
  "'": 39,
  ' ': 32,
}

function hex(code: number): string {
  return `\\x${code.toString(16).padStart(2, '0')}`
}
