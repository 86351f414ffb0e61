import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { go } from '../here.ts'
import { Icon } from '../icons.tsx'
import { bind, letGo } from '../keys.ts'
import { Conversation } from './conversation.tsx'
import { ConversationList } from './list.tsx'
import { cursor, indexOf, pointAt, sessions } from './state.ts'
import { conversationsRoute } from './where.ts'

/** Milliseconds after the last key. */
const PAUSE = 200

/** The conversations, and beside them the one that is open. */
export function Conversations() {
  const { id } = conversationsRoute()
  useLayoutEffect(() => bind(keys), [])
  return (
    <div class={`split ${id === null ? '' : 'has-open'}`}>
      <section class="pane" aria-label="List of conversations">
        <Seek />
        <ConversationList />
      </section>
      {id !== null && <Conversation key={id} id={id} />}
    </div>
  )
}

function Seek() {
  const { text: wanted } = conversationsRoute()
  const text = useSignal(wanted)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Whatever was looked for last is what counts, and stands in the field.
  useLayoutEffect(() => {
    clearTimeout(timer.current)
    if (text.value.trim() !== wanted) text.value = wanted
    return () => clearTimeout(timer.current)
  }, [wanted])
  return (
    <search class="search">
      <div class="field">
        <Icon name="search" />
        <input
          id="search"
          type="search"
          value={text.value}
          placeholder="Address, name, login, or words of a refusal"
          aria-label="Search conversations"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => {
            const sought = event.currentTarget.value
            text.value = sought
            clearTimeout(timer.current)
            timer.current = setTimeout(
              () => go({ ...conversationsRoute(), text: sought.trim() }, { isReplacing: true }),
              PAUSE,
            )
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      </div>
    </search>
  )
}

/** To the next conversation, or the one before; the opened one follows. */
function step(by: number): void {
  const { id } = conversationsRoute()
  const from = id === null || indexOf(id) < 0 ? cursor.value : indexOf(id)
  const to = Math.max(0, Math.min(sessions.value.length - 1, from + by))
  if (id === null) letGo()
  pointAt(to)
  if (id !== null) openAt(to)
}

function openAt(index: number): void {
  const session = sessions.value[index]
  if (!session) return
  pointAt(index)
  go({ ...conversationsRoute(), id: session.id })
}

const keys = [
  { keys: 'j', what: 'Next conversation', run: () => step(1) },
  { keys: 'k', what: 'Conversation before', run: () => step(-1) },
  { keys: 'ArrowDown', what: 'Next conversation', run: () => step(1) },
  { keys: 'ArrowUp', what: 'Conversation before', run: () => step(-1) },
  { keys: 'Enter', what: 'Open the conversation', run: () => openAt(cursor.value) },
  { keys: '/', what: 'Search', run: () => document.querySelector<HTMLInputElement>('#search')?.select() },
  { keys: 'Escape', what: 'Close the conversation', run: () => go({ ...conversationsRoute(), id: null }) },
]
