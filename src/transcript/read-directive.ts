import { isDeviationCode, type DeviationCode } from '../protocol/deviation.ts'
import { transitions, type State } from '../protocol/transitions.ts'
import type { FailedEvent, TlsDetails } from './event.ts'
import { readTls } from './read-tls.ts'
import { parseCodes } from './reply-pattern.ts'
import type { Level, Need, Outcome, RecordedEvent, Risk } from './script.ts'
import { parseTemplate, type Template } from './template.ts'
import type { Speaker } from './transcript.ts'
import { readWords, type Word } from './words.ts'

/** What a directive says, in the order in which the format's page explains them. */
export type Directive =
  | { readonly kind: 'id' | 'title' | 'include'; readonly text: string }
  | { readonly kind: 'refs'; readonly refs: readonly string[] }
  | { readonly kind: 'level'; readonly level: Level }
  | { readonly kind: 'risk'; readonly risk: Risk }
  | { readonly kind: 'needs'; readonly needs: readonly Need[] }
  | { readonly kind: 'protocol'; readonly protocol: 'smtp' | 'lmtp' }
  | { readonly kind: 'wait' | 'within'; readonly ms: number }
  | { readonly kind: 'tls'; readonly details: TlsDetails | null }
  | { readonly kind: 'closed'; readonly by: Speaker | 'timeout' | 'us' | 'peer' }
  | { readonly kind: 'if'; readonly need: Need }
  | { readonly kind: 'end' }
  | { readonly kind: 'set'; readonly name: string; readonly value: Template }
  | { readonly kind: 'role'; readonly role: Speaker }
  | { readonly kind: 'peer' | 'started'; readonly text: string }
  | { readonly kind: 'at'; readonly ms: number }
  | { readonly kind: 'event'; readonly event: RecordedEvent }

/**
 * Read what stands behind `@`.
 * @throws RangeError in words fit for "expected …"
 */
export function parseDirective(text: string): Directive {
  const [, name = '', argument = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? []
  if (!Object.hasOwn(readers, name))
    throw new RangeError(
      `a directive: one of ${Object.keys(readers)
        .map((known) => `@${known}`)
        .join(', ')}`,
    )
  return readers[name]!(argument)
}

const readers: Readonly<Record<string, (argument: string) => Directive>> = {
  id: (text) => ({ kind: 'id', text: required(text, /^\S+$/, 'one word behind @id') }),
  title: (text) => ({ kind: 'title', text: required(text, /./, 'a title behind @title') }),
  ref: (text) => ({ kind: 'refs', refs: text.split(',').map((ref) => readRef(ref.trim())) }),
  level: (text) => ({ kind: 'level', level: oneOf(['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY'], text) }),
  risk: (text) => ({ kind: 'risk', risk: oneOf(['passive', 'active', 'intrusive'], text) }),
  needs: (text) => ({ kind: 'needs', needs: text.split(',').map((need) => readNeed(need.trim())) }),
  protocol: (text) => ({ kind: 'protocol', protocol: oneOf(['smtp', 'lmtp'], text) }),
  wait: (text) => ({ kind: 'wait', ms: readDuration(text) }),
  within: (text) => ({ kind: 'within', ms: readDuration(text) }),
  tls: (text) => ({ kind: 'tls', details: readTls(text) }),
  closed: (text) => ({
    kind: 'closed',
    by: oneOf(['client', 'server', 'timeout', 'us', 'peer'], text.replace(/^by\s+/, '')),
  }),
  include: (text) => ({ kind: 'include', text: required(text, /./, 'a file name behind @include') }),
  if: (text) => ({ kind: 'if', need: readNeed(text) }),
  end: (text) => {
    required(text, /^$/, 'nothing behind @end')
    return { kind: 'end' }
  },
  set: (text) => {
    const [, name, value] = /^([A-Za-z_][\w-]*)\s+(.+)$/.exec(text) ?? []
    if (name === undefined) throw new RangeError('a name and a value, as "@set from alice@example.test"')
    return { kind: 'set', name, value: parseTemplate(value!) }
  },
  role: (text) => ({ kind: 'role', role: oneOf(['client', 'server'], text) }),
  peer: (text) => ({ kind: 'peer', text: wordsOf(text, 1)[0]!.value ?? '' }),
  started: (text) => ({
    kind: 'started',
    text: required(text, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, 'a time in UTC, as 2026-01-31T12:00:00Z'),
  }),
  at: (text) => ({ kind: 'at', ms: Number(required(text, /^\d+(?:\.\d+)?$/, 'seconds, as 0.0123')) * 1000 }),
  resolved: (text) => {
    const [name, ...addresses] = wordsOf(text, 1)
    return event({ kind: 'resolved', name: name!.value ?? '', addresses: addresses.map(({ value }) => value ?? '') })
  },
  open: (text) => {
    const [local, remote] = wordsOf(text, 2)
    return event({ kind: 'open', local: local!.value, remote: remote!.value })
  },
  elided: (text) => {
    const [, octets, by] = /^(\d+)\s+by\s+(\S+)$/.exec(text) ?? []
    if (octets === undefined) throw new RangeError('octets left out, as "@elided 123456 by client"')
    return event({ kind: 'elided', octets: Number(octets), by: oneOf(['client', 'server'], by!) })
  },
  truncated: () => event({ kind: 'truncated' }),
  failed: (text) => {
    const [phase, code, message] = wordsOf(text, 3)
    const phases: readonly FailedEvent['phase'][] = ['resolve', 'connect', 'tls', 'conversation']
    return event({
      kind: 'failed',
      phase: oneOf(phases, phase!.value ?? ''),
      code: code!.value ?? '',
      message: message!.value ?? '',
    })
  },
  fault: (text) => {
    const [id, what] = wordsOf(text, 2)
    return event({ kind: 'fault', id: id!.value ?? '', text: what!.value ?? '' })
  },
}

function event(recorded: RecordedEvent): Directive {
  return { kind: 'event', event: recorded }
}

/**
 * Read what stands behind `=`.
 * @throws RangeError in words fit for "expected …"
 */
export function parseOutcome(text: string): Outcome {
  const [, name = '', argument = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? []
  switch (name) {
    case 'body':
      return { kind: 'body', template: parseTemplate(argument, true) }
    case 'messages':
      return { kind: 'messages', count: Number(required(argument, /^\d{1,6}$/, 'a number of messages')) }
    case 'code':
      return { kind: 'code', codes: parseCodes(argument) }
    case 'state':
      return { kind: 'state', state: oneOf(states, argument) }
    case 'deviation': {
      if (argument === 'none') return { kind: 'no deviation' }
      const [, code = '', count] = /^(\S+)(?:\s+(\d{1,9}))?$/.exec(argument) ?? []
      if (!isDeviationCode(code))
        throw new RangeError('a deviation and how often, as "= deviation bare-lf 1", or "none"')
      return {
        kind: 'deviation',
        code: code satisfies DeviationCode,
        count: count === undefined ? null : Number(count),
      }
    }
    default:
      throw new RangeError('an outcome: = body, = messages, = code, = deviation or = state')
  }
}

const states = [...new Set(transitions.flatMap(({ from, to }) => [...from, to]))] satisfies readonly State[]

function required(text: string, form: RegExp, expected: string): string {
  if (!form.test(text)) throw new RangeError(expected)
  return text
}

function oneOf<const T extends string>(known: readonly T[], text: string): T {
  const found = known.find((each) => each === text)
  if (found === undefined) throw new RangeError(`one of: ${known.join(', ')}`)
  return found
}

function readRef(text: string): string {
  if (text === '' || (/^RFC/i.test(text) && !/^RFC \d+(?: §[0-9A-Z]+(?:\.\d+)*)?$/.test(text)))
    throw new RangeError('references with commas between them, as "RFC 5321 §4.1.1.4, RFC 5321 §2.3.8"')
  return text
}

function readNeed(text: string): Need {
  if (text === 'rcpt') return { kind: 'recipient' }
  const match = /^(!?)([A-Z0-9][A-Z0-9-]*)(?: +([\w-]+))?$/.exec(text)
  if (!match) throw new RangeError('a capability, as PIPELINING, AUTH PLAIN or !CHUNKING, or "rcpt"')
  return {
    kind: 'capability',
    isNegated: match[1] === '!',
    keyword: match[2]!,
    param: match[3]?.toUpperCase() ?? null,
  }
}

const units = { ms: 1, s: 1000, m: 60_000 } as const

function readDuration(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?(ms|s|m)$/.exec(text) ?? []
  if (number === undefined) throw new RangeError('a time, as 500ms, 2s or 5m')
  return Number(number) * units[unit as keyof typeof units]
}

function wordsOf(text: string, least: number): Word[] {
  const words = readWords(text)
  if (!words || words.length < least)
    throw new RangeError(`${least === 1 ? 'a word' : `${least} words`}, in double quotes where there are blanks in it`)
  return words
}
