import { readPaste } from './paste/read-paste.ts'
import { readShownFault } from './paste/shown-fault.ts'
import { readTranscriptJson } from './read-json.ts'
import { readTranscript } from './read-transcript.ts'
import type { Transcript } from './transcript.ts'
import { writeWord } from './words.ts'

/** Read a conversation from text: a recording, as text or JSON, the same notation written by hand, or anything that {@link readPaste} reads. */
export function readConversation(text: string): Transcript | null {
  const recorded = readTranscript(text.split('\n').map(directFault).join('\n'))
  if (recorded.ok && recorded.value.events.length > 0) return recorded.value
  return readTranscriptJson(text) ?? readPaste(text)
}

/** In a script "# fault …" is a comment as any other; who pastes what Parley has shown means the fault. */
function directFault(line: string): string {
  const fault = readShownFault(line)
  return fault ? `@fault ${writeWord(fault.id)} ${writeWord(fault.text)}` : line
}
