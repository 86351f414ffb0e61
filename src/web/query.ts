import { parseQuery } from '../store/parse-query.ts'
import { everything, type Query } from '../store/query.ts'
import { clockOf } from '../store/wall-clock.ts'
import { Problem } from './problem.ts'

/**
 * What somebody sought.
 * @param zone of the days and hours that are named; one that there is not is this machine's
 * @throws Problem where it cannot be understood
 */
export function readQuery(text: string | undefined, zone?: string): Query {
  if (text === undefined || text.trim() === '') return everything
  const parsed = parseQuery(text, (zone && clockOf(zone)) || undefined)
  if (!parsed.ok) throw new Problem(400, parsed.message)
  return parsed.value
}
