import { decode, isAscii, isUtf8 } from '../protocol/bytes.ts'

type Decoder = InstanceType<typeof TextDecoder>

const decoders = new Map<string, Decoder | null>()

/**
 * The charset of octets that are said to be in this one. What has no charset, or an unknown one, is UTF-8 where it can
 * be that, else windows-1252, as browsers have it.
 */
// RFC 2046 §4.1.2
export function charsetOf(bytes: Uint8Array, said: string): string {
  const label = labelOf(said)
  if (findDecoder(label)) return label
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** Octets as text, in their {@link charsetOf}. Never fails. */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const label = labelOf(charset)
  if (isAscii(bytes) && !isStateful(label)) return decode(bytes)
  const decoder = findDecoder(label)
  if (decoder) return decoder.decode(bytes)
  return isUtf8(bytes) ? decode(bytes) : findDecoder('windows-1252')!.decode(bytes)
}

function labelOf(charset: string): string {
  return charset.toLowerCase().trim()
}

/** Charsets that are not ASCII where their octets are. */
function isStateful(label: string): boolean {
  return /^(?:csiso)?-?(?:iso-?2022|utf-?16|utf-?7|hz)/.test(label)
}

function findDecoder(label: string): Decoder | null {
  // US-ASCII with octets beyond it was declared in error, and is whatever it can be.
  if (label === '' || label === 'us-ascii' || label === 'ascii' || label === 'unknown-8bit' || label.length > 40)
    return null
  const known = decoders.get(label)
  if (known !== undefined) return known
  // There are a few hundred charsets; whoever invents more gets no place for them.
  if (decoders.size > 500) decoders.clear()
  const made = makeDecoder(label)
  decoders.set(label, made)
  return made
}

function makeDecoder(label: string): Decoder | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}
