import { CR, LF } from '../protocol/bytes.ts'
import { headerValue, readHeaders, type Headers } from './headers.ts'
import { parseParameters, type ParameterizedValue } from './parameters.ts'

/** A MIME entity as it was found in a message. Offsets are into the message. RFC 2045 §2.4 */
export interface MessagePart {
  /** "1" is the message itself, "1.2" the second part in it. A message in a message is the one part of its part. */
  readonly path: string
  readonly headers: Headers
  /** In lower case: "text/plain". What is not there or makes no sense is the default of its place. RFC 2045 §5.2 */
  readonly type: string
  /** Of Content-Type; decoded, by their names in lower case. */
  readonly params: ReadonlyMap<string, string>
  /** In lower case: "attachment"; null where there is none. RFC 2183 */
  readonly disposition: string | null
  /** Decoded, and as the sender wrote it: no name for a file before `safeName` saw it. */
  readonly filename: string | null
  /** Without its angle brackets. RFC 2045 §7 */
  readonly contentId: string | null
  /** In lower case; "7bit" where there is none. */
  readonly encoding: string
  readonly offset: number
  readonly bodyOffset: number
  /** Where its body ends: before the line end that belongs to the boundary. */
  readonly end: number
  readonly parts: readonly MessagePart[]
}

export interface PartTree {
  readonly root: MessagePart
  /** Whether there is more than the limits let be read. */
  readonly isCut: boolean
}

/** What is read of a message: its depth, parts, and fields in all headers together. */
const MOST_LEVELS = 100
const MOST_PARTS = 10_000
const MOST_FIELDS = 100_000

/**
 * Take a message apart, without decoding anything. One way through the octets, whatever is in them: never throws, and
 * takes no more time for a part that is deep than for one that is not.
 */
// RFC 2046 §5.1
export function readParts(message: Uint8Array): PartTree {
  return new PartReader(message).read()
}

/** All parts, each before those in it. */
export function listParts({ root }: PartTree): MessagePart[] {
  const list: MessagePart[] = []
  const waiting = [root]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    list.push(part)
    for (let i = part.parts.length - 1; i >= 0; i--) waiting.push(part.parts[i]!)
  }
  return list
}

export function findPart(tree: PartTree, path: string): MessagePart | null {
  const [first, ...steps] = path.slice(0, 1000).split('.')
  if (first !== '1') return null
  let part: MessagePart | undefined = tree.root
  for (const step of steps) part = /^[1-9]\d{0,5}$/.test(step) ? part?.parts[Number(step) - 1] : undefined
  return part ?? null
}

export function isMultipart({ type }: Pick<MessagePart, 'type'>): boolean {
  return type.startsWith('multipart/')
}

/** A message in a message, one with headers in UTF-8 too. RFC 2046 §5.2.1, RFC 6532 §3.7 */
export function isMessage({ type }: Pick<MessagePart, 'type'>): boolean {
  return type === 'message/rfc822' || type === 'message/global'
}

interface OpenPart extends Omit<MessagePart, 'end' | 'parts'> {
  end: number
  readonly parts: OpenPart[]
  /** Null where it is no multipart, or where its parts are not looked for. */
  readonly boundary: string | null
}

/** Octets of a boundary that are compared; there should be 70 at most. RFC 2046 §5.1.1 */
const BOUNDARY_CEILING = 250

class PartReader {
  readonly #message: Uint8Array
  readonly #octets: Buffer
  /** The parts that are open, outermost first, and which of them a boundary belongs to. */
  readonly #open: OpenPart[] = []
  readonly #boundaries = new Map<string, number>()
  #count = 0
  #fields = 0
  #isCut = false

  constructor(message: Uint8Array) {
    this.#message = message
    this.#octets = Buffer.from(message.buffer, message.byteOffset, message.length)
  }

  read(): PartTree {
    const root = this.#begin(0, 'text/plain')
    let at = this.#open.at(-1)!.bodyOffset
    while (this.#boundaries.size > 0 && !this.#isCut) {
      const line = this.#findDelimiter(at)
      if (!line) break
      const { level, isLast, start, next } = line
      this.#closeTo(level, start)
      const parent = this.#open[level]!
      at = next
      if (isLast) {
        this.#boundaries.delete(parent.boundary!)
      } else if (this.#count >= MOST_PARTS || this.#fields >= MOST_FIELDS) {
        this.#isCut = true
      } else {
        this.#begin(next, parent.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain')
        at = this.#open.at(-1)!.bodyOffset
      }
    }
    this.#closeTo(-1, this.#message.length)
    return { root, isCut: this.#isCut }
  }

  /** Open the part that begins here, and the message in it where it is one. */
  #begin(offset: number, defaultType: string): OpenPart {
    const first = this.#openPart(offset, defaultType)
    let part = first
    while (isMessage(part) && isPlain(part.encoding)) {
      if (this.#open.length >= MOST_LEVELS || this.#count >= MOST_PARTS || this.#fields >= MOST_FIELDS) {
        this.#isCut = true
        break
      }
      part = this.#openPart(part.bodyOffset, 'text/plain')
    }
    return first
  }

  #openPart(offset: number, defaultType: string): OpenPart {
    const headers = readHeaders(this.#message, { offset, endsAt: (at) => this.#delimiterAt(at) !== null })
    this.#count++
    this.#fields += headers.list.length
    const parent = this.#open.at(-1)
    const { value: type, params } = contentType(headers, defaultType)
    const encoding = (headerValue(headers, 'Content-Transfer-Encoding') ?? '').toLowerCase()
    const boundary = type.startsWith('multipart/') ? (params.get('boundary')?.slice(0, BOUNDARY_CEILING) ?? '') : ''
    const isDeep = this.#open.length >= MOST_LEVELS - 1
    if (boundary !== '' && isDeep) this.#isCut = true
    const part: OpenPart = {
      path: parent ? `${parent.path}.${parent.parts.length + 1}` : '1',
      headers,
      type,
      params,
      ...disposition(headers, params),
      contentId: headerValue(headers, 'Content-ID')?.replace(/^<|>$/g, '') || null,
      encoding: /^[!-~]+/.exec(encoding)?.[0] ?? '7bit',
      offset,
      bodyOffset: headers.bodyOffset,
      end: this.#message.length,
      parts: [],
      boundary: boundary !== '' && !isDeep ? octetsOf(boundary) : null,
    }
    parent?.parts.push(part)
    this.#open.push(part)
    if (part.boundary !== null) this.#boundaries.set(part.boundary, this.#open.length - 1)
    return part
  }

  /** Close the parts that are deeper than `level`. */
  #closeTo(level: number, end: number): void {
    let hasLeft = false
    while (this.#open.length - 1 > level) {
      const part = this.#open.pop()!
      part.end = Math.max(end, part.bodyOffset)
      hasLeft ||= part.boundary !== null
    }
    if (!hasLeft) return
    this.#boundaries.clear()
    for (const [i, { boundary }] of this.#open.entries()) if (boundary !== null) this.#boundaries.set(boundary, i)
  }

  /** The next line that is a boundary of a part that is open; `start` is before the line end that belongs to it. */
  #findDelimiter(from: number): (Delimiter & { readonly start: number }) | null {
    const message = this.#message
    let at = from
    for (;;) {
      const found = this.#delimiterAt(at)
      if (found) {
        // The line end before a boundary is part of it.
        let start = at
        if (start > from && message[start - 1] === LF) start--
        if (start > from && start < at && message[start - 1] === CR) start--
        return { ...found, start }
      }
      const dashes = this.#octets.indexOf('\n--', Math.max(at - 1, 0), 'latin1')
      at = dashes + 1 > at ? dashes + 1 : dashes < 0 ? -1 : this.#octets.indexOf('\n--', at, 'latin1') + 1
      if (at <= 0) return null
    }
  }

  // delimiter = CRLF dash-boundary
  // RFC 2046 §5.1.1
  #delimiterAt(at: number): Delimiter | null {
    if (this.#boundaries.size === 0 || this.#message[at] !== DASH || this.#message[at + 1] !== DASH) return null
    const lf = this.#message.subarray(at, at + BOUNDARY_CEILING + 100).indexOf(LF)
    const end = lf < 0 ? Math.min(this.#message.length, at + BOUNDARY_CEILING + 100) : at + lf
    const line = this.#octets.toString('latin1', at + 2, end).trimEnd()
    const next = lf < 0 ? end : end + 1
    const level = this.#boundaries.get(line)
    if (level !== undefined) return { level, isLast: false, next }
    const last = line.endsWith('--') ? this.#boundaries.get(line.slice(0, -2)) : undefined
    return last === undefined ? null : { level: last, isLast: true, next }
  }
}

const DASH = 0x2d

interface Delimiter {
  /** Index of the part that is open which it belongs to. */
  readonly level: number
  readonly isLast: boolean
  /** Where the next line begins. */
  readonly next: number
}

/** One character an octet, as the line is that it is compared with. */
function octetsOf(boundary: string): string {
  return Buffer.from(boundary).toString('latin1').trimEnd()
}

function isPlain(encoding: string): boolean {
  return encoding !== 'base64' && encoding !== 'quoted-printable'
}

// RFC 2045 §5.2
function contentType(headers: Headers, defaultType: string): ParameterizedValue {
  const field = headerValue(headers, 'Content-Type')
  if (field === null) return { value: defaultType, params: none }
  const { value, params } = parseParameters(field)
  return { value: /^[^\s/]+\/[^\s/]+$/.test(value) ? value : value === 'text' ? 'text/plain' : defaultType, params }
}

const none: ReadonlyMap<string, string> = new Map()

// RFC 2183 §2
function disposition(
  headers: Headers,
  typeParams: ReadonlyMap<string, string>,
): Pick<MessagePart, 'disposition' | 'filename'> {
  const field = headerValue(headers, 'Content-Disposition')
  const { value, params } = field === null ? { value: '', params: none } : parseParameters(field)
  // QUIRK: the name in Content-Type is older, and often the only one.
  return { disposition: value || null, filename: params.get('filename') ?? typeParams.get('name') ?? null }
}
