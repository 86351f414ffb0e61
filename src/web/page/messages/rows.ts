import type { MessageRow } from '../api-types.ts'

/** A list of any length, of which some rows are there; those that are not take no room. */
export class Rows {
  #length: number
  #there = new Map<number, MessageRow>()
  /** Of a list before this one: they are shown until they are asked for anew. */
  readonly #old = new Set<MessageRow>()

  /** @param length of the whole list, or more where more rows are given: its first ones */
  constructor(length = 0, first: readonly MessageRow[] = []) {
    this.#length = Math.max(length, first.length)
    this.put(0, first)
  }

  get length(): number {
    return this.#length
  }

  at(index: number): MessageRow | undefined {
    return this.#there.get(index)
  }

  /** Whether it is there, and of this list. */
  isFresh(index: number): boolean {
    const row = this.at(index)
    return row !== undefined && !this.#old.has(row)
  }

  /** Rows of the same list as it was before stand where they stood to those that are known of both, as far as can be seen. */
  keep(before: Rows): void {
    const [common] = [...this.#there].filter(([, { id }]) => before.indexOf(id) >= 0)
    const above = common ? common[0] - before.indexOf(common[1].id) : this.#length - before.#length
    for (const [index, { id }] of this.#there) if ((before.at(index - above)?.id ?? id) !== id) return
    for (const [was, row] of before.#there) {
      const index = was + above
      if (index < 0 || index >= this.#length || this.#there.has(index)) continue
      this.#there.set(index, row)
      this.#old.add(row)
    }
  }

  get last(): MessageRow | undefined {
    return this.at(this.#length - 1)
  }

  /** @returns -1 where it is not there */
  indexOf(id: string): number {
    for (const [index, row] of this.#there) if (row.id === id) return index
    return -1
  }

  /** Those that are there. */
  values(): Iterable<MessageRow> {
    return this.#there.values()
  }

  /** These stand from this place on; what would be before the beginning or behind the end is left out. */
  put(from: number, rows: readonly MessageRow[]): void {
    for (const [at, row] of rows.entries()) {
      const index = from + at
      if (index >= 0 && index < this.#length) this.#there.set(index, row)
    }
  }

  prepend(rows: readonly MessageRow[]): void {
    const before = this.#there
    this.#there = new Map()
    this.#length += rows.length
    this.put(0, rows)
    for (const [index, row] of before) this.#there.set(index + rows.length, row)
  }

  append(rows: readonly MessageRow[]): void {
    const from = this.#length
    this.#length += rows.length
    this.put(from, rows)
  }

  /** Those behind them come nearer. @returns where they stood, in order */
  remove(ids: ReadonlySet<string>): number[] {
    const gone: number[] = []
    const kept = new Map<number, MessageRow>()
    for (const [index, row] of [...this.#there].sort(([a], [b]) => a - b)) {
      if (ids.has(row.id)) gone.push(index)
      else kept.set(index - gone.length, row)
    }
    this.#there = kept
    this.#length -= gone.length
    return gone
  }
}
