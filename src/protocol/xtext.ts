import { decode, encode } from './bytes.ts'

// xtext = *( xchar / hexchar ); hexchar = "+" 2(%x30-39 / %x41-46)
// RFC 3461 §4
export function isXtext(text: string): boolean {
  return /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})*$/.test(text)
}

/** Octets outside printable ASCII, "+" and "=" as `+HH`. RFC 3461 §4 */
export function writeXtext(text: string): string {
  let out = ''
  for (const octet of encode(text)) {
    const character = String.fromCharCode(octet)
    out += isXtext(character) ? character : `+${octet.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return out
}

/** Undo {@link writeXtext}; a "+" that begins no hexchar stays as it is. RFC 3461 §4 */
export function parseXtext(text: string): string {
  const octets: number[] = []
  for (const [found, hex] of text.matchAll(/\+([0-9A-Fa-f]{2})|[^+]+|\+/g)) {
    if (hex !== undefined) octets.push(parseInt(hex, 16))
    else octets.push(...encode(found))
  }
  return decode(Uint8Array.from(octets))
}
