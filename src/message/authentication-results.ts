import { commentEnd } from './comment.ts'
import { findHeaders, type Headers } from './headers.ts'

/** What one host found out about who sent a message. */
export interface AuthenticationResults {
  /** The host that says so. It is to be believed only where the reader trusts that host to take away what others wrote. */
  readonly authservId: string
  readonly results: readonly AuthenticationResult[]
}

export interface AuthenticationResult {
  /** In lower case: "spf", "dkim", "dmarc" … */
  readonly method: string
  /** In lower case: "pass", "fail" … */
  readonly result: string
  readonly reason: string | null
  /** What stands in parentheses. */
  readonly comment: string | null
  readonly properties: readonly { readonly type: string; readonly name: string; readonly value: string }[]
}

/** Fields, characters of each, and results that are read. */
const MOST_FIELDS = 50
const LONGEST = 16_384
const MOST_RESULTS = 100

/** All of a message, the newest first, as they stand. */
export function readAuthenticationResults(headers: Headers): AuthenticationResults[] {
  return findHeaders(headers, 'Authentication-Results')
    .slice(0, MOST_FIELDS)
    .map(({ value }) => parseAuthenticationResults(value.slice(0, LONGEST)))
}

// authres-payload = [CFWS] authserv-id [ CFWS authres-version ] ( no-result / 1*resinfo ) [CFWS] CRLF
// RFC 8601 §2.2
export function parseAuthenticationResults(value: string): AuthenticationResults {
  const [first = [], ...groups] = splitTokens(value)
  const id = first.find(({ kind }) => kind === 'word')?.text ?? ''
  // QUIRK: Exchange names no host, and begins with a result.
  const all = id.includes('=') || first.some(({ text }) => text === '=') ? [first, ...groups] : groups
  const results = all.slice(0, MOST_RESULTS).flatMap((tokens) => readResult(tokens) ?? [])
  return { authservId: all === groups ? id : '', results }
}

interface Token {
  readonly kind: 'word' | 'quoted' | 'comment' | 'equals'
  readonly text: string
}

/** Words, strings and comments, in the groups that semicolons make of them. */
function splitTokens(value: string): Token[][] {
  const groups: Token[][] = [[]]
  const pattern = /\s*(?:(\()|(;)|(=)|"((?:[^"\\]|\\.)*)"?|([^\s();="]+)|(\)))/sy
  for (let found = pattern.exec(value); found; found = pattern.exec(value)) {
    const [, open, semicolon, equals, quoted, word] = found
    const group = groups.at(-1)!
    if (open) {
      const end = commentEnd(value, pattern.lastIndex)
      group.push({ kind: 'comment', text: value.slice(pattern.lastIndex, end).replace(/\s+/g, ' ').trim() })
      pattern.lastIndex = end + 1
    } else if (semicolon) groups.push([])
    else if (equals) group.push({ kind: 'equals', text: '=' })
    else if (quoted !== undefined) group.push({ kind: 'quoted', text: quoted.replace(/\\(.)/gs, '$1') })
    else if (word) group.push({ kind: 'word', text: word })
  }
  return groups
}

// resinfo = [CFWS] ";" methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]
// RFC 8601 §2.2
function readResult(tokens: readonly Token[]): AuthenticationResult | null {
  const comments = tokens.filter(({ kind }) => kind === 'comment').map(({ text }) => text)
  const pairs = readPairs(tokens.filter(({ kind }) => kind !== 'comment'))
  const [first, ...others] = pairs
  // "none": nothing was looked at.
  if (!first) return null
  const properties = others.flatMap(({ name, value }) => {
    const dot = name.indexOf('.')
    return dot < 0 ? [] : [{ type: name.slice(0, dot).toLowerCase(), name: name.slice(dot + 1).toLowerCase(), value }]
  })
  return {
    method: first.name.toLowerCase().replace(/\/\d+$/, ''),
    result: first.value.toLowerCase(),
    reason: others.find(({ name }) => name.toLowerCase() === 'reason')?.value ?? null,
    comment: comments.join('; ') || null,
    properties,
  }
}

function readPairs(tokens: readonly Token[]): { readonly name: string; readonly value: string }[] {
  const pairs: { readonly name: string; readonly value: string }[] = []
  for (let i = 0; i + 2 < tokens.length; i++) {
    if (tokens[i]!.kind !== 'word' || tokens[i + 1]!.kind !== 'equals' || tokens[i + 2]!.kind === 'equals') continue
    let value = tokens[i + 2]!.text
    let at = i + 3
    // QUIRK: signatures in base64 end with the sign that separates names from values.
    for (; tokens[at]?.kind === 'equals' && tokens[at - 1]!.kind !== 'quoted'; at++) value += '='
    pairs.push({ name: tokens[i]!.text, value })
    i = at - 1
  }
  return pairs
}
