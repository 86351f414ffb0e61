import type { Finding } from '../../checks/finding.ts'
import type { TestResult, TestStep } from '../../checks/six-steps/result.ts'
import type { Annotation } from '../../explain/annotate.ts'
import { explainTranscript } from '../../explain/dialogue.ts'
import type { Explanation } from '../../explain/facts.ts'
import { stepNames, type StepName } from '../../explain/judged.ts'
import { readDialogue, type Turn } from '../../transcript/dialogue.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import { LineReader, type Line } from './lines.ts'

/** A step as a report shows it. Where there are several messages, steps come round again. */
export interface Part extends Pick<TestStep, 'name' | 'outcome' | 'code' | 'enhanced' | 'ms'> {
  readonly lines: readonly Line[]
  /** What was achieved, or why nothing was tried; null where there is only trouble. */
  readonly summary: string | null
  readonly troubles: readonly { readonly sentence: string; readonly explanation: Explanation }[]
}

/** The steps in the order in which they were held, and in their places those that were not. */
export function readParts({ transcript, steps }: TestResult): Part[] {
  const stretches = cut(transcript)
  const parts = stretches.map((stretch): Part => {
    const isOnly = stretches.filter(({ name }) => name === stretch.name).length === 1
    const step = steps[placeOf(stretch.name)]!
    return describe(stretch, isOnly ? step : factsOf(stretch), step)
  })
  for (const step of steps.filter(({ name }) => !stretches.some((stretch) => stretch.name === name))) {
    const next = parts.findIndex(({ name }) => placeOf(name) > placeOf(step.name))
    const { explanation, sentence } = step
    const part = explanation
      ? { ...step, lines: [], summary: null, troubles: [{ sentence, explanation }] }
      : { ...step, lines: [], summary: sentence, troubles: [] }
    parts.splice(next < 0 ? parts.length : next, 0, part)
  }
  return parts
}

/** What is worth knowing besides what the parts say. */
export function besides({ findings }: TestResult): Finding[] {
  return findings.filter(({ id, verdict }) => {
    const isStep = (stepNames as readonly string[]).includes(id)
    return !isStep && !(id === 'arrival' && verdict === 'pass')
  })
}

/** 0 is connect. */
export function placeOf(name: StepName): number {
  return stepNames.indexOf(name)
}

/** What was said without another step coming in between. */
interface Stretch {
  readonly name: StepName
  readonly lines: Line[]
  /** Those of the step; what belongs to none is among the lines only. */
  readonly annotations: Annotation[]
  readonly turns: Turn[]
}

function cut(transcript: Transcript): Stretch[] {
  const { annotations } = explainTranscript(transcript)
  const { turns } = readDialogue(transcript)
  const reader = new LineReader(transcript)
  const stretches: Stretch[] = []
  let nth = 0
  for (const [i, event] of transcript.events.entries()) {
    while (nth < annotations.length - 1 && annotations[nth]!.event < i) nth++
    const annotation = annotations[nth]
    const name = annotation?.step ?? stretches.at(-1)?.name ?? 'connect'
    if (stretches.at(-1)?.name !== name) stretches.push({ name, lines: [], annotations: [], turns: [] })
    const stretch = stretches.at(-1)!
    stretch.lines.push(...reader.read(event, turns[nth] ?? null))
    if (annotation?.step && annotation.event === i) {
      stretch.annotations.push(annotation)
      stretch.turns.push(turns[nth]!)
    }
  }
  stretches.at(-1)?.lines.push(...reader.end())
  return stretches
}

/** Of one round among several. */
function factsOf({ annotations, turns }: Stretch): Pick<Part, 'outcome' | 'code' | 'enhanced' | 'ms'> {
  const deciding =
    annotations.find(({ outcome }) => outcome === 'no') ??
    annotations.find(({ outcome }) => outcome === 'unknown') ??
    annotations.at(-1)
  const { code = null, enhanced = null } = deciding?.explanation ?? {}
  const from = turns[0]?.askedAt ?? null
  const to = turns.at(-1)?.repliedAt ?? null
  return {
    outcome: deciding?.outcome ?? 'unknown',
    code,
    enhanced,
    ms: from === null || to === null ? null : to - from,
  }
}

function describe(stretch: Stretch, facts: Pick<Part, 'outcome' | 'code' | 'enhanced' | 'ms'>, step: TestStep): Part {
  const { name, lines, annotations } = stretch
  const { outcome, code, enhanced, ms } = facts
  const accepted = annotations.filter((annotation) => annotation.outcome === 'yes')
  const isMixed = name === 'recipient' && accepted.length > 0
  return {
    ...{ name, outcome, code, enhanced, ms, lines },
    summary: outcome === 'yes' || isMixed ? summarize(name, accepted) : null,
    troubles: outcome === 'yes' ? [] : troublesIn(stretch, step),
  }
}

function summarize(name: StepName, accepted: readonly Annotation[]): string | null {
  if (name === 'recipient' && accepted.length > 1) return `The server accepts ${accepted.length} recipients.`
  return accepted.at(-1)?.sentence ?? null
}

/** A hello is tried in two ways: the one that decides tells. Where nothing was answered with a no, the step just ended. */
function troublesIn({ name, annotations }: Stretch, { outcome, sentence, explanation }: TestStep): Part['troubles'] {
  const refused = annotations.filter((annotation) => annotation.outcome !== 'yes')
  const last = refused.findLast((annotation) => annotation.outcome === outcome) ?? refused.at(-1)
  if (last) return name === 'handshake' ? [last] : refused
  return explanation ? [{ sentence, explanation }] : []
}
