import { parseQuery } from '../store/parse-query.ts'
import { everything, type Query } from '../store/query.ts'
import { Problem } from './problem.ts'

/** What somebody sought. @throws Problem where it cannot be understood */
export function readQuery(text: string | undefined): Query {
  if (text === undefined || text.trim() === '') return everything
  const parsed = parseQuery(text)
  if (!parsed.ok) throw new Problem(400, parsed.message)
  return parsed.value
}
