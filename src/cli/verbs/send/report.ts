import { explainTranscript } from '../../../explain/dialogue.ts'
import { describeFault } from '../../../explain/facts.ts'
import type { SendResult } from '../../../client/send.ts'
import { writeSendJson } from '../../../report/send-json.ts'
import type { Transcript } from '../../../transcript/transcript.ts'

/** What the trouble means, whose it is, and what to do: what is worth loading when there is some, and not before. */
export function adviseOn(transcript: Transcript): string | null {
  const explanation = explainTranscript(transcript).trouble?.explanation
  if (!explanation) return null
  const { title, fault, action } = explanation
  return `${title}. ${describeFault(fault)} ${action}`
}

export interface Outcome {
  readonly result: SendResult
  readonly transcript: Transcript
  readonly exitCode: number
  /** What went wrong; null where nothing did. */
  readonly sentence: string | null
  readonly notes: readonly string[]
}

export function writeReport({ result, transcript, exitCode, sentence, notes }: Outcome): string {
  const { trouble, transactions } = result
  const explanation = sentence === null ? null : (explainTranscript(transcript).trouble?.explanation ?? null)
  return writeSendJson({
    exitCode,
    trouble:
      sentence === null
        ? null
        : { phase: trouble?.phase ?? 'recipient', sentence, reply: trouble?.reply ?? null, explanation },
    messages: transactions,
    notes,
    transcript,
  })
}
