import { tlsNotOffered } from '../../explain/data/silences.ts'
import type { DialogueExplanation } from '../../explain/dialogue.ts'
import { describeFault } from '../../explain/facts.ts'
import { explainEvent } from '../../explain/failure.ts'
import type { Dialogue } from '../../transcript/dialogue.ts'

/** Whether the server took a hello and did not offer STARTTLS. */
export function lacksTls({ tls, turns, capabilities }: Dialogue): boolean {
  const isGreeted = turns.some(
    ({ occasion, reply }) => /^(?:EHLO|HELO|LHLO)$/.test(occasion ?? '') && reply?.code === 250,
  )
  return isGreeted && tls === null && !capabilities.has('STARTTLS')
}

/** What it means that there is no STARTTLS, where TLS was demanded: the record does not know that it was. */
// RFC 3207 §4
export function withMissingTls(said: DialogueExplanation): DialogueExplanation {
  if (said.trouble) return said
  const explanation = explainEvent(tlsNotOffered, {
    basis: 'event',
    confidence: 'certain',
    references: ['RFC 3207 §4'],
    notes: [],
  })
  const sentence = `${explanation.title}. ${describeFault(explanation.fault)} ${explanation.action}`
  const decided = { outcome: 'no', explanation, turn: null } as const
  return {
    ...said,
    trouble: { ...decided, step: 'handshake', sentence },
    steps: said.steps.map((step) =>
      step.name === 'handshake' ? { ...step, ...decided, code: null, enhanced: null } : step,
    ),
  }
}
