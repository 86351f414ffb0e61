import { concat, CR, DOT, EMPTY, LF, NUL } from '../protocol/bytes.ts'
import type { Item } from '../transcript/script.ts'
import { fillTemplate, type Piece, type Template } from '../transcript/template.ts'

/** A line that the client is to say. */
export interface ExpectedLine {
  /** The item that it begins in. */
  readonly item: Item
  /** Without its line end. */
  readonly template: Template
  readonly ending: '\r\n' | '\n' | '\r\0' | ''
  /** It stands for mail data that nobody knows any more. */
  readonly isGap: boolean
}

/** A stretch of mail data that a recording left out; it ends with a line end. */
interface Gap {
  readonly kind: 'gap'
  readonly octets: number
}

/** What the script has the client say and the client has not said yet: octets in a row, whatever items they are from. */
export class ExpectedSpeech {
  #pieces: { readonly item: Item; readonly piece: Piece | Gap }[] = []
  #items: Item[] = []
  #hasTakenEnd = false

  push(item: Item, template: Template): void {
    this.#items.push(item)
    for (const piece of template) this.#pieces.push({ item, piece })
  }

  pushGap(item: Item, octets: number): void {
    this.#items.push(item)
    this.#pieces.push({ item, piece: { kind: 'gap', octets } })
  }

  /** The item that the next octet is from; null where nothing more is to be said. */
  get next(): Item | null {
    return this.#pieces[0]?.item ?? null
  }

  /** Items of which everything has been taken, each told once. */
  takeDone(): Item[] {
    const next = this.next
    return this.#items.splice(0, next ? this.#items.indexOf(next) : this.#items.length)
  }

  /** Up to the next LF, or CR NUL, or what there is. */
  takeLine(): ExpectedLine | null {
    const item = this.next
    if (!item) return null
    const template: Piece[] = []
    for (let next = this.#pieces.shift(); next; next = this.#pieces.shift()) {
      const { piece } = next
      if (piece.kind === 'gap') return { item, template, ending: '\r\n', isGap: true }
      if (piece.kind !== 'octets') {
        template.push(piece)
        continue
      }
      const end = lineEnd(piece.bytes)
      if (end < 0) {
        template.push(piece)
        continue
      }
      const ending = piece.bytes[end] === NUL ? '\r\0' : end > 0 && piece.bytes[end - 1] === CR ? '\r\n' : '\n'
      const rest = piece.bytes.subarray(end + 1)
      if (rest.length > 0) this.#pieces.unshift({ item: next.item, piece: { kind: 'octets', bytes: rest } })
      const body = piece.bytes.subarray(0, end + 1 - ending.length)
      if (body.length > 0) template.push({ kind: 'octets', bytes: body })
      return { item, template, ending, isGap: false }
    }
    return { item, template, ending: '', isGap: false }
  }

  /** Whether the end of data is in it. RFC 5321 §4.1.1.4 */
  get hasEndOfData(): boolean {
    const copy = new ExpectedSpeech()
    copy.#pieces = [...this.#pieces]
    copy.takeData()
    return copy.#hasTakenEnd
  }

  /** Take mail data, up to and with the end of data, or all there is. @returns its lines */
  takeData(): ExpectedLine[] {
    const lines: ExpectedLine[] = []
    let isAtLineStart = true
    this.#hasTakenEnd = false
    for (let line = this.takeLine(); line; line = this.takeLine()) {
      lines.push(line)
      const isEnded = line.ending === '\r\n'
      if (isAtLineStart && isEnded && isDot(line.template)) {
        this.#hasTakenEnd = true
        break
      }
      isAtLineStart = isEnded
    }
    return lines
  }

  /** Take so many octets, or all there is. @throws RangeError where a variable among them has no value */
  takeOctets(octets: number, variables: ReadonlyMap<string, string>): Uint8Array {
    const taken: Uint8Array[] = []
    for (let left = octets; left > 0 && this.#pieces.length > 0;) {
      const { item, piece } = this.#pieces.shift()!
      const bytes = piece.kind === 'gap' ? new Uint8Array(piece.octets) : fillTemplate([piece], variables)
      if (bytes.length > left) this.#pieces.unshift({ item, piece: { kind: 'octets', bytes: bytes.subarray(left) } })
      taken.push(bytes.subarray(0, left))
      left -= bytes.length
    }
    return taken.length === 0 ? EMPTY : concat(taken)
  }
}

function isDot([piece, ...rest]: Template): boolean {
  return rest.length === 0 && piece?.kind === 'octets' && piece.bytes.length === 1 && piece.bytes[0] === DOT
}

/** Where the octet is that ends the first line: LF, or the NUL of CR NUL; -1 where there is none. */
function lineEnd(bytes: Uint8Array): number {
  return bytes.findIndex((octet, i) => octet === LF || (octet === NUL && i > 0 && bytes[i - 1] === CR))
}
