import { Feed } from './feed.ts'
import { HeldMessage } from './held-message.ts'
import { countMailboxes } from './mailboxes.ts'
import { MemoryOutgoing } from './memory-outgoing.ts'
import { MemorySessions } from './memory-sessions.ts'
import { fits } from './fits.ts'
import type { Query } from './query.ts'
import type {
  MailboxCount,
  MessagePage,
  NewMessage,
  Paging,
  Selection,
  Store,
  StoreCounts,
  StoreEvent,
  StoredMessage,
} from './store.ts'

/** How much a {@link MemoryStore} keeps before the oldest goes. */
export interface MemoryLimits {
  /** Messages kept; the oldest go first. Default 1,000. */
  readonly messages?: number
  /** Octets kept. Default 256 MiB, of which messages over 8 MiB lie in temporary files. */
  readonly octets?: number
  /** Days after which a message goes, and a conversation too. Default: never. */
  readonly days?: number
  /** Conversations that are remembered after their end. Default 200. */
  readonly sessions?: number
}

const DAY = 24 * 60 * 60 * 1000

/** Milliseconds between two looks at what has become too old. */
const LOOK = 60_000

/** Keeps messages until the process ends, or until newer ones need the room. */
export class MemoryStore implements Store {
  readonly outgoing = new MemoryOutgoing((id) => this.#feed.tell({ kind: 'outgoing', id }))
  readonly #messages = new Map<string, HeldMessage>()
  readonly #sessions: MemorySessions
  readonly #feed = new Feed()
  readonly #limits: Required<Pick<MemoryLimits, 'messages' | 'octets' | 'days'>>
  readonly #timer: NodeJS.Timeout | null = null
  #seq = 0
  #octets = 0

  constructor({ messages = 1000, octets = 256 * 1024 * 1024, days = Infinity, sessions = 200 }: MemoryLimits = {}) {
    this.#limits = { messages, octets, days }
    this.#sessions = new MemorySessions(sessions)
    if (days < Infinity) this.#timer = setInterval(() => this.#makeRoom(), LOOK).unref()
  }

  /** All of them, the newest last. */
  get messages(): readonly StoredMessage[] {
    return [...this.#messages.values()]
  }

  add(message: NewMessage): void {
    const stored = new HeldMessage(message, ++this.#seq)
    this.#messages.set(message.id, stored)
    this.#octets += message.content.size
    this.#makeRoom()
    this.#feed.tell({ kind: 'added', message: stored })
  }

  get(id: string): Promise<StoredMessage | undefined> {
    return Promise.resolve(this.#messages.get(id))
  }

  async list(query: Query, { limit, before = Infinity, offset = 0 }: Paging): Promise<MessagePage> {
    const found = (await this.#find({ query })).reverse()
    const older = found.filter(({ seq }) => seq < before)
    return { messages: older.slice(offset, offset + limit), total: found.length, isMore: false }
  }

  async change(
    selection: Selection,
    change: { readonly isRead?: boolean; readonly tags?: readonly string[] },
  ): Promise<number> {
    const found = await this.#find(selection)
    for (const message of found) {
      if (change.isRead !== undefined) message.isRead = change.isRead
      if (change.tags) message.tags = sortTags(change.tags)
    }
    this.#changed(found)
    return found.length
  }

  async delete(selection: Selection): Promise<number> {
    const found = await this.#find(selection)
    for (const { id } of found) this.#drop(id)
    if (found.length > 0) this.#feed.tell({ kind: 'deleted', ids: found.map(({ id }) => id), count: found.length })
    return found.length
  }

  counts(): Promise<StoreCounts> {
    let unread = 0
    for (const { isRead } of this.#messages.values()) if (!isRead) unread++
    return Promise.resolve({ messages: this.#messages.size, unread, octets: this.#octets })
  }

  tags(): Promise<readonly string[]> {
    return Promise.resolve(sortTags([...this.#messages.values()].flatMap(({ tags }) => tags)))
  }

  renameTag(tag: string, name: string): Promise<void> {
    return this.#mapTags(tag, [name])
  }

  deleteTag(tag: string): Promise<void> {
    return this.#mapTags(tag, [])
  }

  mailboxes(by: 'recipient' | 'login'): Promise<readonly MailboxCount[]> {
    return Promise.resolve(countMailboxes(this.#messages.values(), by))
  }

  addSession(...[session]: Parameters<Store['addSession']>): void {
    this.#sessions.add(session)
    if (this.#limits.days < Infinity) this.#sessions.forgetBefore(Date.now() - this.#limits.days * DAY)
    if (this.#feed.isHeard) this.#feed.tell({ kind: 'session', session })
  }

  session(id: string): ReturnType<Store['session']> {
    return Promise.resolve(this.#sessions.get(id))
  }

  sessions(...[query, paging]: Parameters<Store['sessions']>): ReturnType<Store['sessions']> {
    return Promise.resolve(this.#sessions.list(query, paging))
  }

  onEvent(listener: (event: StoreEvent) => void): () => void {
    return this.#feed.onEvent(listener)
  }

  close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    for (const id of [...this.#messages.keys()]) this.#drop(id)
    return Promise.resolve()
  }

  /** The newest last. */
  async #find(selection: Selection): Promise<HeldMessage[]> {
    if ('ids' in selection) return selection.ids.flatMap((id) => this.#messages.get(id) ?? [])
    const found: HeldMessage[] = []
    for (const message of [...this.#messages.values()]) if (await fits(message, selection.query)) found.push(message)
    return found
  }

  #mapTags(tag: string, names: readonly string[]): Promise<void> {
    const found = [...this.#messages.values()].filter(({ tags }) => tags.includes(tag))
    for (const message of found)
      message.tags = sortTags(message.tags.flatMap((each) => (each === tag ? names : [each])))
    this.#changed(found)
    return Promise.resolve()
  }

  #changed(found: readonly HeldMessage[]): void {
    if (found.length === 0) return
    const messages = found.map(({ id, isRead, tags }) => ({ id, isRead, tags }))
    this.#feed.tell({ kind: 'changed', messages })
  }

  #drop(id: string): void {
    const message = this.#messages.get(id)
    if (!message) return
    this.#messages.delete(id)
    this.#octets -= message.content.size
    void message.content.discard()
  }

  /** The newest message always stays, however large. */
  #makeRoom(): void {
    const { messages, octets, days } = this.#limits
    const since = Date.now() - days * DAY
    for (const [id, oldest] of this.#messages) {
      const isTooMuch = this.#messages.size > messages || this.#octets > octets
      if (this.#messages.size <= 1 || !(isTooMuch || oldest.receivedAt.getTime() < since)) break
      this.#drop(id)
      if (this.#feed.isHeard) this.#feed.tell({ kind: 'deleted', ids: [id], count: 1 })
    }
    if (days < Infinity) this.#sessions.forgetBefore(since)
  }
}

function sortTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort()
}
