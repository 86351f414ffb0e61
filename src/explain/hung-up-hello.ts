import type { Turn } from '../transcript/dialogue.ts'
import type { Explanation } from './facts.ts'
import type { Ending } from './silence.ts'

/** Whether the server hung up behind its answer to this EHLO: HELO, if it was still told that, got none. */
// RFC 5321 §3.2
export function isHungUpBehind(ehlo: number, turns: readonly Turn[], { closedBy, failure }: Ending): boolean {
  if (turns[ehlo]?.occasion !== 'EHLO') return false
  const behind = turns.slice(ehlo + 1)
  const isHungUp = closedBy === 'server' || /^(?:ECONNRESET|ECONNABORTED|EPIPE)$/.test(failure?.code ?? '')
  // An answer that broke off may have begun as a yes.
  return isHungUp && behind.every(({ reply }) => reply === null) && (behind[0]?.occasion ?? 'HELO') === 'HELO'
}

/** What to do about a refusal of EHLO, where HELO would have been the way: here it was not. */
export function withoutHelo(explanation: Explanation): Explanation {
  if (!explanation.action.startsWith('Say HELO instead')) return explanation
  return {
    ...explanation,
    action:
      'It hung up too, before HELO could help: begin a new conversation with HELO. If that ends in the same way, ask whoever runs the server why it does not talk to you.',
  }
}
