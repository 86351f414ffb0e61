import { describeDeviation, type Deviation, type DeviationCode } from '../protocol/deviation.ts'
import type { RfcRef } from '../protocol/rfc.ts'
import type { Dialogue } from '../transcript/dialogue.ts'

/** Something that one side did and the RFCs do not allow, however often. */
export interface ExplainedDeviation {
  readonly by: 'client' | 'server'
  readonly code: DeviationCode
  readonly ref: RfcRef
  readonly count: number
  /** In a sentence, with the section. */
  readonly sentence: string
  /** Indices into `transcript.events`. */
  readonly events: readonly number[]
}

/** All deviations of a conversation, in the order in which they were first seen. */
export function readDeviations(dialogue: Dialogue): ExplainedDeviation[] {
  const found = new Map<string, { by: 'client' | 'server'; deviation: Deviation; count: number; events: number[] }>()
  const note = (by: 'client' | 'server', deviation: Deviation, event: number) => {
    const key = `${by} ${deviation.code}`
    const known = found.get(key) ?? { by, deviation, count: 0, events: [] }
    known.count += deviation.count ?? 1
    if (known.events.at(-1) !== event) known.events.push(event)
    found.set(key, known)
  }
  for (const { deviations, event } of dialogue.turns) {
    for (const deviation of deviations) note(speakerOf(deviation.code), deviation, event)
  }
  for (const { by, deviation, event } of dialogue.deviations) note(by, deviation, event)
  return [...found.values()].map(({ by, deviation, count, events }) => ({
    by,
    code: deviation.code,
    ref: deviation.ref,
    count,
    sentence: `By the ${by}: ${describeDeviation(deviation)} (${deviation.ref})${count > 1 ? `, ${count} times` : ''}.`,
    events,
  }))
}

/** In a turn, only what is wrong with the reply is the server's. */
function speakerOf(code: DeviationCode): 'client' | 'server' {
  return /^(?:reply|enhanced)-/.test(code) ? 'server' : 'client'
}
