import { readOverview, type MessageOverview } from '../../message/overview.ts'
import { searchTexts, searchWords } from '../search-words.ts'
import type { Facts } from './facts.ts'
import { FLAGS } from './find.ts'
import { countEntries, readGroup } from './group.ts'
import { addLabel } from './labels.ts'
import type { Tables } from './tables.ts'
import { Terms } from './terms.ts'

/** Counted up when overviews have more in them: those that are older are read again. */
export const OVERVIEW_VERSION = 1

/** In place of where the content lies in its group: it has pieces of its own. */
const IN_PIECES = -1

/** Octets of a message that its overview is made of. */
const READ = 8 * 1024 * 1024

/** Messages that are committed together. */
export interface Group {
  /** The place of the first one in the order of all. */
  readonly first: number
  readonly count: number
  readonly bytes: Uint8Array
}

/** Takes mail in, in three steps: the commit, which must be quick; rows for the messages; words for the search. */
export class Intake {
  readonly #tables: Tables
  readonly #terms: Terms
  #unsettled: number[]
  #unindexed: number
  /** The place of the next message in the order of all. */
  #next: number

  constructor(tables: Tables) {
    this.#tables = tables
    this.#terms = new Terms(tables)
    this.#unsettled = tables.rows('select id from groups where settled = 0 order by id').map(([id]) => Number(id))
    this.#unindexed = Number(tables.row('select count(*) from messages where indexed = 0')![0])
    this.settle()
    this.#next = Number(tables.row('select last from totals')![0]) + 1
  }

  get unsettled(): number {
    return this.#unsettled.length
  }

  get unindexed(): number {
    return this.#unindexed
  }

  place(bytes: Buffer): Group {
    const group = { first: this.#next, count: countEntries(bytes), bytes }
    this.#next += group.count
    return group
  }

  /** One statement, one commit: when it returns, the messages are on the disk. */
  commit({ first, count, bytes }: Group): void {
    this.#tables.run('insert into groups (id, live, settled, bytes) values (?, ?, 0, ?)', first, count, bytes)
    this.#unsettled.push(first)
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
      let messages = 0
      this.#tables.unhurried(() => {
        for (const id of portion) messages += this.#settleGroup(id)
      })
      this.#unsettled = this.#unsettled.slice(portion.length)
      this.#unindexed += messages
      groups -= portion.length
    }
  }

  #settleGroup(id: number): number {
    const tables = this.#tables
    const [bytes] = tables.row('select bytes from groups where id = ?', id)!
    let seq = id
    let octets = 0
    for (const { facts, json, pos } of readGroup(bytes as Uint8Array)) {
      tables.run(
        'insert into messages (seq, id, session, at, size, is_read, flags, indexed, grp, pos) values (?, ?, ?, ?, ?, 0, 0, 0, ?, ?)',
        ...[seq, facts.id, facts.sessionId, facts.at, facts.size, id, facts.inPieces ? IN_PIECES : pos],
      )
      tables.run("insert into details (seq, facts, tags) values (?, ?, '[]')", seq, json)
      for (const mailbox of facts.mailboxes) addLabel(tables, 'mailbox', mailbox, seq, true)
      if (facts.user !== null) addLabel(tables, 'login', facts.user, seq, true)
      octets += facts.size
      seq++
    }
    const count = seq - id
    tables.run('update groups set settled = 1 where id = ?', id)
    tables.run(
      'update totals set messages = messages + ?, unread = unread + ?, octets = octets + ?, last = max(last, ?)',
      ...[count, count, octets, seq - 1],
    )
    return count
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
    const overview = readOverview(readContent(tables, seq, READ))
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
