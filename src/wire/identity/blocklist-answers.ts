import { isIPv4 } from 'node:net'
import { ipOctets } from '../ip-octets.ts'

/** What an answer of a list means. */
export type Meaning = (Range | Bit) & Sense

/** An answer from one address up to another, or one alone. */
interface Range {
  readonly from: string
  readonly to?: string
}

/** A bit of the last octet: one answer may have several of them. RFC 5782 §2.3 */
interface Bit {
  readonly bit: number
}

export interface Sense {
  /** 'policy': nothing that it has done; 'neutral' and 'good': it is not listed; 'refusal': an error, and no listing. */
  readonly means: 'listed' | 'policy' | 'neutral' | 'good' | 'refusal'
  readonly text: string
}

/** What one answer means: once, or once for each of its bits. */
export function meaningsOf(meanings: readonly Meaning[], record: string): readonly Sense[] {
  const found = meanings.filter((meaning) => isMeant(meaning, record))
  return found.length > 0 ? found : [{ means: 'neutral', text: `${record}, whose meaning is not known` }]
}

function isMeant(meaning: Meaning, record: string): boolean {
  if ('bit' in meaning) return /^127\.0\.0\./.test(record) && (ipOctets(record)[3]! & meaning.bit) !== 0
  const number = (text: string) => ipOctets(text).readUInt32BE()
  const { from, to = from } = meaning
  return number(from) <= number(record) && number(record) <= number(to)
}

const errors: Readonly<Record<string, string>> = {
  '127.255.255.252': 'the name of the list is not written as it must be',
  '127.255.255.254': 'it does not answer resolvers that everybody may use; ask one of your own',
  '127.255.255.255': 'your resolver asks it too much, or is not registered there',
}

/**
 * Such an answer is an error and no listing, and none from outside 127.0.0.0/8 is the list's own. Null where all are
 * answers. RFC 5782 §2.1
 */
export function errorIn(meanings: readonly Meaning[], records: readonly string[]): string | null {
  for (const record of records) {
    if (record.startsWith('127.255.255.')) return `it refuses: ${errors[record] ?? `it answers ${record}`}`
    if (!isIPv4(record) || !record.startsWith('127.')) {
      return `${record} is no answer of such a list: it is gone, or your resolver answers in its place`
    }
    const refusal = meaningsOf(meanings, record).find(({ means }) => means === 'refusal')
    if (refusal) return `it refuses: ${refusal.text}`
  }
  return null
}
