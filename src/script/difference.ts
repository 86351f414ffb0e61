/** A line of one text, of the other, or of both. */
export interface DifferenceLine {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
}

/** Beyond so many comparisons what lies between the first and the last difference is shown as a whole. */
const MOST_COMPARISONS = 250_000

/**
 * What has to be taken from (`-`) and added to (`+`) the expected lines to get those that came.
 * @param isSame whether an expected line is met by one that came
 */
export function compareLines(
  expected: readonly string[],
  got: readonly string[],
  isSame: (expected: string, got: string) => boolean = (one, other) => one === other,
): DifferenceLine[] {
  const most = Math.min(expected.length, got.length)
  let head = 0
  while (head < most && isSame(expected[head]!, got[head]!)) head++
  let tail = 0
  while (tail < most - head && isSame(expected.at(-1 - tail)!, got.at(-1 - tail)!)) tail++
  const same = (text: string): DifferenceLine => ({ mark: ' ', text })
  return [
    ...got.slice(0, head).map(same),
    ...compareMiddle(expected.slice(head, expected.length - tail), got.slice(head, got.length - tail), isSame),
    ...got.slice(got.length - tail).map(same),
  ]
}

/** By the longest common subsequence. */
function compareMiddle(
  expected: readonly string[],
  got: readonly string[],
  isSame: (expected: string, got: string) => boolean,
): DifferenceLine[] {
  const isShort = expected.length * got.length <= MOST_COMPARISONS
  const common = isShort ? commonLengths(expected, got, isSame) : null
  const lines: DifferenceLine[] = []
  let [i, j] = [0, 0]
  while (i < expected.length || j < got.length) {
    if (common && i < expected.length && j < got.length && isSame(expected[i]!, got[j]!)) {
      lines.push({ mark: ' ', text: got[j]! })
      i++
      j++
    } else if (j === got.length || (i < expected.length && (!common || common[i + 1]![j]! >= common[i]![j + 1]!)))
      lines.push({ mark: '-', text: expected[i++]! })
    else lines.push({ mark: '+', text: got[j++]! })
  }
  return lines
}

/** How many lines the rest of the one and the rest of the other have in common, from every place on. */
function commonLengths(
  expected: readonly string[],
  got: readonly string[],
  isSame: (expected: string, got: string) => boolean,
): number[][] {
  const common = Array.from({ length: expected.length + 1 }, () => Array<number>(got.length + 1).fill(0))
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = got.length - 1; j >= 0; j--) {
      common[i]![j] = isSame(expected[i]!, got[j]!)
        ? common[i + 1]![j + 1]! + 1
        : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
    }
  }
  return common
}
