import type { Line } from '../api-types.ts'

/** Milliseconds of silence that are worth showing. */
const NOTED = 50

/** How long it was quiet before each line; null where it was not. */
export function gaps(lines: readonly Pick<Line, 'at'>[]): (number | null)[] {
  return lines.map(({ at }, index) => {
    const before = lines[index - 1]
    const gap = before ? at - before.at : 0
    return gap >= NOTED ? gap : null
  })
}
