/** Times that the longer text is longer. */
const TIMES = 16

/** What is faster than this is not told from what the machine does beside it: milliseconds. */
const LEAST = 0.5

/**
 * How much more work a text of sixteen times the length is: about 16 where it grows as the text does, 256 where it grows
 * as its square. Of several goes the fastest counts, so a machine that is busy changes little.
 */
export function growth(work: (length: number) => unknown, length = 2000): number {
  const fastest = (size: number) => {
    let best = Infinity
    for (let go = 0; go < 4; go++) {
      const { user, system } = process.cpuUsage()
      work(size)
      const after = process.cpuUsage()
      best = Math.min(best, (after.user + after.system - user - system) / 1000)
    }
    return Math.max(LEAST, best)
  }
  const short = fastest(length)
  return fastest(length * TIMES) / short
}
