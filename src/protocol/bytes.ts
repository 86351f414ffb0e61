/** Octets and text. SMTP is ASCII, with UTF-8 where RFC 6531 lets it in; everything else is kept as octets. */

export const TAB = 0x09
export const LF = 0x0a
export const CR = 0x0d
export const NUL = 0x00
export const SPACE = 0x20
export const DOT = 0x2e

export const EMPTY: Uint8Array = new Uint8Array(0)
export const CRLF: Uint8Array = Uint8Array.of(CR, LF)

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

/** UTF-8 octets of `text`. */
export function encode(text: string): Uint8Array {
  if (text.length > 200) return encoder.encode(text)
  // Short and ASCII, as replies and commands are: quicker than the encoder.
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return encoder.encode(text)
    bytes[i] = code
  }
  return bytes
}

/** `text` from UTF-8; an octet that is not UTF-8 becomes U+FFFD. */
export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Whether the octets are well-formed UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictDecoder.decode(bytes)
    return true
  } catch {
    return false
  }
}

export function isAscii(bytes: Uint8Array): boolean {
  let union = 0
  for (let i = 0; i < bytes.length; i++) union |= bytes[i]!
  return union < 0x80
}

/** One character an octet, U+0000 to U+00FF. Never fails, and `fromLatin1` undoes it exactly. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  // apply() takes its arguments on the stack, so long input goes piecewise.
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode.apply(null, bytes.subarray(from, from + 8192) as unknown as number[])
  }
  return text
}

export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i])
}
