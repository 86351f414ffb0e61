import { concat, CR, DOT, EMPTY, LF, NUL } from './bytes.ts'
import { deviation, type Deviation, type DeviationCode } from './deviation.ts'
import { limits } from './limits.ts'

/** Where the reader stands. After LINE, and nowhere else, a dot means something. */
const LINE = 0 // just behind CRLF, or at the very beginning
const TEXT = 1
const AFTER_CR = 2
const LINE_DOT = 3 // behind CRLF "."
const LINE_DOT_CR = 4 // behind CRLF "." CR; the CR is held back

/** Non-zero where an octet of the word is below 14, as CR, LF and NUL are. */
function belowSO(word: number): number {
  return (word - 0x0e0e0e0e) & ~word & 0x80808080
}

/**
 * Mail data as it comes over the wire: takes out the stuffed dots, finds the end, counts what should not be there.
 * Only CRLF.CRLF ends it. Holds back one octet at most; hands out views of what it was given, or of one copy a
 * chunk where dots had to be taken out of the middle.
 */
// RFC 5321 §4.5.2
export class DataReader {
  #state = LINE
  #size = 0
  #lineStart = 0 // offset into the message
  #union = 0 // all octets seen, or-ed, by fours
  #isDone = false
  #found: Map<DeviationCode, { readonly offset: number; count: number }> | null = null
  readonly #stuffed: boolean

  /** @param stuffed false for BDAT, where a dot is a dot and the end is counted out (RFC 3030 §2) */
  constructor(stuffed = true) {
    this.#stuffed = stuffed
  }

  /** Octets of message so far, stuffed dots not counted. It is what RFC 1870 §5 calls the message size. */
  get size(): number {
    return this.#size
  }

  /** Whether the end of data has been read. */
  get isDone(): boolean {
    return this.#isDone
  }

  /** Whether an octet above 127 has been seen. */
  get isEightBit(): boolean {
    return (this.#union & 0x80808080) !== 0
  }

  /** What was wrong with the data so far; offsets are into the message. */
  get deviations(): Deviation[] {
    return [...(this.#found ?? [])].map(([code, { offset, count }]) => deviation(code, offset, count))
  }

  /**
   * Read from the front of `bytes`, to their end or to the end of data, whichever comes first.
   * @returns how many octets were used, and the octets of the message among them
   */
  read(bytes: Uint8Array): { used: number; data: Uint8Array } {
    const n = bytes.length
    const words = new DataView(bytes.buffer, bytes.byteOffset, n)
    const cuts = new Cuts(bytes)
    let state = this.#state
    let union = this.#union
    let start = this.#size // message offset of bytes[0] if nothing had been cut
    let held = false
    let i = 0

    while (i < n) {
      let octet = bytes[i]!
      if (state === TEXT) {
        // The hot loop: nearly every octet of every message passes here, and most of them by eights.
        while (i + 8 <= n) {
          const low = words.getInt32(i, true)
          const high = words.getInt32(i + 4, true)
          if ((belowSO(low) | belowSO(high)) !== 0) break
          union |= low | high
          i += 8
        }
        for (octet = i < n ? bytes[i]! : 0; octet > CR; octet = i < n ? bytes[i]! : 0) {
          union |= octet
          i++
        }
        if (i === n) break
        i++
        if (octet === CR) {
          if (bytes[i] === LF) {
            i++
            this.#endLine(start + i - cuts.count)
            state = LINE
          } else state = AFTER_CR
        } else if (octet === LF) this.#note('bare-lf', start + i - 1 - cuts.count)
        else if (octet === NUL) this.#note('nul', start + i - 1 - cuts.count)
      } else if (state === LINE) {
        if (octet !== DOT || !this.#stuffed) state = TEXT
        else {
          cuts.cut(i++)
          state = LINE_DOT
        }
      } else if (state === AFTER_CR) {
        if (octet === LF) {
          i++
          this.#endLine(start + i - cuts.count)
          state = LINE
        } else {
          this.#note('bare-cr', start + i - 1 - cuts.count)
          state = TEXT
        }
      } else if (state === LINE_DOT) {
        if (octet !== CR) state = TEXT
        else if (i + 1 < n && bytes[i + 1] !== LF) {
          i++
          state = AFTER_CR
        } else {
          cuts.cut(i++)
          state = LINE_DOT_CR
        }
      } else if (octet === LF) {
        cuts.cut(i++)
        this.#isDone = true
        break
      } else {
        // The CR that was held back is data after all. It came with an earlier chunk.
        held = true
        start++
        state = AFTER_CR
      }
    }

    this.#state = state
    this.#union = union
    const data = held ? concat([Uint8Array.of(CR), cuts.rest(i)]) : cuts.rest(i)
    this.#size += data.length
    return { used: i, data }
  }

  /** Go on as though `octets` of unremarkable text had been read, the last two of them CRLF. */
  skip(octets: number): void {
    this.#size += octets
    this.#lineStart = this.#size
    this.#state = LINE
  }

  /** The data is over, whatever it ended with. */
  finish(): void {
    this.#isDone = true
  }

  #endLine(at: number): void {
    if (at - this.#lineStart > limits.textLine) this.#note('line-too-long', this.#lineStart)
    this.#lineStart = at
  }

  #note(code: DeviationCode, offset: number): void {
    this.#found ??= new Map()
    const known = this.#found.get(code)
    if (known) known.count++
    else this.#found.set(code, { offset, count: 1 })
  }
}

/** A chunk with single octets cut out: a view while they are at its ends, else one copy, closed up as it is read. */
class Cuts {
  readonly #bytes: Uint8Array
  #copy: Uint8Array | null = null
  #length = 0 // octets of the copy that are final
  #from = 0 // first octet that is not
  count = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Cut the octet at `at`; positions only grow. */
  cut(at: number): void {
    this.count++
    this.#close(at)
    this.#from = at + 1
  }

  /** What is left of the octets before `end`. */
  rest(end: number): Uint8Array {
    if (this.#copy === null && this.#length === 0)
      return end === this.#from ? EMPTY : this.#bytes.subarray(this.#from, end)
    this.#close(end)
    return (this.#copy ?? this.#bytes).subarray(0, this.#length)
  }

  #close(end: number): void {
    const run = end - this.#from
    if (run === 0) return
    if (this.#length > 0 || this.#from > 0) {
      this.#copy ??= new Uint8Array(this.#bytes) // slice() of a Buffer would be no copy
      this.#copy.copyWithin(this.#length, this.#from, end)
    }
    this.#length += run
    this.#from = end
  }
}

/**
 * Dot-stuffing for a message that comes in pieces, and the end of data that fits what was sent last.
 * The message's octets are not changed in any other way.
 */
// RFC 5321 §4.5.2
export class DotStuffer {
  #atLineStart = true
  #lastWasCr = false

  /** @returns the octets to send for this piece; the same array where no dot had to be doubled */
  write(piece: Uint8Array): Uint8Array {
    const dots: number[] = []
    const words = new DataView(piece.buffer, piece.byteOffset, piece.length)
    let atLineStart = this.#atLineStart
    let lastWasCr = this.#lastWasCr
    const n = piece.length
    for (let i = 0; i < n; i++) {
      if (atLineStart && piece[i] === DOT) dots.push(i)
      if (!atLineStart && !lastWasCr) {
        while (i + 8 <= n && (belowSO(words.getInt32(i, true)) | belowSO(words.getInt32(i + 4, true))) === 0) i += 8
        while (i < n && piece[i]! > CR) i++
      }
      if (i === n) {
        atLineStart = lastWasCr = false
        break
      }
      atLineStart = lastWasCr && piece[i] === LF
      lastWasCr = piece[i] === CR
    }
    this.#atLineStart = atLineStart
    this.#lastWasCr = lastWasCr
    return dots.length === 0 ? piece : double(piece, dots)
  }

  /** The end of data: `.CRLF`, after a CRLF of its own where the message does not end with one. */
  // RFC 5321 §4.1.1.4
  end(): Uint8Array {
    return this.#atLineStart ? Uint8Array.of(DOT, CR, LF) : Uint8Array.of(CR, LF, DOT, CR, LF)
  }
}

/** A copy of `piece` with the dots at the given places doubled. */
function double(piece: Uint8Array, dots: readonly number[]): Uint8Array {
  const out = new Uint8Array(piece.length + dots.length)
  let from = 0
  for (const [n, dot] of dots.entries()) {
    out.set(piece.subarray(from, dot), from + n)
    out[dot + n] = DOT
    from = dot
  }
  out.set(piece.subarray(from), from + dots.length)
  return out
}
