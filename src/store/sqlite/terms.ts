import type { Tables } from './tables.ts'

/** Words that are remembered as known. */
const KNOWN = 50_000
/** More words than these that begin alike are not looked for one by one. */
const MOST = 64

/**
 * All words that messages can be found by, but for those of their ids. Who looks for the beginning of a word looks for the
 * words that begin so: the search index goes through one word's messages from the newest on, but must gather all messages
 * of a beginning before it can show the first.
 */
export class Terms {
  readonly #tables: Tables
  readonly #known = new Set<string>()

  constructor(tables: Tables) {
    this.#tables = tables
  }

  add(words: readonly string[]): void {
    for (const word of words) {
      if (this.#known.has(word)) continue
      if (this.#known.size >= KNOWN) this.#known.clear()
      this.#known.add(word)
      this.#tables.run('insert or ignore into terms (term) values (?)', word)
    }
  }

  /** What was added may not be there: it was taken back, or everything was deleted. */
  forget(): void {
    this.#known.clear()
  }
}

/** The words that begin so; null where they are too many, or none is known. */
export function termsWith(tables: Tables, beginning: string): readonly string[] | null {
  const terms = tables
    .rows('select term from terms where term >= ? and term < ? limit ?', beginning, `${beginning}\u{10ffff}`, MOST + 1)
    .map(([term]) => String(term))
  return terms.length === 0 || terms.length > MOST ? null : terms
}
