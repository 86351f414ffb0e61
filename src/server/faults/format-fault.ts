import { writePair, writeWord } from '../../transcript/words.ts'
import type { Fault, FaultAction, FaultCondition, FaultCount } from './fault.ts'

/** A fault in one line, as `parseFault` reads it. */
export function formatFault({ id, label, phase, when = {}, how, count = {}, octets }: Fault): string {
  return [
    phase,
    ...actionWords(how),
    ...(octets === undefined ? [] : [`octets=${octets}`]),
    ...conditionPairs(when),
    ...countPairs(count),
    ...(label === undefined ? [] : [writePair('label', label)]),
    ...(id === undefined ? [] : [writePair('id', id)]),
  ].join(' ')
}

function actionWords(how: FaultAction): string[] {
  const given = (...words: readonly (number | undefined)[]) =>
    words.filter((word) => word !== undefined).map((word) => String(word))
  switch (how.kind) {
    case 'reply': {
      const texts = typeof how.text === 'string' ? [how.text] : (how.text ?? [])
      // What looks like an enhanced code and is text stands behind a word for none.
      const enhanced = how.enhanced ?? (/^\d+\.\d+\.\d+$/.test(texts[0] ?? '') ? '-' : undefined)
      const close = how.close === undefined ? [] : [`close=${how.close ? 'yes' : 'no'}`]
      return [String(how.code), ...(enhanced === undefined ? [] : [enhanced]), ...texts.map(quoted), ...close]
    }
    case 'delay':
      return ['delay', formatTime(how.ms)]
    case 'drip':
      return ['drip', formatTime(how.ms), ...given(how.octets)]
    case 'slow-read':
      return ['slow-read', String(how.octetsPerSecond)]
    case 'garbage':
      return [
        'garbage',
        ...(how.seed === undefined ? given(how.octets) : [String(how.octets ?? '-'), String(how.seed)]),
      ]
    case 'broken-reply':
      return [how.form]
    case 'extra-reply':
      return ['extra-reply', String(how.code), ...(how.text === undefined ? [] : [quoted(how.text)])]
    case 'hide':
      return ['hide', how.keyword]
    case 'offer':
      return ['offer', quoted(how.line)]
    case 'break-tls':
      return ['break-tls', how.form]
    case 'duplicate':
      return ['duplicate', ...given(how.copies)]
    case 'drop':
    case 'reset':
    case 'silence':
    case 'lose':
      return [how.kind]
  }
}

function conditionPairs({ client, helo, from, to, user, tls, header }: FaultCondition): string[] {
  const texts = Object.entries({ client, helo, from, to, user })
  return [
    ...texts.flatMap(([name, value]) => (value === undefined ? [] : writeValue(name, value))),
    ...(tls === undefined ? [] : [`tls=${tls ? 'yes' : 'no'}`]),
    ...(header === undefined ? [] : [writeValue('header', `${header.name}: ${header.pattern}`)]),
  ]
}

function countPairs({ first, after, every, probability, seed, perMinute, within, per }: FaultCount): string[] {
  const numbers = Object.entries({ after, every, probability, seed, 'per-minute': perMinute, first })
  return [
    ...numbers.flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}`)),
    ...(within === undefined ? [] : [`within=${formatTime(within)}`]),
    ...(per === undefined ? [] : [`per=${per}`]),
  ]
}

/** A value never stands for nothing, and may be empty. */
function writeValue(name: string, value: string): string {
  return value === '' ? `${name}=""` : writePair(name, value)
}

/** Text stands in quotes, however little of it there is. */
function quoted(text: string): string {
  const word = writeWord(text)
  return word.startsWith('"') ? word : `"${word}"`
}

/** "500ms", "2s". */
export function formatTime(ms: number): string {
  return ms >= 1000 && ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`
}
