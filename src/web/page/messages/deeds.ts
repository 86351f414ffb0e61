import { api, type Selection } from '../api.ts'
import { go, messagesRoute, route } from '../here.ts'
import { letGo } from '../keys.ts'
import { complain, say } from '../notice.ts'
import { plural } from '../format.ts'
import { bringBack, takeOut } from './follow.ts'
import { changeOpened, opened } from './open.ts'
import { changeRows, chosen, cursor, indexOf, pointAt, reload, rowAt, selected, selectedCount, total } from './state.ts'

/** Above so many it is asked first. */
const MANY = 20

export function openAt(index: number): void {
  const row = rowAt(index)
  if (!row) return
  pointAt(index)
  const { query: sought, tab } = messagesRoute()
  go({ view: 'messages', query: sought, id: row.id, tab })
}

export function close(): void {
  go({ ...messagesRoute(), id: null, tab: null })
}

/** To the next message, or the one before; the opened one follows. */
export function step(by: number): void {
  const now = route.value
  const open = now.view === 'messages' ? now.id : null
  const from = open === null ? cursor.value : indexOf(open) < 0 ? cursor.value : indexOf(open)
  const to = Math.max(0, Math.min(total.value - 1, from + by))
  if (open === null) letGo()
  pointAt(to)
  if (open !== null) openAt(to)
}

export function remove(selection: Selection | null = chosen()): void {
  if (!selection) return
  const count = 'ids' in selection ? selection.ids.length : selectedCount.value
  if (count > MANY && !confirm(`Delete ${plural(count, 'message')}? They cannot be brought back.`)) return
  const { id } = messagesRoute()
  if ('ids' in selection) {
    takeOut(selection.ids)
    if (id !== null && selection.ids.includes(id)) close()
  }
  api
    .delete(selection)
    .then(({ deleted }) => {
      say(`${plural(deleted, 'message')} deleted.`)
      if (!('query' in selection)) return
      selected.value = new Set()
      return reload()
    })
    .catch((error: unknown) => {
      complain(error)
      if ('ids' in selection) bringBack(selection.ids)
    })
}

export function mark(isRead: boolean, selection: Selection | null = chosen()): void {
  if (!selection) return
  if ('ids' in selection) markAtOnce(selection.ids, isRead)
  api
    .change(selection, { isRead })
    .then(() => ('query' in selection ? reload() : undefined))
    .catch((error: unknown) => {
      complain(error)
      if ('ids' in selection) markAtOnce(selection.ids, !isRead)
      return reload({ isLost: true })
    })
}

/** As it is going to be: what the next key means does not depend on the server's haste. */
function markAtOnce(ids: readonly string[], isRead: boolean): void {
  const those = ids.flatMap((id) => rowAt(indexOf(id)) ?? (opened.value?.id === id ? opened.value : []))
  const changes = those.map(({ id, tags }) => ({ id, isRead, tags }))
  changeRows(changes)
  changeOpened(changes)
}

export function toggleRead(): void {
  const { id } = messagesRoute()
  const row = rowAt(id === null ? cursor.value : indexOf(id))
  if (selectedCount.value > 0) mark(false)
  else if (row) mark(!row.isRead)
  // It need not be one of those that are listed.
  else if (opened.value?.id === id) mark(!opened.value.isRead)
}
