import { readOverview, type MessageOverview } from '../../message/overview.ts'
import { BEGINNING } from '../beginning.ts'
import { searchTexts, searchWords } from '../search-words.ts'
import type { Facts } from './facts.ts'
import { FLAGS } from './find.ts'
import { countEntries, readGroup } from './group.ts'
import { NewLabels } from './labels.ts'
import type { Tables } from './tables.ts'
import { Terms } from './terms.ts'

/** Counted up when overviews have more in them: those that are older are read again. */
export const OVERVIEW_VERSION = 1

/** In place of where the content lies in its group: it has pieces of its own. */
const IN_PIECES = -1

/** Messages that were committed together. */
interface Group {
  /** The place of the first one in the order of all. */
  readonly first: number
  readonly count: number
}

/** Takes mail in, in three steps: the commit, which must be quick; rows for the messages; words for the search. */
export class Intake {
  readonly #tables: Tables
  readonly #terms: Terms
  /** Groups that have no rows yet. */
  #unsettled: Group[]
  #unindexed: number
  /** The place of the next message in the order of all. */
  #next: number

  constructor(tables: Tables) {
    this.#tables = tables
    this.#terms = new Terms(tables)
    const groups = tables.rows('select id, live from groups where settled = 0 order by id')
    this.#unsettled = groups.map(([first, count]) => ({ first: Number(first), count: Number(count) }))
    this.#unindexed = Number(tables.row('select count(*) from messages where indexed = 0')![0])
    const [last] = tables.row('select last from totals')!
    const newest = this.#unsettled.at(-1)
    this.#next = newest ? newest.first + newest.count : Number(last) + 1
  }

  /** Messages. */
  get unsettled(): number {
    return this.#unsettled.reduce((sum, { count }) => sum + count, 0)
  }

  /** The place of the newest message. */
  get last(): number {
    return this.#next - 1
  }

  /** Whether there are messages up to this place that have no rows yet. */
  isUnsettled(place: number): boolean {
    return this.#unsettled.length > 0 && this.#unsettled[0]!.first <= place
  }

  get unindexed(): number {
    return this.#unindexed
  }

  /**
   * One statement, one commit: when it returns, the messages are on the disk.
   * @returns the place of the first one in the order of all; none is given twice, even where it fails
   */
  commit(bytes: Uint8Array): number {
    const group = { first: this.#next, count: countEntries(bytes) }
    this.#next += group.count
    const { first, count } = group
    this.#tables.run('insert into groups (id, live, settled, bytes) values (?, ?, 0, ?)', first, count, bytes)
    this.#unsettled.push(group)
    return first
  }

  /** All messages are gone. */
  forget(): void {
    this.#unsettled = []
    this.#unindexed = 0
    this.#terms.forget()
  }

  /** Make rows of what was committed, of so many groups at most. */
  settle(groups = Infinity): void {
    while (this.#unsettled.length > 0 && groups > 0) {
      const portion = this.#unsettled.slice(0, Math.min(groups, 64))
      this.#tables.unhurried(() => {
        const labels = new NewLabels(this.#tables)
        for (const group of portion) this.#settleGroup(group, labels)
        labels.count()
      })
      this.#unsettled.splice(0, portion.length)
      for (const { count } of portion) this.#unindexed += count
      groups -= portion.length
    }
  }

  #settleGroup({ first, count }: Group, labels: NewLabels): void {
    const tables = this.#tables
    const [bytes] = tables.row('select bytes from groups where id = ?', first)!
    let seq = first
    let octets = 0
    for (const { facts, json, pos } of readGroup(bytes as Uint8Array)) {
      tables.run(
        'insert into messages (seq, id, session, at, size, is_read, flags, indexed, grp, pos) values (?, ?, ?, ?, ?, 0, ?, 0, ?, ?)',
        ...[
          seq,
          facts.id,
          facts.sessionId,
          facts.at,
          facts.size,
          facts.tags.length > 0 ? FLAGS.tagged : 0,
          first,
          facts.inPieces ? IN_PIECES : pos,
        ],
      )
      tables.run('insert into details (seq, facts, tags) values (?, ?, ?)', seq, json, JSON.stringify(facts.tags))
      for (const mailbox of facts.mailboxes) labels.add('mailbox', mailbox, seq)
      if (facts.user !== null) labels.add('login', facts.user, seq)
      for (const tag of facts.tags) labels.add('tag', tag, seq)
      octets += facts.size
      seq++
    }
    tables.run('update groups set settled = 1 where id = ?', first)
    tables.run(
      'update totals set messages = messages + ?, unread = unread + ?, octets = octets + ?, last = max(last, ?)',
      ...[count, count, octets, seq - 1],
    )
  }

  /** Read some messages for lists and for the search, the oldest first. @returns whether there are more */
  index(messages: number): boolean {
    const tables = this.#tables
    const rows = tables.rows('select seq from messages where indexed = 0 order by seq limit ?', messages)
    if (rows.length > 0)
      this.#whole(() => tables.unhurried(() => rows.forEach(([seq]) => this.#indexMessage(Number(seq)))))
    this.#unindexed = rows.length < messages ? 0 : this.#unindexed - rows.length
    return this.#unindexed > 0
  }

  /** What lists show of one, read now if need be. */
  overview(id: string): string | undefined {
    const tables = this.#tables
    const find = () =>
      tables.row('select m.seq, d.overview from messages m join details d on d.seq = m.seq where m.id = ?', id)
    const row = find()
    if (!row) return undefined
    if (row[1] === null) this.#whole(() => tables.transaction(() => this.#indexMessage(Number(row[0]))))
    return String(find()![1])
  }

  /** What was written in a transaction that failed is not there. */
  #whole(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#terms.forget()
      throw error
    }
  }

  #indexMessage(seq: number): void {
    const tables = this.#tables
    const facts = JSON.parse(String(tables.row('select facts from details where seq = ?', seq)![0])) as Facts
    const overview = readOverview(readContent(tables, seq, BEGINNING))
    const words = wordsOf(facts, overview)
    tables.run(
      'insert into search (rowid, sender, recipient, cc, bcc, reply_to, subject, body, message_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      ...[seq, ...words.map((each) => each.join(' '))],
    )
    for (const each of words.slice(0, -1)) this.#terms.add(each)
    tables.run('update messages set indexed = 1, flags = flags | ? where seq = ?', flagsOf(overview), seq)
    tables.run(
      'update details set overview = ?, version = ? where seq = ?',
      JSON.stringify({ ...overview, text: '' }),
      OVERVIEW_VERSION,
      seq,
    )
  }
}

/** Those of the message's id come last. */
function wordsOf(facts: Facts, overview: MessageOverview): readonly (readonly string[])[] {
  const { from, to, cc, bcc, replyTo, subject, messageId, text } = searchTexts(facts, overview)
  return [from, to, cc, bcc, replyTo, subject, text, messageId].map(searchWords)
}

function flagsOf({ attachments, hasHtml, listUnsubscribe }: MessageOverview): number {
  let flags = 0
  for (const { isInline } of attachments) flags |= isInline ? FLAGS.inline : FLAGS.attachment
  if (hasHtml) flags |= FLAGS.html
  if (listUnsubscribe !== null) flags |= FLAGS.unsubscribe
  return flags
}

/** The content of a message, or its beginning. */
export function readContent(tables: Tables, seq: number, most = Infinity): Uint8Array {
  const [grp, pos, size, id] = tables.row('select grp, pos, size, id from messages where seq = ?', seq) ?? []
  if (grp === undefined) throw new Error('the message was deleted')
  if (pos !== IN_PIECES) {
    const values = [Number(pos) + 1, Math.min(Number(size), most), grp]
    return tables.row('select substr(bytes, ?, ?) from groups where id = ?', ...values)![0] as Uint8Array
  }
  const pieces: Uint8Array[] = []
  for (let n = 0, length = 0; length < Math.min(Number(size), most); n++) {
    const piece = readPiece(tables, String(id), n)
    if (!piece) break
    pieces.push(piece)
    length += piece.length
  }
  return Buffer.concat(pieces)
}

export function readPiece(tables: Tables, owner: string, n: number): Uint8Array | null {
  const [bytes] = tables.row('select bytes from pieces where owner = ? and n = ?', owner, n) ?? [null]
  return bytes as Uint8Array | null
}
