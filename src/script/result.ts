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

/** How many items are shown before the one that failed. */
const CONTEXT = 4

/** Where it went wrong, and how: the place, the items before it with what came, and the difference. '' where it did not. */
export function formatMismatch({ mismatch, steps }: PlayResult): string {
  if (!mismatch) return ''
  const { item, expected, got } = mismatch
  const at = steps.findIndex((step) => step.item === item)
  const shown = steps.slice(Math.max(0, at - CONTEXT), at)
  const width = String(item.line).length
  const rows = [...shown.flatMap((step) => formatStep(step, width)), ...sourceLines(item, width, '>')]
  return [
    `${formatPlace(item)}: not as the script has it`,
    ...rows,
    `  expected  ${indent(shorten(expected))}`,
    `       got  ${indent(shorten(got))}`,
  ].join('\n')
}

function formatStep({ item, got }: Step, width: number): string[] {
  const lines = sourceLines(item, width, ' ')
  if (got === null) return lines
  return [
    ...lines,
    ...shorten(got)
      .split('\n')
      .map((line) => `  ${' '.repeat(width)} ${line}`),
  ]
}

function sourceLines({ line, source }: Item, width: number, mark: string): string[] {
  return shorten(source)
    .split('\n')
    .map((text, i) => `${mark} ${String(line + i).padStart(width)} ${text}`)
}

function indent(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(12)}`)
}

/** Of a long text the beginning, for people. */
function shorten(text: string): string {
  return text.length <= 1000 ? text : `${text.slice(0, 1000)}… (${text.length} characters)`
}
