import type { TestResult } from '../../checks/six-steps/result.ts'
import type { CaseResult, CaseSuite } from '../cases.ts'
import { readParts } from './parts.ts'

/** A test as a test runner has it: a case for each step, and one for the arrival where somebody could look. */
export function testSuite(result: TestResult): CaseSuite {
  const { target, isPractice, as, transcript, steps, arrived, findings } = result
  const parts = readParts(result)
  const cases = steps.map(({ name, outcome, ms, sentence, explanation }, i): CaseResult => {
    const said = parts.filter((part) => part.name === name).flatMap(({ lines }) => lines.map(({ text }) => text))
    return {
      name: `${i + 1} ${name}`,
      outcome: outcome === 'yes' ? 'ok' : outcome === 'no' ? 'failure' : 'skipped',
      ms,
      message: outcome === 'yes' ? null : outcome === 'unknown' ? `could not tell: ${sentence}` : sentence,
      detail: outcome === 'no' ? [...said, '', explanation?.action ?? ''].join('\n').trim() : null,
    }
  })
  const arrival = findings.find(({ id }) => id === 'arrival')
  const looked: CaseResult[] =
    arrived === null
      ? []
      : [
          {
            name: 'arrival',
            outcome: arrived ? 'ok' : 'failure',
            ms: null,
            message: arrival?.detail ?? null,
            detail: null,
          },
        ]
  return {
    name: `${isPractice ? 'practice server' : target} as ${as}`,
    started: transcript.started,
    cases: [...cases, ...looked],
  }
}
