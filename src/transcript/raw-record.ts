import type { TranscriptEvent } from './event.ts'
import type { Transcript } from './transcript.ts'

export type Direction = 'sent' | 'received'

/** An entry that is not octets, as it will be told. */
export type Remark = Exclude<TranscriptEvent, { readonly kind: Direction }>

/** Kinds of entry; an entry is three numbers: kind, time, and the log's length behind it, or an index of `remarks`. */
export const SENT = 0
export const RECEIVED = 1
export const REMARK = 2
export const STRIDE = 3

/** What a recorder has written down, before events are made of it. */
export interface Entries {
  readonly entries: ArrayLike<number>
  /** Octets of both sides, in the order of the entries. */
  readonly log: Uint8Array
  readonly remarks: readonly Remark[]
  /** Where credentials stand in the log. */
  readonly secrets: readonly { readonly from: number; readonly to: number }[]
}

/** A record as plain data that shares nothing: another thread can make the transcript of it. Credentials are in it. */
export interface RawRecord extends Entries, Omit<Transcript, 'events'> {}

export function readRawRecord(raw: RawRecord): Transcript {
  const { role, protocol, started, peer } = raw
  return { role, protocol, started, peer, events: eventsOf(raw, 0) }
}

/** @param first index of the first entry that is wanted */
export function eventsOf(record: Entries, first: number): TranscriptEvent[] {
  const { entries, remarks } = record
  const events: TranscriptEvent[] = []
  for (let i = first; i < entries.length; i += STRIDE) {
    if (entries[i] === REMARK) events.push(remarks[entries[i + 2]!]!)
    else cutAtSecrets(record, i, events)
  }
  return events
}

/** The octets of the entry at `i`: from where the octets before it end. */
export function spanOf(entries: ArrayLike<number>, i: number): { readonly from: number; readonly to: number } {
  let before = i - STRIDE
  while (before >= 0 && entries[before] === REMARK) before -= STRIDE
  return { from: before < 0 ? 0 : entries[before + 2]!, to: entries[i + 2]! }
}

function cutAtSecrets({ entries, log, secrets }: Entries, i: number, events: TranscriptEvent[]): void {
  const kind = entries[i] === SENT ? 'sent' : 'received'
  const at = entries[i + 1]!
  const { from, to } = spanOf(entries, i)
  let cursor = from
  const add = (until: number, secret: boolean) => {
    if (until > cursor) events.push({ kind, at, bytes: log.subarray(cursor, until), secret })
    cursor = Math.max(cursor, until)
  }
  if (secrets.length > 0) {
    const within = secrets.filter((secret) => secret.from < to && secret.to > from).sort((a, b) => a.from - b.from)
    for (const secret of within) {
      add(Math.max(secret.from, from), false)
      add(Math.min(secret.to, to), true)
    }
  }
  add(to, false)
}
