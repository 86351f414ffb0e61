import type { SessionQuery, SessionSummary } from './session-record.ts'

/** Whether all of a query holds of a conversation. */
export function fitsSession(session: SessionSummary, { outcome, client, text }: SessionQuery): boolean {
  if (outcome && !outcomes[outcome](session)) return false
  if (client !== undefined && !session.clientAddress?.startsWith(client)) return false
  if (text === undefined) return true
  const { clientAddress, helo, user, firstRefusal } = session
  const sought = text.toLowerCase()
  return [clientAddress, helo, user, firstRefusal].some((each) => each?.toLowerCase().includes(sought))
}

export const outcomes: Record<NonNullable<SessionQuery['outcome']>, (session: SessionSummary) => boolean> = {
  refused: ({ refusals }) => refusals > 0,
  dropped: ({ hasQuit, messageIds, isClosed }) => isClosed && !hasQuit && messageIds.length === 0,
  'no-quit': ({ hasQuit, isClosed }) => isClosed && !hasQuit,
  tls: ({ tls }) => tls !== null,
  clear: ({ tls }) => tls === null,
  delivered: ({ messageIds }) => messageIds.length > 0,
  nothing: ({ messageIds }) => messageIds.length === 0,
  faults: ({ faults }) => faults > 0,
}
