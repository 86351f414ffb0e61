import { formatMismatch } from '../script/format-mismatch.ts'
import { durationOf, formatPlace, nameOf, type PlayResult } from '../script/result.ts'
import type { CaseResult } from './cases.ts'

/** A played script as a test case. */
export function playCase(result: PlayResult): CaseResult {
  const { verdict, reason, mismatch, script } = result
  return {
    name: nameOf(script),
    outcome: verdict === 'passed' ? 'ok' : verdict === 'failed' ? 'failure' : 'skipped',
    ms: durationOf(result),
    message: mismatch ? `${formatPlace(mismatch.item)}: expected ${mismatch.expected}, got ${mismatch.got}` : reason,
    detail: mismatch ? formatMismatch(result) : null,
  }
}
