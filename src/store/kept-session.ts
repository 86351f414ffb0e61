import { isPositive, replyText } from '../protocol/reply.ts'
import { readDialogue } from '../transcript/dialogue.ts'
import type { RawRecord } from '../transcript/raw-record.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { SessionRecord, SessionSummary } from './session-record.ts'

/** What a session knows of itself; the rest stands in its transcript. */
export interface HeldFacts {
  readonly id: string
  readonly clientAddress: string | null
  readonly hasQuit: boolean
  readonly isClosed: boolean
  readonly user: string | null
  readonly transcript: Transcript
  readonly raw?: RawRecord
}

/** Everything that a transcript tells in a list. */
type Told = Omit<SessionSummary, 'id' | 'clientAddress' | 'hasQuit' | 'isClosed' | 'user'>

/**
 * A conversation as stores keep it. Made at the end of every session of a busy server: its transcript is read when
 * somebody asks.
 */
export class KeptSession implements SessionRecord {
  readonly #session: HeldFacts
  #told: Told | null = null

  constructor(session: HeldFacts) {
    this.#session = session
  }

  get id() {
    return this.#session.id
  }

  get clientAddress() {
    return this.#session.clientAddress
  }

  get hasQuit() {
    return this.#session.hasQuit
  }

  get isClosed() {
    return this.#session.isClosed
  }

  get transcript() {
    return this.#session.transcript
  }

  get raw() {
    return this.#session.raw
  }

  get started() {
    return this.#read().started
  }

  get duration() {
    return this.#read().duration
  }

  get helo() {
    return this.#read().helo
  }

  get user() {
    return this.#session.user
  }

  get tls() {
    return this.#read().tls
  }

  get messageIds() {
    return this.#read().messageIds
  }

  get refusals() {
    return this.#read().refusals
  }

  get deviations() {
    return this.#read().deviations
  }

  get faults() {
    return this.#read().faults
  }

  get firstRefusal() {
    return this.#read().firstRefusal
  }

  /** Of a session that goes on it is read anew each time. */
  #read(): Told {
    if (this.#told) return this.#told
    const told = readTold(this.#session.transcript)
    if (this.isClosed) this.#told = told
    return told
  }
}

/** A literal of a summary, for what is to be sent elsewhere. */
export function summaryOf(session: SessionSummary): SessionSummary {
  const { id, started, duration, clientAddress, helo, user, tls, hasQuit, isClosed } = session
  const { messageIds, refusals, deviations, faults, firstRefusal } = session
  return {
    ...{ id, started, duration, clientAddress, helo, user, tls, hasQuit, isClosed },
    ...{ messageIds, refusals, deviations, faults, firstRefusal },
  }
}

function readTold(transcript: Transcript): Told {
  const { turns, deviations, tls } = readDialogue(transcript)
  const replies = turns.flatMap(({ reply }) => reply ?? [])
  const refused = replies.filter(({ code }) => code >= 400)
  let helo: string | null = null
  for (const { command, reply } of turns) {
    if (!reply || !isPositive(reply)) continue
    if (command?.verb === 'EHLO' || command?.verb === 'HELO' || command?.verb === 'LHLO') helo = command.domain
  }
  const first = refused[0]
  return {
    started: transcript.started ?? new Date(0).toISOString(),
    duration: transcript.events.at(-1)?.at ?? 0,
    helo,
    tls: tls?.protocol ?? null,
    messageIds: replies.flatMap((reply) => queuedAs(replyText(reply)) ?? []),
    refusals: refused.length,
    deviations: deviations.length + turns.reduce((sum, turn) => sum + turn.deviations.length, 0),
    faults: transcript.events.filter(({ kind }) => (kind as string) === 'fault').length,
    firstRefusal: first ? `${first.code} ${replyText(first)}` : null,
  }
}

function queuedAs(text: string): string | null {
  return /\bqueued as (\S+)$/.exec(text)?.[1] ?? null
}
