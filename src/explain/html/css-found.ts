/** What is made use of: "property:gap", "selector:child", "unit:vh" … and told once for each use. */
export type Tell = (feature: string) => void

/** Characters of one value, or one selector, that are looked at. */
const LONGEST = 10_000

const WORD = /url\(\s*(?:"([^"]*)"?|'([^']*)'?|([^)"']*))\s*\)?|"[^"]*"?|'[^']*'?|#[\w-]+|[\w.%+-]+\(?/gi
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(%|[a-z]+)?$/i

/** The functions, units, words and addresses of a value. @param onAddress told of each url() */
export function tellValue(property: string, given: string, tell: Tell, onAddress: (address: string) => void): void {
  const value = given.slice(0, LONGEST)
  if (/!\s*important\s*$/i.test(value)) tell('important')
  for (const [word, double, single, bare] of value.matchAll(WORD)) {
    const address = double ?? single ?? bare
    if (address !== undefined) onAddress(address)
    else if (word.endsWith('(')) tell(`function:${word.slice(0, -1).toLowerCase()}`)
    else if (/^["'#]/.test(word)) continue
    else {
      const number = NUMBER.exec(word)
      if (number?.[1]) tell(`unit:${number[1].toLowerCase()}`)
      else if (!number) tell(`word:${word.toLowerCase()}`)
      if (property === 'display') tell(`display:${word.toLowerCase()}`)
    }
  }
}

/** Ways of selecting. Each is told once a list of selectors. */
export function tellSelector(given: string, tell: Tell): void {
  const found = new Set<string>()
  // Within brackets and parentheses other things are meant by the same characters.
  let text = given.slice(0, LONGEST).replace(/\[[^\]]*\]?/g, '[')
  if (text.includes('[')) found.add('selector:attribute')
  for (const [, colons, name] of text.matchAll(/(::?)([a-z-]+)/gi)) {
    found.add(pseudo(colons!, name!.toLowerCase()))
  }
  text = text.replace(/\([^)]*\)?/g, '').replace(/::?[\w-]+/g, ':')
  const selectors = text.split(',')
  if (selectors.length > 1) found.add('selector:grouping')
  for (const selector of selectors) {
    const plain = selector.trim()
    if (/>/.test(plain)) found.add('selector:child')
    if (/\+/.test(plain)) found.add('selector:adjacent')
    if (/~/.test(plain)) found.add('selector:general')
    if (/[^\s>+~]\s+[^\s>+~]/.test(plain)) found.add('selector:descendant')
    for (const compound of plain.split(/[\s>+~]+/)) {
      if (compound.includes('*')) found.add('selector:universal')
      if (compound.includes('.')) found.add('selector:class')
      if (compound.includes('#')) found.add('selector:id')
      if (/^[a-z]/i.test(compound)) found.add('selector:type')
      if ((compound.match(/[.#[]/g)?.length ?? 0) > 1) found.add('selector:chaining')
    }
  }
  for (const feature of found) tell(feature)
}

/** Elements that may be written as classes, with one colon. */
const olderElements = new Set(['after', 'before', 'first-letter', 'first-line'])

function pseudo(colons: string, name: string): string {
  return `${colons === '::' || olderElements.has(name) ? 'pseudo-element' : 'pseudo-class'}:${name}`
}
