import { SmtpError } from '../../client/error.ts'
import { ClientSession } from '../../client/session.ts'
import { uniformTimeouts } from '../../client/timeouts.ts'
import type { DialogueExplanation } from '../../explain/dialogue.ts'
import * as silences from '../../explain/data/silences.ts'
import { explainEvent } from '../../explain/failure.ts'
import { describeFault } from '../../explain/facts.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Endpoint } from '../../wire/dial.ts'

/** Whoever waits for a handshake answers one at once. */
const PATIENCE = 3000

/** Whether the connection was there, in clear, and the server said nothing at all. */
export function wasSilent({ events }: Transcript): boolean {
  const isOpen = events.some(({ kind }) => kind === 'open')
  return isOpen && !events.some(({ kind }) => kind === 'received' || kind === 'tls')
}

/**
 * Ask a port that says nothing whether it waits for TLS, on a connection of its own.
 * @param ms for how long at most
 */
export async function speaksTls(endpoint: Endpoint, ms: number): Promise<boolean> {
  const timeouts = uniformTimeouts(Math.min(ms, PATIENCE))
  const session = new ClientSession(endpoint, { implicitTls: true, timeouts })
  try {
    await session.open()
    return true
  } catch (error) {
    if (error instanceof SmtpError) return false
    throw error
  } finally {
    session.close()
  }
}

/** What the silence means, now that it is known. */
// RFC 8314 §3.3
export function withTlsPort(said: DialogueExplanation, target: string): DialogueExplanation {
  const usual = explainEvent(silences.tlsFromTheStart, {
    basis: 'event',
    confidence: 'certain',
    references: ['RFC 8314 §3.3'],
    notes: [],
  })
  const explanation = { ...usual, action: `${usual.action} Here: parley test smtps://${target}` }
  const headline = `There was no conversation: ${usual.title}`
  const sentence = `${headline}. ${describeFault(usual.fault)} ${explanation.action}`
  const decided = { outcome: 'no', explanation, turn: null } as const
  return {
    ...said,
    trouble: { ...decided, step: 'connect', count: 1, headline, sentence },
    steps: said.steps.map((step) => (step.name === 'connect' ? { ...step, ...decided } : step)),
  }
}
