import { isKnownVerb, synopsis } from '../protocol/command.ts'
import { verbs, type VerbFacts } from './data/verbs.ts'

export interface CommandDescription extends VerbFacts {
  /** Upper case. */
  readonly verb: string
  /** How it is written: "MAIL FROM:<sender@domain>". */
  readonly synopsis: string
}

/** A command in words; null for a verb that nobody knows. */
export function describeCommand(verb: string): CommandDescription | null {
  const known = verb.trim().toUpperCase()
  return isKnownVerb(known) ? { verb: known, synopsis: synopsis[known], ...verbs[known] } : null
}
