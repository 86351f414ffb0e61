import { describeDeviation } from '../protocol/deviation.ts'
import { DialogueReader, type Turn } from '../transcript/dialogue.ts'
import type { TlsDetails, TranscriptEvent } from '../transcript/event.ts'
import { SpokenLines, splitLines, type SpokenLine } from '../transcript/lines.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Commentator } from './comment.ts'
import { remark, type TalkLine } from './line.ts'

/** Lines of a message out of a file that are shown; the rest is counted. */
const SHOWN = 20

/** Tells a conversation from its record, as it goes on: what was said, and what it means. */
export class Narrator {
  readonly #comments: Commentator | null
  readonly #lines: SpokenLines
  readonly #dialogue: DialogueReader
  #isBulk = false
  #shown = 0
  #hidden = 0
  #elided = 0

  constructor(transcript: Pick<Transcript, 'role' | 'protocol'>, comments: Commentator | null) {
    this.#comments = comments
    this.#lines = new SpokenLines(transcript)
    this.#dialogue = new DialogueReader(transcript)
  }

  /** From here on a message is sent that nobody has typed: its beginning is enough. Ends with the next reply. */
  beginBulk(): void {
    this.#isBulk = true
    this.#shown = 0
  }

  tell(event: TranscriptEvent): TalkLine[] {
    // Line by line, so that each reply's comment stands right behind it.
    if (event.kind !== 'received') return [...this.#speak(event), ...this.#remark(event)]
    return splitLines(event.bytes).flatMap((bytes) => this.#speak({ ...event, bytes }))
  }

  /** What the server has begun to say and seems not to end. */
  flush(): TalkLine[] {
    return this.#lines.end().flatMap((line) => this.#say(line))
  }

  #speak(event: TranscriptEvent): TalkLine[] {
    const said = this.#lines.read(event).flatMap((line) => this.#say(line))
    return [...said, ...this.#dialogue.read(event).flatMap((turn) => this.#comment(turn))]
  }

  #say({ speaker, text, isPlain }: SpokenLine): TalkLine[] {
    const mark = isPlain ? ':' : '|'
    if (speaker === 'server') {
      const lines: TalkLine[] = [...this.#countHidden(), { kind: 'server', text: `S${mark} ${text}` }]
      this.#isBulk = false
      return lines
    }
    if (this.#isBulk && text !== '.' && ++this.#shown > SHOWN) {
      this.#hidden++
      return []
    }
    return [...this.#countHidden(), { kind: 'client', text: `C${mark} ${text}` }]
  }

  #countHidden(): TalkLine[] {
    const [hidden, elided] = [this.#hidden, this.#elided]
    this.#hidden = 0
    this.#elided = 0
    if (hidden === 0 && elided === 0) return []
    const lines = `${hidden} more line${hidden === 1 ? '' : 's'} of the message`
    return [remark('comment', elided === 0 ? `… ${lines}` : `… ${lines}, and ${elided} octets`)]
  }

  #comment(turn: Turn): TalkLine[] {
    const comment = this.#comments?.read(turn) ?? null
    if (comment === null) return []
    const deviations = this.#comments!.isStranger ? [] : turn.deviations
    return [
      remark('comment', comment),
      ...deviations.map((found) => remark('warning', `${describeDeviation(found)} (${found.ref})`)),
    ]
  }

  #remark(event: TranscriptEvent): TalkLine[] {
    switch (event.kind) {
      case 'resolved':
        return this.#comments ? [remark('comment', `${event.name} is ${event.addresses.join(', ')}`)] : []
      case 'open':
        return this.#comments && event.remote !== null ? [remark('comment', `connected to ${event.remote}`)] : []
      case 'tls':
        return describeTls(event, this.#comments)
      case 'elided':
        if (this.#isBulk) {
          this.#elided += event.octets
          return []
        }
        return [remark('comment', `… ${event.octets} octets of the message`)]
      case 'truncated':
        return [remark('warning', 'the record is full: what is said from here on is neither shown nor saved')]
      case 'failed':
        return [remark('trouble', this.#comments?.failure(event) ?? event.message)]
      default:
        return []
    }
  }
}

function describeTls(details: TlsDetails, comments: Commentator | null): TalkLine[] {
  const { protocol, cipher, certificate, distrust } = details
  const lines: TalkLine[] = [{ kind: 'event', text: `@tls  # ${protocol}, ${cipher}` }]
  if (comments && certificate) {
    const names = certificate.names.map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
    const until = certificate.validTo.slice(0, 10)
    const holder = names.join(', ') || certificate.subject
    lines.push(remark('comment', `certificate for ${holder}, from ${certificate.issuer}, until ${until}`))
  }
  const doubts = comments?.doubts(details) ?? []
  if (distrust === null && comments) lines.push(remark('comment', 'the certificate is trusted'))
  if (distrust !== null) lines.push(remark('warning', `the certificate is not trusted: ${doubts.shift() ?? distrust}`))
  lines.push(...doubts.map((doubt) => remark('warning', doubt)))
  return lines
}
