import type { Item, Place, Script } from '../transcript/script.ts'
import type { Speaker, Transcript } from '../transcript/transcript.ts'

/** How playing a script went. */
export interface PlayResult {
  readonly script: Script
  /** Which side was played. */
  readonly role: Speaker
  readonly verdict: 'passed' | 'failed' | 'skipped'
  /** Whether nothing went wrong: false only where it failed. */
  readonly ok: boolean
  /** Why it was skipped; null where it was not. */
  readonly reason: string | null
  /** Every item that says or asks something, in its order. */
  readonly steps: readonly Step[]
  /** The first thing that was not as the script has it. */
  readonly mismatch: Mismatch | null
  /** Variables as they were at the end. */
  readonly variables: Readonly<Record<string, string>>
  readonly transcript: Transcript
}

export interface Step {
  readonly item: Item
  /** 'skipped': an `@if` that did not hold; 'unreached': it was over before. */
  readonly verdict: 'passed' | 'failed' | 'skipped' | 'unreached'
  /** What came, where something was expected. */
  readonly got: string | null
}

export interface Mismatch {
  readonly item: Item
  readonly expected: string
  readonly got: string
}

/** Milliseconds from the beginning of the conversation to the last thing that happened in it. */
export function durationOf({ transcript }: Pick<PlayResult, 'transcript'>): number {
  return transcript.events.at(-1)?.at ?? 0
}

/** What the script is called: its title, else its id, else its file. */
export function nameOf({ title, id, file }: Script): string {
  return title ?? id ?? (file === '' ? 'script' : file)
}

/** "six-steps.smtp:14" */
export function formatPlace({ file, line }: Pick<Place, 'file' | 'line'>): string {
  return file === '' ? `line ${line}` : `${file}:${line}`
}
