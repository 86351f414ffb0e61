import { batch, computed, signal } from '@preact/signals'
import { api, ApiError, type Selection } from '../api.ts'
import type { Counts, MessageRow } from '../api-types.ts'
import type { LiveEvents } from '../live.ts'
import { complain } from '../notice.ts'
import { messagesRoute } from '../here.ts'
import { missingPages } from '../virtual.ts'
import { Rows } from './rows.ts'

/** Messages that are asked for at a time; as in index.html. */
const PAGE = 100

/** `version` tells that it changed. */
let rows = new Rows()
const version = signal(0)

export const query = signal('')
export const counts = signal<Counts | null>(null)
/** Whether the first page of what was asked for is there. */
export const isLoaded = signal(false)
/** Whether any first page was there yet: what stands beside the list is asked for when that is drawn. */
export const hasList = signal(false)
/** Whether there are more than `total`. */
const isMore = signal(false)
export const trouble = signal<string | null>(null)

/** The row that the keys are at. */
export const cursor = signal(0)
/** How often somebody has pointed at a row: the list goes there then, and not because others came above it. */
export const pointings = signal(0)
/** Whether somebody has chosen that row: it is stayed at then. The first row is the newest one until then. */
let isChosen = false

export function pointAt(index: number): void {
  batch(() => {
    cursor.value = index
    pointings.value++
  })
  isChosen = true
}

/** Change the rows, and let the keys stay at the message that they are at; where that is gone, at what came behind it. */
function keepingPlace(change: () => void): void {
  const at = isChosen ? rows.at(cursor.value) : undefined
  change()
  const index = at ? indexOf(at.id) : -1
  cursor.value = index >= 0 ? index : Math.max(0, Math.min(cursor.value, rows.length - 1))
}

/** Ids of those that are marked for a common fate. "all": everything that fits the query. */
export const selected = signal<ReadonlySet<string> | 'all'>(new Set())

export const total = computed(() => {
  void version.value
  return rows.length
})
export const selectedCount = computed(() => (selected.value === 'all' ? total.value : selected.value.size))

export function rowAt(index: number): MessageRow | undefined {
  void version.value
  return rows.at(index)
}

export function indexOf(id: string): number {
  void version.value
  return rows.indexOf(id)
}

export function isSelected(id: string): boolean {
  return selected.value === 'all' || selected.value.has(id)
}

let asked = new Set<number>()
/** Answers to what was asked for before the query changed are of no use. */
let generation = 0
/** Rows have been taken out so many times: what was asked for before stands elsewhere now. */
let removals = 0
/** The greatest `seq` of those that the whole list has, or counts: who comes behind it is new. */
let newest = 0

/** What is being looked for at this moment. */
let sought: string | null = null
/** Whether something has happened since, that the answer may not know of. */
let isOutdated = false
/** Whose rows are there. */
let listed = ''

/** Look for it, unless that is done already, or being done. Never fails: `trouble` says what went wrong. */
export async function seek(text: string, { isAtStart = false } = {}): Promise<void> {
  if (text === sought) return
  if (!isLoaded.value || trouble.value !== null || text !== query.value) await load(text, { isAtStart })
}

/**
 * Look for the same anew, quietly; where it is being looked for already, once more behind that.
 * @param isLost whether what is being looked for may never be answered
 */
export async function reload({ isLost = false } = {}): Promise<void> {
  if (sought === query.value && !isLost) isOutdated = true
  else await load(query.value, { isQuiet: true })
}

/**
 * Look for something else, or for the same anew.
 * @param isAtStart in the words of index.html, whose answer is there already
 */
async function load(text: string, { isQuiet = false, isAtStart = false } = {}): Promise<void> {
  const mine = ++generation
  sought = text
  isOutdated = false
  if (text !== query.value) {
    batch(() => {
      query.value = text
      cursor.value = 0
      isChosen = false
      selected.value = new Set()
    })
  }
  if (!isQuiet) isLoaded.value = false
  asked = new Set([0])
  try {
    const list = await api.messages({ ...(isAtStart && { offset: 0 }), limit: PAGE, query: text })
    if (mine !== generation) return
    sought = null
    batch(() => {
      const before = rows
      keepingPlace(() => {
        rows = new Rows(list.total, list.messages)
        if (text === listed && !list.isMore) rows.keep(before)
      })
      listed = text
      if (text === '') newest = list.messages[0]?.seq ?? 0
      counts.value = list.counts
      isMore.value = list.isMore
      isLoaded.value = true
      trouble.value = null
      version.value++
    })
    want(inSight.first, inSight.end)
    if (isOutdated) void reload()
  } catch (error) {
    if (mine !== generation) return
    sought = null
    batch(() => {
      trouble.value = error instanceof Error ? error.message : String(error)
      isLoaded.value = true
      // What was looked for before is not what was looked for now.
      if (text === listed && !(error instanceof ApiError && error.status === 400)) return
      rows = new Rows()
      isMore.value = false
      version.value++
    })
  } finally {
    hasList.value = true
  }
}

/** The rows that are drawn. */
let inSight = { first: 0, end: 0 }

/** These rows are drawn: ask for what is not there yet of them. */
export function want(first: number, end: number): void {
  inSight = { first, end }
  // What is there is of another query: the first page says how many there are.
  if (sought !== null && sought !== listed) return
  const last = Math.min(end, rows.length)
  for (const from of missingPages((index) => rows.isFresh(index), { first, end: last }, PAGE)) {
    if (asked.has(from)) continue
    asked.add(from)
    fetchPage(from).catch(complain)
  }
  wantMore()
}

/** Beyond what the server has counted, the way leads from one page to the next. */
function wantMore(): void {
  if (isMore.value && inSight.end >= rows.length && rows.last) fetchMore(rows.last).catch(complain)
}

async function fetchPage(from: number): Promise<void> {
  const before = { rows, removals, asked, length: rows.length }
  const list = await api.messages({ query: listed, limit: PAGE, offset: from }).finally(() => before.asked.delete(from))
  if (before.rows !== rows || before.removals !== removals) return want(inSight.first, inSight.end)
  // Others may have come above: counted from the end, each message stands where it stood.
  const above = list.isMore ? 0 : rows.length - list.total
  // More are gone than is known of.
  if (above > rows.length - before.length) return reload()
  rows.put(from + above, list.messages)
  version.value++
  wantMore()
}

async function fetchMore({ seq }: MessageRow): Promise<void> {
  const mine = rows
  isMore.value = false
  try {
    const list = await api.messages({ query: listed, limit: PAGE, before: seq })
    if (mine !== rows) return
    rows.append(list.messages)
    isMore.value = list.messages.length === PAGE
    version.value++
  } catch (error) {
    if (mine === rows) isMore.value = true
    throw error
  }
}

/** What is marked; else the message that is open, or the row that the keys are at. */
export function chosen(): Selection | null {
  if (selected.value === 'all') return { query: query.value }
  if (selected.value.size > 0) return { ids: [...selected.value] }
  const id = messagesRoute().id ?? rows.at(cursor.value)?.id
  return id === undefined ? null : { ids: [id] }
}

export function toggle(id: string): void {
  const set = new Set(selected.value === 'all' ? [...rows.values()].map((row) => row.id) : selected.value)
  if (!set.delete(id)) set.add(id)
  selected.value = set
}

/** From the row that the keys are at to this one. */
export function selectTo(index: number): void {
  const [from, to] = [Math.min(cursor.value, index), Math.max(cursor.value, index)]
  const set = new Set(selected.value === 'all' ? [] : selected.value)
  for (let at = from; at <= to; at++) {
    const row = rows.at(at)
    if (row) set.add(row.id)
  }
  selected.value = set
}

/**
 * Put those that have just come above all others.
 * @returns false where only the server knows where they stand
 */
export function putAbove(fresh: readonly MessageRow[]): boolean {
  isOutdated = true
  const added = fresh.filter(({ id }) => indexOf(id) < 0)
  if (query.value !== '' || trouble.value !== null || !isLoaded.value) return false
  if (added.some(({ seq }) => seq <= newest)) return false
  batch(() => {
    rows.prepend(added)
    newest = Math.max(newest, ...added.map(({ seq }) => seq))
    asked = new Set()
    if (isChosen) cursor.value += added.length
    addCounts(added, 1)
    version.value++
  })
  return true
}

/** @returns whether all of them are there */
export function changeRows(changes: LiveEvents['changed']['messages']): boolean {
  isOutdated = true
  let isAll = true
  for (const { id, isRead, tags } of changes) {
    const index = indexOf(id)
    const row = rows.at(index)
    if (row && row.isRead !== isRead) addUnread(isRead ? -1 : 1)
    if (row) rows.put(index, [{ ...row, isRead, tags }])
    else isAll = false
  }
  version.value++
  return isAll
}

export function removeRows(gone: ReadonlySet<string>): void {
  isOutdated = true
  const those = [...rows.values()].filter(({ id }) => gone.has(id))
  batch(() => {
    keepingPlace(() => {
      const at = cursor.value
      cursor.value -= rows.remove(gone).filter((index) => index < at).length
    })
    asked = new Set()
    removals++
    addCounts(those, -1)
    if (selected.value !== 'all') selected.value = new Set([...selected.value].filter((id) => !gone.has(id)))
    version.value++
  })
}

function addCounts(those: readonly MessageRow[], sign: 1 | -1): void {
  const { messages, unread, octets } = counts.value ?? { messages: 0, unread: 0, octets: 0 }
  counts.value = {
    messages: messages + sign * those.length,
    unread: unread + sign * those.filter(({ isRead }) => !isRead).length,
    octets: octets + sign * those.reduce((sum, { size }) => sum + size, 0),
  }
}

function addUnread(by: number): void {
  if (counts.value) counts.value = { ...counts.value, unread: counts.value.unread + by }
}
