import type { DialogueExplanation } from '../../explain/dialogue.ts'
import { describeFault, type Topic } from '../../explain/facts.ts'
import { explainEvent } from '../../explain/failure.ts'
import type { RfcRef } from '../../protocol/rfc.ts'

/** The same, with a trouble of the handshake that the record alone does not tell. */
export function withHandshakeTrouble(
  said: DialogueExplanation,
  topic: Topic,
  reference: RfcRef,
  why: string | null = null,
): DialogueExplanation {
  const explanation = explainEvent(topic, {
    basis: 'event',
    confidence: 'certain',
    references: [reference],
    notes: why === null ? [] : [why],
  })
  const { title, fault, action } = explanation
  const headline = `${title}${why === null ? '' : `: ${why}`}`
  const sentence = `${headline}. ${describeFault(fault)} ${action}`
  const decided = { outcome: 'no', explanation, turn: null } as const
  return {
    ...said,
    trouble: { ...decided, step: 'handshake', count: 1, headline, sentence },
    steps: said.steps.map((step) =>
      step.name === 'handshake' ? { ...step, ...decided, code: null, enhanced: null } : step,
    ),
  }
}
