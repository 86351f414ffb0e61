import { readWords, type Word } from '../../transcript/words.ts'
import { FaultError } from './fault-error.ts'
import { damages, phases, type Fault, type FaultAction, type FaultPhase, type ReplyDamage } from './fault.ts'

/**
 * A fault in one line: where, what, and what limits it. Times are 500ms, 2s, 5m.
 *
 *     RCPT 451 4.3.0 "Try later" to=bob@* first=2
 *     connect drop client=192.0.2.0/24 probability=10% seed=7
 *
 * What it gives is not checked yet; `readFault` does both.
 * @throws FaultError that says what it expected
 */
export function parseFault(text: string): Fault {
  const words = readWords(text)
  if (!words) throw wrong(text, 'words, in double quotes where there are blanks in them')
  const unnamed = words.filter(({ name }) => name === null)
  const [first, kind] = unnamed.map(({ value }) => value)
  const phase = readPhase(first ?? '')
  if (!phase) throw wrong(text, `where it happens, first of all: ${phases.join(', ')}`)
  if (typeof kind !== 'string')
    throw wrong(text, `what happens, behind ${first}: a reply code, or one of ${known.join(', ')}`)
  const pairs = readPairs(words, text)
  const { how, count: usual } = readAction(kind, unnamed.slice(2), text)
  if (mayHoldText(how.kind)) checkUnquoted(kind, unnamed.slice(2), text)
  const { when, count, close, ...others } = pairs
  if (close !== undefined && how.kind !== 'reply') throw wrong(text, '"close" beside a reply code only')
  return {
    phase,
    how: close === undefined ? how : ({ ...how, close } as FaultAction),
    ...(when && { when }),
    ...((usual ?? count) && { count: { ...usual, ...count } }),
    ...others,
  }
}

const aliases: Readonly<Record<string, FaultPhase>> = {
  greeting: 'connect',
  helo: 'EHLO',
  lhlo: 'EHLO',
  dot: 'end-of-data',
  '.': 'end-of-data',
}

function readPhase(word: string): FaultPhase | undefined {
  const lower = word.toLowerCase()
  return phases.find((phase) => phase.toLowerCase() === lower) ?? aliases[lower]
}

type Values = readonly (string | null)[]
type Reader = (values: Values, text: string) => FaultAction

/** What stands behind the phase, by its first word. */
const readers: Readonly<Record<string, Reader>> = {
  delay: ([ms], text) => ({ kind: 'delay', ms: time(ms, text) }),
  drip: ([ms, octets], text) => ({ kind: 'drip', ms: time(ms, text), ...optional('octets', octets, text) }),
  'slow-read': ([rate], text) => ({ kind: 'slow-read', octetsPerSecond: number(rate, text, 'octets a second') }),
  drop: () => ({ kind: 'drop' }),
  reset: () => ({ kind: 'reset' }),
  silence: () => ({ kind: 'silence' }),
  garbage: ([octets, seed], text) => ({
    kind: 'garbage',
    ...optional('octets', octets, text),
    ...optional('seed', seed, text),
  }),
  'extra-reply': ([code, ...words], text) => ({
    kind: 'extra-reply',
    code: number(code, text, 'a reply code behind extra-reply'),
    ...(words.length > 0 && { text: words.join(' ') }),
  }),
  hide: ([keyword]) => ({ kind: 'hide', keyword: keyword ?? '' }),
  offer: (words) => ({ kind: 'offer', line: words.join(' ') }),
  'break-tls': ([form]) => ({ kind: 'break-tls', form: form as 'garbage' }),
  lose: () => ({ kind: 'lose' }),
  duplicate: ([copies], text) => ({ kind: 'duplicate', ...optional('copies', copies, text) }),
}

/** How many words may stand behind each; any number where none is given. */
const most: Readonly<Record<string, number>> = {
  delay: 1,
  drip: 2,
  'slow-read': 1,
  drop: 0,
  reset: 0,
  silence: 0,
  garbage: 2,
  hide: 1,
  'break-tls': 1,
  lose: 0,
  duplicate: 1,
  greylist: 1,
}

const known = [...Object.keys(readers), ...damages, 'greylist']

function readAction(kind: string, words: readonly Word[], text: string): { how: FaultAction; count?: Fault['count'] } {
  const values = words.map(({ value }) => value)
  const limit = most[kind] ?? (damages.includes(kind as ReplyDamage) ? 0 : Infinity)
  if (values.length > limit)
    throw wrong(
      text,
      `no more than ${limit === 0 ? 'that' : `${limit} words`} behind ${kind}; what limits it is written name=value`,
    )
  if (/^\d+$/.test(kind)) return { how: readReply(Number(kind), words) }
  if (damages.includes(kind as ReplyDamage)) return { how: { kind: 'broken-reply', form: kind as ReplyDamage } }
  if (kind === 'greylist') return greylist(values[0], text)
  if (!Object.hasOwn(readers, kind)) throw wrong(text, `a reply code or one of ${known.join(', ')}, not "${kind}"`)
  return { how: readers[kind]!(values, text) }
}

function mayHoldText(kind: FaultAction['kind']): boolean {
  return kind === 'reply' || kind === 'extra-reply' || kind === 'offer'
}

/**
 * What limits a fault, or is one, is hardly meant as text where it stands without quotes and without any other word
 * ("user unknown" is): a part of it was forgotten.
 */
function checkUnquoted(kind: string, words: readonly Word[], text: string): void {
  const said = words.flatMap(({ value, isQuoted }) => (value === null || isQuoted || /^\d/.test(value) ? [] : [value]))
  if (!said.every((word) => pairNames.includes(word) || known.includes(word))) return
  const [word] = said
  if (word === undefined) return
  if (pairNames.includes(word))
    throw wrong(text, `${word}= with a value, or "${word}" in double quotes where it is text`)
  throw wrong(text, `one thing to happen, not ${kind} and ${word}; as text, "${word}" stands in double quotes`)
}

/** Told to come again, whoever has not been here: the first time, or until so much later. RFC 6647 §2.1 */
function greylist(ms: string | null | undefined, text: string): { how: FaultAction; count: Fault['count'] } {
  return {
    how: { kind: 'reply', code: 450, enhanced: '4.7.1', text: 'Greylisted, try again later' },
    count: { ...(ms === undefined ? { first: 1 } : { within: time(ms, text) }), per: 'triplet' },
  }
}

function readReply(code: number, words: readonly Word[]): FaultAction {
  const [first] = words
  const enhanced = first && /^\d+\.\d+\.\d+$/.test(first.value ?? '') ? first.value : null
  const texts = readTexts(enhanced !== null || first?.value === null ? words.slice(1) : words)
  return {
    kind: 'reply',
    code,
    ...(enhanced !== null && { enhanced }),
    ...(texts.length > 0 && { text: texts.length === 1 ? texts[0]! : texts }),
  }
}

/** The lines of a reply: one in quotes each, or words without quotes up to there. */
function readTexts(words: readonly Word[]): string[] {
  const texts: string[] = []
  let isOpen = false
  for (const { value, isQuoted } of words) {
    const text = value ?? '-'
    if (isOpen && !isQuoted) texts[texts.length - 1] += ` ${text}`
    else texts.push(text)
    isOpen = !isQuoted
  }
  return texts
}

/** What limits it: `name=value`. */
function readPairs(words: readonly Word[], text: string) {
  const found: { when?: object; count?: object; close?: boolean; octets?: number; label?: string; id?: string } = {}
  const names = words.flatMap(({ name }) => name ?? [])
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined)
    throw wrong(text, `each limit once, and there are two of ${twice}=: write another fault for the other one`)
  for (const { name, value } of words) {
    if (name === null) continue
    const given = value ?? '-'
    if (/^(?:client|helo|from|to|user)$/.test(name)) found.when = { ...found.when, [name]: given }
    else if (name === 'tls') found.when = { ...found.when, tls: yesOrNo(name, given, text) }
    else if (name === 'header') found.when = { ...found.when, header: readHeader(given, text) }
    else if (/^(?:first|after|every|seed)$/.test(name))
      found.count = { ...found.count, [name]: number(given, text, `a number behind ${name}=`) }
    else if (name === 'per-minute')
      found.count = { ...found.count, perMinute: number(given, text, 'a number behind per-minute=') }
    else if (name === 'probability') found.count = { ...found.count, probability: share(given, text) }
    else if (name === 'within') found.count = { ...found.count, within: time(given, text) }
    else if (name === 'per') found.count = { ...found.count, per: given }
    else if (name === 'close') found.close = yesOrNo(name, given, text)
    else if (name === 'octets') found.octets = number(given, text, 'a number behind octets=')
    else if (name === 'label' || name === 'id') found[name] = given
    else throw wrong(text, `no "${name}=": there are ${pairNames.map((each) => `${each}=`).join(', ')}`)
  }
  return found
}

const pairNames = [
  ...['client', 'helo', 'from', 'to', 'user', 'tls', 'header'],
  ...['first', 'after', 'every', 'probability', 'seed', 'per-minute', 'within', 'per'],
  ...['close', 'octets', 'label', 'id'],
]

function readHeader(given: string, text: string): object {
  const [, name, pattern] = /^([^:\s]+):\s*(.*)$/.exec(given) ?? []
  if (name === undefined) throw wrong(text, 'a field and a pattern, as header="Subject: *offer*"')
  return { name, pattern }
}

function yesOrNo(name: string, given: string, text: string): boolean {
  if (given !== 'yes' && given !== 'no') throw wrong(text, `${name}=yes or ${name}=no`)
  return given === 'yes'
}

function share(given: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(given)
  if (!match) throw wrong(text, 'a share, as probability=10% or probability=0.1')
  const found = Number(match[1]) / (match[2] ? 100 : 1)
  if (found > 1) throw wrong(text, `a share of 100% at most, not ${given}`)
  return found
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const

function time(given: string | null | undefined, text: string): number {
  const [, value, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(given ?? '') ?? []
  if (value === undefined) throw wrong(text, `a time, as 500ms, 2s or 5m${given ? `, not "${given}"` : ''}`)
  return Math.round(Number(value) * units[unit as keyof typeof units])
}

function number(given: string | null | undefined, text: string, what: string): number {
  if (!/^-?\d+$/.test(given ?? '')) throw wrong(text, what)
  return Number(given)
}

function optional<K extends string>(name: K, given: string | null | undefined, text: string): { [key in K]?: number } {
  if (given === undefined || given === null) return {}
  return { [name]: number(given, text, `a number of ${name}`) } as { [key in K]: number }
}

function wrong(text: string, expected: string): FaultError {
  return new FaultError(`"${text}": expected ${expected}`)
}
