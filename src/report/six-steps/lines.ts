import { describeTls } from '../../explain/certificate.ts'
import { explainKeyword } from '../../explain/keyword.ts'
import type { Turn } from '../../transcript/dialogue.ts'
import type { TranscriptEvent } from '../../transcript/event.ts'
import { SpokenLines, type SpokenLine } from '../../transcript/lines.ts'
import type { Transcript } from '../../transcript/transcript.ts'

export interface Line {
  readonly by: 'client' | 'server' | 'remark'
  /** In the notation of `.smtp` files. */
  readonly text: string
  /** What it means, in a word or two; null where that is not said here. */
  readonly aside: string | null
}

/** Lines of mail data, lines of one reply, and characters of a line that are shown. */
const DATA_LINES = 12
const REPLY_LINES = 40
const LINE_LENGTH = 400

/** The lines of a conversation as a report shows them: features in words, and what is too much left out. */
export class LineReader {
  readonly #spoken: SpokenLines
  #turn: Turn | null = null
  #speaker: SpokenLine['speaker'] | null = null
  #count = 0 // lines in a row of one speaker in one turn
  #hiddenLines = 0
  #hiddenOctets = 0

  constructor(transcript: Transcript) {
    this.#spoken = new SpokenLines(transcript)
  }

  /** @param turn to which the event belongs */
  read(event: TranscriptEvent, turn: Turn | null): Line[] {
    if (turn !== this.#turn) this.#count = 0
    this.#turn = turn
    const lines = this.#spoken.read(event).flatMap((line) => this.#show(line))
    if (event.kind === 'elided') this.#hiddenOctets += event.octets
    const remarks = event.kind === 'tls' ? describeTls(event) : [describeEvent(event)].filter((text) => text !== null)
    return remarks.length === 0 ? lines : [...lines, ...this.#flush(), ...remarks.map(remark)]
  }

  end(): Line[] {
    return [...this.#spoken.end().flatMap((line) => this.#show(line)), ...this.#flush()]
  }

  #show({ speaker, text, isPlain }: SpokenLine): Line[] {
    if (speaker !== this.#speaker) this.#count = 0
    this.#speaker = speaker
    const isData = speaker === 'client' && this.#turn?.occasion === 'end-of-data'
    const limit = isData ? DATA_LINES : REPLY_LINES
    if (this.#count++ >= limit && !(isData && text === '.')) {
      this.#hiddenLines++
      return []
    }
    const shown = text.length > LINE_LENGTH ? `${text.slice(0, LINE_LENGTH)} …` : text
    const mark = speaker === 'client' ? 'C' : 'S'
    const line: Line = {
      by: speaker,
      text: `${mark}${isPlain ? ':' : '|'} ${shown}`.trimEnd(),
      aside: this.#aside(speaker, text),
    }
    return [...this.#flush(), line]
  }

  /** A feature in words. */
  #aside(speaker: SpokenLine['speaker'], text: string): string | null {
    const { occasion, reply } = this.#turn ?? {}
    const isHello = occasion === 'EHLO' || occasion === 'LHLO'
    if (speaker !== 'server' || !isHello || reply?.code !== 250 || this.#count < 2) return null
    return explainKeyword(text.slice(4)).title
  }

  #flush(): Line[] {
    const hidden = [
      ...(this.#hiddenLines > 0 ? [`${this.#hiddenLines.toLocaleString('en-US')} more lines`] : []),
      ...(this.#hiddenOctets > 0 ? [`${this.#hiddenOctets.toLocaleString('en-US')} more octets`] : []),
    ]
    this.#hiddenLines = this.#hiddenOctets = 0
    return hidden.length === 0 ? [] : [remark(`… ${hidden.join(' and ')}`)]
  }
}

function remark(text: string): Line {
  return { by: 'remark', text: `# ${text}`, aside: null }
}

function describeEvent(event: Exclude<TranscriptEvent, { kind: 'tls' }>): string | null {
  switch (event.kind) {
    case 'sent':
    case 'received':
    case 'elided':
      return null
    case 'resolved':
      return `${event.name} is ${event.addresses.join(', ')}`
    case 'open':
      return `connected to ${event.remote} from ${event.local}`
    case 'failed':
      return event.message
    case 'fault':
      return `the server made trouble as it was told to: ${event.text}`
    case 'truncated':
      return 'the record is full; what follows is not in it'
    case 'closed':
      return event.by === 'us' ? null : event.by === 'peer' ? 'closed by the server' : 'given up after waiting'
  }
}
