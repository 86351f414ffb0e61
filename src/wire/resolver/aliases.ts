import { isSameName } from './name.ts'
import type { ResourceRecord, Response } from './packet.ts'
import type { RecordData, RecordType } from './resolver.ts'

/** Where a response leaves us. `aliases` are all that were followed so far. */
export type Step = StepFacts &
  (
    | { readonly kind: 'records'; readonly records: readonly RecordData[RecordType][] }
    | { readonly kind: 'no-name' | 'no-record' }
    /** The last alias leads to where this server did not look. */
    | { readonly kind: 'ask-on' }
    | { readonly kind: 'loop'; readonly message: string }
  )

interface StepFacts {
  readonly aliases: readonly string[]
  readonly ttl: number
}

/** CNAME records that are followed for one question. */
const MOST_ALIASES = 16

const NXDOMAIN = 3

type Readable = Response & { readonly sections: NonNullable<Response['sections']> }

/**
 * Find the answer in a response, along its CNAME records.
 * @param name that was asked first
 * @param before aliases followed in earlier responses
 */
export function readAnswer(
  { rcode, sections }: Readable,
  name: string,
  type: RecordType,
  before: readonly string[],
): Step {
  const aliases = [...before]
  let ttl = Infinity
  for (;;) {
    const owner = aliases.at(-1) ?? name
    const found = sections.answers.filter((record) => record.type === type && isSameName(record.name, owner))
    if (found.length > 0)
      return { kind: 'records', records: unique(found), aliases, ttl: Math.min(ttl, shortest(found)) }
    const alias = sections.answers.find((record): record is ResourceRecord<'CNAME'> => isAliasOf(record, owner))
    if (!alias) break
    ttl = Math.min(ttl, alias.ttl)
    const seen = [name, ...aliases]
    aliases.push(alias.data)
    const loop = loopOf(alias.data, seen)
    if (loop !== null) return { kind: 'loop', message: loop, aliases, ttl }
  }
  const { negativeTtl } = sections
  if (rcode === NXDOMAIN) return { kind: 'no-name', aliases, ttl: Math.min(ttl, negativeTtl ?? 0) }
  // A response that ends at an alias, and does not say that there is nothing more, is not the whole answer.
  if (aliases.length > before.length && negativeTtl === null) return { kind: 'ask-on', aliases, ttl }
  return { kind: 'no-record', aliases, ttl: Math.min(ttl, negativeTtl ?? 0) }
}

function isAliasOf(record: ResourceRecord, owner: string): boolean {
  return record.type === 'CNAME' && isSameName(record.name, owner)
}

/** How the way goes in circles, or too far; null where it does not. */
export function loopOf(alias: string, seen: readonly string[]): string | null {
  if (seen.some((each) => isSameName(each, alias))) {
    return `the CNAME records go in a circle: ${[...seen, alias].join(' → ')}`
  }
  return seen.length > MOST_ALIASES ? `more than ${MOST_ALIASES} CNAME records lead on from ${seen[0]}` : null
}

function shortest(records: readonly ResourceRecord[]): number {
  return Math.min(...records.map(({ ttl }) => ttl))
}

function unique(records: readonly ResourceRecord[]): readonly RecordData[RecordType][] {
  const byText = new Map(records.map(({ data }) => [JSON.stringify(data), data]))
  return [...byText.values()]
}
