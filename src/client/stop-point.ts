import type { Stop } from './transaction.ts'

/**
 * Where a conversation can be broken off on purpose, in this order. TLS, XCLIENT and AUTH are passed also where they
 * are left out; 'hello' is the last hello of the conversation.
 */
export const stopPoints = [
  'connect',
  'first-hello',
  'tls',
  'xclient',
  'hello',
  'auth',
  'mail',
  'rcpt',
  'data',
  'dot',
] as const
export type StopPoint = (typeof stopPoints)[number]

export interface SendStop {
  readonly after: StopPoint
  /** With QUIT; without it; without even waiting for the reply. */
  readonly how: 'quit' | 'drop' | 'drop-unanswered'
}

/** The part of a stop that a transaction has to know of; null where it is not reached within one. */
export function stopWithin({ after, how }: SendStop): Stop | null {
  const point = transactionPoints[after]
  return point === undefined ? null : { after: point, unanswered: how === 'drop-unanswered' }
}

const transactionPoints: Readonly<Partial<Record<StopPoint, Stop['after']>>> = {
  mail: 'sender',
  rcpt: 'recipient',
  data: 'data',
  dot: 'message',
}
