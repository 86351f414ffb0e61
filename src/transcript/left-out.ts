import { encode, equalBytes, isAscii } from '../protocol/bytes.ts'
import type { Reply } from '../protocol/reply.ts'
import type { TranscriptEvent } from './event.ts'
import { SECRET } from './lines.ts'

const placeholder = encode(SECRET)

/** Octets that nobody said: they stand where a credential was left out. */
export function isPlaceholder(event: TranscriptEvent): boolean {
  return (event.kind === 'sent' || event.kind === 'received') && event.secret && equalBytes(event.bytes, placeholder)
}

/** The reply, without the blame for the octets of our own placeholder: those that it stands for are not known. */
export function withoutPlaceholder(reply: Reply): Reply {
  if (reply.lines.some(({ text }) => !isAscii(encode(text.replaceAll(SECRET, ''))))) return reply
  return { ...reply, deviations: reply.deviations.filter(({ code }) => code !== 'reply-8bit') }
}
