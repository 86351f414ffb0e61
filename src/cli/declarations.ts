import type { Verb } from './verb.ts'
import { verbs } from './verbs.ts'

/** A verb with everything that it declares. */
export interface Declaration {
  readonly name: string
  readonly summary: string
  readonly verb: Verb
}

/** All verbs, loaded: help, completions and the manual page are made from these. */
export async function declarations(): Promise<Declaration[]> {
  const all = Object.entries(verbs).map(async ([name, { summary, load }]): Promise<Declaration> => {
    return { name, summary, verb: (await load()).default() }
  })
  return Promise.all(all)
}
