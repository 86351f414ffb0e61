import { describeDeviation, type Deviation } from '../protocol/deviation.ts'
import { DialogueReader, type Turn } from '../transcript/dialogue.ts'
import type { TlsDetails, TranscriptEvent } from '../transcript/event.ts'
import { SpokenLines, type SpokenLine } from '../transcript/lines.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Style } from './style.ts'

export interface ConversationOptions {
  readonly style: Style
  /** Lines of mail data shown of each message; the rest is counted. Default 20. */
  readonly dataLines?: number
  /** One dim line about each reply, or null where there is nothing to say. */
  readonly comment?: (turn: Turn) => string | null
  /** What is the matter with the certificate, one line each. Default: that it is not trusted, as the TLS library says it. */
  readonly certificate?: ((tls: TlsDetails) => readonly string[]) | null
  /** Report what the RFCs do not allow. Default true. */
  readonly deviations?: boolean
}

/** One line as it is shown. */
export interface ShownLine {
  readonly by: 'client' | 'server' | 'remark'
  /** "C:", "C|", "S:", "S|" or "#"; '' where the text is a directive. */
  readonly mark: string
  readonly text: string
  /** A line of a message, its closing dot among them. */
  readonly isData: boolean
  readonly paint: (text: string) => string
}

/** In the notation of `.smtp` files. */
export function writeShownLine({ mark, text, paint }: ShownLine): string {
  return paint(mark === '' ? text : `${mark} ${text}`)
}

/**
 * Shows a conversation as it goes on, in the notation of `.smtp` files: what is printed can be saved and played.
 * Comments begin with "#".
 */
export class ConversationPrinter {
  readonly #style: Style
  readonly #options: ConversationOptions
  readonly #lines: SpokenLines
  readonly #dialogue: DialogueReader
  #isData = false
  #noticed = 0 // of what was noticed beside the turns
  #shown = 0
  #hidden = 0

  constructor(transcript: Pick<Transcript, 'role' | 'protocol'>, options: ConversationOptions) {
    this.#style = options.style
    this.#options = options
    this.#lines = new SpokenLines(transcript)
    this.#dialogue = new DialogueReader(transcript)
  }

  /** The lines, without line ends, that this event adds. */
  read(event: TranscriptEvent): string[] {
    return this.readLines(event).map(writeShownLine)
  }

  /** As {@link read}, for those who leave some out or write them otherwise. */
  readLines(event: TranscriptEvent): ShownLine[] {
    const { dim, unsure } = this.#style
    const out = this.#lines.read(event).flatMap((line) => this.#say(line))
    const turns = this.#dialogue.read(event)
    for (const turn of turns) {
      const comment = this.#options.comment?.(turn)
      if (comment) out.push(remark(comment, dim))
      if (this.#showsDeviations) for (const found of turn.deviations) out.push(remark(describe(found), unsure))
    }
    if (this.#showsDeviations) {
      const besides = this.#dialogue.noticed.slice(this.#noticed)
      for (const { deviation } of besides)
        if (deviation.code !== 'no-quit') out.push(remark(describe(deviation), unsure))
    }
    this.#noticed = this.#dialogue.noticed.length
    if (turns.length > 0) this.#isData = turns.at(-1)!.after === 'data'
    return [...out, ...this.#tell(event)]
  }

  get #showsDeviations(): boolean {
    return this.#options.deviations ?? true
  }

  #say({ speaker, text, isPlain, isChunk }: SpokenLine): ShownLine[] {
    const isData = speaker === 'client' && (this.#isData || isChunk)
    if (isData && text !== '.' && this.#shown >= (this.#options.dataLines ?? 20)) {
      this.#hidden++
      return []
    }
    const hidden = this.#flushHidden()
    if (speaker === 'client') this.#shown = isData ? this.#shown + 1 : 0
    const mark = `${speaker === 'server' ? 'S' : 'C'}${isPlain ? ':' : '|'}`
    return [...hidden, { by: speaker, mark, text, isData, paint: this.#style[speaker] }]
  }

  #flushHidden(): ShownLine[] {
    const hidden = this.#hidden
    this.#hidden = 0
    if (hidden === 0) return []
    const lines = `${this.#shown > 0 ? 'more ' : ''}line${hidden === 1 ? '' : 's'}`
    return [{ ...remark(`… ${hidden} ${lines} of the message`, this.#style.dim), isData: true }]
  }

  #doubtsOn(tls: TlsDetails): readonly string[] {
    const { certificate } = this.#options
    if (certificate) return certificate(tls)
    return tls.distrust === null ? [] : [`certificate not trusted: ${tls.distrust}`]
  }

  #tell(event: TranscriptEvent): ShownLine[] {
    const { dim, bad, good, unsure } = this.#style
    switch (event.kind) {
      case 'tls':
        return [
          { ...remark(`@tls  # ${event.protocol}, ${event.cipher}`, good), mark: '' },
          ...this.#doubtsOn(event).map((text) => remark(text, unsure)),
        ]
      case 'elided':
        return [{ ...remark(`… ${event.octets} octets of the message`, dim), isData: true }]
      case 'truncated':
        return [remark('the record is full; what follows is not in it', dim)]
      case 'failed':
        return [remark(event.message, bad)]
      case 'fault':
        return [remark(`fault ${event.id}: ${event.text}`, unsure)]
      case 'closed': {
        const by =
          event.by === 'timeout' ? 'after waiting for too long' : `by ${event.by === 'us' ? 'this' : 'the other'} side`
        return [...this.#flushHidden(), remark(`closed ${by}`, dim)]
      }
      default:
        return []
    }
  }
}

function remark(text: string, paint: ShownLine['paint']): ShownLine {
  return { by: 'remark', mark: '#', text, isData: false, paint }
}

function describe(found: Deviation): string {
  return `${describeDeviation(found)} (${found.ref})`
}
