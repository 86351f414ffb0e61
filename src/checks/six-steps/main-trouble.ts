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
  const turnAt = (index: number | null) => (index === null ? null : dialogue.turns[index]!)
  if (trouble && (verdict === 'unknown' || trouble.outcome === 'no')) return { ...trouble, turn: turnAt(trouble.turn) }
  // What worked at a second try counts as well: nothing is tried twice here, only said to others.
  const failed = annotations.filter(({ step, outcome }) => step !== null && outcome !== 'yes')
  const decisive = failed.find(({ outcome }) => outcome === 'no') ?? failed[0]
  if (!decisive) return trouble && { ...trouble, turn: turnAt(trouble.turn) }
  const { fault, action } = decisive.explanation
  const sentence = `${decisive.sentence} ${describeFault(fault)} ${action}`
  return { step: decisive.step, turn: turnAt(decisive.turn), sentence }
}
