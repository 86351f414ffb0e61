import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { fieldType } from '../controls.tsx'
import { answer, question } from './state.ts'

/** Something that has to be known: a user name, a password, a message. */
export function Question() {
  const text = useSignal('')
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const { text: asked, isHidden, isLong, isAnswered, id } = question.value!
  // At once: what is typed as soon as the question can be seen is its answer.
  useLayoutEffect(() => field.current?.focus(), [id])
  return (
    <form
      class="entry question"
      onSubmit={(event) => {
        event.preventDefault()
        answer(text.value)
        text.value = ''
      }}
    >
      <label>
        <span>{isAnswered ? 'One moment …' : asked.trim()}</span>
        {isLong ? (
          <textarea
            ref={field}
            rows={10}
            value={text.value}
            placeholder={'From: …\nTo: …\nSubject: …\n\nThe text'}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        ) : (
          <input
            ref={field}
            class="entry-field"
            type={fieldType(isHidden || isAnswered)}
            autocomplete="off"
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        )}
      </label>
      <div class="chips">
        <button type="submit" class="button main">
          Answer
        </button>
        <button type="button" class="button" onClick={() => answer(null)}>
          Never mind
        </button>
      </div>
    </form>
  )
}
