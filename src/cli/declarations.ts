import type { Verb } from './verb.ts'
import { verbs } from './verbs.ts'

/** A verb with everything that it declares. */
export interface Declaration {
  readonly name: string
  readonly summary: string
  readonly verb: Verb
}

/** What a verb is divided into, as if they were verbs: "mail list"; none, for most. */
export function partsOf({ name, verb }: Declaration): Declaration[] {
  return verb.parts.map((part) => ({ name: `${name} ${part.name()}`, summary: part.summary(), verb: part }))
}

/** The verbs that do something: those that are divided into others, in those. */
export function undivided(all: readonly Declaration[]): Declaration[] {
  return all.flatMap((each) => (each.verb.parts.length > 0 ? partsOf(each) : [each]))
}

/** All verbs, loaded: help, completions and the manual page are made from these. */
export async function declarations(): Promise<Declaration[]> {
  const all = Object.entries(verbs).map(async ([name, { summary, load }]): Promise<Declaration> => {
    return { name, summary, verb: (await load()).default() }
  })
  return Promise.all(all)
}
