import { parseTemplate, type Template } from './template.ts'

/** What a reply is expected to be. */
export interface ReplyPattern {
  /** Any of them will do; none of them, that there is a reply is enough. */
  readonly codes: readonly CodePattern[]
  /** One for each line that was written; at least one. */
  readonly texts: readonly TextPattern[]
}

export interface CodePattern {
  /** Three digits, "x" for any: "250", "2xx". */
  readonly digits: string
  /** Any code but these: "!5xx". */
  readonly isNegated: boolean
}

export type TextPattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  /** Compared only where a script is played exactly. */
  | { readonly kind: 'literal'; readonly template: Template }

/** One `S:` line. */
export interface ReplyLinePattern {
  readonly alternatives: readonly { readonly codes: readonly CodePattern[]; readonly text: TextPattern }[]
  /** Whether more lines of the same reply are to come: "250-". */
  readonly goesOn: boolean
  /** Whether it may have been said in just these words: one code, and no pattern. */
  readonly isLiteral: boolean
}

const CODES = String.raw`!?[1-9x][\dx]{2}(?:\|!?[1-9x][\dx]{2})*(?![\w|])`
const codesHere = new RegExp(`(${CODES}|\\*(?= |$))(-| |$)`, 'iy')
const nextAlternative = new RegExp(` ?\\| (?=${CODES})`, 'iy')
const patternHere = /\/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/(i?)(?= \| |$)/y
const literalHere = new RegExp(`.*?(?= \\| ${CODES}|$)`, 'isy')

/**
 * Read what stands behind `S:`.
 * @throws RangeError in words fit for "expected …"
 */
// reply-line = alternative *( " | " alternative )
// alternative = codes [ ("-" / SP) [ "*" / "/" regex "/" [ "i" ] / text ] ]
// codes = code *( "|" code ) / "*"
// code = ["!"] 3( DIGIT / "x" )
export function parseReplyLine(text: string): ReplyLinePattern {
  const alternatives: { codes: readonly CodePattern[]; text: TextPattern }[] = []
  let at = 0
  let goesOn = false
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found
  }
  do {
    const head = match(codesHere)
    if (!head) throw new RangeError('a reply code, as 250, 2xx, 250|251 or !5xx, with a space or "-" behind it')
    goesOn = head[2] === '-'
    alternatives.push({ codes: readCodes(head[1]!), text: readText() })
  } while (match(nextAlternative))
  if (goesOn && (alternatives.length > 1 || !isPlainCode(alternatives[0]!.codes)))
    throw new RangeError('one code before the "-", which must be that of the last line, where alternatives may stand')
  const [first] = alternatives
  return {
    alternatives,
    goesOn,
    isLiteral: alternatives.length === 1 && isPlainCode(first!.codes) && first!.text.kind !== 'pattern',
  }

  function readText(): TextPattern {
    nextAlternative.lastIndex = at
    if (at === text.length || nextAlternative.test(text)) return { kind: 'any' }
    if (text[at] === '/') {
      const found = match(patternHere)
      if (!found) throw new RangeError('a pattern as "/queued as (.+)/", with "/" written "\\/" in it')
      return { kind: 'pattern', pattern: compile(found[1]!, found[2]!) }
    }
    const literal = match(literalHere)![0]
    return literal === '*' ? { kind: 'any' } : { kind: 'literal', template: parseTemplate(literal) }
  }
}

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `m${flags}`)
  } catch (error) {
    throw new RangeError(`a pattern that can be read: ${(error as SyntaxError).message}`, { cause: error })
  }
}

/**
 * Read codes: "250|251", "!5xx", or "*" for whatever there is.
 * @throws RangeError
 */
export function parseCodes(text: string): CodePattern[] {
  if (!new RegExp(`^(?:${CODES}|\\*)$`, 'i').test(text))
    throw new RangeError('reply codes, as 250, 2xx, 250|251 or !5xx')
  return readCodes(text)
}

function readCodes(text: string): CodePattern[] {
  if (text === '*') return []
  return text.split('|').map((code) => ({
    digits: code.replace('!', '').toLowerCase(),
    isNegated: code.startsWith('!'),
  }))
}

/** Whether it is one code and nothing else. */
export function isPlainCode(codes: readonly CodePattern[]): boolean {
  return codes.length === 1 && !codes[0]!.isNegated && !codes[0]!.digits.includes('x')
}

export function matchCode(codes: readonly CodePattern[], code: number): boolean {
  const digits = String(code)
  return (
    codes.length === 0 ||
    codes.some((pattern) => {
      const isLike =
        digits.length === 3 && [...pattern.digits].every((digit, i) => digit === 'x' || digit === digits[i])
      return isLike !== pattern.isNegated
    })
  )
}

/** In words, for "expected …". */
export function describeCodes(codes: readonly CodePattern[]): string {
  if (codes.length === 0) return 'any reply'
  return codes.map(({ digits, isNegated }) => (isNegated ? `anything but ${digits}` : digits)).join(' or ')
}
