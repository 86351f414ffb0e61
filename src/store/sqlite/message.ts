import type { MessageOverview } from '../../message/overview.ts'
import type { Content } from '../content.ts'
import type { NewMessage, StoredMessage } from '../store.ts'
import type { Facts } from './facts.ts'
import type { MessageRow } from './mail.ts'
import type { Thread } from './thread.ts'

/** A message in the database: what lists show is here, its content is fetched when somebody asks. */
export class SqliteMessage implements StoredMessage {
  readonly seq: number
  readonly isRead: boolean
  readonly tags: readonly string[]
  readonly id: string
  readonly sessionId: string
  readonly receivedAt: Date
  readonly from: string
  readonly to: readonly string[]
  readonly params: NewMessage['params']
  readonly mailboxes: readonly string[]
  readonly user: string | null
  readonly trace: string
  readonly deviations: NewMessage['deviations']
  readonly content: Content
  readonly #thread: Thread
  readonly #overview: string | null

  constructor(thread: Thread, { seq, isRead, facts: json, tags, overview }: MessageRow) {
    const facts = JSON.parse(json) as Facts
    this.#thread = thread
    this.#overview = overview
    this.seq = seq
    this.isRead = isRead
    this.tags = JSON.parse(tags) as string[]
    this.id = facts.id
    this.sessionId = facts.sessionId
    this.receivedAt = new Date(facts.at)
    this.from = facts.from
    this.to = facts.to
    this.params = facts.params
    this.mailboxes = facts.mailboxes
    this.user = facts.user
    this.trace = facts.trace
    this.deviations = facts.deviations
    this.content = facts.inPieces ? contentInPieces(thread, facts) : contentInGroup(thread, seq, facts.size)
  }

  async overview(): Promise<MessageOverview> {
    const json = this.#overview ?? (await this.#thread.call('overview', this.id))
    if (json === undefined) throw new Error('the message was deleted')
    return JSON.parse(json) as MessageOverview
  }
}

function contentInGroup(thread: Thread, seq: number, size: number): Content {
  const bytes = () => thread.call('content', seq)
  return {
    size,
    bytes,
    stream: async function* () {
      yield await bytes()
    },
    discard: () => Promise.resolve(),
  }
}

function contentInPieces(thread: Thread, { id, size }: Facts): Content {
  const stream = async function* () {
    for (let n = 0, length = 0; length < size; n++) {
      const piece = await thread.call('readPiece', id, n)
      if (!piece) throw new Error('the message was deleted')
      length += piece.length
      yield piece
    }
  }
  return {
    size,
    stream,
    bytes: async () => {
      const pieces: Uint8Array[] = []
      for await (const piece of stream()) pieces.push(piece)
      return Buffer.concat(pieces)
    },
    discard: () => Promise.resolve(),
  }
}
