import { concat, CR, decode, EMPTY, isUtf8, LF } from '../protocol/bytes.ts'
import { escapeBytes, escapeText } from '../protocol/escapes.ts'
import { IAC, telnetPrefix } from '../protocol/telnet.ts'
import type { TranscriptEvent } from './event.ts'
import { speakerOf, type Speaker, type Transcript } from './transcript.ts'

/** What stands where a credential stood. */
export const SECRET = '‹secret›'

/** One line of what was said, or what is left of one when the other side speaks or the connection ends. */
export interface SpokenLine {
  readonly speaker: Speaker
  /** When its last octet went by, in milliseconds. */
  readonly at: number
  /** Without its line end where `isPlain`; else with everything in it escaped. */
  readonly text: string
  /** Ends with CRLF, and holds nothing that would not survive as a line of text. */
  readonly isPlain: boolean
  /** Stands in a chunk, behind BDAT. */
  readonly isChunk: boolean
}

export interface LineOptions {
  readonly keepSecrets?: boolean
}

/** Octets in a row that are, or are not, a credential, as they came. */
interface Part {
  readonly secret: boolean
  readonly pieces: Uint8Array[]
}

/** Reads the lines out of a transcript, event by event, as it grows. */
export class SpokenLines {
  readonly #role: Pick<Transcript, 'role'>
  readonly #keepSecrets: boolean
  #pending: {
    readonly speaker: Speaker
    at: number
    parts: Part[]
  } | null = null
  /** Octets left of a chunk: it ends a line where it ends. RFC 3030 §2 */
  #chunk = 0
  #isInChunk = false
  /** Behind 354 the client's lines are no commands. */
  #isMailData = false

  constructor(role: Pick<Transcript, 'role'>, { keepSecrets = false }: LineOptions = {}) {
    this.#role = role
    this.#keepSecrets = keepSecrets
  }

  /** The lines that this event completes. */
  read(event: TranscriptEvent): SpokenLine[] {
    if (event.kind === 'elided') this.#chunk = Math.max(0, this.#chunk - event.octets)
    // It was found out in the middle of a line, perhaps, and does not end it.
    if (event.kind === 'fault') return []
    if (event.kind !== 'sent' && event.kind !== 'received') return this.end()
    const speaker = speakerOf(this.#role, event.kind)
    const lines = this.#pending && this.#pending.speaker !== speaker ? this.end() : []
    for (const piece of this.#cut(event.bytes, speaker)) {
      const pending = (this.#pending ??= { speaker, at: event.at, parts: [] })
      pending.at = event.at
      const secret = event.secret && !this.#keepSecrets
      const last = pending.parts.at(-1)
      if (last?.secret === secret) last.pieces.push(piece)
      else pending.parts.push({ secret, pieces: [piece] })
      if (piece[piece.length - 1] === LF || (this.#isInChunk && this.#chunk === 0)) lines.push(...this.end())
    }
    return lines
  }

  /** At line ends, and where a chunk ends. */
  *#cut(bytes: Uint8Array, speaker: Speaker): Generator<Uint8Array> {
    for (let rest = bytes; rest.length > 0;) {
      this.#isInChunk = speaker === 'client' && this.#chunk > 0
      const lf = rest.indexOf(LF)
      const line = lf < 0 ? rest.length : lf + 1
      const length = this.#isInChunk ? Math.min(line, this.#chunk) : line
      if (this.#isInChunk) this.#chunk -= length
      yield rest.subarray(0, length)
      rest = rest.subarray(length)
    }
  }

  /** What was begun and will not be completed. */
  end(): SpokenLine[] {
    const pending = this.#pending
    this.#pending = null
    if (!pending) return []
    const { speaker, at, parts } = pending
    const isChunk = this.#isInChunk
    const lines = splitTelnet(parts).map((each): SpokenLine => ({ speaker, at, ...show(each), isChunk }))
    this.#follow(lines.at(-1)!)
    this.#isInChunk = false
    return lines
  }

  #follow({ speaker, text, isChunk }: SpokenLine): void {
    if (speaker === 'server') this.#isMailData = text.startsWith('354')
    else if (!isChunk && !this.#isMailData) this.#chunk = Number(/^BDAT +(\d{1,15})\b/i.exec(text)?.[1] ?? 0)
  }
}

/** All lines of a transcript. */
export function readLines(transcript: Transcript, options: LineOptions = {}): SpokenLine[] {
  const reader = new SpokenLines(transcript, options)
  return [...transcript.events.flatMap((event) => reader.read(event)), ...reader.end()]
}

/** What telnet says is no part of the line that it stands before. */
function splitTelnet(parts: readonly Part[]): (readonly Part[])[] {
  const [first, ...others] = parts as [Part, ...Part[]]
  if (first.secret || first.pieces[0]![0] !== IAC) return [parts]
  const octets = concat(first.pieces)
  const length = telnetPrefix(octets)
  if (length === 0 || (length === octets.length && others.length === 0)) return [parts]
  const rest = { ...first, pieces: [octets.subarray(length)] }
  return [[{ ...first, pieces: [octets.subarray(0, length)] }], [rest, ...others]]
}

function show(parts: readonly Part[]): Pick<SpokenLine, 'text' | 'isPlain'> {
  const whole = concat(parts.flatMap(({ pieces }) => pieces))
  const hasEnd = whole.length > 1 && whole[whole.length - 1] === LF && whole[whole.length - 2] === CR
  const body = hasEnd ? whole.subarray(0, -2) : EMPTY
  const isPlain = hasEnd && isPrintable(body)
  const text = parts.map((part) => showPart(part, isPlain)).join('')
  return { text: isPlain ? text.replace(/\r\n$/, '') : text, isPlain }
}

function showPart({ secret, pieces }: Part, isPlain: boolean): string {
  const bytes = concat(pieces)
  if (!isPlain) return secret ? escapeText(hide(bytes)) : escapeBytes(bytes)
  return secret ? hide(bytes) : decode(bytes)
}

/** A credential, its line end left standing. */
function hide(bytes: Uint8Array): string {
  const text = decode(bytes)
  return SECRET + (/\r?\n$/.exec(text)?.[0] ?? '')
}

function isPrintable(bytes: Uint8Array): boolean {
  return bytes.every((octet) => (octet >= 0x20 && octet !== 0x7f) || octet === 9) && isUtf8(bytes)
}

/** Cut behind each LF; what is behind the last one is the last piece. */
export function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let from = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
    lines.push(bytes.subarray(from, at + 1))
    from = at + 1
  }
  if (from < bytes.length) lines.push(bytes.subarray(from))
  return lines
}
