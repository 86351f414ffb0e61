import type { MessageRow } from '../api-types.ts'
import { onLive } from '../live.ts'
import { announcement } from '../notice.ts'
import { changeRows, indexOf, putAbove, reload, removeRows, selected } from './state.ts'

/** Milliseconds in which arrivals are gathered: many may come at once, and are put in together. */
const GATHERED = 50

let arrived: MessageRow[] = []

function arrive(message: MessageRow): void {
  arrived.push(message)
  if (arrived.length === 1) setTimeout(takeIn, GATHERED)
}

function takeIn(): void {
  const fresh = arrived.reverse()
  arrived = []
  const [newest] = fresh
  if (!newest) return
  announcement.value =
    fresh.length === 1
      ? `New message from ${newest.author?.address ?? newest.from}: ${newest.subject}`
      : `${fresh.length} new messages`
  if (!putAbove(fresh)) void reload()
}

/** Those that were taken out already, before the server has told that they are gone. */
const foreseen = new Set<string>()

/** Deleted by hand: gone at once, what the next key means does not depend on the server's haste. */
export function takeOut(ids: readonly string[]): void {
  for (const id of ids) foreseen.add(id)
  removeRows(new Set(ids))
}

/** It went wrong: they are there still. */
export function bringBack(ids: readonly string[]): void {
  for (const id of ids) foreseen.delete(id)
  void reload({ isLost: true })
}

function lose(ids: readonly string[] | null): void {
  if (ids === null) {
    // Some of those that are marked may be among them, and nobody knows which.
    selected.value = new Set()
    arrived = []
    void reload()
    return
  }
  const gone = new Set(ids)
  const isNew = arrived.filter(({ id }) => gone.has(id))
  arrived = arrived.filter((each) => !isNew.includes(each))
  for (const { id } of isNew) gone.delete(id)
  const isKnown = [...gone].filter((id) => !foreseen.delete(id)).every((id) => indexOf(id) >= 0)
  removeRows(gone)
  if (selected.value === 'all') selected.value = new Set()
  if (!isKnown) void reload()
}

/** Begin to hear of what happens to the messages. */
export function watchMessages(): void {
  onLive('message', arrive)
  onLive('again', ({ wasLost }) => void reload({ isLost: wasLost }))
  onLive('changed', ({ messages }) => {
    const changes = new Map(messages.map((each) => [each.id, each]))
    arrived = arrived.map((row) => ({ ...row, ...changes.get(row.id) }))
    if (!changeRows(messages)) void reload()
  })
  onLive('deleted', ({ ids }) => lose(ids))
}
