import type { Occasion } from '../../protocol/transitions.ts'
import type { Dialogue, Turn } from '../../transcript/dialogue.ts'
import type { TranscriptEvent } from '../../transcript/event.ts'
import type { Transcript } from '../../transcript/transcript.ts'

/** A stretch of a conversation that somebody had to wait for. Milliseconds. */
export interface Span {
  /** "DNS", "connect", "TLS", "greeting", "EHLO", "RCPT", "transfer", "end of data" … */
  readonly name: string
  /** Since the transcript began. */
  readonly from: number
  readonly ms: number
}

export interface Times {
  readonly spans: readonly Span[]
  readonly total: number
}

/** Where the time went: what came before the first word, and then the wait for each reply, come or not. */
export function readTimes({ events }: Transcript, { turns }: Dialogue): Times {
  const connecting = readConnecting(events)
  const last = connecting.at(-1)
  const total = events.at(-1)?.at ?? 0
  const start = last ? last.from + last.ms : 0
  const waits = turns.flatMap((turn, i) => [
    ...readTransfer(turn, turns[i - 1]),
    ...readWait(turn, turn.occasion === 'greeting' ? start : turn.askedAt, total),
    ...readHandshake(turn, events),
  ])
  return { spans: [...connecting, ...waits], total }
}

/** The name, the connection, and TLS where it comes before the greeting. */
function readConnecting(events: readonly TranscriptEvent[]): Span[] {
  const spans: Span[] = []
  let from = 0
  for (const event of events) {
    const name = nameOfEvent(event)
    if (name === null) break
    spans.push({ name, from, ms: event.at - from })
    from = event.at
  }
  return spans
}

const phases = { resolve: 'DNS', connect: 'connect', tls: 'TLS', conversation: null } as const

function nameOfEvent(event: TranscriptEvent): string | null {
  switch (event.kind) {
    case 'resolved':
      return 'DNS'
    case 'open':
      return 'connect'
    case 'tls':
      return 'TLS'
    case 'failed':
      return phases[event.phase]
    default:
      return null
  }
}

/** How long it took to hand the message over. */
function readTransfer(turn: Turn, before: Turn | undefined): Span[] {
  const from = before?.occasion === 'DATA' ? before.repliedAt : null
  if (turn.occasion !== 'end-of-data' || from === null || turn.askedAt === null) return []
  return [{ name: 'transfer', from, ms: turn.askedAt - from }]
}

function readWait({ occasion, repliedAt }: Turn, from: number | null, end: number): Span[] {
  if (occasion === null || from === null) return []
  return [{ name: nameOfReply(occasion), from, ms: (repliedAt ?? end) - from }]
}

function nameOfReply(occasion: Occasion): string {
  return occasion === 'end-of-data' ? 'end of data' : occasion === 'auth-response' ? 'AUTH' : occasion
}

/** TLS behind STARTTLS. */
function readHandshake({ occasion, event, repliedAt }: Turn, events: readonly TranscriptEvent[]): Span[] {
  const tls = occasion === 'STARTTLS' ? events.slice(event).find(({ kind }) => kind === 'tls') : undefined
  return tls && repliedAt !== null ? [{ name: 'TLS', from: repliedAt, ms: tls.at - repliedAt }] : []
}
