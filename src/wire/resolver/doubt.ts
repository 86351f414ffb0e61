import type { Resolver, Trouble } from './resolver.ts'

/** A domain that every resolver knows which is connected to the Internet. */
const KNOWN = 'org'

/** Why nothing follows from it when a resolver knows no such name: it knows none of the Internet's. Null: it does. */
export async function findDoubt(resolver: Resolver): Promise<Trouble | null> {
  const { outcome, source } = await resolver.query(KNOWN, 'SOA')
  if (outcome !== 'no-name' && outcome !== 'no-record') return null
  return {
    code: 'refused',
    message: `${source} does not even know the domain ${KNOWN}: it looks up no names of the Internet`,
  }
}

/** Names of which it is certain that there are none need nobody who knows the Internet. RFC 6761 §6.4 */
export function isNever(name: string): boolean {
  return /(?:^|\.)invalid\.?$/i.test(name)
}
