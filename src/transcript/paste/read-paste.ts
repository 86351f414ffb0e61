import type { Transcript } from '../transcript.ts'
import { composeTranscript } from './compose.ts'
import { readFailure } from './failure.ts'
import { readMarked } from './marked.ts'
import { tidyLines } from './tidy.ts'
import { unfoldTrace } from './trace.ts'
import { readTyped } from './typed.ts'

/**
 * Read a conversation out of what people paste: the output of swaks, curl, smtplib, sendmail and the like, logs of
 * telnet and PuTTY, the notation of the RFCs, a web page with words around it. Null: there is none in it.
 *
 * Lines that are marked are read by their marks. Where none of the known ways of marking gives both a client that
 * says commands and a server that says numbers, the numbers alone tell who spoke.
 */
export function readPaste(text: string): Transcript | null {
  const lines = unfoldTrace(tidyLines(text))
  const heard = readMarked(lines) ?? readTyped(lines)
  return heard ? composeTranscript(heard) : readFailure(lines)
}
