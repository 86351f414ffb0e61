import { deviation, type Deviation, type DeviationCode } from './deviation.ts'
import type { Refused } from './parsed.ts'
import type { RfcRef } from './rfc.ts'

/** A cursor over one line, and what was noticed on the way. The grammar rules read through it. */
export class Scanner {
  readonly text: string
  readonly deviations: Deviation[] = []
  failure: Refused | null = null
  at = 0

  constructor(text: string) {
    this.text = text
  }

  get atEnd(): boolean {
    return this.at >= this.text.length
  }

  peek(literal: string): boolean {
    return this.text.startsWith(literal, this.at)
  }

  eat(literal: string): boolean {
    if (!this.peek(literal)) return false
    this.at += literal.length
    return true
  }

  /** Take what a sticky pattern matches here. */
  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (!found) return null
    this.at += found[0].length
    return found[0]
  }

  /** Skip spaces and tabs; says how many there were. */
  skipSpace(): number {
    const from = this.at
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++
    return this.at - from
  }

  slice(from: number): string {
    return this.text.slice(from, this.at)
  }

  deviate(code: DeviationCode, offset = this.at): void {
    this.deviations.push(deviation(code, offset))
  }

  /** Say what was expected, once: the first failure is the one that explains. Returns null for the caller to return. */
  fail(expected: string, ref: RfcRef, offset = this.at): null {
    this.failure ??= { ok: false, expected, offset, ref }
    return null
  }
}
