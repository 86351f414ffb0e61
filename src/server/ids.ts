/** Short names for sessions and messages, unique in one process and in the order of time: "mf3k2q-01". */
export class IdSource {
  readonly #prefix: string
  #count = 0

  /** @param start milliseconds since 1970 */
  constructor(start: number) {
    this.#prefix = Math.floor(start / 1000).toString(36)
  }

  next(): string {
    return `${this.#prefix}-${(++this.#count).toString(36).padStart(2, '0')}`
  }
}
