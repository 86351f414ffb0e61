import { recognizeServer } from '../explain/server.ts'
import type { Explanation } from '../explain/facts.ts'
import { explainReply } from '../explain/reply.ts'
import { formatEnhancedCode, isPositive, replyText, type Reply } from '../protocol/reply.ts'
import { readDialogue } from '../transcript/dialogue.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { writeTranscript } from '../transcript/write-transcript.ts'
import { wordsJson } from './explanation-json.ts'
import { transcriptJson } from './transcript-json.ts'

/** Of the schema, schema/send.schema.json. A number that goes up where a program could stumble over the change. */
export const SEND_SCHEMA = 'parley-send/1'

/** What came of sending mail. */
export interface SendReport {
  readonly exitCode: number
  readonly trouble: {
    readonly phase: string
    readonly sentence: string
    readonly reply: Reply | null
    readonly explanation: Explanation | null
  } | null
  readonly messages: readonly ReportedMessage[]
  readonly notes: readonly string[]
  readonly transcript: Transcript
}

export interface ReportedMessage {
  readonly from: string
  readonly size: number | null
  readonly recipients: readonly {
    readonly address: string
    readonly reply: Reply | null
    readonly delivery: Reply | null
  }[]
  /** The reply to the message. */
  readonly message: Reply | null
  readonly isAccepted: boolean
}

/** For programs: one object, on several lines. */
export function writeSendJson(report: SendReport): string {
  return `${JSON.stringify(sendJson(report), null, 2)}\n`
}

export function sendJson({ exitCode, trouble, messages, notes, transcript }: SendReport) {
  const provider = recognizeServer(readDialogue(transcript))?.provider ?? null
  const explain = (reply: Reply | null, occasion: 'RCPT' | 'end-of-data') =>
    reply && explainReply(reply, { occasion, provider })
  return {
    schema: SEND_SCHEMA,
    target: transcript.peer,
    protocol: transcript.protocol,
    started: transcript.started,
    exitCode,
    trouble: trouble && {
      phase: trouble.phase,
      sentence: trouble.sentence,
      ...replyJson(trouble.reply),
      ...wordsJson(trouble.explanation),
    },
    messages: messages.map(({ from, size, recipients, message, isAccepted }) => ({
      from,
      size,
      accepted: message ? isAccepted : null,
      ...replyJson(message),
      recipients: recipients.map(({ address, reply, delivery }) => {
        // Who was accepted at RCPT shares the fate of the message.
        const isOut = reply === null || !isPositive(reply)
        const decided = isOut ? reply : (delivery ?? message)
        return {
          address,
          accepted: decided && isPositive(decided),
          decidedBy: isOut ? 'recipient' : 'message',
          ...replyJson(decided),
          ...wordsJson(explain(decided, isOut ? 'RCPT' : 'end-of-data')),
        }
      }),
    })),
    notes,
    transcript: transcriptJson(transcript),
    smtp: writeTranscript(transcript),
  }
}

function replyJson(reply: Reply | null) {
  return {
    code: reply?.code ?? null,
    enhanced: reply?.enhanced ? formatEnhancedCode(reply.enhanced) : null,
    text: reply && replyText(reply),
  }
}
