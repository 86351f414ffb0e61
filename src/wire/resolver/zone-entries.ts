/** A word of a master file. */
export interface Word {
  readonly text: string
  /** It stood between quotation marks: a string, whatever it looks like. */
  readonly quoted: boolean
}

/** A record or a control entry: one line, or several held together by parentheses. */
export interface Entry {
  /** Where it begins, from 1. */
  readonly line: number
  /** It begins with white space: the owner is that of the entry before. */
  readonly isIndented: boolean
  readonly words: readonly Word[]
}

// Comments go to the end of the line, parentheses hold lines together, "\X" and "\DDD" stand for a character.
// RFC 1035 §5.1
const token =
  /(?<space>[ \t\r\f]+)|(?<comment>;[^\n]*)|(?<mark>[()\n])|"(?<string>(?:[^"\\\n]|\\.)*)"|(?<bare>[^\s;()"]+)/y

/** @throws RangeError that names the line */
export function readEntries(text: string): readonly Entry[] {
  const entries: Entry[] = []
  let words: Word[] = []
  let [line, from, depth] = [1, 1, 0]
  let [isIndented, isAtStart] = [false, true]
  const finish = () => {
    if (words.length > 0) entries.push({ line: from, isIndented, words })
    words = []
    isAtStart = true
  }
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    const groups = token.exec(text)?.groups
    if (!groups) throw new RangeError(`line ${line}: a quotation mark without its other half`)
    const { space, mark, string, bare } = groups
    if (isAtStart) {
      ;[isIndented, isAtStart, from] = [space !== undefined, false, line]
    }
    if (string !== undefined) words.push({ text: unescape(string), quoted: true })
    else if (bare !== undefined) words.push({ text: bare, quoted: false })
    else if (mark === '(') depth++
    else if (mark === ')' && --depth < 0) throw new RangeError(`line ${line}: ")" without "("`)
    else if (mark === '\n') {
      line++
      if (depth === 0) finish()
    }
  }
  if (depth > 0) throw new RangeError(`line ${from}: "(" without ")"`)
  finish()
  return entries
}

/** "\DDD" is an octet, of UTF-8 as a rule. */
function unescape(text: string): string {
  const octets = Buffer.from(text)
    .toString('latin1')
    .replace(/\\(\d{3}|.)/g, (_, escaped: string) =>
      escaped.length === 3 ? String.fromCharCode(Number(escaped)) : escaped,
    )
  return Buffer.from(octets, 'latin1').toString('utf8')
}
