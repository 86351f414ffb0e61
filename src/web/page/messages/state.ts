import { batch, computed, signal } from '@preact/signals'
import { api, ApiError, type Selection } from '../api.ts'
import type { Counts, MessageRow } from '../api-types.ts'
import { onLive } from '../live.ts'
import { announcement, complain } from '../notice.ts'
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
/** Whether somebody has chosen that row: it is stayed at then. The first row is the newest one until then. */
let isChosen = false

export function pointAt(index: number): void {
  cursor.value = index
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
  return rows.indexOf(id)
}

export function isSelected(id: string): boolean {
  return selected.value === 'all' || selected.value.has(id)
}

/** First rows of pages that are on their way. */
let asked = new Set<number>()
/** A page that was asked for when there were other rows is of no use. */
let generation = 0

/** What is being looked for at this moment. */
let sought: string | null = null
/** The answer to the newest question counts. */
let questions = 0
/** Something has happened since: the answer may be older. */
let isOutdated = false

/** The rows that were there are no more. */
function replaceRows(fresh: Rows): void {
  generation++
  asked = new Set()
  rows = fresh
  version.value++
}

/** Look for it, unless that is done already, or being done. Never fails: `trouble` says what went wrong. */
export async function seek(text: string, { isAtStart = false } = {}): Promise<void> {
  if (text !== sought && (!isLoaded.value || text !== query.value)) await load(text, { isAtStart })
}

/**
 * Look for something else, or for the same anew.
 * @param isAtStart in the words of index.html, whose answer is there already
 */
export async function load(text: string, { isQuiet = false, isAtStart = false } = {}): Promise<void> {
  if (isQuiet && text === sought) {
    isOutdated = true
    return
  }
  const mine = ++questions
  sought = text
  isOutdated = false
  if (text !== query.value) {
    generation++
    batch(() => {
      query.value = text
      cursor.value = 0
      isChosen = false
      selected.value = new Set()
    })
  }
  if (!isQuiet) isLoaded.value = false
  try {
    const list = await api.messages({ ...(isAtStart && { offset: 0 }), limit: PAGE, query: text })
    if (mine !== questions) return
    batch(() => {
      keepingPlace(() => replaceRows(new Rows(list.total, list.messages)))
      counts.value = list.counts
      isMore.value = list.isMore
      isLoaded.value = true
      trouble.value = null
    })
    want(inSight.first, inSight.end)
  } catch (error) {
    if (mine !== questions) return
    trouble.value = error instanceof Error ? error.message : String(error)
    isLoaded.value = true
    if (error instanceof ApiError && error.status === 400) replaceRows(new Rows())
  } finally {
    if (mine === questions) {
      sought = null
      if (isOutdated) void load(text, { isQuiet: true })
    }
    hasList.value = true
  }
}

/** The rows that are drawn. */
let inSight = { first: 0, end: 0 }

/** These rows are drawn: ask for what is not there yet of them. */
export function want(first: number, end: number): void {
  inSight = { first, end }
  for (const from of missingPages((index) => rows.at(index) !== undefined, { first, end }, PAGE)) {
    if (asked.has(from)) continue
    asked.add(from)
    fetchPage(from).catch(complain)
  }
  if (isMore.value && end >= rows.length && rows.last) fetchMore().catch(complain)
}

async function fetchPage(from: number): Promise<void> {
  const mine = generation
  const list = await api.messages({ query: query.value, limit: PAGE, offset: from }).finally(() => {
    if (mine === generation) asked.delete(from)
  })
  if (mine !== generation) return
  // Newer ones may have come before them meanwhile: the way from the end is the same.
  rows.put(query.value === '' ? rows.length - (list.total - from) : from, list.messages)
  version.value++
}

/** Beyond what the server has counted, the way leads from one page to the next. */
async function fetchMore(): Promise<void> {
  const mine = generation
  isMore.value = false
  const list = await api.messages({ query: query.value, limit: PAGE, before: rows.last!.seq })
  if (mine !== generation) return
  rows.append(list.messages)
  isMore.value = list.messages.length === PAGE
  version.value++
}

/** What is marked; else the row that the keys are at. */
export function chosen(): Selection | null {
  if (selected.value === 'all') return { query: query.value }
  if (selected.value.size > 0) return { ids: [...selected.value] }
  const row = rows.at(cursor.value)
  return row ? { ids: [row.id] } : null
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

let arrived: MessageRow[] = []

/** Many may come at once: they are put in together. */
function arrive(message: MessageRow): void {
  isOutdated = true
  arrived.push(message)
  if (arrived.length === 1) setTimeout(takeIn, 50)
}

function takeIn(): void {
  const fresh = arrived.reverse()
  arrived = []
  announcement.value =
    fresh.length === 1
      ? `New message from ${fresh[0]!.author?.address ?? fresh[0]!.from}: ${fresh[0]!.subject}`
      : `${fresh.length} new messages`
  if (query.value !== '' || trouble.value !== null) {
    void load(query.value, { isQuiet: true })
    return
  }
  batch(() => {
    const added = fresh.filter(({ id }) => indexOf(id) < 0)
    rows.prepend(added)
    asked = new Set()
    if (isChosen) cursor.value += added.length
    addCounts(
      added.length,
      added.filter(({ isRead }) => !isRead).length,
      added.reduce((sum, { size }) => sum + size, 0),
    )
    version.value++
  })
}

function addCounts(messages: number, unread: number, octets: number): void {
  const before = counts.value ?? { messages: 0, unread: 0, octets: 0 }
  counts.value = {
    messages: before.messages + messages,
    unread: before.unread + unread,
    octets: before.octets + octets,
  }
}

/** Begin to hear of what happens to the messages. */
export function watchMessages(): void {
  onLive('message', arrive)
  onLive('again', () => void load(query.value, { isQuiet: true }))
  onLive('changed', ({ messages }) => {
    isOutdated = true
    for (const { id, isRead, tags } of messages) {
      const index = indexOf(id)
      const row = rows.at(index)
      if (!row) continue
      if (row.isRead !== isRead) addCounts(0, isRead ? -1 : 1, 0)
      rows.put(index, [{ ...row, isRead, tags }])
    }
    version.value++
  })
  onLive('deleted', ({ ids }) => {
    isOutdated = true
    if (ids === null || ids.some((id) => indexOf(id) < 0)) {
      void load(query.value, { isQuiet: true })
      return
    }
    const gone = new Set(ids)
    const those = [...rows.values()].filter(({ id }) => gone.has(id))
    generation++
    batch(() => {
      keepingPlace(() => {
        const at = cursor.value
        cursor.value -= rows.remove(gone).filter((index) => index < at).length
      })
      asked = new Set()
      addCounts(
        -those.length,
        -those.filter(({ isRead }) => !isRead).length,
        -those.reduce((sum, { size }) => sum + size, 0),
      )
      if (selected.value !== 'all') selected.value = new Set([...selected.value].filter((id) => !gone.has(id)))
      else selected.value = new Set()
      version.value++
    })
  })
}
