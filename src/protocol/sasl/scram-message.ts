import { decode, isUtf8 } from '../bytes.ts'

/** Attributes of one SCRAM message, in their order. RFC 5802 §5.1 */
export type Attributes = readonly (readonly [name: string, value: string])[]

// attr-val = ALPHA "=" value
// RFC 5802 §7
export function parseAttributes(text: string): Attributes | null {
  const attributes: (readonly [string, string])[] = []
  for (const part of text.split(',')) {
    const match = /^([A-Za-z])=([^\0]+)$/s.exec(part)
    if (!match) return null
    attributes.push([match[1]!, match[2]!])
  }
  return attributes
}

/** The values of attributes that must stand in exactly this order, extensions behind them; null where they do not. */
export function inOrder(attributes: Attributes | null, ...names: readonly string[]): string[] | null {
  if (!attributes || names.some((name, i) => attributes[i]?.[0] !== name)) return null
  return names.map((_, i) => attributes[i]![1])
}

/** Null where the octets are no UTF-8. */
export function readText(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? decode(bytes) : null
}

// printable = %x21-2B / %x2D-7E
// RFC 5802 §7
export function isNonce(text: string): boolean {
  return /^[!-+\--~]+$/.test(text)
}

export function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((octet, i) => octet ^ b[i]!)
}

/** As long whether they differ in the first octet or in the last. */
export function isSameSecret(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0)
  return difference === 0
}
