/** A piece of a style sheet, in the order in which they stand in it. */
export type CssPiece =
  | { readonly kind: 'comment' }
  /** "@media (hover)": the name in lower case without "@", and what follows it. */
  | { readonly kind: 'at-rule'; readonly name: string; readonly prelude: string }
  /** What stands before the block of a rule. */
  | { readonly kind: 'selector'; readonly text: string; readonly isNested: boolean }
  /** A property, in lower case but for custom ones, and its value as it stands. */
  | { readonly kind: 'declaration'; readonly property: string; readonly value: string }

/** What a block is the block of. In "steps" and "descriptions" nothing is selected, and properties are of another kind. */
type Block = 'rules' | 'style' | 'steps' | 'descriptions'

/** At-rules whose block has rules in it. */
const grouping = new Set(['media', 'supports', 'layer', 'container', 'scope', 'document', 'starting-style'])

/**
 * CSS as browsers take it apart, in one way through it and without a tree: nothing in it can nest too deep.
 * @param within 'style' for the value of a style attribute, where declarations stand alone
 */
export function* readCss(css: string, within: 'rules' | 'style' = 'rules'): Generator<CssPiece> {
  const outer: Block[] = []
  let block: Block = within
  let text = ''
  let parentheses = 0
  for (let at = 0; at < css.length;) {
    const end = pieceEnd(css, at)
    const piece = css.slice(at, end)
    at = end
    if (piece.startsWith('/*')) {
      yield { kind: 'comment' }
      text += ' '
    } else if (piece === '<!--' || piece === '-->') {
      // Style sheets used to be hidden in comments of HTML.
    } else if (piece === '{' && parentheses === 0) {
      outer.push(block)
      const prelude = text.trim()
      text = ''
      const rule = AT_RULE.exec(prelude)
      if (rule) {
        const name = rule[1]!.toLowerCase()
        yield { kind: 'at-rule', name, prelude: rule[2]!.trim() }
        block = grouping.has(name) ? block : name.endsWith('keyframes') ? 'steps' : 'descriptions'
      } else if (block === 'rules' || block === 'style') {
        if (prelude !== '') yield { kind: 'selector', text: prelude, isNested: block === 'style' }
        block = 'style'
      }
    } else if ((piece === ';' || piece === '}') && parentheses === 0) {
      yield* statement(text, block)
      text = ''
      if (piece === '}') block = outer.pop() ?? within
    } else {
      if (piece === '(') parentheses++
      else if (piece === ')') parentheses = Math.max(0, parentheses - 1)
      text += piece
    }
  }
  yield* statement(text, block)
}

const PLAIN = /[^"'\\(){};/<-]+/y

/** Where the piece that begins here ends: a comment, a string, what has a meaning, or as much as there is of the rest. */
function pieceEnd(css: string, at: number): number {
  switch (css[at]) {
    case '"':
    case "'":
      return stringEnd(css, at)
    case '\\':
      return Math.min(at + 2, css.length)
    case '/':
      if (css[at + 1] !== '*') return at + 1
      return endOf(css, '*/', at + 2)
    case '<':
      return css.startsWith('<!--', at) ? at + 4 : at + 1
    case '-':
      return css.startsWith('-->', at) ? at + 3 : at + 1
    case '(':
      return isUnquotedAddress(css, at) ? endOf(css, ')', at + 1) : at + 1
    default:
      PLAIN.lastIndex = at
      return PLAIN.test(css) ? PLAIN.lastIndex : at + 1
  }
}

/** Behind what is looked for, or the end of all. */
function endOf(css: string, wanted: string, from: number): number {
  const found = css.indexOf(wanted, from)
  return found < 0 ? css.length : found + wanted.length
}

/** A string ends with its line at the latest. */
function stringEnd(css: string, at: number): number {
  const quote = css[at]
  for (let end = at + 1; end < css.length; end++) {
    if (css[end] === '\\') end++
    else if (css[end] === quote) return end + 1
    else if (css[end] === '\n') return end
  }
  return css.length
}

/** In url(…) without quotation marks anything may stand, semicolons and all. */
function isUnquotedAddress(css: string, at: number): boolean {
  return /url$/i.test(css.slice(Math.max(0, at - 3), at)) && !/^[\t\n\f\r ]*["']/.test(css.slice(at + 1, at + 100))
}

const AT_RULE = /^@([a-z-]+)([^]*)$/i

function* statement(text: string, block: Block): Generator<CssPiece> {
  const trimmed = text.trim()
  if (trimmed === '') return
  const at = AT_RULE.exec(trimmed)
  if (at) {
    yield { kind: 'at-rule', name: at[1]!.toLowerCase(), prelude: at[2]!.trim() }
    return
  }
  const colon = trimmed.indexOf(':')
  if (colon < 1 || block === 'rules' || block === 'descriptions') return
  const property = trimmed.slice(0, colon).trim()
  if (!/^-{0,2}[a-z_][\w-]*$/i.test(property)) return
  yield {
    kind: 'declaration',
    property: property.startsWith('--') ? property : property.toLowerCase(),
    value: trimmed.slice(colon + 1).trim(),
  }
}
