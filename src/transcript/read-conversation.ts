import { readPaste } from './paste/read-paste.ts'
import { readTranscriptJson } from './read-json.ts'
import { readTranscript } from './read-transcript.ts'
import type { Transcript } from './transcript.ts'

/** Read a conversation from text: a recording, as text or JSON, the same notation written by hand, or anything that {@link readPaste} reads. */
export function readConversation(text: string): Transcript | null {
  const recorded = readTranscript(text)
  if (recorded.ok && recorded.value.events.length > 0) return recorded.value
  return readTranscriptJson(text) ?? readPaste(text)
}
