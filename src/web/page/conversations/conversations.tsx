import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { go } from '../here.ts'
import { Icon } from '../icons.tsx'
import { bind } from '../keys.ts'
import { Conversation } from './conversation.tsx'
import { ConversationList } from './list.tsx'
import { cursor, sessions } from './state.ts'
import { conversationsRoute } from './where.ts'

/** Milliseconds after the last key. */
const PAUSE = 200

/** The conversations, and beside them the one that is open. */
export function Conversations() {
  const { id } = conversationsRoute()
  useEffect(() => bind(keys), [])
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
  const text = useSignal(conversationsRoute().text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
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

function step(by: number): void {
  const to = Math.max(0, Math.min(sessions.value.length - 1, cursor.value + by))
  cursor.value = to
  if (conversationsRoute().id !== null) openAt(to)
}

function openAt(index: number): void {
  const session = sessions.value[index]
  if (session) go({ ...conversationsRoute(), id: session.id })
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
