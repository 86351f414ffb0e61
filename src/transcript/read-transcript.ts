import { concat, encode } from '../protocol/bytes.ts'
import type { OctetsEvent, TranscriptEvent } from './event.ts'
import { SECRET } from './lines.ts'
import { readScript, type ReadScriptOptions } from './read-script.ts'
import type { Item, ReadError, Reading, RecordedEvent, Script } from './script.ts'
import type { Template } from './template.ts'
import type { Speaker, Transcript } from './transcript.ts'

/**
 * Read a recording back, or a conversation that somebody has written down in the same notation. It must be a
 * conversation as it was held: no variables, and of each reply what it was.
 */
export function readTranscript(text: string, options: ReadScriptOptions = {}): Reading<Transcript> {
  const script = readScript(text, options)
  return script.ok ? asTranscript(script.value) : script
}

/** The conversation that a script writes down, where it does so in so many words. */
export function asTranscript(script: Script): Reading<Transcript> {
  const { role = 'client', peer = null, started = null } = script.recording ?? {}
  const writer = new EventWriter(role)
  for (const item of script.items) writer.write(item)
  if (writer.errors.length > 0) return { ok: false, errors: writer.errors }
  return { ok: true, value: { role, protocol: script.protocol, started, peer, events: writer.finish() } }
}

class EventWriter {
  readonly errors: ReadError[] = []
  readonly #events: TranscriptEvent[] = []
  readonly #role: Speaker
  #said: (Omit<OctetsEvent, 'bytes'> & { readonly parts: Uint8Array[] }) | null = null

  constructor(role: Speaker) {
    this.#role = role
  }

  finish(): TranscriptEvent[] {
    this.#endSaying()
    return this.#events
  }

  write(item: Item): void {
    const at = item.at ?? 0
    switch (item.kind) {
      case 'client':
        return this.#say('client', item.template, at, item)
      case 'octets':
        return this.#say('server', item.template, at, item)
      case 'reply':
        if (item.lines.length === 0) return this.#refuse(item, 'the reply as it was, with one code and no pattern')
        for (const { text, at } of item.lines)
          this.#say('server', [...text, { kind: 'octets', bytes: encode('\r\n') }], at ?? 0, item)
        return
      case 'tls':
        return this.#push({ kind: 'tls', at, ...(item.details ?? unknownTls) })
      case 'closed':
        return this.#push({ kind: 'closed', at, by: item.by === 'timeout' ? 'timeout' : this.#toSide(item.by) })
      case 'event':
        return this.#push(this.#recorded(item.event, at))
      case 'if':
      case 'include':
        return this.#refuse(item, `a conversation as it was held, without @${item.kind}`)
      case 'wait':
      case 'within':
      case 'set':
      case 'outcome':
      case 'comment':
        return
    }
  }

  #toSide(speaker: Speaker): 'us' | 'peer' {
    return speaker === this.#role ? 'us' : 'peer'
  }

  #push(event: TranscriptEvent): void {
    this.#endSaying()
    this.#events.push(event)
  }

  #recorded(event: RecordedEvent, at: number): TranscriptEvent {
    return event.kind === 'elided' ? { ...event, at, by: this.#toSide(event.by) } : { ...event, at }
  }

  #refuse({ file, line }: Item, expected: string): void {
    this.errors.push({ file, line, expected })
  }

  #say(speaker: Speaker, template: Template, at: number, item: Item): void {
    const kind = this.#toSide(speaker) === 'us' ? 'sent' : 'received'
    for (const piece of template) {
      if (piece.kind === 'variable')
        return this.#refuse(item, `text in place of \${${piece.name}}; "\${" itself is written "$\${"`)
      const secret = piece.kind === 'secret'
      const said = this.#said
      // What went by in one piece was stamped once.
      if (!said || said.kind !== kind || said.at !== at || said.secret !== secret) this.#endSaying()
      this.#said ??= { kind, at, secret, parts: [] }
      this.#said.parts.push(secret ? encode(SECRET) : piece.bytes)
    }
  }

  #endSaying(): void {
    if (!this.#said) return
    const { parts, ...event } = this.#said
    this.#said = null
    this.#events.push({ ...event, bytes: concat(parts) })
  }
}

const unknownTls = {
  protocol: '',
  cipher: '',
  servername: null,
  alpn: null,
  distrust: null,
  certificate: null,
} as const
