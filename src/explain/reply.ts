import { formatEnhancedCode, type Reply } from '../protocol/reply.ts'
import type { Occasion } from '../protocol/transitions.ts'
import { collisions } from './data/collisions.ts'
import { enhancedCodes } from './data/enhanced-codes.ts'
import { providers } from './data/providers.ts'
import { replyCodes } from './data/reply-codes.ts'
import type { Candidate, Explanation, ReplyContext } from './facts.ts'
import { fitsEnhanced } from './fit.ts'
import { readingsOf } from './readings.ts'
import { classDigit, hearReply, hearText, type Said } from './said.ts'
import { isCodeTooEarly } from './too-early.ts'

/**
 * What a reply means.
 * @param reply as the protocol has it, or as a person pastes it: "454 4.7.1 Relay access denied", several lines, or a
 * line of a log that quotes one. Text that holds no reply is explained as that.
 */
export function explainReply(reply: Reply | string, context: ReplyContext = {}): Explanation {
  return explainSaid(typeof reply === 'string' ? hearText(reply) : hearReply(reply), context)
}

/**
 * What a code means by itself: "550", "5.7.26", "#5.1.1", "X.7.1", "550 5.7.26", or a number.
 * @returns null where the text is more, or less, than a code
 */
export function explainCode(code: string | number, context: ReplyContext = {}): Explanation | null {
  const text = String(code).trim()
  const match = /^#?(?:(\d{3})(?:[ -]|$))?#?(?:([245xX]\.\d{1,3}\.\d{1,3}))?$/.exec(text)
  if (!match || text === '') return null
  // "X.7.1" is how the registry writes it; nearly all that is asked about is a refusal.
  return explainReply(`${match[1] ?? ''} ${match[2]?.replace(/^x/i, '5') ?? ''}`.trim(), context)
}

export function explainSaid(said: Said, context: ReplyContext): Explanation {
  const candidates = readingsOf(said, context)
  const [best] = candidates
  return {
    ...best.facts,
    references: referencesOf(candidates),
    code: said.code,
    enhanced: said.enhanced && formatEnhancedCode(said.enhanced),
    provider: nameOf(best.provider),
    confidence: best.confidence,
    readings: candidates.map(({ basis, facts, provider, confidence }) => ({
      basis,
      title: facts.title,
      provider: nameOf(provider),
      confidence,
    })),
    notes: notesOn(said, best, context.occasion ?? said.occasion),
  }
}

/** Those of every reading but the first digit, which has the same for all. */
function referencesOf(candidates: readonly Candidate[]): string[] {
  const own = candidates.filter(({ basis }) => basis !== 'first digit')
  return [...new Set((own.length > 0 ? own : candidates).flatMap(({ facts }) => facts.references))]
}

function nameOf(provider: string | null): string | null {
  return provider && providers[provider]!.name
}

/** What the best reading leaves out. */
function notesOn(said: Said, best: Candidate, occasion: Occasion | null): string[] {
  const { code, enhanced } = said
  const notes: string[] = []
  if (code !== null && !replyCodes.has(code)) {
    notes.push(
      /^[2-5][0-5]\d$/.test(String(code))
        ? `No RFC defines the code ${code}: only its first digit counts.`
        : `${code} cannot be an SMTP reply code: the first digit is 2 to 5, the second 0 to 5.`,
    )
  }
  if (!enhanced) return notes
  const text = formatEnhancedCode(enhanced)
  if (code !== null && classDigit(said) !== enhanced[0]) {
    notes.push(`The first digits of ${code} and ${text} contradict each other: the reply code decides.`)
  }
  if (isCodeTooEarly(said, occasion))
    notes.push(`${text} is about an address, and none had been named yet: it does not fit here.`)
  // Where the provider's own words are there, its numbering needs no comment.
  if (best.basis === 'provider text') return notes
  if (!enhancedCodes.has(enhanced.slice(1).join('.'))) {
    notes.push(`${text} is not in the registry of enhanced status codes.`)
  }
  for (const { enhanced: patterns, provider, meaning } of collisions) {
    if (provider === best.provider || !patterns.some((pattern) => fitsEnhanced(pattern, enhanced))) continue
    notes.push(`At ${providers[provider]!.name}, ${text} means ${meaning}.`)
  }
  return notes
}
