import type { Engine, EngineEvent } from './engine.ts'
import { StoreError } from '../store.ts'
import type { NewSession } from './sessions.ts'

/** Methods of the engine that can be called from the other thread. */
export type Method = {
  [K in keyof Engine]: Engine[K] extends (...args: never) => unknown ? K : never
}[keyof Engine]

export type ToWorker =
  /** There is something in the trays, and nobody takes it. */
  | { readonly kind: 'gathered' }
  | { readonly kind: 'session'; readonly session: NewSession }
  | { readonly kind: 'call'; readonly call: number; readonly method: Method; readonly args: readonly unknown[] }

export type Failure = { readonly kind: 'full' | 'unavailable'; readonly message: string }

/** What has become of the messages that were taken from the trays, in the order in which they were laid there. */
export interface Commit {
  /** The place of the first one in the order of all; of no meaning where it failed. */
  readonly first: number
  readonly count: number
  /** Milliseconds that it took. */
  readonly took: number
  readonly error: Failure | null
}

export type FromWorker =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'committed'; readonly commit: Commit }
  | { readonly kind: 'answer'; readonly call: number; readonly result?: unknown; readonly error?: Failure }
  | { readonly kind: 'event'; readonly event: EngineEvent }

/** What the other thread has told, as it is thrown here. */
export function errorOf({ kind, message }: Failure): StoreError {
  return new StoreError(kind, message)
}
