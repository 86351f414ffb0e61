import type { Deviation, DeviationCode } from './deviation.ts'
import type { RfcRef } from './rfc.ts'

/** What a grammar rule made of its input. Bytes from a peer never throw: they are read, or they are explained. */
export type Parsed<T> = Accepted<T> | Refused

export interface Accepted<T> {
  readonly ok: true
  readonly value: T
  /** What was tolerated on the way. Empty: the input was exactly as the RFC has it. */
  readonly deviations: readonly Deviation[]
}

export interface Refused {
  readonly ok: false
  /** What should have stood at `offset`, in words fit for a 501 reply. */
  readonly expected: string
  /** What stood there, where it is the strict reading alone that refuses it: fitter for the reply than what did not. */
  readonly deviation?: DeviationCode
  /** Octet offset into the line, 0 = its first octet. */
  readonly offset: number
  readonly ref: RfcRef
}
