import type { RfcRef } from '../../protocol/rfc.ts'
import type { Finding } from '../finding.ts'

export interface FindingFacts {
  readonly id: string
  readonly verdict: Finding['verdict']
  readonly title: string
  readonly detail: string
  readonly remedy?: string
  readonly ref?: RfcRef | null
  /** What proves it: indices into the transcript's events. */
  readonly events: readonly number[]
}

export function makeFinding({ id, verdict, title, detail, remedy, ref, events }: FindingFacts): Finding {
  const evidence = events.map((event) => ({ probe: 'six-steps', event }))
  return { id, verdict, title, detail, remedy: remedy ?? null, ref: ref ?? null, evidence }
}

/** The first RFC section among references of all kinds. */
export function sectionIn(references: readonly string[]): RfcRef | null {
  const [section = null] = references.flatMap((text) => /^RFC \d+ §[\w.]+/.exec(text)?.[0] ?? [])
  return section as RfcRef | null
}
