import type { RfcRef } from '../protocol/rfc.ts'

/** Something that a check found out, good or bad, with what proves it. */
export interface Finding {
  /** Always the same for the same kind of thing: "starttls-missing". */
  readonly id: string
  readonly verdict: 'pass' | 'warn' | 'fail' | 'unknown'
  /** A few words, no full stop. */
  readonly title: string
  /** Full sentences. */
  readonly detail: string
  /** What to do about it; null where nothing is to be done. */
  readonly remedy: string | null
  readonly ref: RfcRef | null
  readonly evidence: readonly Evidence[]
}

/** An event of a conversation's transcript. */
export interface Evidence {
  /** Which of the check's conversations. */
  readonly probe: string
  /** Index into `transcript.events`. */
  readonly event: number
}
