import { expectedBehind, type Expected } from './expected.ts'

interface HeldLine {
  readonly line: Uint8Array
  /** It has been said, or dropped. */
  readonly settle: () => void
}

/** Lines that were typed and wait for their turn. */
export class HeldLines {
  readonly #held: HeldLine[] = []

  get count(): number {
    return this.#held.length
  }

  /** Settles when the line has been said or dropped. */
  add(line: Uint8Array): Promise<void> {
    return new Promise((settle) => this.#held.push({ line, settle }))
  }

  /** Say the first one. */
  async sayFirst(say: (line: Uint8Array) => Promise<void>): Promise<void> {
    const first = this.#held.shift()
    if (!first) return
    await say(first.line)
    first.settle()
  }

  /** @returns how many lines */
  drop(): number {
    const dropped = this.#held.splice(0)
    for (const { settle } of dropped) settle()
    return dropped.length
  }

  /** What a line behind them all is going to be, where the first of them is what is expected now. */
  expectedBehind(expected: Expected): Expected {
    return this.#held.reduce((before, { line }) => expectedBehind(line, before), expected)
  }
}
