import { CR, decode, isAscii, isUtf8, latin1, LF, NUL } from '../protocol/bytes.ts'
import { deviation, type Deviation, type DeviationCode } from '../protocol/deviation.ts'
import { limits } from '../protocol/limits.ts'

/** One field as it was found. */
export interface Header {
  /** As written; '' for a line without a colon. */
  readonly name: string
  /** Unfolded, outer white space removed; from UTF-8 where it is that, else one character an octet. */
  readonly value: string
  /** The whole field, line ends included: a view into the message. */
  readonly raw: Uint8Array
  /** Octet offset of `raw` in the message. */
  readonly offset: number
}

export interface Headers {
  readonly list: readonly Header[]
  /** Octet offset of what follows the blank line. */
  readonly bodyOffset: number
  /** Offsets are into the message. */
  readonly deviations: readonly Deviation[]
}

export interface HeaderReading {
  /** Where to begin. Default 0. */
  readonly offset?: number
  /**
   * What a line is that looks like no field: the first line of the body, as mail hosts have it, or part of the field
   * before it. Default 'body'.
   */
  readonly strayLines?: 'body' | 'continuation'
}

/** Octets of header that are read; hosts in the wild stop at a tenth of it. */
const CEILING = 1_048_576

/**
 * Read the header of a message, and no octet behind it. Never throws: what is wrong with it is reported.
 * Values are as they stand; `decodeWords` makes encoded words readable.
 */
// fields = *( field-name ":" unstructured CRLF )
// RFC 5322 §2.2
export function readHeaders(message: Uint8Array, options: HeaderReading = {}): Headers {
  return new HeaderReader(message, options).read()
}

/** The first field of this name, whatever its case. */
export function findHeader(headers: Headers, name: string): Header | undefined {
  return findHeaders(headers, name)[0]
}

export function findHeaders(headers: Headers, name: string): Header[] {
  const wanted = name.toLowerCase()
  return headers.list.filter((header) => header.name.toLowerCase() === wanted)
}

/** The first field's value; null where there is no such field. */
export function headerValue(headers: Headers, name: string): string | null {
  return findHeader(headers, name)?.value ?? null
}

// field-name = 1*ftext, and the white space before the colon that RFC 5322 §4.5 still lets in
// RFC 5322 §3.6.8
const fieldName = /^[ \t]*([\x21-\x39\x3b-\x7e]+)[ \t]*:/

class HeaderReader {
  readonly #message: Uint8Array
  readonly #start: number
  readonly #keepStray: boolean
  readonly #list: Header[] = []
  readonly #found = new Map<DeviationCode, { readonly offset: number; count: number }>()
  #fieldStart: number
  #fieldEnd: number

  constructor(message: Uint8Array, { offset = 0, strayLines = 'body' }: HeaderReading) {
    this.#message = message
    this.#keepStray = strayLines === 'continuation'
    this.#start = this.#fieldStart = this.#fieldEnd = offset
  }

  read(): Headers {
    const bodyOffset = this.#scan()
    this.#endField()
    const deviations = [...this.#found].map(([code, { offset, count }]) => deviation(code, offset, count))
    return { list: this.#list, bodyOffset, deviations }
  }

  /** Go through the lines; says where the body begins. */
  #scan(): number {
    let at = this.#start
    while (at < this.#message.length) {
      const { text, next } = this.#line(at)
      if (text === '') return next
      if (at - this.#start > CEILING) {
        this.#note('header-too-long', at)
        return at
      }
      if (!this.#take(text, at, next)) return at
      at = next
    }
    if (at > this.#start) this.#note('header-unfinished', at)
    return at
  }

  /** Take one line into the list; false: the body begins with it. */
  #take(text: string, at: number, next: number): boolean {
    const isFirst = at === this.#start
    const isIndented = /^[ \t]/.test(text)
    if (isIndented && isFirst) this.#note('header-leading-space', at)
    if (isIndented && !isFirst) {
      this.#fieldEnd = next
    } else if (fieldName.test(text)) {
      this.#endField()
      this.#fieldEnd = next
    } else if (isFirst && /^>?From /.test(text)) {
      // QUIRK: the separator line of an mbox file, left on the message that was taken out of it.
      this.#note('header-mbox-line', at)
      this.#fieldStart = this.#fieldEnd = next
    } else {
      this.#note('header-no-colon', at)
      if (!this.#keepStray) return false
      this.#fieldEnd = next
    }
    return true
  }

  #endField(): void {
    const raw = this.#message.subarray(this.#fieldStart, this.#fieldEnd)
    if (raw.length === 0) return
    const text = unfold(isUtf8(raw) ? decode(raw) : latin1(raw))
    const [before = '', name = ''] = fieldName.exec(text) ?? []
    this.#list.push({ name, value: text.slice(before.length).trim(), raw, offset: this.#fieldStart })
    this.#fieldStart = this.#fieldEnd
  }

  /** The beginning of the line at `at`, enough to tell what it is, and where the next one begins. */
  #line(at: number): { text: string; next: number } {
    const message = this.#message
    const lf = message.indexOf(LF, at)
    const next = lf < 0 ? message.length : lf + 1
    let end = lf < 0 ? next : lf
    if (end > at && message[end - 1] === CR) end--
    else if (lf >= 0) this.#note('bare-lf', lf)
    const line = message.subarray(at, end)
    if (next - at > limits.textLine) this.#note('line-too-long', at)
    if (line.includes(CR)) this.#note('bare-cr', at + line.indexOf(CR))
    if (line.includes(NUL)) this.#note('nul', at + line.indexOf(NUL))
    if (!isAscii(line)) this.#note(isUtf8(line) ? 'header-utf8' : 'header-8bit', at)
    return { text: latin1(line.subarray(0, 256)), next }
  }

  #note(code: DeviationCode, offset: number): void {
    const known = this.#found.get(code)
    if (known) known.count++
    else this.#found.set(code, { offset, count: 1 })
  }
}

/** A line end goes where white space follows; one that should not be there leaves a space. RFC 5322 §2.2.3 */
function unfold(text: string): string {
  return text.replace(/[\r\n]+(?=[ \t])/g, '').replace(/[\r\n]+/g, ' ')
}
