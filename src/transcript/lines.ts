import { concat, CR, decode, EMPTY, isUtf8, LF } from '../protocol/bytes.ts'
import { escapeBytes, escapeText } from '../protocol/escapes.ts'
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

  constructor(role: Pick<Transcript, 'role'>, { keepSecrets = false }: LineOptions = {}) {
    this.#role = role
    this.#keepSecrets = keepSecrets
  }

  /** The lines that this event completes. */
  read(event: TranscriptEvent): SpokenLine[] {
    if (event.kind !== 'sent' && event.kind !== 'received') return this.end()
    const speaker = speakerOf(this.#role, event.kind)
    const lines = this.#pending && this.#pending.speaker !== speaker ? this.end() : []
    for (const piece of splitLines(event.bytes)) {
      const pending = (this.#pending ??= { speaker, at: event.at, parts: [] })
      pending.at = event.at
      const secret = event.secret && !this.#keepSecrets
      const last = pending.parts.at(-1)
      if (last?.secret === secret) last.pieces.push(piece)
      else pending.parts.push({ secret, pieces: [piece] })
      if (piece[piece.length - 1] === LF) lines.push(...this.end())
    }
    return lines
  }

  /** What was begun and will not be completed. */
  end(): SpokenLine[] {
    const pending = this.#pending
    this.#pending = null
    return pending ? [spoken(pending.speaker, pending.at, pending.parts)] : []
  }
}

/** All lines of a transcript. */
export function readLines(transcript: Transcript, options: LineOptions = {}): SpokenLine[] {
  const reader = new SpokenLines(transcript, options)
  return [...transcript.events.flatMap((event) => reader.read(event)), ...reader.end()]
}

function spoken(speaker: Speaker, at: number, parts: readonly Part[]): SpokenLine {
  const whole = concat(parts.flatMap(({ pieces }) => pieces))
  const hasEnd = whole.length > 1 && whole[whole.length - 1] === LF && whole[whole.length - 2] === CR
  const body = hasEnd ? whole.subarray(0, -2) : EMPTY
  const isPlain = hasEnd && isPrintable(body)
  const text = parts.map((part) => show(part, isPlain)).join('')
  return { speaker, at, text: isPlain ? text.replace(/\r\n$/, '') : text, isPlain }
}

function show({ secret, pieces }: Part, isPlain: boolean): string {
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
