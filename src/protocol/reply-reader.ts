import { CR, decode, isAscii, isUtf8, latin1, LF } from './bytes.ts'
import { deviation, type Deviation, type DeviationCode } from './deviation.ts'
import { ceilings, limits } from './limits.ts'
import { InputBuffer } from './input-buffer.ts'
import { parseEnhancedCode, type Reply, type ReplyLine } from './reply.ts'

/**
 * Octets from a server in, replies out. A reply is complete with its last line, never before; lines that are no
 * reply at all become a reply with code 0, so that nothing a server says is lost.
 */
export class ReplyReader {
  readonly #buffer = new InputBuffer()
  #lines: ReplyLine[] = []
  #count = 0 // lines of this reply, kept or not
  #isCutOff = false // inside a line whose beginning has been read already
  #deviations: Deviation[] = []

  receive(bytes: Uint8Array): void {
    this.#buffer.push(bytes)
  }

  /** Whether a reply has begun that is not complete yet. */
  get isMidReply(): boolean {
    return this.#lines.length > 0 || (this.#buffer.pending > 0 && !this.#isCutOff)
  }

  /** The next whole reply, or null when more octets are needed. */
  next(): Reply | null {
    for (;;) {
      const raw = this.#buffer.nextLine(ceilings.replyLine)
      if (raw === null) return null
      const isRest = this.#isCutOff
      this.#isCutOff = raw[raw.length - 1] !== LF
      if (isRest) continue
      const line = this.#readLine(raw)
      this.#keep(line)
      // Text without a code in the middle of a multi-line reply does not end it.
      const goesOn = line.sep === '-' || (line.code === 0 && this.#count > 1)
      if (goesOn && this.#count < ceilings.replyLinesRead) continue
      return this.#finish()
    }
  }

  /** Change what has arrived and was not read yet. */
  amend(change: (unread: Uint8Array) => Uint8Array): void {
    this.#buffer.replace(change(this.#buffer.rest))
  }

  /** Forget what has arrived and was not read yet: plaintext behind the 220 of STARTTLS must not be believed. */
  discard(): Uint8Array {
    this.#begin()
    this.#isCutOff = false
    return this.#buffer.clear()
  }

  /** The peer has closed: hand out what there is of a reply, marked as unfinished. */
  end(): Reply | null {
    const rest = this.#buffer.clear()
    if (rest.length > 0 && !this.#isCutOff) this.#keep(this.#readLine(rest))
    if (this.#lines.length === 0) return null
    this.#note('reply-unfinished', 0)
    return this.#finish()
  }

  /** Of very many lines the beginning is kept, and the last one, which has the code. */
  #keep(line: ReplyLine): void {
    const first = this.#lines[0]
    if (first && line.code !== 0 && line.code !== first.code) this.#note('reply-mixed-codes', 0)
    if (++this.#count > ceilings.replyLines) {
      this.#note('reply-endless', 0)
      this.#lines.pop()
    }
    this.#lines.push(line)
  }

  #begin(): void {
    this.#lines = []
    this.#count = 0
    this.#deviations = []
  }

  #finish(): Reply {
    const lines = this.#lines
    const { code } = lines[lines.length - 1]!
    const enhanced = parseEnhancedCode(lines[0]!.text)
    if (enhanced && enhanced[0] !== Math.floor(code / 100)) this.#note('enhanced-class', 4)
    const reply = { code, enhanced, lines, deviations: this.#deviations }
    this.#begin()
    return reply
  }

  #readLine(raw: Uint8Array): ReplyLine {
    const terminated = raw[raw.length - 1] === LF
    const eol = !terminated ? 'none' : raw.length > 1 && raw[raw.length - 2] === CR ? 'crlf' : 'lf'
    const body = eol === 'crlf' ? raw.subarray(0, -2) : eol === 'lf' ? raw.subarray(0, -1) : raw
    if (eol === 'lf') this.#note('reply-bare-lf', body.length)
    const limit = isChallenge(body) ? limits.authLine : limits.replyLine
    if (raw.length > limit) this.#note('reply-too-long', limit)
    const text = isUtf8(body) ? decode(body) : latin1(body)
    if (!isAscii(body))
      this.#note(
        'reply-8bit',
        body.findIndex((octet) => octet > 0x7f),
      )
    const control = body.findIndex((octet) => (octet < 0x20 && octet !== 9) || octet === 0x7f)
    if (control >= 0) this.#note('reply-control', control)
    return this.#split(text, eol, raw)
  }

  // Reply-code = %x32-35 %x30-35 %x30-39
  // RFC 5321 §4.2
  #split(text: string, eol: ReplyLine['eol'], raw: Uint8Array): ReplyLine {
    const match = /^(\d{3})(?!\d)([ -]?)(.*)$/s.exec(text)
    if (!match) {
      this.#note('reply-no-code', 0)
      return { code: 0, sep: '', text, eol, raw }
    }
    const [, digits, sep, rest] = match
    if (!/^[2-5][0-5]/.test(digits!)) this.#note('reply-code-range', 0)
    if (sep === '' && rest !== '') this.#note('reply-separator', 3)
    return { code: Number(digits), sep: sep as ReplyLine['sep'], text: rest!, eol, raw }
  }

  #note(code: DeviationCode, offset: number): void {
    if (!this.#deviations.some((known) => known.code === code)) this.#deviations.push(deviation(code, offset))
  }
}

/** A challenge of a login may be longer than any other line. RFC 4954 §4 */
function isChallenge(body: Uint8Array): boolean {
  return body[0] === 0x33 && body[1] === 0x33 && body[2] === 0x34
}

/** Read exactly one reply from its octets; null where they hold none, or only the beginning of one. */
export function parseReply(input: Uint8Array | string): Reply | null {
  const reader = new ReplyReader()
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input
  reader.receive(bytes)
  return reader.next() ?? reader.end()
}
