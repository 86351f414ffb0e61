import type { RecipientFate } from '../protocol/recipient-fate.ts'
import { recognizeServer } from '../explain/server.ts'
import type { Explanation } from '../explain/facts.ts'
import { outcomeOf, type Outcome } from '../explain/judged.ts'
import { explainReply } from '../explain/reply.ts'
import { formatEnhancedCode, isPositive, replyText, type Reply } from '../protocol/reply.ts'
import { readDialogue } from '../transcript/dialogue.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { writeTranscript } from '../transcript/write-transcript.ts'
import { wordsJson } from './explanation-json.ts'
import { transcriptJson } from '../transcript/write-json.ts'

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
  readonly recipients: readonly ReportedRecipient[]
  /** The reply to the message. */
  readonly message: Reply | null
  readonly isAccepted: boolean
  /** What broke it off; null where nothing did. */
  readonly failure: Error | null
}

export interface ReportedRecipient {
  readonly address: string
  /** To RCPT. */
  readonly reply: Reply | null
  /** In LMTP, to the message. */
  readonly delivery: Reply | null
  readonly fate: RecipientFate
}

/** For programs: one object, on several lines. */
export function writeSendJson(report: SendReport): string {
  return `${JSON.stringify(sendJson(report), null, 2)}\n`
}

export function sendJson({ exitCode, trouble, messages, notes, transcript }: SendReport) {
  const provider = recognizeServer(readDialogue(transcript))?.provider ?? null
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
    messages: messages.map((message) => ({
      from: message.from,
      size: message.size,
      outcome: message.isAccepted ? 'yes' : outcomeIn(message, message.message),
      ...replyJson(message.message),
      recipients: message.recipients.map((recipient) => recipientJson(recipient, message, provider)),
    })),
    notes,
    transcript: transcriptJson(transcript),
    smtp: writeTranscript(transcript),
  }
}

function recipientJson(
  { address, reply, delivery, fate }: ReportedRecipient,
  message: ReportedMessage,
  provider: string | null,
) {
  // Who was accepted at RCPT shares the fate of the message, where there was one.
  const isAccepted = reply !== null && isPositive(reply)
  const isPending = isAccepted && (message.message !== null || message.failure !== null)
  const decided = isPending ? (delivery ?? message.message) : reply
  const occasion = isPending ? 'end-of-data' : 'RCPT'
  const before = message.recipients.slice(
    0,
    message.recipients.findIndex((each) => each.reply === reply),
  )
  const wasAnyAccepted = !isPending && before.some((each) => each.reply !== null && isPositive(each.reply))
  return {
    address,
    outcome: outcomeIn(message, decided),
    decidedBy: isPending ? 'message' : 'recipient',
    fate,
    ...replyJson(decided),
    ...wordsJson(decided && explainReply(decided, { occasion, provider, hasAccepted: wasAnyAccepted })),
  }
}

/** 'skipped': it did not come to that. */
function outcomeIn({ failure }: ReportedMessage, reply: Reply | null): Outcome | 'skipped' {
  if (reply) return outcomeOf(reply)
  return failure ? 'unknown' : 'skipped'
}

function replyJson(reply: Reply | null) {
  return {
    code: reply?.code ?? null,
    enhanced: reply?.enhanced ? formatEnhancedCode(reply.enhanced) : null,
    text: reply && replyText(reply),
  }
}
