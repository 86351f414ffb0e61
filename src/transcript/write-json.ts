import { decode, isUtf8 } from '../protocol/bytes.ts'
import type { TranscriptEvent } from './event.ts'
import type { Transcript } from './transcript.ts'

/** A transcript for programs: as it is, with octets as text, or in base64 where they are none. Credentials are left out. */
export function transcriptJson({ role, protocol, started, peer, events }: Transcript) {
  return { role, protocol, started, peer, events: events.map(eventJson) }
}

function eventJson(event: TranscriptEvent): { readonly kind: TranscriptEvent['kind']; readonly at: number } {
  const at = roundMs(event.at)
  if (event.kind !== 'sent' && event.kind !== 'received') return { ...event, at }
  const { kind, bytes, secret } = event
  if (secret) return { kind, at, ...{ secret } }
  return { kind, at, ...(isUtf8(bytes) ? { text: decode(bytes) } : { base64: Buffer.from(bytes).toString('base64') }) }
}

/** Milliseconds to a thousandth. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
