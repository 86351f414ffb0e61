import type { Query, Term } from './query.ts'
import { localClock, type WallClock } from './wall-clock.ts'

/** What somebody typed to find messages; where it cannot be understood, what is wrong with it and where. */
export type ParsedQuery =
  | { readonly ok: true; readonly value: Query }
  | {
      readonly ok: false
      /** A sentence for whoever typed it. */
      readonly message: string
      /** Where it stands in the text, in characters. */
      readonly offset: number
    }

/** Characters of a query that are read, and words in it. */
const LONGEST = 2000
const MOST_TERMS = 50

/**
 * Read a search as it is typed: `from:bob subject:"two words" !is:read larger:1M invoice`. All of it must hold of a
 * message. The words are mailpit's, and some of our own; what is none of them is text to look for.
 * @param clock whose days and hours `before:` and `after:` mean
 */
export function parseQuery(text: string, clock: WallClock = localClock): ParsedQuery {
  if (text.length > LONGEST) return wrong(`A search has ${LONGEST} characters at most.`, LONGEST)
  const terms: Term[] = []
  for (const word of splitWords(text)) {
    if ('message' in word) return { ok: false, ...word }
    const term = readTerm(word, clock)
    if (typeof term === 'string') return wrong(term, word.offset)
    if (term) terms.push(term)
    if (terms.length > MOST_TERMS) return wrong(`A search has ${MOST_TERMS} words at most.`, word.offset)
  }
  return { ok: true, value: { terms } }
}

function wrong(message: string, offset: number): ParsedQuery {
  return { ok: false, message, offset }
}

interface Word {
  readonly offset: number
  readonly isNot: boolean
  /** In lower case, null where there is no colon, or where the word began with a quotation mark. */
  readonly field: string | null
  readonly value: string
  /** All of it, without "!" and quotation marks. */
  readonly whole: string
}

function* splitWords(text: string): Generator<Word | { readonly message: string; readonly offset: number }> {
  for (const match of text.matchAll(/(\S+?:|[!-](?:[^\s":]+:)?)?"([^"]*)("?)|\S+/g)) {
    const { index } = match
    const [all] = match
    const before = match[1] ?? ''
    const quoted = match[2]
    const end = match[3]
    if (quoted !== undefined && end === '') {
      yield { message: 'A quotation mark is open: close it behind the phrase.', offset: index + before.length }
      return
    }
    const head = quoted === undefined ? all : before
    const isNot = /^[!-]./.test(all)
    const rest = isNot ? head.slice(1) : head
    const colon = rest.indexOf(':')
    const field = colon > 0 ? rest.slice(0, colon).toLowerCase() : null
    const value = quoted ?? (field === null ? rest : rest.slice(colon + 1))
    yield { offset: index, isNot, field, value, whole: quoted === undefined ? rest : `${rest}${quoted}` }
  }
}

type TextField = Exclude<Term, { readonly field: 'is' | 'has' | 'before' | 'after' | 'larger' | 'smaller' }>['field']

const textFields: ReadonlyMap<string, TextField> = new Map(
  (
    [
      'from',
      'to',
      'cc',
      'bcc',
      'reply-to',
      'addressed',
      'subject',
      'message-id',
      'tag',
      'mailbox',
      'login',
      'session',
    ] as const
  ).map((field) => [field, field]),
)

const states = ['read', 'unread', 'tagged'] as const
const features = ['attachment', 'inline', 'html', 'unsubscribe'] as const

/** A term; a sentence that says what is wrong with it; null for a word that says nothing. */
function readTerm({ isNot, field, value, whole }: Word, clock: WallClock): Term | string | null {
  const name = field === 'message_id' || field === 'messageid' ? 'message-id' : field
  const textField = textFields.get(name ?? '')
  if (textField)
    return value === '' ? `"${name}:" needs something behind it: ${name}:word` : { isNot, field: textField, value }
  switch (name) {
    case 'is': {
      const state = states.find((each) => each === value.toLowerCase())
      return state ? { isNot, field: 'is', value: state } : `"is:" is one of is:${states.join(', is:')}.`
    }
    case 'has': {
      const feature = features.find((each) => each === value.toLowerCase().replace(/^attachments$/, 'attachment'))
      return feature ? { isNot, field: 'has', value: feature } : `"has:" is one of has:${features.join(', has:')}.`
    }
    case 'before':
    case 'after': {
      const date = readDate(value, clock)
      return date
        ? { isNot, field: name, value: date }
        : `"${name}:" needs a date: ${name}:2026-03-31, or ${name}:"2026-03-31 08:30".`
    }
    case 'larger':
    case 'smaller': {
      const octets = readOctets(value)
      return octets === null
        ? `"${name}:" needs a size: ${name}:20000, ${name}:500k or ${name}:2M.`
        : { isNot, field: name, value: octets }
    }
    default:
      return whole.trim() === '' ? null : { isNot, field: 'text', value: whole }
  }
}

/** A day or a time, of the clock where no zone is given; "2026-03-31", "2026/03/31 08:30", ISO 8601. */
function readDate(text: string, clock: WallClock): Date | null {
  const match =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text.trim(),
    )
  if (!match) return null
  const [, year, month, day, time = '00:00', zone = ''] = match
  const two = (number: string) => number.padStart(2, '0')
  const written = `${year}-${two(month!)}-${two(day!)}T${time.padStart(time.indexOf(':') === 1 ? time.length + 1 : 0, '0')}`
  const date =
    zone === '' ? clock(written) : new Date(written + zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase())
  // There is no 31st of February: JavaScript takes it for the 3rd of March.
  const isReal = new Date(`${year}-${two(month!)}-${two(day!)}T00:00Z`).getUTCDate() === Number(day)
  return isReal && !Number.isNaN(date.getTime()) ? date : null
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

function readOctets(text: string): number | null {
  const match = /^(\d{1,12}(?:\.\d{1,3})?)\s*([kmg]?)i?b?$/i.exec(text.trim())
  return match ? Math.round(Number(match[1]) * units[match[2]!.toLowerCase()]!) : null
}
