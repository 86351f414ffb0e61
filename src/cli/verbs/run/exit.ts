import type { PlayResult } from '../../../script/result.ts'
import { exitCodes } from '../../exit-codes.ts'

/** A server that was never reached did nothing that a script could be held against. */
export function exitCodeOf(results: readonly PlayResult[]): number {
  if (results.every(({ ok }) => ok)) return exitCodes.ok
  return results.some(isUnreached) && !results.some(isOpened) ? exitCodes.connect : exitCodes.mismatch
}

function isUnreached({ transcript: { events } }: PlayResult): boolean {
  return events.some((event) => event.kind === 'failed' && (event.phase === 'resolve' || event.phase === 'connect'))
}

function isOpened({ transcript: { events } }: PlayResult): boolean {
  return events.some(({ kind }) => kind === 'open')
}
