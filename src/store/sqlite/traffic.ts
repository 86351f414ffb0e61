import type { Engine, EngineEvent } from './engine.ts'
import type { NewSession } from './sessions.ts'

/** Methods of the engine that can be called from the other thread. */
export type Method = {
  [K in keyof Engine]: Engine[K] extends (...args: never) => unknown ? K : never
}[keyof Engine]

export type ToWorker =
  | {
      readonly kind: 'commit'
      readonly first: number
      readonly buffer: ArrayBuffer
      readonly length: number
      readonly count: number
    }
  | { readonly kind: 'session'; readonly session: NewSession }
  | { readonly kind: 'call'; readonly call: number; readonly method: Method; readonly args: readonly unknown[] }

export type Failure = { readonly kind: 'full' | 'unavailable'; readonly message: string }

export type FromWorker =
  | { readonly kind: 'open'; readonly last: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'committed'; readonly error: Failure | null }
  | { readonly kind: 'answer'; readonly call: number; readonly result?: unknown; readonly error?: Failure }
  | { readonly kind: 'event'; readonly event: EngineEvent }
