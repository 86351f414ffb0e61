import type { Item } from '../transcript/script.ts'
import { compareLines, type DifferenceLine } from './difference.ts'
import { formatPlace, type PlayResult, type Step } from './result.ts'

/** How the parts are painted, where there is colour. */
export interface MismatchPaint {
  readonly place: (text: string) => string
  readonly context: (text: string) => string
  readonly expected: (text: string) => string
  readonly got: (text: string) => string
}

const plain = (text: string) => text
const withoutColor: MismatchPaint = { place: plain, context: plain, expected: plain, got: plain }

/** How many items are shown before the one that failed, and how many lines of each. */
const ITEMS = 4
const LINES = 3
/** And of the reply that is not as it should be. */
const REPLY_LINES = 15
/** Lines that are the same, before and behind a difference. */
const AROUND = 2
/** Lines and characters of a difference that are shown. */
const MOST_LINES = 40
const MOST_CHARACTERS = 300

/** Where it went wrong, and how: the place, the items before it with what came, and the difference. '' where it did not. */
export function formatMismatch(result: PlayResult): string {
  return paintMismatch(result, withoutColor)
}

/** As {@link formatMismatch}, in colour. */
export function paintMismatch({ mismatch, steps }: PlayResult, paint: MismatchPaint): string {
  if (!mismatch) return ''
  const { item, expected, got } = mismatch
  const at = steps.findIndex((step) => step.item === item)
  const width = String(item.line).length
  return [
    paint.place(`${formatPlace(item)}: not as the script has it`),
    ...steps.slice(Math.max(0, at - ITEMS), at).flatMap((step) => formatStep(step, width).map(paint.context)),
    ...sourceLines(item, width, '>').map(paint.place),
    ...formatDifference(item, expected, got, paint),
  ].join('\n')
}

function formatStep({ item, got }: Step, width: number): string[] {
  const lines = sourceLines(item, width, ' ')
  if (got === null) return lines
  return [...lines, ...firstLines(got.split('\n')).map((line) => `  ${' '.repeat(width)} ${shorten(line)}`)]
}

function sourceLines({ line, source }: Item, width: number, mark: string): string[] {
  const lines = source.split('\n').map((text, i) => `${mark} ${String(line + i).padStart(width)} ${shorten(text)}`)
  return firstLines(lines, `${mark} ${' '.repeat(width)} `)
}

function firstLines(lines: readonly string[], indent = '', most = LINES): string[] {
  if (lines.length <= most) return [...lines]
  return [...lines.slice(0, most - 1), `${indent}… ${lines.length - most + 1} more lines`]
}

function formatDifference({ kind }: Item, expected: string, got: string, paint: MismatchPaint): string[] {
  const [wanted, came] = [linesOf(expected), linesOf(got)]
  if (wanted.length === 1)
    return [paint.expected(`  expected  ${shorten(expected)}`), paint.got(`       got  ${indent(came)}`)]
  // In a reply that is compared exactly `*` stands for any text.
  const isSame = (one: string, other: string) => one === other || (kind === 'reply' && fits(one, other))
  const lines = compareLines(wanted, came, isSame).map((line): Row => ({
    ...line,
    paint: { '-': paint.expected, '+': paint.got, ' ': paint.context }[line.mark],
  }))
  return [
    `  ${paint.expected('- expected')}  ${paint.got('+ got')}`,
    ...around(lines).map(({ mark, text, paint }) => paint(`  ${mark} ${shorten(text)}`.trimEnd())),
  ]
}

/** The lines of a reply, or of octets that are written with escapes. */
function linesOf(text: string): string[] {
  return text.split(/\n|(?<=\\n)(?=.)/)
}

function fits(expected: string, got: string): boolean {
  if (!expected.includes('*')) return false
  const quoted = expected.split('*').map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${quoted.join('.*')}$`).test(got)
}

type Row = DifferenceLine & { readonly paint: (text: string) => string }

/** The differences and some lines around them, and of very many the first. */
function around(lines: readonly Row[]): Row[] {
  const isNear = (at: number) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ mark }) => mark !== ' ')
  const rows: Row[] = []
  let hidden = 0
  const flush = () => {
    if (hidden > 0) rows.push({ mark: ' ', text: `… ${hidden} line${hidden === 1 ? '' : 's'}`, paint: plain })
    hidden = 0
  }
  for (const [at, line] of lines.entries()) {
    if (rows.length >= MOST_LINES || !isNear(at)) hidden++
    else {
      flush()
      rows.push(line)
    }
  }
  flush()
  return rows
}

function indent(lines: readonly string[]): string {
  return firstLines(lines.map(shorten), '', REPLY_LINES).join(`\n${' '.repeat(12)}`)
}

/** Of a long line the beginning, for people. */
function shorten(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}… (${text.length} characters)`
}
