import type { SearchField } from '../search-words.ts'
import { searchWords } from '../search-words.ts'

/** Octets of a word in a tsvector are limited to 2,046. */
const LONGEST_WORD = 400
/** Places in a tsvector end here, and one word has 255 of them at most. */
const LAST_PLACE = 16_383
const MOST_PLACES = 255
/** Words of one field. */
const MOST_WORDS = 20_000
/** Octets that a tsvector may have, words and places together; it is 1,048,575 with what lies between them. */
const MOST_OCTETS = 900_000

/** Which weight the words of a field have; those of the others have D, and stand in `others` besides. */
const weights: Readonly<Partial<Record<SearchField, 'A' | 'B' | 'C'>>> = { subject: 'A', from: 'B', to: 'C' }

/** Fields with words of their own, that text is not sought in. */
const notAnywhere: ReadonlySet<SearchField> = new Set(['messageId'])

/** What a message is found by, as a tsvector in the form that the database reads. */
export function searchVector(texts: Readonly<Record<SearchField, string>>): string {
  const places = new Map<string, string[]>()
  let place = 0
  let octets = 0
  for (const [field, text] of Object.entries(texts) as [SearchField, string][]) {
    if (notAnywhere.has(field)) continue
    place++ // nothing stands beside what is in another field
    for (const word of searchWords(text).slice(0, MOST_WORDS)) {
      const cut = word.slice(0, LONGEST_WORD)
      const at = `${Math.min(++place, LAST_PLACE)}${weights[field] ?? ''}`
      const known = places.get(cut)
      octets += known ? 2 : Buffer.byteLength(cut) + 5
      if (octets > MOST_OCTETS) break
      if (!known) places.set(cut, [at])
      else if (known.length < MOST_PLACES) known.push(at)
    }
  }
  // Words are letters and digits: nothing of them has to be escaped.
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ')
}

/**
 * A tsquery in the form that the database reads; null where there is no word, which is found nowhere.
 * @param between the words: default, they stand one behind the other
 */
export function searchQuery(
  text: string,
  weight: '' | 'A' | 'B' | 'C' | 'BC' = '',
  between: ' <-> ' | ' & ' = ' <-> ',
): string | null {
  const words = searchWords(text).map((word) => word.slice(0, LONGEST_WORD))
  if (words.length === 0) return null
  return words
    .map((word, i) => `'${word}':${i === words.length - 1 ? '*' : ''}${weight}`.replace(/:$/, ''))
    .join(between)
}

/** The words of a field by itself, each with a space before it. */
export function fieldWords(text: string): string {
  return searchWords(text)
    .map((word) => ` ${word}`)
    .join('')
}
