import type { TranscriptEvent } from '../transcript/event.ts'
import type { Clock } from '../wire/clock.ts'
import type { FileReader } from './include.ts'
import type { Step } from './result.ts'

/** What is the same on both sides. */
export interface PlayOptions {
  /** Values of the script's variables; they win over `@set`. */
  readonly variables?: Readonly<Record<string, string>>
  /** Milliseconds to wait for what the other side says, where the script does not say `@within`. */
  readonly timeout?: number
  /** Compare the texts of replies, and what clients say, word for word. */
  readonly exact?: boolean
  /** Reads the files that are included; without it there can be none. */
  readonly readFile?: FileReader
  readonly clock?: Clock
  readonly onEvent?: (event: TranscriptEvent) => void
  readonly onStep?: (step: Step) => void
}
