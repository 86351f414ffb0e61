import { writeTranscript } from '../transcript/write-transcript.ts'
import type { Files } from './surroundings.ts'
import type { Talk } from './talk.ts'

/** Write the conversation so far to a file. With credentials in it, the file is for its owner alone. */
export async function saveTalk(talk: Talk, files: Files, path: string): Promise<void> {
  const { keepsSecrets } = talk
  const text = writeTranscript(talk.session.transcript, { keepSecrets: keepsSecrets })
  await files.write(path, text, { isPrivate: keepsSecrets })
}
