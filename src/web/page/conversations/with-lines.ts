import type { Line } from '../api-types.ts'

/**
 * New lines go to the end; one that is told again, as more is known of it, stands for the one that was there.
 * @returns null where lines between them were missed
 */
export function withLines(known: readonly Line[], told: readonly Line[]): readonly Line[] | null {
  const all = [...known]
  for (const line of told) {
    if (line.number > all.length) return null
    all[line.number] = line
  }
  return all
}
