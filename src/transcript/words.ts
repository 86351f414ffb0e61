import { decode } from '../protocol/bytes.ts'
import { escapeText, unescapeBytes } from '../protocol/escapes.ts'

/**
 * Words of a directive: separated by blanks; one that holds blanks, quotes or `#` stands in double quotes, with
 * escapes. `-` stands for nothing at all.
 */
export function writeWord(word: string | null): string {
  if (word === null) return '-'
  if (/^[^\s"\\#=]+$/.test(word) && word !== '-' && escapeText(word) === word) return word
  return `"${escapeText(word)
    .replace(/"/g, '\\"')
    .replace(/ (?=#)/g, '\\x20')}"`
}

/** `name=word` */
export function writePair(name: string, word: string | null): string {
  return `${name}=${writeWord(word)}`
}

/** One word; with a name where it is a pair. */
export interface Word {
  readonly name: string | null
  readonly value: string | null
  readonly isQuoted: boolean
}

/** Undo {@link writeWord} and {@link writePair}. Null where a quote is not closed, or an escape is none. */
export function readWords(text: string): Word[] | null {
  const words: Word[] = []
  let rest = text.trim()
  while (rest !== '') {
    const match = /^(?:([a-z][\w-]*)=)?(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?:\s+|$)/.exec(rest)
    if (!match) return null
    const [whole, name = null, quoted, bare] = match
    const value = quoted === undefined ? (bare === '-' ? null : bare!) : unquote(quoted)
    if (value === undefined) return null
    words.push({ name, value, isQuoted: quoted !== undefined })
    rest = rest.slice(whole.length)
  }
  return words
}

function unquote(text: string): string | undefined {
  try {
    return decode(unescapeBytes(text))
  } catch {
    return undefined
  }
}
