import { isIPv4, isIPv6 } from '../protocol/domain.ts'
import { commentEnd } from './comment.ts'
import { parseDate } from './date.ts'
import { findHeaders, type Headers } from './headers.ts'

/** What one host wrote on a message when it took it. Null: it did not say, or said it in a way nobody can read. */
export interface Received {
  /** The name the client gave in HELO or EHLO. */
  readonly from: string | null
  /** What stands in parentheses behind it: what the server saw for itself. */
  readonly fromComment: string | null
  /** The client's IP address. */
  readonly ip: string | null
  readonly by: string | null
  readonly via: string | null
  /** "ESMTPS" … */
  readonly with: string | null
  readonly id: string | null
  /** The address, brackets left out. */
  readonly for: string | null
  readonly date: Date | null
}

/** One step of a message's way. */
export interface Hop extends Received {
  /** Milliseconds since the step before it, by the two hosts' own clocks: negative where they disagree. */
  readonly delay: number | null
}

/** The way of a message, first host first: each host puts its line on top. */
// RFC 5321 §4.4
export function readTrace(headers: Headers): Hop[] {
  const steps = findHeaders(headers, 'Received')
    .reverse()
    .map(({ value }) => readReceived(value))
  return steps.map((step, i) => {
    const before = steps[i - 1]?.date
    return { ...step, delay: before && step.date ? step.date.getTime() - before.getTime() : null }
  })
}

/** "tls" is the one additional clause seen in the wild. */
const keywords = ['from', 'by', 'via', 'with', 'id', 'for', 'tls'] as const
type Keyword = (typeof keywords)[number]

interface Clause {
  words: string[]
  comments: string[]
}

// Stamp = From-domain By-domain Opt-info [CFWS] ";" FWS date-time
// RFC 5321 §4.4
/** Read the value of a Received field. Hosts write these as they please; what fits no clause is passed over. */
export function readReceived(value: string): Received {
  const clauses = new Map<Keyword, Clause>()
  let current: Clause | null = null
  let date: Date | null = null
  for (const { kind, text, end } of tokens(value.slice(0, 4096))) {
    if (kind === 'semicolon') {
      // QUIRK: Exchange writes semicolons between clauses as well; the one before a date is the last.
      date = parseDate(value.slice(end, end + 256))
      if (date) break
    } else if (kind === 'comment') {
      current?.comments.push(text)
    } else if (kind === 'word') {
      const keyword = keywords.find((word) => word === text.toLowerCase())
      if (keyword && !clauses.has(keyword) && current?.words.length !== 0) {
        current = { words: [], comments: [] }
        clauses.set(keyword, current)
      } else current?.words.push(text)
    }
  }
  const words = (keyword: Keyword) => clauses.get(keyword)?.words.join(' ') || null
  const from = clauses.get('from')
  return {
    from: words('from'),
    fromComment: from?.comments.join('; ') || null,
    ip: from ? findAddress([...from.comments, ...from.words]) : null,
    by: words('by'),
    via: words('via'),
    with: words('with'),
    id: words('id'),
    for: words('for')?.replace(/^<(.*)>$/s, '$1') ?? null,
    date,
  }
}

interface Token {
  readonly kind: 'word' | 'comment' | 'semicolon'
  readonly text: string
  readonly end: number
}

/** Words, comments (outer parentheses taken off) and the semicolons between them. */
function* tokens(value: string): Generator<Token> {
  const pattern = /[\s)]*(?:(\()|(;)|((?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^\s();])+))/sy
  for (;;) {
    const found = pattern.exec(value)
    if (!found) return
    const [, parenthesis, semicolon, word = ''] = found
    if (parenthesis) {
      const end = commentEnd(value, pattern.lastIndex)
      const text = value.slice(pattern.lastIndex, end).replace(/\s+/g, ' ').trim()
      pattern.lastIndex = end + 1
      yield { kind: 'comment', text, end: pattern.lastIndex }
    } else yield { kind: semicolon ? 'semicolon' : 'word', text: word, end: pattern.lastIndex }
  }
}

/** The first IP address, in brackets as the RFC has it or without. */
function findAddress(texts: readonly string[]): string | null {
  for (const text of texts) {
    for (const word of text.split(/[\s()[\],;=]+/)) {
      const address = word.replace(/^IPv6:/i, '')
      if (isIPv4(address) || isIPv6(address)) return address
    }
  }
  return null
}
