import type { z } from '@hono/zod-openapi'

/** What the parts of a request are called by those who make it. */
const parts: Readonly<Record<string, string>> = {
  json: 'the body',
  query: 'the query',
  param: 'the path',
}

/** The first thing that is wrong with a request, in a sentence. */
export function describeIssues(target: string, { issues }: { readonly issues: readonly z.core.$ZodIssue[] }): string {
  const [issue] = issues
  const where = issue && issue.path.length > 0 ? `"${issue.path.join('.')}"` : (parts[target] ?? `the ${target}`)
  return `What is wrong with ${where}: ${issue ? describeIssue(issue) : 'it cannot be read'}.`
}

/** What things are called in JSON; a number in a query is text to begin with. */
const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // What was given is not told elsewhere.
      if (issue.message.endsWith('received undefined')) return 'it is missing'
      return `it must be ${kinds[issue.expected] ?? issue.expected}`
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), 'at least')
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), 'at most')
    case 'invalid_value':
      return `it is one of ${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `it knows no ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'invalid_union': {
      const missing = issue.errors.flatMap(([first]) =>
        first && first.path.length > 0 ? [`"${first.path.join('.')}"`] : [],
      )
      return missing.length > 0 ? `it needs ${[...new Set(missing)].join(' or ')}` : 'it is not what is asked for'
    }
    default:
      return `${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`
  }
}

function bound(origin: string, limit: number, how: 'at least' | 'at most'): string {
  const number = limit.toLocaleString('en-US')
  if (origin === 'string') return `it has ${number} ${limit === 1 ? 'character' : 'characters'} ${how}`
  if (origin === 'array') return `it has ${number} ${limit === 1 ? 'entry' : 'entries'} ${how}`
  return `it is ${number} ${how}`
}
