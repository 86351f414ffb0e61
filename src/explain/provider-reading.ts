import { commonTexts } from './data/common-texts.ts'
import { unverified, type ProviderText } from './data/provider-text.ts'
import { providers, providerTexts } from './data/providers.ts'
import type { Candidate, Facts, Retry } from './facts.ts'
import { fitsEnhanced, holdsFragment } from './fit.ts'
import { classDigit, type Said } from './said.ts'

/**
 * The provider's own words. They must be there, and the numbers must not speak against them.
 * @param hint who is thought to speak, a key of `providers`
 */
export function providerReading(said: Said, hint: string | null): Candidate | null {
  const text = said.text.toLowerCase()
  const signers = signersOf(text)
  let best: { entry: ProviderText; score: number; isSigned: boolean } | null = null
  for (const entry of providerTexts) {
    if (!fitsNumbers(entry, said)) continue
    const isSigned = entry.provider === hint || signers.has(entry.provider)
    const fragment = longest(entry.text, text) ?? (isSigned ? longest(entry.common, text) : null)
    if (fragment === null || !(isSigned || hasNumbers(entry, said) || isPeculiar(fragment))) continue
    const score =
      (isSigned ? 4 : 0) +
      (said.enhanced && entry.enhanced.length > 0 ? 2 : 0) +
      (entry.codes.includes(said.code ?? 0) ? 1 : 0) +
      fragment.length / 1000
    if (best === null || score > best.score) best = { entry, score, isSigned }
  }
  if (best === null) return null
  const { entry, isSigned } = best
  const isExact =
    (entry.codes.length === 0 || entry.codes.includes(said.code ?? 0)) &&
    (entry.enhanced.length === 0 || said.enhanced !== null)
  const isVerified = !entry.references.includes(unverified)
  return {
    basis: 'provider text',
    facts: inClass(entry, said),
    provider: entry.provider,
    confidence: isExact && isSigned && isVerified ? 'certain' : isExact || isSigned ? 'likely' : 'possible',
  }
}

/** A number that is not registered, and that one provider alone is known to use. */
export function providerNumberReading(said: Said): Candidate | null {
  const { enhanced } = said
  if (enhanced === null) return null
  const users = providerTexts.filter((entry) => entry.enhanced.some((pattern) => fitsEnhanced(pattern, enhanced)))
  const [first] = users
  if (!first || users.some(({ provider }) => provider !== first.provider)) return null
  return { basis: 'enhanced code', facts: inClass(first, said), provider: first.provider, confidence: 'possible' }
}

/** Words that everybody uses for what goes wrong. */
export function commonReading(said: Said): Candidate | null {
  const digit = classDigit(said)
  if (digit !== null && digit < 4) return null
  const text = said.text.toLowerCase()
  const entry = commonTexts.find((each) => fitsNumbers(each, said) && longest(each.text, text) !== null)
  if (!entry) return null
  return {
    basis: 'common text',
    facts: inClass(entry, said),
    provider: null,
    confidence: digit === null ? 'possible' : 'likely',
  }
}

/** Whose signs the text bears. An address in it is mostly the recipient's, and says nothing about who speaks. */
function signersOf(text: string): ReadonlySet<string | null> {
  const words = text.split(/[\s<>]+/).filter((word) => !word.includes('@'))
  const bare = words.join(' ')
  const keys = Object.keys(providers)
  return new Set(keys.filter((key) => providers[key]!.signs.some((sign) => holdsFragment(bare, sign))))
}

/** Whether the enhanced code that it comes with is there, if it comes with one. */
function hasNumbers({ enhanced }: ProviderText, said: Said): boolean {
  return enhanced.length === 0 || said.enhanced !== null
}

/** Words that give their writer away without any number: two or three usual ones do not. */
function isPeculiar(fragment: string): boolean {
  return fragment.length >= 24 || /[^a-z -]/.test(fragment)
}

/** Whether code and enhanced code do not speak against the entry. */
function fitsNumbers({ codes, enhanced }: ProviderText, said: Said): boolean {
  const digit = classDigit(said)
  if (digit !== null && codes.length > 0 && !codes.some((code) => Math.floor(code / 100) === digit)) return false
  if (said.enhanced === null || enhanced.length === 0) return true
  return enhanced.some((pattern) => fitsEnhanced(pattern, said.enhanced!))
}

function longest(fragments: readonly string[], text: string): string | null {
  const found = fragments.filter((fragment) => holdsFragment(text, fragment))
  return found.sort((a, b) => b.length - a.length)[0] ?? null
}

/** An entry for both 4xx and 5xx is written for one of them: whether to try again goes by the code. */
function inClass(entry: ProviderText, said: Said): Facts {
  const { title, meaning, cause, fault, action, references } = entry
  const digits = new Set(entry.codes.map((code) => Math.floor(code / 100)))
  const digit = classDigit(said)
  let retry: Retry = entry.retry
  if (digits.size > 1 && retry !== true) retry = digit === 4 ? 'later' : digit === 5 ? false : retry
  return { title, meaning, cause, fault, action, retry, references }
}
