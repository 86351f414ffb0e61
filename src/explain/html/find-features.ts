import { readCss } from '../../message/css-pieces.ts'
import { readContentIdUrl } from '../../message/content-id-url.ts'
import { readHtml } from '../../message/html-tokens.ts'
import { readConditional } from './conditional.ts'
import { tellSelector, tellValue } from './css-found.ts'

/** What an HTML document makes use of. */
export interface FoundFeatures {
  /** How often each is: "element:table", "property:gap", "image:webp" … */
  readonly counts: ReadonlyMap<string, number>
  /** Of these, how often where Word alone reads it, in conditional comments, and where all but Word do. */
  readonly wordOnly: ReadonlyMap<string, number>
  readonly othersOnly: ReadonlyMap<string, number>
  /** Elements. */
  readonly nodes: number
  /** There is more HTML than was looked at. */
  readonly isCut: boolean
}

/** Characters of HTML that are looked at: five times what Gmail shows. */
const CEILING = 512 * 1024

/** Names that are counted: a document can make up any number of them. */
const MOST_NAMES = 5000

/** Selectors, declarations and the like that are looked at: a newsletter has some thousands. */
const MOST_PIECES = 20_000

/**
 * Find what a document makes use of, in one way through it: in time and memory by its length, and however deep it is.
 * What is in comments is not among it, but for those with a condition that Word meets; styles are, whatever medium they
 * are for.
 * @param typeOf the media type of an image that came with the message, by its Content-ID without brackets
 */
export function findFeatures(
  html: string,
  typeOf: (contentId: string) => string | null = () => null,
  ceiling = CEILING,
): FoundFeatures {
  const finder = new FeatureFinder(typeOf)
  finder.read(html.slice(0, ceiling))
  const { counts, wordOnly, othersOnly, nodes, pieces } = finder
  return { counts, wordOnly, othersOnly, nodes, isCut: html.length > ceiling || pieces > MOST_PIECES }
}

class FeatureFinder {
  readonly counts = new Map<string, number>()
  readonly wordOnly = new Map<string, number>()
  readonly othersOnly = new Map<string, number>()
  nodes = 0
  /** Of CSS. */
  pieces = 0
  readonly #typeOf: (contentId: string) => string | null
  #isStyle = false
  /** Who reads what is being read: null for everybody. */
  #readers: 'word' | 'others' | null = null

  constructor(typeOf: (contentId: string) => string | null) {
    this.#typeOf = typeOf
  }

  read(html: string): void {
    if (html.includes('<!--')) this.#tell('html-comment')
    if (/^\s{0,1000}<!doctype\s{1,100}html\s{0,100}>/i.test(html)) this.#tell('doctype')
    this.#read(html)
  }

  #read(html: string): void {
    for (const token of readHtml(html)) {
      if (token.kind === 'start') this.#element(token.name, token.attributes)
      else if (token.kind === 'end') this.#isStyle = false
      else if (token.kind === 'declaration') this.#declaration(token.raw)
      else if (this.#isStyle) this.#css(token.raw, 'rules')
    }
  }

  #declaration(raw: string): void {
    // One within another has no meaning, and could be nested too deep.
    if (this.#readers === 'word') return
    const found = readConditional(raw)
    if (found?.kind === 'end') this.#readers = null
    else if (found?.kind === 'revealed') this.#readers = found.holds ? null : 'others'
    else if (found?.holds && this.#readers === null) {
      this.#readers = 'word'
      this.#read(found.html)
      this.#readers = null
      this.#isStyle = false
    }
  }

  readonly #tell = (feature: string): void => {
    const count = this.counts.get(feature)
    if (count === undefined && this.counts.size >= MOST_NAMES) return
    this.counts.set(feature, (count ?? 0) + 1)
    if (this.#readers === null) return
    const some = this.#readers === 'word' ? this.wordOnly : this.othersOnly
    some.set(feature, (some.get(feature) ?? 0) + 1)
  }

  #element(name: string, attributes: ReadonlyMap<string, string>): void {
    this.nodes++
    this.#isStyle = name === 'style'
    this.#tell(`element:${name}`)
    for (const [key, value] of attributes) {
      if (key === 'style') this.#css(value, 'style')
      else this.#tell(key.startsWith('aria-') ? `attribute:aria:${key.slice(5)}` : `attribute:${key}`)
    }
    const type = attributes.get('type')?.trim().toLowerCase()
    if (name === 'input') this.#tell(`input:${type === undefined || type === '' ? 'text' : type}`)
    else if (name === 'button') this.#tell(`button:${type ?? 'submit'}`)
    else if (name === 'meta' && /^(?:supported-)?color-schemes?$/i.test(attributes.get('name') ?? '')) {
      this.#tell('meta:color-scheme')
    } else if (name === 'a' || name === 'area') this.#link(attributes.get('href') ?? '')
    const source = name === 'img' ? attributes.get('src') : attributes.get('background')
    if (source !== undefined) this.#image(source)
    const more = name === 'img' || name === 'source' ? attributes.get('srcset') : undefined
    for (const each of more?.split(',').slice(0, 100) ?? []) this.#image(each.trim().split(/\s/, 1)[0]!)
  }

  #link(href: string): void {
    const address = href.trim()
    if (/^#./.test(address)) this.#tell('anchor')
    else if (/^mailto:/i.test(address)) this.#tell('mailto')
  }

  #css(css: string, within: 'rules' | 'style'): void {
    for (const piece of readCss(css, within)) {
      if (++this.pieces > MOST_PIECES) return
      if (piece.kind === 'comment') this.#tell('css-comment')
      else if (piece.kind === 'selector') {
        if (piece.isNested) this.#tell('nesting')
        tellSelector(piece.text, this.#tell)
      } else if (piece.kind === 'at-rule') this.#atRule(piece.name, piece.prelude)
      else {
        this.#tell(piece.property.startsWith('--') ? 'variable' : `property:${piece.property}`)
        tellValue(piece.property, piece.value, this.#tell, (address) => this.#image(address))
      }
    }
  }

  #atRule(name: string, prelude: string): void {
    this.#tell(`at:${name.replace(/^-(?:webkit|moz|ms|o)-/, '')}`)
    if (name !== 'media') return
    const found = new Set<string>()
    for (const [, feature] of prelude.slice(0, 10_000).matchAll(/\(\s*([a-z-]+)/gi)) {
      const plain = feature!
        .toLowerCase()
        .replace(/^-(?:webkit|moz|o)-|^any-/, '')
        .replace(/^(?:min|max)-(?:-moz-)?/, '')
      found.add(plain)
    }
    for (const feature of found) this.#tell(`media:${feature}`)
  }

  #image(given: string): void {
    const address = given.trim()
    const contentId = readContentIdUrl(address)
    const type = contentId === null ? (/^data:([^;,]{0,100})/i.exec(address)?.[1] ?? null) : this.#typeOf(contentId)
    if (/^data:[^,]{0,200};base64,/i.test(address)) this.#tell('image:base64')
    const name = type === null ? /\.([a-z0-9]{2,5})(?:[?#]|$)/i.exec(lastOf(address))?.[1] : type.replace(/^.*\//, '')
    const format = name?.toLowerCase() ?? ''
    this.#tell(`image:${formats[format] ?? format}`)
  }
}

/** One format, one name. */
const formats: Readonly<Record<string, string>> = {
  jpeg: 'jpg',
  jpe: 'jpg',
  'svg+xml': 'svg',
  tif: 'tiff',
  heic: 'heif',
  'x-icon': 'ico',
  'vnd.microsoft.icon': 'ico',
  'x-ms-bmp': 'bmp',
}

/** The name in a path: what is before the query, behind the last "/". */
function lastOf(address: string): string {
  const path = address.slice(0, 2000).split(/[?#]/, 1)[0]!
  return path.slice(path.lastIndexOf('/') + 1)
}
