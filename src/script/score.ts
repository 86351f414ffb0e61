import type { Item } from '../transcript/script.ts'
import type { Mismatch, Step } from './result.ts'

/** What became of an item. */
export type StepResult = { readonly verdict: 'passed'; readonly got: string | null } | Stop

/** Why playing ends before the script does. */
export type Stop =
  | {
      readonly verdict: 'failed'
      readonly expected: string
      readonly got: string
      /** What it is about, where that is not the item being played: what a client should have said comes to light later. */
      readonly item?: Item
    }
  | { readonly verdict: 'skipped'; readonly reason: string }

export function passed(got: string | null = null): StepResult {
  return { verdict: 'passed', got }
}

export function failed(expected: string, got: string, item?: Item): Stop {
  return item ? { verdict: 'failed', expected, got, item } : { verdict: 'failed', expected, got }
}

export function skipped(reason: string): Stop {
  return { verdict: 'skipped', reason }
}

/** What became of each item so far. */
export class Score {
  readonly steps: Step[] = []
  mismatch: Mismatch | null = null
  reason: string | null = null
  readonly #onStep: ((step: Step) => void) | undefined

  constructor(onStep?: (step: Step) => void) {
    this.#onStep = onStep
  }

  get verdict(): 'passed' | 'failed' | 'skipped' {
    if (this.mismatch) return 'failed'
    return this.reason === null ? 'passed' : 'skipped'
  }

  add(item: Item, result: StepResult): void {
    if (result.verdict === 'passed') return this.#step({ item, verdict: 'passed', got: result.got })
    if (result.verdict === 'skipped') {
      this.reason ??= result.reason
      return this.#step({ item, verdict: 'unreached', got: null })
    }
    const about = result.item ?? item
    this.mismatch ??= { item: about, expected: result.expected, got: result.got }
    this.#step({ item: about, verdict: 'failed', got: result.got })
    if (about !== item) this.#step({ item, verdict: 'unreached', got: null })
  }

  /** None of these was played. */
  passOver(items: readonly Item[], verdict: 'skipped' | 'unreached'): void {
    for (const item of items) {
      this.#step({ item, verdict, got: null })
      if (item.kind === 'if') this.passOver(item.items, verdict)
    }
  }

  #step(step: Step): void {
    if (step.item.kind === 'comment') return
    this.steps.push(step)
    this.#onStep?.(step)
  }
}
