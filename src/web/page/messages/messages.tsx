import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { Dialog, IconButton } from '../controls.tsx'
import { formatCount, plural } from '../format.ts'
import { messagesRoute } from '../here.ts'
import { bind } from '../keys.ts'
import { Boxes } from './boxes.tsx'
import { close, mark, openAt, remove, step, toggleRead } from './deeds.ts'
import { MessageList } from './list.tsx'
import { Message } from './message.tsx'
import { Search } from './search.tsx'
import {
  counts,
  cursor,
  indexOf,
  isLoaded,
  pointAt,
  query,
  rowAt,
  seek,
  selected,
  selectedCount,
  toggle,
  total,
} from './state.ts'

/** The list, and beside it the message that is open. */
export function Messages() {
  const { query: sought, id } = messagesRoute()
  useLayoutEffect(() => void seek(sought), [sought])
  useLayoutEffect(() => bind(keys), [])
  return (
    <div class={`split ${id === null ? '' : 'has-open'}`}>
      <section class="pane" aria-label="List of messages">
        <Search />
        <Bar />
        <MessageList openId={id} openIndex={id === null ? -1 : indexOf(id)} />
      </section>
      {id !== null && <Message id={id} />}
    </div>
  )
}

const keys = [
  { keys: 'j', what: 'Next message', run: () => step(1) },
  { keys: 'k', what: 'Message before', run: () => step(-1) },
  { keys: 'ArrowDown', what: 'Next message', run: () => step(1) },
  { keys: 'ArrowUp', what: 'Message before', run: () => step(-1) },
  { keys: 'Enter', what: 'Open the message', run: () => openAt(cursor.value) },
  {
    keys: 'x',
    what: 'Select the message',
    run: () => {
      const row = rowAt(cursor.value)
      if (!row) return
      pointAt(cursor.value)
      toggle(row.id)
    },
  },
  { keys: '#', what: 'Delete what is selected, or the message', run: () => remove() },
  { keys: 'u', what: 'Unread, or read', run: toggleRead },
  { keys: '/', what: 'Search', run: () => document.querySelector<HTMLInputElement>('#search')?.select() },
  {
    keys: 'Escape',
    what: 'Close the message; select nothing',
    run: () => {
      if (messagesRoute().id !== null) close()
      else selected.value = new Set()
    },
  },
]

/** What can be done with many messages. */
function Bar() {
  const count = selectedCount.value
  const isAll = count > 0 && count === total.value
  return (
    <div class="bar list-bar">
      <label class="pick">
        <input
          type="checkbox"
          aria-label="Select all messages that are listed"
          checked={isAll}
          indeterminate={count > 0 && !isAll}
          // Those in sight may be of what was looked for before.
          disabled={!isLoaded.value}
          onChange={() => (selected.value = count > 0 ? new Set() : 'all')}
        />
      </label>
      {count > 0 ? (
        <>
          <b>{formatCount(count)} selected</b>
          <IconButton icon="mark" label="Mark as read" text="Read" onClick={() => mark(true)} />
          <IconButton icon="unread" label="Mark as unread (u)" text="Unread" onClick={() => mark(false)} />
          <IconButton icon="trash" label="Delete (#)" text="Delete" onClick={() => remove()} />
        </>
      ) : (
        <span class="quiet">{summary()}</span>
      )}
      <span class="gap" />
      <NarrowBoxes />
    </div>
  )
}

/** Where there is no side bar. */
function NarrowBoxes() {
  const isOpen = useSignal(false)
  return (
    <>
      <button type="button" class="chip narrow-only" onClick={() => (isOpen.value = true)}>
        Mailboxes
      </button>
      {isOpen.value && (
        <Dialog title="Mailboxes and tags" onClose={() => (isOpen.value = false)}>
          <div onClick={(event) => (isOpen.value = !(event.target as Element).closest('button'))}>
            <Boxes />
          </div>
        </Dialog>
      )}
    </>
  )
}

function summary(): string {
  if (!isLoaded.value) return 'Fetching …'
  if (query.value !== '') return `${formatCount(total.value)} found`
  const unread = counts.value?.unread ?? 0
  return `${plural(total.value, 'message')}${unread > 0 ? `, ${formatCount(unread)} unread` : ''}`
}
