import { randomInt } from 'node:crypto'

/** Letters of chance in a prefix: servers that share a store may begin in the same second. */
const CHANCE = 3

/** Short names for sessions and messages, in the order of time: "tovuusk4z-01". */
export class IdSource {
  readonly #prefix: string
  #count = 0

  /** @param start milliseconds since 1970 */
  constructor(start: number) {
    const chance = randomInt(36 ** CHANCE)
      .toString(36)
      .padStart(CHANCE, '0')
    this.#prefix = Math.floor(start / 1000).toString(36) + chance
  }

  next(): string {
    return `${this.#prefix}-${(++this.#count).toString(36).padStart(2, '0')}`
  }
}
