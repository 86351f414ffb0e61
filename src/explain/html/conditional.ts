/** What a comment or a declaration means to Word, which Outlook and Mail on Windows show HTML with. */
export type Conditional =
  /** A comment for everybody else, and HTML for Word where the condition holds. */
  | { readonly kind: 'hidden'; readonly holds: boolean; readonly html: string }
  /** What follows is for everybody else, and for Word where the condition holds. */
  | { readonly kind: 'revealed'; readonly holds: boolean }
  | { readonly kind: 'end' }

/** Characters of a condition that are looked at. */
const LONGEST = 200

const BEGIN = new RegExp(`^<!(?:--)?\\[if\\s([^\\]]{0,${LONGEST}})\\]`, 'i')

/**
 * Read `<!--[if mso]>…<![endif]-->`, `<!--[if !mso]><!-->`, `<![if !mso]>` and what ends the latter two,
 * `<!--<![endif]-->` and `<![endif]>`. @param raw from "<!" to ">" @returns null for what is none of it
 */
export function readConditional(raw: string): Conditional | null {
  const begin = BEGIN.exec(raw)
  if (!begin) return /^<!(?:--\s{0,100}<!)?\[endif\]/i.test(raw) ? { kind: 'end' } : null
  const holds = holdsForWord(begin[1]!)
  const rest = raw.slice(begin[0].length)
  // The comment is over at once, or after the beginning of another.
  if (!raw.startsWith('<!--') || /^>(?:<!)?(?:--\s{0,100}){0,2}>?$/.test(rest)) return { kind: 'revealed', holds }
  const end = rest.indexOf('<![endif]')
  return { kind: 'hidden', holds, html: rest.slice(1, end < 0 ? rest.length : end) }
}

/** The newest version, which is the one that was tested: "mso 16" is Outlook since 2016. */
const versions: Readonly<Record<string, number>> = { mso: 16, vml: 1 }

const TERM = /\s*(?:([!&|()])|(?:(lte?|gte?)\s+)?([a-z]\w*)(?:\s+(\d+(?:\.\d+)?))?)/iy

/** Whether "(gte mso 9)|(IE)" is true. What cannot be read is not. */
function holdsForWord(condition: string): boolean {
  TERM.lastIndex = 0
  const terms: (boolean | string)[] = []
  while (TERM.lastIndex < condition.trimEnd().length) {
    const term = TERM.exec(condition)
    if (!term) return false
    const [, sign, operator, name, version] = term
    terms.push(sign ?? isTrue(operator?.toLowerCase(), name!.toLowerCase(), version))
  }
  const either = (): boolean => {
    let value = both()
    while (terms[0] === '|') value = (terms.shift(), both()) || value
    return value
  }
  const both = (): boolean => {
    let value = one()
    while (terms[0] === '&') value = (terms.shift(), one()) && value
    return value
  }
  const one = (): boolean => {
    const term = terms.shift()
    if (term === '!') return !one()
    if (term !== '(') return term === true
    const value = either()
    if (terms[0] === ')') terms.shift()
    return value
  }
  return either()
}

function isTrue(operator: string | undefined, name: string, version: string | undefined): boolean {
  const ours = versions[name]
  if (ours === undefined) return name === 'true'
  if (version === undefined) return true
  const given = Number(version)
  switch (operator) {
    case 'lt':
      return ours < given
    case 'lte':
      return ours <= given
    case 'gt':
      return ours > given
    case 'gte':
      return ours >= given
    default:
      return ours === given
  }
}
