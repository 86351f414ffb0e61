import { readContentIdUrl } from './content-id-url.ts'
import { readHtml, writeAttribute, writeText } from './html-tokens.ts'
import { isPreviewable } from './image-size.ts'
import { publicOrigin } from './public-host.ts'

export interface FrameOptions {
  /** Whether images and fonts may be fetched from where the mail says: from hosts of the public internet only. */
  readonly remote: boolean
  /** The URL of an image that came with the message, by its Content-ID without brackets; null where there is none. */
  readonly image: (contentId: string) => string | null
  /** Where such URLs lead, for the policy: "http://127.0.0.1:8025". `data:` needs none. */
  readonly imageSources?: readonly string[]
}

export interface FrameDocument {
  readonly document: string
  /** The value of Content-Security-Policy that it is to be sent with. The document has most of it within, too. */
  readonly policy: string
  /** Addresses that the mail wanted something from and that were left out, or would be without `remote`. */
  readonly remoteCount: number
}

/** Characters of HTML that are shown. */
const CEILING = 2 * 1024 * 1024

/** Hosts that a policy lets images come from. */
const MOST_ORIGINS = 100

/**
 * The HTML of a mail as a document of its own, for a frame that is sandboxed. Three walls stand between a mail and the
 * page it is shown in, and each holds without the others:
 *
 * 1. Only elements and attributes on a list are written, every one of them anew: what a browser takes for a tag was
 *    one here, whatever the two think of the original. There are no scripts, event handlers, forms, frames, SVG,
 *    MathML, `<base>`, `<meta>` or `<link>` among them, and no address that leads to this host or runs anything.
 * 2. The policy, first in the document and sent with it: no script, nothing fetched but images and fonts of the hosts
 *    that the mail names, which are named in it. So what CSS can hide from a look at its text is not fetched either.
 * 3. The policy that is sent puts the document in a sandbox, even where somebody opens it without a frame.
 */
export function writeFrameDocument(html: string, options: FrameOptions): FrameDocument {
  const writer = new FrameWriter(options)
  for (const token of readHtml(html.slice(0, CEILING))) {
    if (token.kind === 'text') writer.text(token.raw)
    else if (token.kind === 'start') writer.start(token.name, token.attributes)
    else if (token.kind === 'end') writer.end(token.name)
  }
  return writer.finish()
}

const words = (list: string) => new Set(list.split(' '))

const elements = words(
  'a abbr acronym address area article aside b bdi bdo big blockquote body br caption center cite code col colgroup dd del details dfn dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr html i img ins kbd label legend li main map mark menu nav ol p pre q rp rt ruby s samp section small span strike strong style sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr',
)

/** Elements that go with all that is in them. */
const silent = words('script title xmp iframe noembed noframes plaintext')

const attributeNames = words(
  'abbr align alt bgcolor border cellpadding cellspacing class clear color colspan compact coords datetime dir face frame height headers hspace id lang media name noshade nowrap open reversed role rowspan rules scope shape size span start summary title type usemap valign value vspace width',
)

class FrameWriter {
  readonly #options: FrameOptions
  readonly #body: string[] = []
  readonly #origins = new Set<string>()
  #within: string | null = null
  #remoteCount = 0

  constructor(options: FrameOptions) {
    this.#options = options
  }

  text(raw: string): void {
    if (this.#within === null) this.#body.push(writeText(raw))
    // In CSS, "<" is of no use but to end the element.
    else if (this.#within === 'style') this.#body.push(this.#css(raw).replaceAll('<', ''))
  }

  start(name: string, attributes: ReadonlyMap<string, string>): void {
    this.#within = silent.has(name) || name === 'style' ? name : null
    if (!elements.has(name)) return
    const written = [...attributes].map(([key, value]) => this.#attribute(name, key, value)).join('')
    const link = name === 'a' || name === 'area' ? ' target="_blank" rel="noopener noreferrer"' : ''
    this.#body.push(`<${name}${written}${link}>`)
  }

  end(name: string): void {
    if (name === this.#within) this.#within = null
    if (elements.has(name) && name !== 'body' && name !== 'html') this.#body.push(`</${name}>`)
  }

  finish(): FrameDocument {
    const origins = [...this.#origins]
    const images = ['data:', ...(this.#options.imageSources ?? []), ...origins]
    const policy = [
      "default-src 'none'",
      `img-src ${images.join(' ')}`,
      `font-src ${['data:', ...origins].join(' ')}`,
      "style-src 'unsafe-inline'",
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ')
    // A style sheet that is not closed would take what follows.
    const close = this.#within === 'style' ? '</style>' : ''
    const document = `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"${writeAttribute('content', policy)}><meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Message</title></head><body>${this.#body.join('')}${close}</body></html>`
    const sandbox = 'sandbox allow-popups allow-popups-to-escape-sandbox'
    return { document, policy: `${policy}; frame-ancestors 'self'; ${sandbox}`, remoteCount: this.#remoteCount }
  }

  #attribute(element: string, name: string, value: string): string {
    if (name === 'style') return writeAttribute(name, this.#css(value))
    if (name === 'href') return element === 'a' || element === 'area' ? writeLink(value) : ''
    if ((name === 'src' && element === 'img') || name === 'background') {
      const url = this.#image(value)
      return url === null ? '' : writeAttribute(name, url)
    }
    return attributeNames.has(name) || /^aria-[a-z]+$/.test(name) ? writeAttribute(name, value) : ''
  }

  /** Where an image may come from; null for nowhere. */
  #image(address: string): string | null {
    const url = address.replace(/[\t\r\n]/g, '').trim()
    const contentId = readContentIdUrl(url)
    if (contentId !== null) return this.#options.image(contentId)
    if (/^data:/i.test(url)) return isBearable(url) ? url : null
    return this.#fetched(/^\/\//.test(url) ? `https:${url}` : url)
  }

  #fetched(url: string): string | null {
    if (!/^https?:/i.test(url)) return null
    this.#remoteCount++
    const origin = this.#options.remote ? publicOrigin(url) : null
    if (origin === null || (this.#origins.size >= MOST_ORIGINS && !this.#origins.has(origin))) return null
    this.#origins.add(origin)
    return url
  }

  /** What CSS says stays; where it wants something from is put right as far as it can be seen: the policy is the wall. */
  #css(text: string): string {
    return text.replace(/@import[^;]*;?/gi, '').replace(/url\(([^()]*)\)/gi, (_, written: string) => {
      const address = written.trim().replace(/^["']|["']$/g, '')
      const url = /^data:font\//i.test(address) ? address : this.#image(address)
      return url === null ? 'none' : `url("${url.replace(/["\\\n]/g, encodeURIComponent)}")`
    })
  }
}

/** Links out of the mail. One that is relative would lead to this very host. */
function writeLink(href: string): string {
  const url = href.replace(/[\t\r\n]/g, '').trim()
  return /^(?:https?:\/\/|mailto:|tel:|sms:|#)/i.test(url) ? writeAttribute('href', url) : ''
}

/** Characters of a `data:` URL in which the size of an image stands. */
const HEAD = 256 * 1024

function isBearable(url: string): boolean {
  const [head] = /^data:image\/[a-z+.-]+;base64,/i.exec(url.slice(0, 100)) ?? []
  return head !== undefined && isPreviewable(Buffer.from(url.slice(head.length, head.length + HEAD), 'base64'))
}
