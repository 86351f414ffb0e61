import { api, type Selection } from '../api.ts'
import { go, messagesRoute, route } from '../here.ts'
import { letGo } from '../keys.ts'
import { complain, say } from '../notice.ts'
import { plural } from '../format.ts'
import { chosen, cursor, indexOf, load, pointAt, query, rowAt, selected, selectedCount, total } from './state.ts'

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
  const isOpenGone = id !== null && 'ids' in selection && selection.ids.includes(id)
  api
    .delete(selection)
    .then(({ deleted }) => {
      selected.value = new Set()
      say(`${plural(deleted, 'message')} deleted.`)
      if ('query' in selection) return load(query.value, { isQuiet: true })
      if (isOpenGone && messagesRoute().id === id) close()
    })
    .catch(complain)
}

export function mark(isRead: boolean, selection: Selection | null = chosen()): void {
  if (!selection) return
  api
    .change(selection, { isRead })
    .then(() => ('query' in selection ? load(query.value, { isQuiet: true }) : undefined))
    .catch(complain)
}

export function toggleRead(): void {
  const row = rowAt(cursor.value)
  if (selectedCount.value > 0) mark(false)
  else if (row) mark(!row.isRead)
}
