import type { TranscriptEvent } from '../../transcript/event.ts'

/**
 * Whether nobody else can have read what was said at the end of these events: it stayed on this machine, or it was
 * encrypted for a server that is who it says it is.
 */
export function isPrivate(events: readonly TranscriptEvent[]): boolean {
  if (isLocal(events)) return true
  const tls = events.findLast((event) => event.kind === 'tls')
  return tls?.distrust === null
}

/** Whether the other end is on this machine. */
export function isLocal(events: readonly TranscriptEvent[]): boolean {
  const open = events.find((event) => event.kind === 'open')
  return /^(?:127\.|::1:|::ffff:127\.)/.test(open?.remote ?? '')
}
