import type { Reply } from './reply.ts'

/** One line of an EHLO reply behind the first. Keywords nobody knows are kept like any other. */
export interface Capability {
  /** Upper case. */
  readonly keyword: string
  readonly params: readonly string[]
  /** As the server wrote it. */
  readonly text: string
}

/** What a server offered in its last EHLO reply. */
export class Capabilities {
  /** The name the server gave itself on the first line; '' where it gave none. */
  readonly domain: string
  /** What it said behind its name. */
  readonly greeting: string
  readonly list: readonly Capability[]

  constructor(domain: string, greeting: string, list: readonly Capability[]) {
    this.domain = domain
    this.greeting = greeting
    this.list = list
  }

  static readonly none = new Capabilities('', '', [])

  has(keyword: string): boolean {
    return this.get(keyword) !== undefined
  }

  get(keyword: string): Capability | undefined {
    return this.list.find((capability) => capability.keyword === keyword)
  }

  /** The largest message in octets; null where SIZE is not offered, or offered without a limit. */
  // RFC 1870 §4
  get maxSize(): number | null {
    const size = Number(this.get('SIZE')?.params[0] ?? 0)
    return Number.isSafeInteger(size) && size > 0 ? size : null
  }

  /** SASL mechanisms, upper case, in the server's order. */
  // RFC 4954 §3
  get mechanisms(): readonly string[] {
    const named = this.list.filter(({ keyword }) => keyword === 'AUTH').flatMap(({ params }) => params)
    // QUIRK: "AUTH=LOGIN PLAIN", from before RFC 2554, still sent beside the right form for the sake of old clients.
    const legacy = this.list
      .filter(({ keyword }) => keyword.startsWith('AUTH='))
      .flatMap(({ keyword, params }) => [keyword.slice(5), ...params])
    return [...new Set([...named, ...legacy].filter((name) => name !== '').map((name) => name.toUpperCase()))]
  }
}

// ehlo-ok-rsp = "250-" Domain [ SP ehlo-greet ] CRLF *( "250-" ehlo-line CRLF ) "250" SP ehlo-line CRLF
// ehlo-line = ehlo-keyword *( SP ehlo-param )
// RFC 5321 §4.1.1.1
/** Read what the reply to EHLO offers; what nobody knows is kept. */
export function parseCapabilities(reply: Reply): Capabilities {
  const [first, ...rest] = reply.lines
  const [, domain = '', greeting = ''] = /^\s*(\S*)\s*(.*)$/s.exec(first?.text ?? '') ?? []
  const list = rest
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .map((text): Capability => {
      const [keyword = '', ...params] = text.split(/\s+/)
      return { keyword: keyword.toUpperCase(), params, text }
    })
  return new Capabilities(domain, greeting, list)
}
