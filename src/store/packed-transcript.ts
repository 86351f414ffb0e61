import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { decode, encode } from '../protocol/bytes.ts'
import { readTranscriptJson } from '../transcript/read-json.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { transcriptJson } from '../transcript/write-json.ts'

/** A transcript as databases keep it: small, and without credentials. */
export function packTranscript(transcript: Transcript): Uint8Array {
  // The fastest level: three quarters of what the slowest saves, in a tenth of its time.
  return deflateRawSync(encode(JSON.stringify(transcriptJson(transcript))), { level: 1 })
}

/** @throws Error where the octets are not what {@link packTranscript} makes */
export function unpackTranscript(packed: Uint8Array): Transcript {
  const transcript = readTranscriptJson(decode(inflateRawSync(packed)))
  if (!transcript) throw new Error('a conversation in the store cannot be read')
  return transcript
}
