import { readTranscriptJson } from '../../transcript/read-json.ts'
import { transcriptJson } from '../../transcript/write-json.ts'
import { Feed } from '../feed.ts'
import { HeldMessage } from '../held-message.ts'
import type { Query } from '../query.ts'
import type { SessionRecord, SessionSummary } from '../session-record.ts'
import {
  StoreError,
  type MailboxCount,
  type MessagePage,
  type NewMessage,
  type Paging,
  type Selection,
  type Store,
  type StoreCounts,
  type StoredMessage,
  type StoreEvent,
} from '../store.ts'
import { Arrivals } from './arrivals.ts'
import type { SqliteLibrary } from './driver.ts'
import { SqliteMessage } from './message.ts'
import { SqliteOutgoing } from './outgoing.ts'
import type { Retention } from './retention.ts'
import { Thread } from './thread.ts'
import { FillingSide } from './trays.ts'

/** What {@link SqliteStore} may be told. */
export interface SqliteOptions {
  /** Where the database lies; made where it is not there. One server at a time. */
  readonly folder: string
  readonly keep?: Retention
  /** Pages of 8 kB that the database may have; what is beyond is refused as "full". Default: as many as the disk takes. */
  readonly pages?: number
  /** Whose SQLite: default libsql's where there is one for this machine, else Node's own (from Node 22.13 on). */
  readonly library?: SqliteLibrary
}

/** Octets above which the content of a message is written in pieces of this size. */
const PIECE = 512 * 1024
/** Keeps mail in an SQLite database, in a thread of its own. What it has taken is on the disk. */
export class SqliteStore implements Store {
  readonly outgoing: SqliteOutgoing
  readonly #thread: Thread
  readonly #feed = new Feed()
  readonly #arrivals: Arrivals

  private constructor(thread: Thread, arrivals: Arrivals) {
    this.#thread = thread
    this.#arrivals = arrivals
    this.outgoing = new SqliteOutgoing(thread, (id) => this.#feed.tell({ kind: 'outgoing', id }))
    arrivals.onCommitted = (message, seq) => this.#tellOf(message, seq)
    thread.onEvent = (event) => this.#feed.tell(event)
  }

  /** @throws Error where the folder cannot be used, or another server uses it */
  static async open({ folder, keep = {}, pages, library }: SqliteOptions): Promise<SqliteStore> {
    const trays = new FillingSide()
    const options = { folder, keep, pages: pages ?? null, library: library ?? null }
    const thread = await Thread.open(options, trays.memory)
    return new SqliteStore(thread, new Arrivals(thread, trays))
  }

  add(message: NewMessage): Promise<void> {
    const { content } = message
    if (content.size > PIECE) return this.#addInPieces(message)
    const stream = content.stream()
    if (Symbol.iterator in stream) return this.#arrivals.add(message, stream)
    return content.bytes().then((bytes) => this.#arrivals.add(message, [bytes]))
  }

  async get(id: string): Promise<StoredMessage | undefined> {
    const row = await this.#thread.call('get', id)
    return row && new SqliteMessage(this.#thread, row)
  }

  async list(query: Query, paging: Paging): Promise<MessagePage> {
    const { rows, total, isMore } = await this.#thread.call('list', query, paging)
    return { messages: rows.map((row) => new SqliteMessage(this.#thread, row)), total, isMore }
  }

  change(
    selection: Selection,
    change: { readonly isRead?: boolean; readonly tags?: readonly string[] },
  ): Promise<number> {
    return this.#thread.call('change', selection, change)
  }

  delete(selection: Selection): Promise<number> {
    return this.#thread.call('delete', selection)
  }

  counts(): Promise<StoreCounts> {
    return this.#thread.call('counts')
  }

  tags(): Promise<readonly string[]> {
    return this.#thread.call('tags')
  }

  renameTag(tag: string, name: string): Promise<void> {
    return this.#thread.call('mapTag', tag, [name])
  }

  deleteTag(tag: string): Promise<void> {
    return this.#thread.call('mapTag', tag, [])
  }

  mailboxes(by: 'recipient' | 'login'): Promise<readonly MailboxCount[]> {
    return this.#thread.call('mailboxes', by)
  }

  addSession(session: SessionRecord): void {
    const { id, clientAddress, hasQuit, isClosed, user } = session
    const record = session.raw ?? JSON.stringify(transcriptJson(session.transcript))
    this.#thread.addSession({ id, clientAddress, hasQuit, isClosed, user, record })
    if (this.#feed.isHeard) this.#feed.tell({ kind: 'session', session })
  }

  async session(id: string): Promise<SessionRecord | undefined> {
    const found = await this.#thread.call('session', id)
    const transcript = found && readTranscriptJson(found.transcript)
    return transcript ? { ...(JSON.parse(found.summary) as SessionSummary), transcript } : undefined
  }

  sessions(...[query, paging]: Parameters<Store['sessions']>): ReturnType<Store['sessions']> {
    return this.#thread.call('sessions', query, paging)
  }

  onEvent(listener: (event: StoreEvent) => void): () => void {
    return this.#feed.onEvent(listener)
  }

  async close(): Promise<void> {
    await this.#arrivals.settled()
    await this.#thread.close()
  }

  #tellOf(message: NewMessage, seq: number): void {
    if (!this.#feed.isHeard) return
    if (message.content.size <= PIECE) return this.#feed.tell({ kind: 'added', message: new HeldMessage(message, seq) })
    // Its content as it came may be gone by the time that somebody looks.
    this.get(message.id).then(
      (stored) => stored && this.#feed.tell({ kind: 'added', message: stored }),
      () => undefined,
    )
  }

  /** The pieces first; the message is there when its facts are. */
  async #addInPieces(message: NewMessage): Promise<void> {
    const { id, content } = message
    try {
      let n = 0
      for await (const piece of inPieces(content.stream())) await this.#thread.call('piece', id, n++, piece)
      await this.#arrivals.add(message, null)
    } catch (error) {
      await this.#thread.call('dropPieces', id).catch(() => undefined)
      throw error instanceof StoreError
        ? error
        : new StoreError('unavailable', (error as Error).message, { cause: error })
    }
    await content.discard()
  }
}

async function* inPieces(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(PIECE)
  let used = 0
  for await (let octets of stream) {
    while (octets.length > 0) {
      const part = octets.subarray(0, PIECE - used)
      piece.set(part, used)
      used += part.length
      octets = octets.subarray(part.length)
      if (used < PIECE) continue
      yield piece
      piece = new Uint8Array(PIECE)
      used = 0
    }
  }
  if (used > 0) yield piece.subarray(0, used)
}
