import { classOf } from '../protocol/reply.ts'
import { isTooManyRecipients } from '../protocol/too-many-recipients.ts'
import type { Occasion } from '../protocol/transitions.ts'
import { enhancedCodes } from './data/enhanced-codes.ts'
import { subjects, type EnhancedStatus } from './data/enhanced-status.ts'
import { firstDigits, noReply } from './data/first-digits.ts'
import type { Scene } from './data/reply-code.ts'
import { replyCodes } from './data/reply-codes.ts'
import { tooManyRecipients } from './data/topics.ts'
import type { Candidate, Facts, ReplyContext } from './facts.ts'
import { commonReading, providerNumberReading, providerReading } from './provider-reading.ts'
import { classDigit, type Said } from './said.ts'
import { isCodeTooEarly, isReadingTooEarly } from './too-early.ts'

/**
 * Every reading of a reply, best first: the provider's own words; an enhanced code that says something exact; words
 * that everybody uses; a provider's words with other numbers than it uses; the code in view of the command; an
 * enhanced code that says little, or before it a code that says more; the code; its first digit.
 */
export function readingsOf(said: Said, context: ReplyContext): [Candidate, ...Candidate[]] {
  const own = providerReading(said, context.provider ?? null)
  const isCrowd = isTooManyRecipients(said, context.hasAccepted ?? false)
  const isOwn = own !== null && own.confidence !== 'possible'
  const occasion = context.occasion ?? said.occasion
  const status = statusReading(said)
  const isTooEarly = isCodeTooEarly(said, occasion)
  const exact = status?.isExact && !isTooEarly ? status : null
  const common = exact ? null : commonReading(said)
  const readings: (Candidate | null)[] = [
    isOwn ? own : null,
    isCrowd ? crowdReading : null,
    exact,
    common && isReadingTooEarly(common, occasion) ? null : common,
    isOwn ? null : own,
    status && !status.isRegistered ? providerNumberReading(said) : null,
    contextReading(said, occasion),
    ...(isNarrow(said) || isTooEarly
      ? [codeReading(said), exact ? null : status]
      : [exact ? null : status, codeReading(said)]),
  ]
  const last = digitReading(said)
  const [best = last, ...others] = readings.filter((reading) => reading !== null)
  return best === last ? [last] : [best, ...others, last]
}

/** 552 to one recipient behind others that were accepted. */
const crowdReading: Candidate = {
  basis: 'code in context',
  facts: {
    ...tooManyRecipients,
    cause: 'Old servers say 552 where 452 is meant: one transaction takes no more. Or the mailbox of this one is full.',
    references: ['RFC 5321 §4.5.3.1.10'],
  },
  provider: null,
  confidence: 'likely',
}

/** Codes that refuse anything for any reason; of the others the code tells more than an enhanced code that says little. */
const broadCodes: ReadonlySet<number | null> = new Set([null, 421, 450, 451, 454, 550, 554])

function isNarrow(said: Said): boolean {
  return !broadCodes.has(said.code)
}

function isPositive(said: Said): boolean {
  const digit = classDigit(said)
  return digit === 2 || digit === 3
}

interface StatusCandidate extends Candidate {
  readonly isRegistered: boolean
  /** Says more than what it is about. */
  readonly isExact: boolean
}

/** The enhanced code, in the class that counts. */
function statusReading(said: Said): StatusCandidate | null {
  if (said.enhanced === null) return null
  const [, subject, detail] = said.enhanced
  const digit = classDigit(said)!
  const registered = enhancedCodes.get(`${subject}.${detail}`)
  const entry = registered ?? enhancedCodes.get(`${subject}.0`)
  return {
    basis: 'enhanced code',
    facts: entry ? statusFacts(entry, digit, subject) : digitFacts(digit),
    provider: null,
    confidence: registered ? (registered.isVague ? 'likely' : 'certain') : 'possible',
    isRegistered: registered !== undefined,
    isExact:
      registered !== undefined && (isPositive(said) ? registered.positive !== undefined : true) && !registered.isVague,
  }
}

function statusFacts(entry: EnhancedStatus, digit: number, subject: number): Facts {
  const facts = factsOf(entry)
  if (digit === 4) return { ...facts, retry: 'later', ...entry.transient }
  if (digit === 5) return facts
  return {
    ...digitFacts(digit),
    meaning: `It worked; the rest of the code says that it concerns ${subjects[subject] ?? 'something unknown'}.`,
    ...entry.positive,
    references: entry.references,
  }
}

const scenes: Readonly<Partial<Record<Occasion, Scene>>> = {
  HELO: 'EHLO',
  LHLO: 'EHLO',
  'BDAT LAST': 'end-of-data',
  'auth-response': 'AUTH',
}

/** The code as the answer to what it answers. */
function contextReading({ code }: Said, occasion: Occasion | null): Candidate | null {
  const entry = code === null ? undefined : replyCodes.get(code)
  const topic = occasion && (entry?.on?.[occasion as Scene] ?? entry?.on?.[scenes[occasion] as Scene])
  if (!entry || !topic) return null
  return {
    basis: 'code in context',
    facts: factsOf({ ...entry, ...topic }),
    provider: null,
    confidence: entry.code < 400 ? 'certain' : 'likely',
  }
}

function codeReading({ code }: Said): Candidate | null {
  const entry = code === null ? undefined : replyCodes.get(code)
  if (!entry) return null
  const isOfficial = entry.status === 'standard' || entry.status === 'extension'
  return {
    basis: 'code',
    facts: factsOf(entry),
    provider: null,
    // A refusal has many possible causes; a success has none.
    confidence: !isOfficial ? 'possible' : entry.code < 400 ? 'certain' : 'likely',
  }
}

function digitReading(said: Said): Candidate {
  return { basis: 'first digit', facts: digitFacts(classDigit(said)), provider: null, confidence: 'possible' }
}

function digitFacts(digit: number | null): Facts {
  const isKnown = digit !== null && classOf(digit * 100) !== 'unknown'
  return isKnown ? firstDigits[digit as 2 | 3 | 4 | 5] : noReply
}

function factsOf({ title, meaning, cause, fault, action, retry, references }: Facts): Facts {
  return { title, meaning, cause, fault, action, retry, references }
}
