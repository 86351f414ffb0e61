import { describeDeviation } from '../protocol/deviation.ts'
import { DialogueReader, type Turn } from '../transcript/dialogue.ts'
import type { TranscriptEvent } from '../transcript/event.ts'
import { SpokenLines, type SpokenLine } from '../transcript/lines.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Style } from './style.ts'

export interface ConversationOptions {
  readonly style: Style
  /** Lines of mail data shown of each message; the rest is counted. Default 20. */
  readonly dataLines?: number
  /** One dim line about each reply, or null where there is nothing to say. */
  readonly comment?: (turn: Turn) => string | null
  /** Report what the RFCs do not allow. Default true. */
  readonly deviations?: boolean
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
    const out = this.#lines.read(event).flatMap((line) => this.#say(line))
    const turns = this.#dialogue.read(event)
    for (const turn of turns) {
      const comment = this.#options.comment?.(turn)
      if (comment) out.push(this.#style.dim(`# ${comment}`))
      if (this.#options.deviations ?? true)
        for (const found of turn.deviations) out.push(this.#note(`${describeDeviation(found)} (${found.ref})`))
    }
    if (turns.length > 0) this.#isData = turns.at(-1)!.after === 'data'
    return [...out, ...this.#remark(event)]
  }

  #say({ speaker, text, isPlain }: SpokenLine): string[] {
    if (speaker === 'server') return [...this.#flushHidden(), this.#style.server(`S${isPlain ? ':' : '|'} ${text}`)]
    if (this.#isData && text !== '.' && this.#shown >= (this.#options.dataLines ?? 20)) {
      this.#hidden++
      return []
    }
    this.#shown = this.#isData ? this.#shown + 1 : 0
    return [...this.#flushHidden(), this.#style.client(`C${isPlain ? ':' : '|'} ${text}`)]
  }

  #flushHidden(): string[] {
    const hidden = this.#hidden
    this.#hidden = 0
    return hidden === 0 ? [] : [this.#style.dim(`# … ${hidden} more line${hidden === 1 ? '' : 's'} of the message`)]
  }

  #remark(event: TranscriptEvent): string[] {
    const { dim, bad, good, unsure } = this.#style
    switch (event.kind) {
      case 'tls':
        return [
          good(`@tls  # ${event.protocol}, ${event.cipher}`),
          ...(event.distrust === null ? [] : [unsure(`# certificate not trusted: ${event.distrust}`)]),
        ]
      case 'elided':
        return [dim(`# … ${event.octets} octets of the message`)]
      case 'truncated':
        return [dim('# the record is full; what follows is not in it')]
      case 'failed':
        return [bad(`# ${event.message}`)]
      case 'closed': {
        const by =
          event.by === 'timeout' ? 'after waiting for too long' : `by ${event.by === 'us' ? 'this' : 'the other'} side`
        return [...this.#flushHidden(), dim(`# closed ${by}`)]
      }
      default:
        return []
    }
  }

  #note(text: string): string {
    return this.#style.unsure(`# ${text}`)
  }
}
