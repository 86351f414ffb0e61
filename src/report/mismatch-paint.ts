import type { MismatchPaint } from '../script/format-mismatch.ts'
import type { Style } from './style.ts'

/** What was expected in green, what came instead in red, all else aside. */
export function mismatchPaint({ bold, dim, good, bad }: Style): MismatchPaint {
  return { place: bold, context: dim, expected: good, got: bad }
}
