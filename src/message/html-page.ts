import { decodeText, readHtml } from './html-tokens.ts'

/** What an HTML document says, and where it leads. */
export interface HtmlPage {
  /** The text, hidden text too: what stands on top for the list of messages alone is hidden more often than not. */
  readonly text: string
  /** In their order, {@link MOST} at most. */
  readonly links: readonly HtmlLink[]
  readonly images: readonly HtmlImage[]
  /** Where style sheets are to be fetched from. */
  readonly styleSheets: readonly string[]
}

export interface HtmlLink {
  readonly href: string
  /** What is there to be clicked on, in one line; '' for an image. */
  readonly text: string
}

export interface HtmlImage {
  readonly src: string
  /** Null where there is none; '' says that the image is decoration. */
  readonly alt: string | null
}

/** Links, images and style sheets that are kept, of each kind, and characters of each address. */
const MOST = 1000
const LONGEST = 4096

const unseen = new Set(['style', 'script', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'textarea', 'plaintext'])
const blocks = new Set(
  'address article aside blockquote br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
)

/** Read HTML for what it says. @param ceiling characters that are read */
export function readPage(html: string, ceiling = 1024 * 1024): HtmlPage {
  const reader = new PageReader()
  for (const token of readHtml(html.slice(0, ceiling))) {
    if (token.kind === 'text') reader.readText(token.raw)
    else if (token.kind === 'start') reader.start(token.name, token.attributes)
    else if (token.kind === 'end') reader.end(token.name)
  }
  return reader.finish()
}

class PageReader {
  readonly #text: string[] = []
  readonly #links: HtmlLink[] = []
  readonly #images: HtmlImage[] = []
  readonly #styleSheets: string[] = []
  #unseen: string | null = null
  #link: { readonly href: string; readonly from: number } | null = null

  readText(raw: string): void {
    // A space that stands alone, as most do, is left as it is: to replace it takes as long as all the rest.
    if (this.#unseen === null) this.#text.push(decodeText(raw).replace(/[ \t\r\n\f]{2,}|[\t\r\n\f]/g, ' '))
  }

  start(name: string, attributes: ReadonlyMap<string, string>): void {
    if (unseen.has(name)) this.#unseen = name
    else if (blocks.has(name)) this.#text.push('\n')
    else if (name === 'td' || name === 'th') this.#text.push(' ')
    else if (name === 'a' || name === 'area') this.#startLink(attributes.get('href'), name === 'area')
    else if (name === 'img' && this.#images.length < MOST) {
      this.#images.push({ src: address(attributes.get('src')), alt: attributes.get('alt') ?? null })
    } else if (name === 'link' && this.#styleSheets.length < MOST && isStyleSheet(attributes)) {
      this.#styleSheets.push(address(attributes.get('href')))
    }
  }

  end(name: string): void {
    if (name === this.#unseen) this.#unseen = null
    else if (name === 'a') this.#endLink()
    else if (blocks.has(name)) this.#text.push('\n')
  }

  finish(): HtmlPage {
    this.#endLink()
    const lines = this.#text.join('').split('\n')
    const text = lines
      .map((line) => line.trim())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
    return { text, links: this.#links, images: this.#images, styleSheets: this.#styleSheets }
  }

  #startLink(href: string | undefined, isEmpty: boolean): void {
    this.#endLink()
    if (href === undefined) return
    this.#link = { href: address(href), from: this.#text.length }
    if (isEmpty) this.#endLink()
  }

  #endLink(): void {
    if (!this.#link) return
    const { href, from } = this.#link
    this.#link = null
    if (href === '' || this.#links.length >= MOST) return
    this.#links.push({
      href,
      text: this.#text
        .slice(from, from + 100)
        .join('')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 500),
    })
  }
}

function isStyleSheet(attributes: ReadonlyMap<string, string>): boolean {
  return /(?:^|\s)stylesheet(?:\s|$)/i.test(attributes.get('rel') ?? '')
}

/** Browsers pass over white space in an address. */
function address(value = ''): string {
  return value
    .slice(0, LONGEST)
    .replace(/[\t\r\n]/g, '')
    .trim()
}
