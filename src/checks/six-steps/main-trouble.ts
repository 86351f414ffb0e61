import { describeFault } from '../../explain/facts.ts'
import type { StepName } from '../../explain/judged.ts'
import type { Turn } from '../../transcript/dialogue.ts'
import type { Case } from './case.ts'
import type { TestResult } from './result.ts'

/** What the verdict rests on. */
export interface MainTrouble {
  readonly step: StepName | null
  /** Null where it was no turn: no connection, or one that ended between two commands. */
  readonly turn: Turn | null
  /** What happened, whose fault it is and what to do, in sentences. */
  readonly sentence: string
}

/** The first thing that went wrong; but where anything was refused, the first refusal, for that decides. */
export function mainTroubleOf({ explanation, dialogue }: Case, verdict: TestResult['verdict']): MainTrouble | null {
  const { trouble, annotations } = explanation
  const refusal =
    verdict === 'fail' && trouble?.outcome === 'unknown'
      ? annotations.find(({ step, outcome }) => step !== null && outcome === 'no')
      : undefined
  if (refusal) {
    const { fault, action } = refusal.explanation
    const sentence = `${refusal.sentence} ${describeFault(fault)} ${action}`
    return { step: refusal.step, turn: dialogue.turns[refusal.turn]!, sentence }
  }
  if (!trouble) return null
  return { ...trouble, turn: trouble.turn === null ? null : dialogue.turns[trouble.turn]! }
}
