import { join } from 'node:path'
import { makeFolder } from '../folder.ts'
import type { OutgoingMessage } from '../outgoing.ts'
import type { Query } from '../query.ts'
import { needsReading } from '../search-words.ts'
import type { SessionQuery } from '../session-record.ts'
import type { Paging, Selection } from '../store.ts'
import type { SqliteLibrary } from './driver.ts'
import { Intake, readContent, readPiece } from './intake.ts'
import * as mail from './mail.ts'
import { outgoingTable } from './outgoing-table.ts'
import { databaseTrouble, makeFile, seal, takeLock, type Lock } from './place.ts'
import { trim, trimSessions, type Retention } from './retention.ts'
import { addSessions, getSession, listSessions, octetsOf, type NewSession } from './sessions.ts'
import { Tables } from './tables.ts'

export interface EngineOptions {
  readonly folder: string
  readonly keep: Retention
  /** Pages of 8 kB that the file may have; for tests of a full disk. */
  readonly pages: number | null
  readonly library: SqliteLibrary | null
}

/** What the engine says without having been asked. */
export type EngineEvent =
  | { readonly kind: 'changed'; readonly messages: readonly mail.Changed[] }
  | { readonly kind: 'deleted'; readonly ids: readonly string[] | null; readonly count: number }

/** Milliseconds without new mail before what was put off is done, and messages that may be put off. */
const QUIET = 40
const PUT_OFF = 20_000
/** Groups of which rows are made before others get their turn. */
const GROUPS = 16
/** Messages that are read for the search before others get their turn. */
const PORTION = 40
/** Octets of conversations that are put off, and milliseconds: what a server that is killed loses of them. */
const SESSIONS = 8 * 1024 * 1024
const SESSIONS_WAIT = 1000

/** Everything that touches the database. Runs in a thread of its own; one thing at a time. */
export class Engine {
  readonly #tables: Tables
  readonly #lock: Lock
  readonly #intake: Intake
  readonly #keep: Retention
  readonly #tell: (event: EngineEvent) => void
  #sessions: NewSession[] = []
  #sessionOctets = 0
  /** When the first of those that wait came. */
  #sessionsSince = 0
  #lastCommit = 0
  #timer: NodeJS.Timeout | null = null
  #mustTrimSessions = true

  /** @throws Error where the folder cannot be used; the message says why */
  constructor({ folder, keep, pages, library }: EngineOptions, tell: (event: EngineEvent) => void) {
    makeFolder(folder)
    this.#lock = takeLock(folder, library)
    this.#tables = this.#openTables(join(folder, 'mail.db'), pages, library)
    seal(folder)
    this.#intake = new Intake(this.#tables)
    this.#keep = keep
    this.#tell = tell
    this.#dropOrphans()
    outgoingTable.letGo(this.#tables)
    this.#soon()
  }

  #openTables(path: string, pages: number | null, library: SqliteLibrary | null): Tables {
    try {
      makeFile(path)
      return new Tables(path, pages, library)
    } catch (error) {
      this.#lock.undo()
      throw databaseTrouble(path, error as Error)
    }
  }

  /** @returns the place of the group's first message in the order of all */
  commit(group: Uint8Array): number {
    const first = this.#intake.commit(group)
    this.#lastCommit = Date.now()
    this.#soon()
    return first
  }

  piece(owner: string, n: number, bytes: Uint8Array): void {
    this.#tables.run('insert into pieces (owner, n, bytes) values (?, ?, ?)', owner, n, bytes)
  }

  dropPieces(owner: string): void {
    this.#tables.run('delete from pieces where owner = ?', owner)
  }

  addSession(session: NewSession): void {
    if (this.#sessions.length === 0) this.#sessionsSince = Date.now()
    this.#sessions.push(session)
    this.#sessionOctets += octetsOf(session)
    if (this.#sessionOctets > SESSIONS) this.#writeOrForgetSessions()
    this.#soon()
  }

  /** While there is no room for conversations they wait, and when they are too many the oldest are forgotten. */
  #writeOrForgetSessions(): void {
    try {
      this.#writeSessions()
    } catch {
      if (this.#sessionOctets <= SESSIONS) return
      const forgotten = this.#sessions.splice(0, Math.ceil(this.#sessions.length / 2))
      for (const session of forgotten) this.#sessionOctets -= octetsOf(session)
    }
  }

  async get(id: string) {
    await this.#settle()
    return mail.getMessage(this.#tables, id)
  }

  content(seq: number) {
    return readContent(this.#tables, seq)
  }

  readPiece(owner: string, n: number) {
    return readPiece(this.#tables, owner, n)
  }

  async overview(id: string) {
    await this.#settle()
    return this.#intake.overview(id)
  }

  async list(query: Query, paging: Paging) {
    await this.#catchUp(query)
    return mail.listMessages(this.#tables, query, paging)
  }

  async change(selection: Selection, change: { readonly isRead?: boolean; readonly tags?: readonly string[] }) {
    await this.#catchUp('query' in selection ? selection.query : null)
    return mail.changeMessages(this.#tables, selection, change, this.#changed)
  }

  async delete(selection: Selection) {
    await this.#catchUp('query' in selection ? selection.query : null)
    if (!mail.isEverything(selection)) return mail.deleteMessages(this.#tables, selection, this.#deleted)
    const count = mail.deleteAll(this.#tables)
    this.#intake.forget()
    if (count > 0) this.#tell({ kind: 'deleted', ids: null, count })
    return count
  }

  async counts() {
    await this.#settle()
    return mail.countAll(this.#tables)
  }

  tags() {
    return mail.listTags(this.#tables)
  }

  mapTag(tag: string, names: readonly string[]) {
    const selection: Selection = { query: { terms: [{ field: 'tag', value: tag, isNot: false }] } }
    const change = (tags: readonly string[]) => ({
      tags: tags.flatMap((each) => (each.toLowerCase() === tag.toLowerCase() ? names : [each])),
    })
    mail.changeMessages(this.#tables, selection, change, this.#changed)
  }

  async mailboxes(by: 'recipient' | 'login') {
    await this.#settle()
    return mail.listMailboxes(this.#tables, by)
  }

  session(id: string) {
    this.#writeOrForgetSessions()
    return getSession(this.#tables, id)
  }

  sessions(query: SessionQuery, paging: Paging) {
    this.#writeOrForgetSessions()
    return listSessions(this.#tables, query, paging)
  }

  outgoingAdd(message: OutgoingMessage, content: Uint8Array) {
    outgoingTable.add(this.#tables, message, content)
  }

  outgoingClaim(now: number, until: number, limit: number) {
    return outgoingTable.claim(this.#tables, now, until, limit)
  }

  outgoingRenew(id: string, ends: readonly number[], until: number) {
    return outgoingTable.renew(this.#tables, id, ends, until)
  }

  outgoingUpdate(message: OutgoingMessage, ends: readonly number[] | null) {
    return outgoingTable.update(this.#tables, message, ends)
  }

  outgoingContent(id: string) {
    return outgoingTable.content(this.#tables, id)
  }

  outgoingGet(id: string) {
    return outgoingTable.get(this.#tables, id)
  }

  outgoingList(limit: number) {
    return outgoingTable.list(this.#tables, limit)
  }

  outgoingDelete(id: string) {
    return outgoingTable.delete(this.#tables, id)
  }

  outgoingWaiting() {
    return outgoingTable.waiting(this.#tables)
  }

  outgoingNextDue() {
    return outgoingTable.nextDue(this.#tables)
  }

  /** Messages that lists show without what is read in them, so far. */
  get putOff(): number {
    return this.#intake.unsettled + this.#intake.unindexed
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#writeOrForgetSessions()
    this.#tables.close()
    this.#lock.close()
  }

  readonly #changed = (messages: readonly mail.Changed[]) => this.#tell({ kind: 'changed', messages })
  readonly #deleted = (ids: readonly string[]) => this.#tell({ kind: 'deleted', ids, count: ids.length })

  /** All that came before has its rows. New mail is committed between. */
  async #settle(): Promise<void> {
    const { last } = this.#intake
    if (!this.#intake.isUnsettled(last)) return
    for (; this.#intake.isUnsettled(last); await turn()) this.#intake.settle(GROUPS)
    while (trim(this.#tables, this.#keep, Date.now(), this.#deleted)) await turn()
  }

  /** Before a search: all that came before it is read. */
  async #catchUp(query: Query | null): Promise<void> {
    await this.#settle()
    if (!query || !needsReading(query)) return
    while (this.#intake.unindexed > 0 && this.#intake.index(PORTION)) await turn()
  }

  #writeSessions(): void {
    const sessions = this.#sessions
    if (sessions.length > 0) {
      addSessions(this.#tables, sessions)
      this.#sessions = []
      this.#sessionOctets = 0
      this.#mustTrimSessions = true
    }
    if (!this.#mustTrimSessions) return
    trimSessions(this.#tables, this.#keep, Date.now())
    this.#mustTrimSessions = false
  }

  #soon(ms = QUIET): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#workOff()
    }, ms)
  }

  /** Do some of what was put off, when it is quiet, or when it has become much. */
  #workOff(): void {
    try {
      if (this.#sessions.length > 0 && Date.now() - this.#sessionsSince > SESSIONS_WAIT) this.#writeSessions()
      if (Date.now() - this.#lastCommit < QUIET && this.#intake.unsettled < PUT_OFF) return this.#soon()
      if (this.#intake.unsettled > 0) {
        this.#intake.settle(GROUPS)
        return this.#soon(0)
      }
      if (trim(this.#tables, this.#keep, Date.now(), this.#deleted)) return this.#soon(0)
      this.#writeSessions()
      if (this.#intake.unindexed > 0 && this.#intake.index(PORTION)) return this.#soon(0)
    } catch {
      // No room, most likely: what was acknowledged is safe where it is, and this is tried again.
      return this.#soon(5000)
    }
    if (this.#keep.days !== undefined) this.#soon(60_000)
  }

  /** Pieces of messages that never became whole: when all messages have their rows, they are known. */
  #dropOrphans(): void {
    if (!this.#tables.row('select 1 from pieces limit 1')) return
    this.#intake.settle()
    this.#tables.run('delete from pieces where owner not in (select id from messages)')
  }
}

/** Others that wait for the database get their turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
