import { describeDeviation, type Deviation } from '../protocol/deviation.ts'
import { explainReply } from '../explain/reply.ts'
import { DialogueReader, type Turn } from '../transcript/dialogue.ts'
import type { TranscriptEvent } from '../transcript/event.ts'
import { SECRET, SpokenLines, type SpokenLine } from '../transcript/lines.ts'
import { speakerOf, type Transcript } from '../transcript/transcript.ts'
import { SaidLines } from './said-lines.ts'

/** One line of a conversation as the page shows it. */
export interface SessionLine {
  /** Its place in the conversation, from 0. */
  readonly number: number
  /** Milliseconds since the beginning. */
  readonly at: number
  readonly kind: 'client' | 'server' | 'note' | 'tls' | 'fault' | 'closed' | 'elided'
  readonly text: string
  readonly secret?: boolean
  code?: number
  enhanced?: string | null
  explanation?: LineExplanation
  deviations?: LineDeviation[]
  /** Index into the transcript's events. */
  readonly event: number
  bytes?: string
}

export interface LineExplanation {
  readonly title: string
  readonly meaning: string
  readonly fault: string
  readonly action: string
  readonly references: readonly string[]
}

export interface LineDeviation {
  readonly code: string
  readonly ref: string
  readonly text: string
}

/** Reads a conversation as it grows, and says of each reply what it means, and of each line what is wrong with it. */
export class SessionLines {
  readonly #transcript: Pick<Transcript, 'role' | 'protocol'>
  readonly #spoken: SpokenLines
  readonly #dialogue: DialogueReader
  readonly #said: Readonly<Record<'client' | 'server', SaidLines>> = {
    client: new SaidLines(),
    server: new SaidLines(),
  }
  readonly #amended = new Set<SessionLine>()
  #index = -1
  #count = 0
  #noticed = 0

  constructor(transcript: Pick<Transcript, 'role' | 'protocol'>) {
    this.#transcript = transcript
    this.#spoken = new SpokenLines(transcript)
    this.#dialogue = new DialogueReader(transcript)
  }

  /** The lines that this event adds. */
  read(event: TranscriptEvent): SessionLine[] {
    this.#index++
    const lines = this.#spoken.read(event).map((line) => this.#say(line))
    for (const turn of this.#dialogue.read(event)) this.#judge(turn)
    for (const { by, deviation } of this.#dialogue.noticed.slice(this.#noticed))
      this.#blame(this.#said[by].last, deviation)
    this.#noticed = this.#dialogue.noticed.length
    const told = this.#tell(event)
    return told ? [...lines, told] : lines
  }

  /** Lines of which more is known than when this was asked last; what is new is among them. */
  takeAmended(): SessionLine[] {
    const amended = [...this.#amended]
    this.#amended.clear()
    return amended
  }

  #say({ speaker, at, text }: SpokenLine): SessionLine {
    const isSecret = text.includes(SECRET)
    const number = this.#count++
    const line: SessionLine = { number, at, kind: speaker, text, ...(isSecret && { secret: true }), event: this.#index }
    this.#said[speaker].add(line)
    return line
  }

  #judge({ occasion, line: command, reply, deviations }: Turn): void {
    const asked = command ? this.#said.client.takeCommand(command) : this.#said.client.takeData(occasion)
    const answered = reply ? this.#said.server.takeReply(reply) : null
    if (reply && answered) {
      const { title, meaning, fault, action, references } = explainReply(reply, { occasion })
      answered.code = reply.code
      answered.enhanced = reply.enhanced?.join('.') ?? null
      answered.explanation = { title, meaning, fault, action, references }
      this.#amended.add(answered)
    }
    for (const found of deviations) this.#blame(/^(?:reply|enhanced)-/.test(found.code) ? answered : asked, found)
  }

  #blame(line: SessionLine | null, found: Deviation): void {
    if (!line) return
    const { code, ref } = found
    ;(line.deviations ??= []).push({ code, ref, text: describeDeviation(found) })
    this.#amended.add(line)
  }

  #tell(event: TranscriptEvent): SessionLine | null {
    const line = (kind: SessionLine['kind'], text: string): SessionLine => ({
      number: this.#count++,
      at: event.at,
      kind,
      text,
      event: this.#index,
    })
    const who = (by: 'us' | 'peer') => speakerOf(this.#transcript, by === 'us' ? 'sent' : 'received')
    switch (event.kind) {
      case 'sent':
      case 'received':
        return null
      case 'open':
        return line('note', `${event.remote ?? 'a client'} connects`)
      case 'resolved':
        return line('note', `${event.name} is ${event.addresses.join(', ')}`)
      case 'tls':
        return line(
          'tls',
          [event.protocol, event.cipher, event.servername && `for ${event.servername}`].filter(Boolean).join(', '),
        )
      case 'elided':
        return line('elided', `${event.octets} octets of the message are not kept here`)
      case 'truncated':
        return line('note', 'the record is full: what follows is not in it')
      case 'failed':
        return line('note', event.message)
      case 'fault':
        return line('fault', event.text)
      case 'closed':
        return line(
          'closed',
          event.by === 'timeout' ? 'closed after waiting for too long' : `closed by the ${who(event.by)}`,
        )
    }
  }
}

/** A whole conversation. @param withBytes say the octets of each event too, in hexadecimal, at its last line */
export function readSessionLines(transcript: Transcript, withBytes = false): SessionLine[] {
  const reader = new SessionLines(transcript)
  return transcript.events.flatMap((event) => {
    const lines = reader.read(event)
    const last = lines.at(-1)
    const hasBytes = (event.kind === 'sent' || event.kind === 'received') && !event.secret
    if (withBytes && last && hasBytes) last.bytes = Buffer.from(event.bytes).toString('hex')
    return lines
  })
}
