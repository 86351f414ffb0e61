import { decode, fromLatin1, isUtf8 } from '../protocol/bytes.ts'
import { decodeCharset } from './charset.ts'
import { decodeWords } from './words.ts'

/** What Content-Type and Content-Disposition have in common: a value, and parameters behind it. */
export interface ParameterizedValue {
  /** In lower case. */
  readonly value: string
  /** Decoded, by their names in lower case. */
  readonly params: ReadonlyMap<string, string>
}

/** Characters of a field that are looked at, and parameters that are kept. */
const CEILING = 16_384
const MOST = 100

const separators = /[\s;]*/y

/** `name [*] = "quoted" / token`; what is no parameter is passed over. */
const parameter = /([^\s=;"*]+)((?:\*\d{1,3})?\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))|[^;"]*"[^"]*"?|[^;]*;/gsy

// RFC 2045 §5.1
export function parseParameters(field: string): ParameterizedValue {
  const text = field.slice(0, CEILING)
  const semicolon = text.indexOf(';')
  const first = semicolon < 0 ? text : text.slice(0, semicolon)
  const value = (first.includes('(') ? first.replace(/\([^()]*\)/g, '') : first).trim().toLowerCase()
  return { value, params: semicolon < 0 ? none : readParams(text.slice(semicolon + 1)) }
}

const none: ReadonlyMap<string, string> = new Map()

interface Piece {
  readonly text: string
  readonly isExtended: boolean
}

function readParams(text: string): ReadonlyMap<string, string> {
  const params = new Map<string, string>()
  const continued = new Map<string, Piece[]>()
  let count = 0
  for (let at = 0; count < MOST; at = parameter.lastIndex) {
    // Apart from the rest, which would else be tried behind each of them.
    separators.lastIndex = at
    separators.test(text)
    parameter.lastIndex = separators.lastIndex
    const found = parameter.exec(text)
    if (!found || found[0] === '') break
    const [, name, mark = '', quoted, token = ''] = found
    if (name === undefined) continue
    count++
    const key = name.toLowerCase()
    const given = quoted?.replace(/\\(.)/gs, '$1') ?? token.trim()
    if (mark === '') {
      if (!params.has(key)) params.set(key, plainValue(given))
      continue
    }
    const pieces = continued.get(key) ?? []
    const number = /\d+/.exec(mark)
    const index = number ? Number(number[0]) : 0
    if (index < MOST) pieces[index] ??= { text: given, isExtended: mark.endsWith('*') }
    continued.set(key, pieces)
  }
  // The extended form counts where both are there.
  for (const [key, pieces] of continued) params.set(key, joinPieces(pieces))
  return params
}

/** QUIRK: encoded words where no encoded words may be, and octets that are of no charset: both are all over the place. */
function plainValue(text: string): string {
  return text.includes('=?') ? decodeWords(text) : text
}

// extended-initial-value = [charset] "'" [language] "'" extended-other-values
// RFC 2231 §4.1
function joinPieces(pieces: readonly (Piece | undefined)[]): string {
  let charset = ''
  let octets = ''
  for (const [i, piece] of pieces.entries()) {
    // A number that is missing ends the value.
    if (!piece) break
    let { text } = piece
    if (piece.isExtended) {
      if (i === 0) {
        const [, named = '', rest = text] = /^([^']*)'[^']*'(.*)$/s.exec(text) ?? []
        charset = named
        text = rest
      }
      text = text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    }
    octets += text
  }
  // Beyond one octet a character: it was text already, from a header in UTF-8.
  if (/[^\0-\xff]/.test(octets)) return octets
  const bytes = fromLatin1(octets)
  return charset === '' && isUtf8(bytes) ? decode(bytes) : decodeCharset(bytes, charset)
}
