import { readDialogue, type Dialogue } from '../transcript/dialogue.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { annotate, type Annotation } from './annotate.ts'
import { readDeviations, type ExplainedDeviation } from './deviations.ts'
import { explainDistrust } from './failure.ts'
import type { Explanation } from './facts.ts'
import { judgeTurns } from './judged.ts'
import { explainKeyword, type KeywordExplanation } from './keyword.ts'
import { checkSentMessage, type MessageRemark } from './message-checks.ts'
import { readRecipients, type ExplainedRecipient } from './recipients.ts'
import { recognizeServer, type ServerGuess } from './server.ts'
import { endingOf, explainSilence, type Circumstances } from './silence.ts'
import { readSteps, type Step } from './steps.ts'
import { summarize } from './summary.ts'
import { findTroubles, mainTrouble, type Trouble } from './trouble.ts'

/** A whole conversation in words. */
export interface DialogueExplanation {
  /** 'fail': something was refused; 'unknown': could not tell; 'pass': all that was tried worked. */
  readonly verdict: 'pass' | 'fail' | 'unknown'
  /** The conversation in a sentence or two. */
  readonly summary: string
  /** The first thing that went wrong; null where all went well. */
  readonly trouble: Trouble | null
  /** Everything that went wrong, in order; what only follows from the one before is left out. */
  readonly troubles: readonly Trouble[]
  /** What the whole comes down to: the trouble, or what was reached. */
  readonly conclusion: Explanation
  readonly steps: readonly Step[]
  readonly recipients: readonly ExplainedRecipient[]
  /** Turn by turn. */
  readonly annotations: readonly Annotation[]
  readonly deviations: readonly ExplainedDeviation[]
  /** One list a message that was handed over. */
  readonly messages: readonly (readonly MessageRemark[])[]
  readonly server: ServerGuess | null
  /** What the server offered last. */
  readonly features: readonly KeywordExplanation[]
  /** Why the certificate is not believed; null where it is, or where there is none. */
  readonly certificate: Explanation | null
}

/** What a conversation means: its steps, its recipients, and the first thing that went wrong. Never throws. */
export function explainTranscript(transcript: Transcript): DialogueExplanation {
  const { role, peer, events } = transcript
  const isTruncated = events.some(({ kind }) => kind === 'truncated')
  return explainDialogue(readDialogue(transcript), { role, peer, isTruncated })
}

/** What a conversation means that has been read already; {@link explainTranscript} reads it first. Never throws. */
export function explainDialogue(dialogue: Dialogue, circumstances: Circumstances = {}): DialogueExplanation {
  const ending = endingOf(dialogue, circumstances)
  const server = recognizeServer(dialogue)
  const turns = judgeTurns(dialogue, ending, server?.provider ?? null)
  const steps = readSteps(turns, dialogue, ending)
  const troubles = findTroubles(turns, steps, ending)
  const trouble = mainTrouble(troubles)
  const recipients = readRecipients(turns, steps)
  const certificate = dialogue.tls && explainDistrust(dialogue.tls)
  const reached = steps.findLast(({ name, outcome }) => outcome === 'yes' && name !== 'quit')
  return {
    verdict: verdictOn(steps, recipients),
    summary: summarize({ steps, recipients, turns, trouble, troubles, certificate, ending }),
    trouble,
    troubles,
    conclusion: trouble?.explanation ?? reached?.explanation ?? explainSilence(null, ending),
    steps,
    recipients,
    annotations: turns.map(annotate),
    deviations: readDeviations(dialogue),
    messages: dialogue.messages.map(checkSentMessage),
    server,
    features: dialogue.capabilities.list.map(explainKeyword),
    certificate,
  }
}

/** How the conversation ends, politely or not, does not decide about the mail. */
function verdictOn(steps: readonly Step[], recipients: readonly ExplainedRecipient[]): DialogueExplanation['verdict'] {
  const outcomes = [...steps.filter(({ name }) => name !== 'quit'), ...recipients].map(({ outcome }) => outcome)
  if (outcomes.includes('no')) return 'fail'
  return outcomes.includes('unknown') || outcomes[0] === 'skipped' ? 'unknown' : 'pass'
}
