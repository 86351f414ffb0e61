import { CR, decode, isUtf8, LF, NUL, SPACE, TAB } from '../protocol/bytes.ts'
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
  /** Whether the line at this octet ends the header though it may look like a field: the boundary of a part. */
  readonly endsAt?: (offset: number) => boolean
}

/** Octets of header that are read; hosts in the wild stop at a tenth of it. */
const CEILING = 1_048_576

/** Fields that are read: a header of one-letter fields would fill the memory long before it is as long as that. */
const MOST_FIELDS = 10_000

/** Octets of a line within which a field has its colon. */
const NAME_CEILING = 256

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
  return headers.list.filter((header) => header.name.length === wanted.length && header.name.toLowerCase() === wanted)
}

/** The first field's value; null where there is no such field. */
export function headerValue(headers: Headers, name: string): string | null {
  return findHeader(headers, name)?.value ?? null
}

const COLON = 0x3a

/** Every message that comes in is read by this: one look at each octet, and text is made of whole fields. */
class HeaderReader {
  readonly #message: Uint8Array
  readonly #octets: Buffer
  readonly #start: number
  readonly #keepStray: boolean
  readonly #endsAt: (offset: number) => boolean
  readonly #list: Header[] = []
  readonly #found = new Map<DeviationCode, { readonly offset: number; count: number }>()
  #fieldStart: number
  #fieldEnd: number
  /** Of the line that was read last: where it ends without its line end, and where the next one begins. */
  #lineEnd = 0
  #next = 0
  /** Of the field: whether there are other octets than ASCII in it, and other line ends than the last. */
  #isAscii = true
  #isPlain = true

  constructor(message: Uint8Array, { offset = 0, strayLines = 'body', endsAt = () => false }: HeaderReading) {
    this.#message = message
    this.#octets = Buffer.from(message.buffer, message.byteOffset, message.length)
    this.#keepStray = strayLines === 'continuation'
    this.#endsAt = endsAt
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
      if (this.#endsAt(at)) return at
      const line = this.#readLine(at)
      if (this.#lineEnd === at) return this.#next
      if (at - this.#start > CEILING || this.#list.length + 1 >= MOST_FIELDS) {
        this.#note('header-too-long', at)
        return at
      }
      if (!this.#take(at)) return at
      if (!line.isAscii) this.#isAscii = false
      if (line.hasBareCr) this.#isPlain = false
      at = this.#next
    }
    if (at > this.#start) this.#note('header-unfinished', at)
    return at
  }

  /** Take one line into the list; false: the body begins with it. */
  #take(at: number): boolean {
    const isFirst = at === this.#start
    const isIndented = this.#message[at] === SPACE || this.#message[at] === TAB
    if (isIndented && isFirst) this.#note('header-leading-space', at)
    if (isIndented && !isFirst) {
      this.#continueField()
    } else if (this.#nameAt(at)) {
      this.#endField()
      this.#fieldEnd = this.#next
    } else if (isFirst && /^>?From /.test(this.#octets.toString('latin1', at, Math.min(at + 6, this.#lineEnd)))) {
      // QUIRK: the separator line of an mbox file, left on the message that was taken out of it.
      this.#note('header-mbox-line', at)
      this.#fieldStart = this.#fieldEnd = this.#next
    } else {
      this.#note('header-no-colon', at)
      if (!this.#keepStray) return false
      this.#continueField()
    }
    return true
  }

  #continueField(): void {
    if (this.#fieldEnd > this.#fieldStart) this.#isPlain = false
    this.#fieldEnd = this.#next
  }

  #endField(): void {
    const [start, end] = [this.#fieldStart, this.#fieldEnd]
    if (start === end) return
    const raw = this.#message.subarray(start, end)
    const isLatin1 = this.#isAscii || !isUtf8(raw)
    const { name = '', length = 0 } = this.#nameAt(start) ?? {}
    const text = isLatin1 ? this.#octets.toString('latin1', start + length, end) : decode(raw.subarray(length))
    this.#list.push({ name, value: (this.#isPlain ? text : unfold(text)).trim(), raw, offset: start })
    this.#fieldStart = end
    this.#isAscii = this.#isPlain = true
  }

  /** The name of the field that begins here, and the length of all that stands before its value. */
  // field-name = 1*ftext, and the white space before the colon that RFC 5322 §4.5 still lets in
  // RFC 5322 §3.6.8
  #nameAt(start: number): { readonly name: string; readonly length: number } | null {
    const message = this.#message
    const ceiling = Math.min(start + NAME_CEILING, message.length)
    const isBlank = (i: number) => message[i] === SPACE || message[i] === TAB
    let from = start
    while (from < ceiling && isBlank(from)) from++
    let to = from
    while (to < ceiling && message[to]! > 0x20 && message[to]! < 0x7f && message[to] !== COLON) to++
    let colon = to
    while (colon < ceiling && isBlank(colon)) colon++
    if (to === from || colon >= ceiling || message[colon] !== COLON) return null
    return { name: this.#octets.toString('latin1', from, to), length: colon + 1 - start }
  }

  /** Look at the line at `at`, and note what should not be in it. */
  #readLine(at: number): { readonly isAscii: boolean; readonly hasBareCr: boolean } {
    const message = this.#message
    let union = 0
    let cr = -1
    let nul = -1
    let end = at
    for (; end < message.length; end++) {
      const octet = message[end]!
      if (octet === LF) break
      union |= octet
      if (octet > CR) continue
      if (octet === CR && cr < 0) cr = end
      else if (octet === NUL && nul < 0) nul = end
    }
    const hasLf = end < message.length
    this.#next = hasLf ? end + 1 : end
    const endsInCr = end > at && message[end - 1] === CR
    this.#lineEnd = endsInCr ? end - 1 : end
    if (hasLf && !endsInCr) this.#note('bare-lf', end)
    if (this.#next - at > limits.textLine) this.#note('line-too-long', at)
    const hasBareCr = cr >= 0 && cr < this.#lineEnd
    if (hasBareCr) this.#note('bare-cr', cr)
    if (nul >= 0) this.#note('nul', nul)
    const isAscii = union < 0x80
    if (!isAscii) this.#note(isUtf8(message.subarray(at, this.#lineEnd)) ? 'header-utf8' : 'header-8bit', at)
    return { isAscii, hasBareCr }
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
