import { concat, CR, LF } from '../protocol/bytes.ts'
import type { OctetsEvent, TlsDetails, TranscriptEvent } from './event.ts'
import type { Transcript } from './transcript.ts'

export interface RecorderOptions {
  readonly role: 'client' | 'server'
  readonly protocol?: 'smtp' | 'lmtp'
  readonly peer: string | null
  /** Milliseconds, monotonic. */
  readonly now: () => number
  /** Wall clock at the beginning, ISO 8601. */
  readonly started: string
  /** Octets of each message that are kept; what is beyond is counted only. Default 65,536. */
  readonly keepData?: number
  /** Octets of the whole conversation that are kept; then recording stops. Default: all. */
  readonly keepTotal?: number
}

/** What is held back of mail data that is not kept, so that the end of it can be. */
const TAIL = 1024

/** Keeps the record of one connection, octet by octet, in constant memory however long the messages are. */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #origin: number
  readonly #events: TranscriptEvent[] = []
  #eliding: { readonly kind: 'sent' | 'received'; octets: number; tail: Uint8Array[]; tailLength: number } | null = null
  #dataLeft: number
  #totalLeft: number
  #taken = 0

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#origin = options.now()
    this.#dataLeft = this.#keepData
    this.#totalLeft = options.keepTotal ?? Infinity
  }

  get #keepData(): number {
    return this.#options.keepData ?? 65_536
  }

  get #at(): number {
    return this.#options.now() - this.#origin
  }

  get transcript(): Transcript {
    const { role, peer, started, protocol = 'smtp' } = this.#options
    return { role, protocol, started, peer, events: this.#events }
  }

  resolved(name: string, addresses: readonly string[]): void {
    this.#push({ kind: 'resolved', at: this.#at, name, addresses })
  }

  open(local: string | null, remote: string | null): void {
    this.#push({ kind: 'open', at: this.#at, local, remote })
  }

  tls(details: TlsDetails): void {
    this.#push({ kind: 'tls', at: this.#at, ...details })
  }

  failed(phase: 'resolve' | 'connect' | 'tls' | 'conversation', code: string, message: string): void {
    this.endData()
    this.#push({ kind: 'failed', at: this.#at, phase, code, message })
  }

  closed(by: 'us' | 'peer' | 'timeout'): void {
    this.endData()
    this.#push({ kind: 'closed', at: this.#at, by })
  }

  sent(bytes: Uint8Array): void {
    this.#push({ kind: 'sent', at: this.#at, bytes, secret: false })
  }

  received(bytes: Uint8Array): void {
    this.#push({ kind: 'received', at: this.#at, bytes, secret: false })
  }

  /** Octets of which at least the beginning is mail data, until {@link endData} is called. */
  data(kind: 'sent' | 'received', bytes: Uint8Array): void {
    if (this.#dataLeft >= bytes.length && !this.#eliding) {
      this.#dataLeft -= bytes.length
      this.#push({ kind, at: this.#at, bytes, secret: false })
      return
    }
    const eliding = (this.#eliding ??= { kind, octets: 0, tail: [], tailLength: 0 })
    eliding.tail.push(bytes)
    eliding.tailLength += bytes.length
    while (eliding.tailLength - eliding.tail[0]!.length >= TAIL) {
      const { length } = eliding.tail.shift()!
      eliding.octets += length
      eliding.tailLength -= length
    }
  }

  /** The mail data is over: what comes is conversation again. */
  endData(): void {
    this.#dataLeft = this.#keepData
    const eliding = this.#eliding
    if (!eliding) return
    this.#eliding = null
    const tail = concat(eliding.tail)
    const end = afterLineEnd(tail)
    const by = eliding.kind === 'sent' ? 'us' : 'peer'
    const at = this.#at
    this.#push({ kind: 'elided', at, by, octets: eliding.octets + end })
    this.#push({ kind: eliding.kind, at, bytes: tail.subarray(end), secret: false })
  }

  /**
   * What was just sent or received holds a credential. It is marked where it is found; where it cannot be found,
   * because it was typed with corrections, everything since the other side last spoke is marked.
   */
  secret(kind: 'sent' | 'received', octets: Uint8Array): void {
    if (octets.length === 0) return
    let i = this.#events.length
    while (i > 0) {
      const event = this.#events[--i]!
      if (event.kind !== kind) continue
      const at = lastIndexOf(event.bytes, octets)
      if (at >= 0) {
        const parts = split(event, at, at + octets.length)
        this.#events.splice(i, 1, ...parts)
        if (i < this.#taken) this.#taken += parts.length - 1
        return
      }
      if (this.#events.length - i > 8) break
    }
    for (i = this.#events.length - 1; i >= 0; i--) {
      const event = this.#events[i]!
      if (event.kind !== kind) break
      this.#events[i] = { ...event, secret: true }
    }
  }

  /** Events since the last time. Take them when what they hold has been read: secrets are marked then. */
  takeNew(): readonly TranscriptEvent[] {
    const from = this.#taken
    this.#taken = this.#events.length
    return this.#events.slice(from)
  }

  #push(event: TranscriptEvent): void {
    if (event.kind === 'sent' || event.kind === 'received') {
      if (this.#totalLeft <= 0) return
      this.#totalLeft -= event.bytes.length
      if (this.#totalLeft <= 0) return void this.#events.push({ kind: 'truncated', at: event.at })
    }
    this.#events.push(event)
  }
}

function split(event: OctetsEvent, from: number, to: number): OctetsEvent[] {
  return [
    { ...event, bytes: event.bytes.subarray(0, from) },
    { ...event, bytes: event.bytes.subarray(from, to), secret: true },
    { ...event, bytes: event.bytes.subarray(to) },
  ].filter((part) => part.bytes.length > 0)
}

function afterLineEnd(bytes: Uint8Array): number {
  for (let i = 1; i < bytes.length; i++) if (bytes[i] === LF && bytes[i - 1] === CR) return i + 1
  return bytes.length
}

function lastIndexOf(bytes: Uint8Array, sought: Uint8Array): number {
  for (let at = bytes.length - sought.length; at >= 0; at--) {
    let n = 0
    while (n < sought.length && bytes[at + n] === sought[n]) n++
    if (n === sought.length) return at
  }
  return -1
}
