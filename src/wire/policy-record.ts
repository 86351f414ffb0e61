import type { Resolver } from './resolver/resolver.ts'

/** A policy of a domain that stands in one TXT record. */
export interface PolicyRecord {
  /** Where it stands. */
  readonly name: string
  /** 'several': more than one, which counts as none. 'unknown': the DNS could not tell. */
  readonly outcome: 'record' | 'none' | 'several' | 'unknown'
  readonly text: string | null
  readonly trouble: string | null
}

/** Find the TXT record that begins with `version`, as "v=STSv1"; others are not meant. RFC 8461 §3.1, RFC 8460 §3 */
export async function findPolicyRecord(name: string, version: string, resolver: Resolver): Promise<PolicyRecord> {
  const answer = await resolver.query(name, 'TXT')
  if (answer.outcome === 'unknown') return { name, outcome: 'unknown', text: null, trouble: answer.trouble.message }
  const texts = answer.outcome === 'records' ? answer.records.map((strings) => strings.join('')) : []
  const [text, second] = texts.filter((each) => isOf(each, version))
  if (text === undefined) return { name, outcome: 'none', text: null, trouble: null }
  return { name, outcome: second === undefined ? 'record' : 'several', text, trouble: null }
}

function isOf(text: string, version: string): boolean {
  return text.startsWith(version) && /^[ \t]*(?:;|$)/.test(text.slice(version.length))
}

/** "v=…; id=…;" in its parts. What is no pair has the key ''. */
export function readFields(text: string): readonly (readonly [key: string, value: string])[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=')
      return equals < 1 ? ['', part] : [part.slice(0, equals).trim(), part.slice(equals + 1).trim()]
    })
}
