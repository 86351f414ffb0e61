import type { TranscriptEvent } from './event.ts'

/** The record of one conversation. Everything that is said about it later is said from this alone. */
export interface Transcript {
  /** Which end kept the record: what "sent" means depends on it. */
  readonly role: 'client' | 'server'
  readonly protocol: 'smtp' | 'lmtp'
  /** When it began, ISO 8601; null for what was pasted or written by hand. */
  readonly started: string | null
  /** Whom the client meant to talk to, "mail.example.test:25"; for a server the client's address. Null: unknown. */
  readonly peer: string | null
  readonly events: readonly TranscriptEvent[]
}

export type Speaker = 'client' | 'server'

/** Who spoke: the record keeper or the other end. */
export function speakerOf(transcript: Pick<Transcript, 'role'>, kind: 'sent' | 'received'): Speaker {
  if (kind === 'sent') return transcript.role
  return transcript.role === 'client' ? 'server' : 'client'
}
