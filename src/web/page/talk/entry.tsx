import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { fieldType } from '../controls.tsx'
import { commonBeginning, LineHistory } from './line-history.ts'
import { choices, prompt, seekChoices, send } from './state.ts'

const history = new LineHistory()

/** The line that is being typed, and below it how it may go on. */
export function Entry() {
  const text = useSignal('')
  const field = useRef<HTMLInputElement>(null)
  const { isInData, isSecret } = prompt.value
  const { candidates, word, text: soughtFor } = choices.value
  /** Tab was pressed before it was known how the line may go on. */
  const isTabbed = useRef(false)
  useLayoutEffect(() => field.current?.focus(), [])

  const set = (line: string) => {
    isTabbed.current = false
    text.value = line
    seekChoices(line)
  }
  const say = (line: string) => {
    send({ type: 'line', text: line })
    if (!isInData && !isSecret) history.add(line)
    set('')
    field.current?.focus()
  }
  const complete = (candidate: string) => {
    set(soughtFor.slice(0, soughtFor.length - word.length) + candidate)
    field.current?.focus()
  }
  const common = commonBeginning(candidates)
  useLayoutEffect(() => {
    if (isTabbed.current && soughtFor === text.value && common.length > word.length) complete(common)
    isTabbed.current &&= soughtFor !== text.value
  })
  const onKeyDown = (event: KeyboardEvent) => {
    switch (event.key) {
      case 'Enter':
        say(text.value)
        break
      case 'Tab':
        if (event.shiftKey || (soughtFor === text.value && common.length <= word.length)) return
        if (soughtFor === text.value) complete(common)
        else isTabbed.current = true
        break
      case 'ArrowUp':
        set(history.back(text.value) ?? text.value)
        break
      case 'ArrowDown':
        set(history.forth() ?? text.value)
        break
      case 'Escape':
        if (text.value === '') field.current?.blur()
        set('')
        break
      default:
        return
    }
    event.preventDefault()
  }
  const onPaste = (event: ClipboardEvent) => {
    const given = event.clipboardData?.getData('text') ?? ''
    if (!/[\r\n]/.test(given)) return
    // Many lines are said one after the other, as if each had been typed.
    event.preventDefault()
    const pasted = (text.value + given).split(/\r\n|\r|\n/)
    const rest = pasted.pop()!
    for (const line of pasted) say(line)
    set(rest)
  }
  return (
    <div class="entry">
      <label>
        <span class="label" aria-hidden="true">
          C:
        </span>
        <input
          ref={field}
          class="entry-field"
          type={fieldType(isSecret)}
          aria-label={isInData ? 'A line of the message' : 'A line to say'}
          aria-describedby="entry-choices"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={text.value}
          onInput={(event) => set(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="button" class="button" onClick={() => say(text.value)}>
          Say it
        </button>
      </label>
      <div class="chips words" id="entry-choices">
        {isInData ? (
          <>
            <span class="quiet">A line of the message; a dot by itself ends it.</span>
            <button type="button" class="chip" onClick={() => say('.')}>
              .
            </button>
          </>
        ) : (
          candidates.slice(0, 12).map((candidate) => (
            <button key={candidate} type="button" class="chip" tabIndex={-1} onClick={() => complete(candidate)}>
              {candidate.trim()}
            </button>
          ))
        )}
      </div>
    </div>
  )
}
