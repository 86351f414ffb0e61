import type { Facts, Topic } from '../facts.ts'

/**
 * What a provider or a program means by words of its own. It applies only where the words are there: the same numbers
 * with other words keep their standard meaning.
 */
export interface ProviderText extends Facts {
  /** Key of `providers`; null for words that everybody uses. */
  readonly provider: string | null
  /** Reply codes it comes with; none: with any. */
  readonly codes: readonly number[]
  /** Enhanced codes it comes with, "5.7.26" or a range "5.7.606-649"; none: with any. */
  readonly enhanced: readonly string[]
  /** Any of these says it: lower case, "..." is a gap. Nobody else writes so. */
  readonly text: readonly string[]
  /** As `text`, but others write so too: it takes another sign of the provider to believe it. */
  readonly common: readonly string[]
}

type Entry = Topic & Partial<Pick<ProviderText, 'codes' | 'enhanced' | 'text' | 'common' | 'references'>>

/** The texts of one provider, which share their source. */
export function family(
  provider: string | null,
  references: readonly string[],
  entries: readonly Entry[],
): readonly ProviderText[] {
  return entries.map((entry) => ({ codes: [], enhanced: [], text: [], common: [], references, ...entry, provider }))
}

/** For texts that were not compared with a current original. */
export const unverified = 'from experience, not compared with a current original'
