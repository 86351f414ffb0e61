import { CR, latin1, LF } from '../protocol/bytes.ts'
import { ByteLog } from './byte-log.ts'
import {
  eventsOf,
  RECEIVED,
  REMARK,
  SENT,
  spanOf,
  STRIDE,
  type Direction,
  type Entries,
  type RawRecord,
  type Remark,
} from './raw-record.ts'
import type { FailedEvent, TlsDetails, TranscriptEvent } from './event.ts'
import type { Transcript } from './transcript.ts'

export interface RecorderOptions {
  readonly role: 'client' | 'server'
  readonly protocol?: 'smtp' | 'lmtp'
  readonly peer: string | null
  /** Milliseconds, monotonic. */
  readonly now: () => number
  /** Wall clock at the beginning. */
  readonly started: Date
  /** Octets of each message that are kept; what is beyond is counted only. Default 65,536. */
  readonly keepData?: number
  /** Octets of the whole conversation that are kept; then recording stops. Default: all. */
  readonly keepTotal?: number
}

/** What is held back of mail data that is not kept, so that the end of it can be. */
const TAIL = 1024

/**
 * Keeps the record of one connection, octet by octet. Made for a server's hot path: an entry is an append to a log
 * and three numbers; events are made of them when somebody asks.
 */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #origin: number
  readonly #log = new ByteLog()
  readonly #entries: number[] = []
  readonly #remarks: Remark[] = []
  readonly #secrets: { readonly from: number; readonly to: number }[] = []
  #taken = 0 // entries that takeNew() has handed out
  #dataLeft: number
  #isFull = false
  #eliding: { readonly kind: Direction; octets: number; tail: Uint8Array[]; tailLength: number } | null = null

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#origin = options.now()
    this.#dataLeft = this.#keepData
  }

  get transcript(): Transcript {
    return { ...this.#head, events: eventsOf(this.#written, 0) }
  }

  /** All of it, for another thread. */
  get raw(): RawRecord {
    const { log, entries, remarks, secrets } = this.#written
    return { ...this.#head, log: log.slice(), entries: Float64Array.from(entries), remarks, secrets }
  }

  /** Events since the last time. Take them when what they hold has been read: secrets are marked then. */
  takeNew(): readonly TranscriptEvent[] {
    const events = eventsOf(this.#written, this.#taken)
    this.#taken = this.#entries.length
    return events
  }

  resolved(name: string, addresses: readonly string[]): void {
    this.#remark({ kind: 'resolved', at: this.#at, name, addresses })
  }

  open(local: string | null, remote: string | null): void {
    this.#remark({ kind: 'open', at: this.#at, local, remote })
  }

  tls(details: TlsDetails): void {
    this.#remark({ kind: 'tls', at: this.#at, ...details })
  }

  failed(phase: FailedEvent['phase'], code: string, message: string): void {
    this.endData()
    this.#remark({ kind: 'failed', at: this.#at, phase, code, message })
  }

  /** The server makes trouble because it was told to. */
  fault(id: string, text: string): void {
    this.#remark({ kind: 'fault', at: this.#at, id, text })
  }

  closed(by: 'us' | 'peer' | 'timeout'): void {
    this.endData()
    this.#remark({ kind: 'closed', at: this.#at, by })
  }

  sent(bytes: Uint8Array): void {
    this.#octets(SENT, bytes)
  }

  received(bytes: Uint8Array): void {
    this.#octets(RECEIVED, bytes)
  }

  /** Octets of which at least the beginning is mail data, until {@link endData} is called. */
  data(kind: Direction, bytes: Uint8Array): void {
    if (this.#dataLeft >= bytes.length && !this.#eliding) {
      this.#dataLeft -= bytes.length
      this.#octets(kind === 'sent' ? SENT : RECEIVED, bytes)
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
    const tail = new ByteLog()
    for (const bytes of eliding.tail) tail.append(bytes)
    const bytes = tail.slice(0, tail.length)
    const end = afterLineEnd(bytes)
    const by = eliding.kind === 'sent' ? 'us' : 'peer'
    this.#remark({ kind: 'elided', at: this.#at, by, octets: eliding.octets + end })
    this.#octets(eliding.kind === 'sent' ? SENT : RECEIVED, bytes.subarray(end))
  }

  /**
   * What was just sent or received holds a credential. It is marked where it is found; where it cannot be found,
   * because it was typed with corrections, everything since the other side last spoke is marked.
   */
  secret(kind: Direction, octets: Uint8Array): void {
    if (octets.length === 0) return
    const sought = kind === 'sent' ? SENT : RECEIVED
    let unbroken = this.#log.length
    let isUnbroken = true
    for (let i = this.#entries.length - STRIDE; i >= 0; i -= STRIDE) {
      if (this.#entries[i] === REMARK) continue
      if (this.#entries[i] !== sought) {
        isUnbroken = false
        continue
      }
      const { from, to } = spanOf(this.#entries, i)
      const at = this.#log.lastIndexOf(octets, from, to)
      if (at >= 0) return void this.#secrets.push({ from: at, to: at + octets.length })
      if (isUnbroken) unbroken = from
    }
    this.#secrets.push({ from: unbroken, to: this.#log.length })
  }

  get #head(): Omit<Transcript, 'events'> {
    const { role, peer, started, protocol = 'smtp' } = this.#options
    return { role, protocol, started: started.toISOString(), peer }
  }

  get #written(): Entries {
    const log = this.#log.slice(0, this.#log.length)
    return { entries: this.#entries, log, remarks: this.#remarks, secrets: this.#secrets }
  }

  get #at(): number {
    return this.#options.now() - this.#origin
  }

  get #keepData(): number {
    return this.#options.keepData ?? 65_536
  }

  #octets(kind: number, bytes: Uint8Array): void {
    if (this.#isFull) return
    if (this.#log.length + bytes.length > (this.#options.keepTotal ?? Infinity)) {
      this.#isFull = true
      return this.#remark({ kind: 'truncated', at: this.#at })
    }
    const from = this.#log.length
    this.#log.append(bytes)
    this.#entries.push(kind, this.#at, this.#log.length)
    if (isSignature(bytes)) this.#secrets.push({ from: from + CHALLENGE, to: from + bytes.length - lineEndOf(bytes) })
  }

  #remark(remark: Remark): void {
    this.#entries.push(REMARK, remark.at, this.#remarks.push(remark) - 1)
  }
}

/** "334 " */
const CHALLENGE = 4

/**
 * Whether this is a server's last word in SCRAM, "v=" in base64. It proves that the server knows the password, so who
 * has it beside the challenge can try passwords on it at leisure.
 */
// RFC 5802 §9
function isSignature(bytes: Uint8Array): boolean {
  return bytes[0] === 0x33 && bytes[1] === 0x33 && /^334 dj[01]/.test(latin1(bytes.subarray(0, 7)))
}

function lineEndOf(bytes: Uint8Array): number {
  const at = bytes.length - 1
  return bytes[at] !== LF ? 0 : bytes[at - 1] === CR ? 2 : 1
}

function afterLineEnd(bytes: Uint8Array): number {
  for (let i = 1; i < bytes.length; i++) if (bytes[i] === LF && bytes[i - 1] === CR) return i + 1
  return bytes.length
}
