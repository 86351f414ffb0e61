import { decodeHTML, decodeHTMLAttribute } from 'entities'

/** A piece of HTML. Names are in lower case. */
export type HtmlToken =
  /** `raw` still has its character references. In a style sheet or a script there are none. */
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'start'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'end'; readonly name: string }
  /** A comment, a document type, or what browsers take for one of them: from "<" to ">". */
  | { readonly kind: 'declaration'; readonly raw: string }

/** Elements whose content is text whatever it looks like. */
const rawElements = new Set([
  'style',
  'script',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'title',
  'textarea',
  'plaintext',
])

/** Attributes of one element that are kept. */
const MOST_ATTRIBUTES = 100

const TAG_NAME = /[A-Za-z][^\t\n\f\r />]*/y
const ATTRIBUTE =
  /[\t\n\f\r /]*(?:(=?[^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)(?:"|$)|'([^']*)(?:'|$)|([^\t\n\f\r >]*)))?)/y

/**
 * HTML as browsers take it apart, in one way through it and without a tree: nothing in it can nest too deep. What comes
 * of it is safe only as it is written again: `writeText`.
 */
export function* readHtml(html: string): Generator<HtmlToken> {
  let at = 0
  let textStart = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    const next = html.charCodeAt(open + 1)
    const isEnd = next === SLASH
    TAG_NAME.lastIndex = open + (isEnd ? 2 : 1)
    const name = TAG_NAME.exec(html)?.[0].toLowerCase()
    if (name === undefined && !isEnd && next !== BANG && next !== QUESTION) {
      at = open + 1
      continue
    }
    if (open > textStart) yield { kind: 'text', raw: html.slice(textStart, open) }
    if (name === undefined) {
      at = textStart = skipDeclaration(html, open)
      yield { kind: 'declaration', raw: html.slice(open, at) }
      continue
    }
    const tag = readAttributes(html, TAG_NAME.lastIndex)
    at = textStart = tag.end
    // A tag that is cut off at the end is none.
    if (!tag.isWhole) return
    if (isEnd) {
      yield { kind: 'end', name }
      continue
    }
    yield { kind: 'start', name, attributes: tag.attributes }
    if (!rawElements.has(name)) continue
    const end = rawEnd(html, name, at)
    if (end > at) yield { kind: 'text', raw: html.slice(at, end) }
    at = textStart = end
  }
  if (html.length > textStart) yield { kind: 'text', raw: html.slice(textStart) }
}

const SLASH = 0x2f
const BANG = 0x21
const QUESTION = 0x3f

/** The text that is meant by a piece of HTML without tags. */
export function decodeText(raw: string): string {
  return raw.includes('&') ? decodeHTML(raw) : raw
}

/** A text token as HTML again. A character reference makes no markup, and stays. */
export function writeText(raw: string): string {
  return raw.replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function writeAttribute(name: string, value: string): string {
  return ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`
}

/** Where a comment, a document type or another declaration ends. */
function skipDeclaration(html: string, open: number): number {
  if (!html.startsWith('<!--', open)) {
    const close = html.indexOf('>', open)
    return close < 0 ? html.length : close + 1
  }
  const end = /^-?>|--!?>/g
  // A comment that is empty may lack what ends the others.
  if (html.startsWith('>', open + 4)) return open + 5
  if (html.startsWith('->', open + 4)) return open + 6
  end.lastIndex = open + 4
  return end.exec(html) ? end.lastIndex : html.length
}

interface Tag {
  readonly attributes: ReadonlyMap<string, string>
  readonly end: number
  readonly isWhole: boolean
}

function readAttributes(html: string, from: number): Tag {
  const attributes = new Map<string, string>()
  let at = from
  while (at < html.length) {
    ATTRIBUTE.lastIndex = at
    const [, name = '', double, single, bare] = ATTRIBUTE.exec(html) ?? []
    at = ATTRIBUTE.lastIndex
    if (name !== '' && attributes.size < MOST_ATTRIBUTES) {
      const key = name.toLowerCase()
      const value = double ?? single ?? bare ?? ''
      // The first of a name counts.
      if (!attributes.has(key)) attributes.set(key, value.includes('&') ? decodeHTMLAttribute(value) : value)
    }
    if (html[at] === '>') return { attributes, end: at + 1, isWhole: true }
  }
  return { attributes, end: html.length, isWhole: false }
}

/** Where the end tag of an element begins whose content is no markup. */
function rawEnd(html: string, name: string, from: number): number {
  if (name === 'plaintext') return html.length
  const end = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  end.lastIndex = from
  return end.exec(html)?.index ?? html.length
}
