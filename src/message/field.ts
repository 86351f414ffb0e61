import { concat, encode } from '../protocol/bytes.ts'

/** One field of a message header. A name of '' is a line without a colon, which only a tester sends. */
export interface HeaderField {
  readonly name: string
  readonly value: string
}

/** What is to be changed about a header that exists. Names match whatever their case. */
export interface HeaderEdits {
  /** Each takes the place of the fields of its name, or is added; a null value takes them away. The last of a name counts. */
  readonly set?: readonly { readonly name: string; readonly value: string | null }[]
  /** Added at the end, beside what is there. */
  readonly add?: readonly HeaderField[]
}

/** Lines should be no longer than this, CRLF left out. RFC 5322 §2.1.1 */
const GOOD_LENGTH = 78

/** The field as text, folded, CRLF at the end. */
export function writeField({ name, value }: HeaderField): string {
  // A line end that no white space follows would begin a field of its own.
  const oneField = value.replace(/\r?\n(?![ \t])|\r(?!\n)/g, ' ')
  return `${fold(name === '' ? oneField : `${name}: ${oneField}`)}\r\n`
}

export function writeFields(fields: readonly HeaderField[]): Uint8Array {
  return encode(fields.map(writeField).join(''))
}

/**
 * Fold one header line before its white space, so that unfolding gives back the same text. A word is never broken,
 * and neither is the line behind the name: a value that does not fit stays where people look for it.
 */
// RFC 5322 §2.2.3
function fold(line: string): string {
  return line
    .split(/\r?\n/)
    .flatMap((part) => foldLine(part))
    .join('\r\n')
}

function foldLine(line: string): string[] {
  if (line.length <= GOOD_LENGTH) return [line]
  // Each word with the white space before it; a colon and the first word stay together.
  const words = line.match(/^[^\s:]+:[ \t]*\S+|[ \t]*[^ \t]+|[ \t]+$/g) ?? [line]
  const lines: string[] = []
  let current = ''
  for (const word of words) {
    const canBreak = current !== '' && /^[ \t]+\S/.test(word)
    if (canBreak && current.length + word.length > GOOD_LENGTH) {
      lines.push(current)
      current = word
    } else current += word
  }
  return [...lines, current]
}

/**
 * Apply `edits` to a list of fields in any representation.
 * @param make represents a field that was not in the list
 */
export function editFields<F extends { readonly name: string }>(
  fields: readonly F[],
  edits: HeaderEdits,
  make: (field: HeaderField) => F,
): F[] {
  const set = new Map((edits.set ?? []).map((edit) => [edit.name.toLowerCase(), edit]))
  const placed = new Set<string>()
  const edited = fields.flatMap((field) => {
    const name = field.name.toLowerCase()
    const edit = set.get(name)
    if (!edit) return [field]
    if (edit.value === null || placed.has(name)) return []
    placed.add(name)
    return [make({ name: edit.name, value: edit.value })]
  })
  for (const [key, { name, value }] of set) {
    if (value !== null && !placed.has(key)) edited.push(make({ name, value }))
  }
  return [...edited, ...(edits.add ?? []).map(make)]
}

/** A header and what follows it, as octets. */
export function joinMessage(fields: readonly HeaderField[], body: Uint8Array): Uint8Array {
  return concat([writeFields(fields), encode('\r\n'), body])
}
