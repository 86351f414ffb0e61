import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from '../icons.tsx'
import { go, messagesRoute } from '../here.ts'

const words = [
  ['from:', 'who wrote it'],
  ['to:', 'who gets it'],
  ['subject:', 'words of the subject'],
  ['tag:', 'a tag'],
  ['is:unread', 'not read yet'],
  ['has:attachment', 'something attached'],
  ['before:', '2026-01-31'],
  ['after:', '2026-01-31'],
  ['larger:', '1M'],
  ['!', 'not'],
] as const

/** Milliseconds after the last key. */
const PAUSE = 150

/** The field that messages are sought with, and the words that it understands. */
export function Search() {
  const field = useRef<HTMLInputElement>(null)
  const text = useSignal(messagesRoute().query)
  const isUsed = useSignal(false)
  const { query } = messagesRoute()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Whatever was looked for last is what counts, and stands in the field.
  useLayoutEffect(() => {
    clearTimeout(timer.current)
    if (text.value.trim() !== query) text.value = query
    return () => clearTimeout(timer.current)
  }, [query])
  const seek = (sought: string, delay: number) => {
    text.value = sought
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const now = messagesRoute()
      if (now.query !== sought.trim()) go({ ...now, query: sought.trim(), id: null, tab: null }, { isReplacing: true })
    }, delay)
  }
  const insert = (word: string) => {
    const before = text.value.trimEnd()
    seek(`${before === '' ? '' : `${before} `}${word}${/[:!]$/.test(word) ? '' : ' '}`, PAUSE)
    field.current?.focus()
  }
  return (
    <search class="search">
      <div class="field">
        <Icon name="search" />
        <input
          id="search"
          ref={field}
          type="search"
          value={text.value}
          placeholder="Search: words, from: to: subject: …"
          aria-label="Search messages"
          aria-describedby="search-words"
          autocomplete="off"
          spellcheck={false}
          onFocus={() => (isUsed.value = true)}
          onBlur={(event) => {
            if (!(event.relatedTarget as Element | null)?.closest('.search')) isUsed.value = false
          }}
          onInput={(event) => seek(event.currentTarget.value, PAUSE)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' || event.key === 'Enter') {
              event.preventDefault()
              if (event.key === 'Escape' && text.value !== '') seek('', 0)
              else event.currentTarget.blur()
            }
          }}
        />
      </div>
      <div class="chips words" id="search-words" hidden={!isUsed.value}>
        {words.map(([word, what]) => (
          <button key={word} type="button" class="chip" title={what} onClick={() => insert(word)}>
            {word}
          </button>
        ))}
      </div>
    </search>
  )
}
