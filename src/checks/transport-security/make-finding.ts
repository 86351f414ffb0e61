import type { RfcRef } from '../../protocol/rfc.ts'
import type { Finding } from '../finding.ts'
import type { Seen } from './seen.ts'

export interface FindingFacts {
  readonly id: string
  readonly verdict: Finding['verdict']
  readonly title: string
  readonly detail: string
  readonly remedy?: string
  readonly ref: RfcRef
  /** The conversations that prove it; the DNS has no transcript. */
  readonly seen?: readonly Seen[]
}

export function makeFinding({ id, verdict, title, detail, remedy, ref, seen = [] }: FindingFacts): Finding {
  const evidence = seen.map(({ label, event }) => ({ probe: label, event }))
  return { id, verdict, title, detail, remedy: remedy ?? null, ref, evidence }
}

/** A clause made a sentence. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}
