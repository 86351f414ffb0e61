import type { TestResult } from '../../checks/six-steps/result.ts'
import type { CaseResult, CaseSuite } from '../cases.ts'
import { readParts } from './parts.ts'

/** A suite, or where all mail hosts were tried, one for each address of each. */
export function testSuites(result: TestResult): CaseSuite[] {
  if (!result.places || result.places.length === 0) return [testSuite(result)]
  return result.places.map(({ host, address, test }) => {
    const suite = testSuite(test)
    return { ...suite, name: host === address ? suite.name : `${suite.name} [${address}]` }
  })
}

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
